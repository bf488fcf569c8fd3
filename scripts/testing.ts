import { type ChildProcess, spawn } from "node:child_process";
import { chmod, mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import pg from "pg";
import { findFreePort } from "@/lib/testing";
import { identityOf } from "./process-identity.mjs";

export const clone = resolve(import.meta.dirname, "..");
export const isRoot = process.getuid?.() === 0;

/** The first owner of every server that these tests start. */
const OWNER = {
  LATCHKEY_OWNER_EMAIL: "owner@example.test",
  LATCHKEY_OWNER_NAME: "Olive Owner",
  LATCHKEY_OWNER_PASSWORD: "a long enough passphrase",
};

export type Account = { uid: number; gid: number };
type Options = { env?: Record<string, string>; cwd?: string; account?: Account | undefined };

export type Script = {
  process: ChildProcess;
  output: () => string;
  /** Resolves with the exit code, -1 when a signal ended it. */
  ended: Promise<number>;
};

/** A folder of one's own that the database's account may pass through; `remove` leaves nothing. */
export async function makeFolder(): Promise<{ path: string; remove: () => Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), "latchkey-system-"));
  await chmod(path, 0o711);
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }) };
}

/** Runs a script of scripts/ as a person would, with none of this process's settings and a NODE_ENV that must not matter. */
export function runScript(name: string, args: string[], { env = {}, cwd = clone, account }: Options): Script {
  const child = spawn(process.execPath, [join(cwd, "scripts", name), ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", TMPDIR: tmpdir(), NODE_ENV: "development", ...env },
    stdio: ["ignore", "pipe", "pipe"],
    ...account,
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += String(chunk)));
  const ended = new Promise<number>((done) => child.once("close", (code) => done(code ?? -1)));
  return { process: child, output: () => output, ended };
}

export type Latchkey = Script & {
  url: string;
  port: number;
  gatewayUrl: string;
  stop: () => Promise<number>;
};

/** `npm start` on a data directory, until it is ready. */
export async function startLatchkey(
  dataDir: string,
  options: Options & { port?: number; owner?: Record<string, string> } = {},
): Promise<Latchkey> {
  const port = options.port ?? (await findFreePort());
  const gatewayPort = await findFreePort();
  const ports = { PORT: String(port), GATEWAY_PORT: String(gatewayPort) };
  const env = { LATCHKEY_DATA_DIR: dataDir, ...ports, ...(options.owner ?? OWNER), ...options.env };
  const script = runScript("start.mjs", [], { ...options, env });
  const url = `http://localhost:${port}`;
  const gatewayUrl = `http://127.0.0.1:${gatewayPort}`;
  const stop = () => {
    script.process.kill("SIGTERM");
    return script.ended;
  };
  for (let left = 1200; ; left -= 1) {
    if (script.process.exitCode !== null || left === 0) {
      await stop();
      throw new Error(`npm start did not become ready:\n${script.output()}`);
    }
    // Its own word first: the console of a killed start may still answer on this port for a moment.
    const isUp = ["Latchkey is at", "The gateway listener is at"].every((word) =>
      script.output().includes(word),
    );
    if (isUp && (await fetch(`${url}/readyz`).catch(() => null))?.ok)
      return { ...script, url, port, gatewayUrl, stop };
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** The processes of a data directory: the start script, the console, the gateway and PostgreSQL's postmaster. */
export async function findProcesses(
  dataDir: string,
): Promise<{ start: number; console: number; gateway: number; postmaster: number }> {
  const [entry = ""] = await readdir(join(dataDir, "lock"));
  const lock = JSON.parse(await readFile(join(dataDir, "lock", entry), "utf8"));
  const postmaster = await readFile(join(dataDir, "postgres/postmaster.pid"), "utf8");
  const [console, gateway] = lock.children.map((child: { pid: number }) => child.pid);
  return { start: lock.pid, console, gateway, postmaster: Number(postmaster.split("\n")[0]) };
}

/** kill -9 of everything, in no particular order, as when a machine's memory runs out. */
export async function killAll(server: Latchkey, dataDir: string): Promise<void> {
  for (const pid of Object.values(await findProcesses(dataDir))) process.kill(pid, "SIGKILL");
  await server.ended;
}

/** Those that still run. */
export async function listAlive(pids: number[]): Promise<number[]> {
  const identities = await Promise.all(pids.map(identityOf));
  return pids.filter((_, i) => identities[i] !== null);
}

/** Waits, at most ten seconds, until something holds. */
export async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  for (let left = 200; !(await holds()); left -= 1) {
    if (left === 0) throw new Error(`still not: ${holds}`);
    await new Promise((done) => setTimeout(done, 50));
  }
}

/** Asks a data directory's running database. */
export async function query(dataDir: string, sql: string, values: unknown[] = []): Promise<pg.QueryResult> {
  const { port, password } = JSON.parse(await readFile(join(dataDir, "engine.json"), "utf8"));
  const client = new pg.Client({ host: "127.0.0.1", port, user: "latchkey", password, database: "latchkey" });
  await client.connect();
  return client.query(sql, values).finally(() => client.end());
}
