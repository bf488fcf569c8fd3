import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { type Engine, startEngine } from "./engine.mjs";
import { isRoot, makeFolder } from "./testing";

let folder: { path: string; remove: () => Promise<void> };
let dataDir: string;
let undo: (() => Promise<void>)[] = [];

beforeAll(async () => {
  folder = await makeFolder();
  dataDir = join(folder.path, "data");
});
afterEach(async () => {
  for (const step of undo.reverse()) await step();
  undo = [];
});
afterAll(() => folder.remove());

/** On the file's one data directory unless told; stopped after the test at the latest. */
async function start(options: { dataDir?: string; log?: (line: string) => void } = {}): Promise<Engine> {
  const engine = await startEngine({ dataDir, durable: false, ...options });
  undo.push(engine.stop);
  return engine;
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query(sql).finally(() => client.end());
  return rows[0];
}

test("it is UTF-8 and UTC, listens on loopback with a password only, and its role owns nothing else", async () => {
  const engine = await start();
  const facts = await ask(
    engine.url,
    `select current_setting('server_encoding') as encoding, current_setting('TimeZone') as zone,
       current_setting('listen_addresses') as address, rolsuper as is_super from pg_roles where rolname = current_user`,
  );
  expect(facts).toEqual({ encoding: "UTF8", zone: "UTC", address: "127.0.0.1", is_super: false });
  await expect(ask(engine.url.replace(/:[^:@/]+@/, ":wrong@"), "select 1")).rejects.toThrow("password");
});

test("a running one is adopted by the next start, on the same port", async () => {
  const first = await start();
  const second = await startEngine({ dataDir, durable: false });
  expect(second.url).toBe(first.url);
  await first.stop();
  expect(await second.isRunning()).toBe(false);
});

test("a left-over postmaster.pid whose pid another program has now does not keep it from starting", async () => {
  const first = await start();
  const pidFile = join(dataDir, "postgres/postmaster.pid");
  const left = await readFile(pidFile, "utf8");
  await first.stop();
  await writeFile(pidFile, left.replace(/^\d+/, String(process.ppid)));
  const second = await start();
  expect(await ask(second.url, "select 1 as one")).toEqual({ one: 1 });
});

test("a database of another major version is refused with the way out", async () => {
  const file = join(dataDir, "postgres/PG_VERSION");
  const version = await readFile(file, "utf8");
  await writeFile(file, "15\n");
  await expect(startEngine({ dataDir })).rejects.toThrow(/PostgreSQL 15.*npm run export/);
  await writeFile(file, version);
});

test("engines of earlier versions and broken copies are removed", async () => {
  for (const name of ["engine-17.1.0", ".engine-18.0.0-77"]) await mkdir(join(dataDir, name));
  await start();
  expect((await readdir(dataDir)).filter((name) => name.includes("engine-"))).toHaveLength(1);
});

if (!isRoot) console.log("not root: how root's database finds a place outside a closed folder is not tried");
test.skipIf(!isRoot)(
  "root with a data directory in a closed folder keeps the database elsewhere, says so, and finds it again",
  async () => {
    const closed = join(folder.path, "closed");
    await mkdir(closed, { mode: 0o700 });
    const below = { dataDir: join(closed, "data") };
    const lines: string[] = [];
    const engine = await start({ ...below, log: (line) => lines.push(line) });
    const { home } = JSON.parse(await readFile(join(below.dataDir, "engine.json"), "utf8"));
    undo.unshift(() => rm(home, { recursive: true, force: true }));
    expect(home).toMatch(/^\/var\/lib\/latchkey\/database-/);
    expect(lines.join("\n")).toContain(`cannot enter ${closed}`);
    await ask(engine.url, "create table kept (id int)");
    await engine.stop();
    const again = await start(below);
    expect(await ask(again.url, "select count(*)::int as count from kept")).toEqual({ count: 0 });
  },
);

test("without a data directory it is temporary: nothing is left, nor of a run that was killed", async () => {
  const own = await makeFolder();
  undo.push(own.remove);
  const module = JSON.stringify(join(import.meta.dirname, "engine.mjs"));
  const run = (end: string) =>
    new Promise((done) => {
      const program = `const { startEngine } = await import(${module});
        const engine = await startEngine({ durable: false });
        ${end}`;
      const args = ["--input-type=module", "-e", program];
      spawn(process.execPath, args, { stdio: "ignore", env: { ...process.env, TMPDIR: own.path } }).once(
        "exit",
        done,
      );
    });
  await run('process.kill(process.pid, "SIGKILL")');
  expect(await readdir(own.path)).toHaveLength(1);
  await run("await engine.stop()");
  expect(await readdir(own.path)).toEqual([]);
});
