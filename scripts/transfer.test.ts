import { readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeFolder, query, runScript, startLatchkey } from "./testing";
import { generate, present, seedManager } from "./testing-token";

let folder: { path: string; remove: () => Promise<void> };
let from: string;
let to: string;
let file: string;
const secrets: string[] = [];

async function command(dataDir: string, ...args: string[]) {
  const script = runScript("command.mjs", args, { env: { LATCHKEY_DATA_DIR: dataDir } });
  return { code: await script.ended, output: script.output() };
}

beforeAll(async () => {
  folder = await makeFolder();
  from = join(folder.path, "from");
  to = join(folder.path, "to");
  file = join(folder.path, "latchkey.jsonl");
  const server = await startLatchkey(from);
  const manager = await seedManager(from);
  secrets.push(
    manager,
    (await generate(server.url, manager)) ?? "",
    (await generate(server.url, manager)) ?? "",
  );
  const { code, output } = await command(from, "export", file);
  expect([code, output]).toEqual([0, expect.stringContaining("as safe as the database itself")]);
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  await server.stop();
});
afterAll(() => folder.remove());

describe("npm run export", () => {
  test("the file is its owner's alone and is never overwritten", async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const before = await readFile(file, "utf8");
    const again = await command(from, "export", file);
    expect([again.code, again.output]).toEqual([1, expect.stringContaining("exists already")]);
    expect(await readFile(file, "utf8")).toBe(before);
  });

  test("sessions, setup codes and throttles stay behind; what was generated does not appear in clear", async () => {
    const text = await readFile(file, "utf8");
    for (const table of ["sessions", "setup_codes", "throttles"]) expect(text).not.toContain(`"${table}"`);
    for (const secret of secrets) expect(text).not.toContain(secret);
  });
});

describe("npm run import", () => {
  test.each([
    ["cut off", (text: string) => text.slice(0, -90), "is cut off"],
    ["short of a row", (text: string) => text.replace(/^\{"table":"tokens".*\n/m, ""), "is damaged"],
    ["changed in one letter", (text: string) => text.replace("Olive", "Alive"), "is damaged"],
    ["no export at all", () => "hello\n", "is no export"],
  ])("a file that is %s imports nothing", async (_, damage, words) => {
    const damaged = join(folder.path, "damaged.jsonl");
    await writeFile(damaged, damage(await readFile(file, "utf8")));
    const { code, output } = await command(to, "import", damaged);
    expect([code, output]).toEqual([1, expect.stringContaining(words)]);
  });

  test("where those were refused, a sound one makes every token work; a second is refused", async () => {
    const { code, output } = await command(to, "import", file);
    expect([code, output]).toEqual([0, expect.stringContaining("Imported")]);
    const server = await startLatchkey(to);
    for (const secret of secrets) expect(await present(server.url, secret)).toBe(200);
    const events = "select count(*)::int as count, max(id)::int as last from audit_events";
    const [before] = (await query(to, events)).rows;
    expect(await generate(server.url, secrets[0] ?? "")).toEqual(expect.any(String));
    const [after] = (await query(to, events)).rows;
    expect(after.last).toBe(before.last + after.count - before.count);
    await server.stop();

    const again = await command(to, "import", file);
    expect([again.code, again.output]).toEqual([1, expect.stringContaining("has users already")]);
  });

  test("into DATABASE_URL it asks for the exported keys, or writes them to a file of one's own", async () => {
    const other = join(folder.path, "other");
    const server = await startLatchkey(other, { owner: {} });
    const { port, password } = JSON.parse(await readFile(join(other, "engine.json"), "utf8"));
    const DATABASE_URL = `postgres://latchkey:${password}@127.0.0.1:${port}/latchkey`;
    const run = async (env: Record<string, string>, ...args: string[]) => {
      const script = runScript("command.mjs", ["import", file, ...args], { env: { DATABASE_URL, ...env } });
      return { code: await script.ended, output: script.output() };
    };
    const refused = await run({ TOKEN_SECRET: `latchkey-1:${"A".repeat(43)}` });
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("--secrets-to")]);
    expect((await query(other, "select from users")).rowCount).toBe(0);

    const secretsFile = join(folder.path, "secrets.env");
    const done = await run({}, "--secrets-to", secretsFile);
    expect([done.code, done.output]).toEqual([0, expect.stringContaining(secretsFile)]);
    expect((await stat(secretsFile)).mode & 0o777).toBe(0o600);
    const lines = (text: string) =>
      text
        .split("\n")
        .filter((line) => /^[A-Z]/.test(line))
        .sort();
    const original = await readFile(join(from, "secrets.env"), "utf8");
    expect(lines(await readFile(secretsFile, "utf8"))).toEqual(lines(original));
    expect((await query(other, "select from tokens")).rowCount).toBe(3);
    await server.stop();
  });
});
