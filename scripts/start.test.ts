import { readdir, readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeTestSecrets } from "@/lib/testing";
import {
  findProcesses,
  killAll,
  listAlive,
  makeFolder,
  query,
  runScript,
  startLatchkey,
  until,
} from "./testing";

let folder: { path: string; remove: () => Promise<void> };
let dataDir: string;

beforeAll(async () => {
  folder = await makeFolder();
  dataDir = join(folder.path, "data");
});
afterAll(() => folder.remove());

describe("npm start", () => {
  test("a second start on the same data directory names the first and harms nothing", async () => {
    const server = await startLatchkey(dataDir);
    const before = await findProcesses(dataDir);
    const second = runScript("start.mjs", [], { env: { LATCHKEY_DATA_DIR: dataDir, PORT: "1999" } });
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`"npm start" (pid ${server.process.pid})`);
    expect(second.output()).toContain(dataDir);
    expect(await findProcesses(dataDir)).toEqual(before);
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200);

    expect(await server.stop()).toBe(0);
    expect(await listAlive(Object.values(before))).toEqual([]);
    expect(await readdir(join(dataDir, "lock"))).toEqual([]);
  });

  test("a taken port is named with its variable, before anything is started", async () => {
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address() as { port: number };
    const start = runScript("start.mjs", [], { env: { LATCHKEY_DATA_DIR: dataDir, PORT: String(port) } });
    expect(await start.ended).toBe(1);
    expect(start.output()).toMatch(new RegExp(`Port ${port} .* Set PORT to a free one`));
    other.close();
  });

  test("one port for both is refused by name", async () => {
    const env = { LATCHKEY_DATA_DIR: dataDir, PORT: "1999", GATEWAY_PORT: "1999" };
    const start = runScript("start.mjs", [], { env });
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain("PORT and GATEWAY_PORT are both 1999");
  });

  test("the gateway listener answers beside the console, and the generated key is its own", async () => {
    const server = await startLatchkey(dataDir);
    expect((await fetch(`${server.gatewayUrl}/readyz`)).status).toBe(200);
    expect((await fetch(`${server.gatewayUrl}/verify`)).status).toBe(403);
    const key = /^GATEWAY_KEY=(.+)$/m.exec(await readFile(join(dataDir, "secrets.env"), "utf8"))?.[1] ?? "";
    const verified = await fetch(`${server.gatewayUrl}/verify`, {
      headers: { "x-latchkey-gateway-key": key, authorization: "Bearer x" },
    });
    expect(verified.status).toBe(401);
    const { gateway } = await findProcesses(dataDir);
    process.kill(gateway, "SIGKILL");
    // Half a Latchkey is none: the console goes along, and the exit says that something was wrong.
    expect(await server.ended).toBe(1);
  });

  test.each(["0", "65536", "3000x", "-1"])("PORT=%s is refused by name", async (port) => {
    const start = runScript("start.mjs", [], { env: { LATCHKEY_DATA_DIR: dataDir, PORT: port } });
    expect(await start.ended).toBe(1);
    expect(start.output()).toContain("PORT must be a whole number from 1 to 65535");
  });

  test("with DATABASE_URL missing, short and equal secrets are refused by name, never by value", async () => {
    const { AUTH_SECRET = "", TOKEN_SECRET = "", GATEWAY_KEY = "" } = makeTestSecrets();
    const own = { DATABASE_URL: "postgres://latchkey:hunter2@127.0.0.1:1/none", PORT: "1999" };
    const wrong = runScript("start.mjs", [], { env: { ...own, TOKEN_SECRET: "latchkey-1:dG9vLXNob3J0" } });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toContain("AUTH_SECRET is missing");
    expect(wrong.output()).toContain("TOKEN_SECRET must be");
    expect(wrong.output().match(/AUTH_SECRET is missing/g)).toHaveLength(1);
    const equal = runScript("start.mjs", [], {
      env: { ...own, TOKEN_SECRET, GATEWAY_KEY, AUTH_SECRET, UPSTREAM_JWT_SECRET: AUTH_SECRET },
    });
    expect(await equal.ended).toBe(1);
    expect(equal.output()).toContain("AUTH_SECRET and UPSTREAM_JWT_SECRET are equal");
    for (const value of ["hunter2", "dG9vLXNob3J0", AUTH_SECRET])
      expect(wrong.output() + equal.output()).not.toContain(value);
  });

  test("after kill -9 of everything it recovers by itself, on the same data", async () => {
    const first = await startLatchkey(dataDir);
    await query(dataDir, "create table kept as select 42 as answer");
    await killAll(first, dataDir);
    const second = await startLatchkey(dataDir, { port: first.port });
    expect((await query(dataDir, "select answer from kept")).rows).toEqual([{ answer: 42 }]);
    expect(await second.stop()).toBe(0);
  });

  test("after kill -9 of the start script alone the console leaves and the running database is adopted", async () => {
    const first = await startLatchkey(dataDir);
    const before = await findProcesses(dataDir);
    first.process.kill("SIGKILL");
    const second = await startLatchkey(dataDir, { port: first.port });
    const after = await findProcesses(dataDir);
    expect(after.postmaster).toBe(before.postmaster);
    expect(await listAlive([before.start, before.console, before.gateway])).toEqual([]);
    await second.stop();
    expect(await listAlive([after.postmaster])).toEqual([]);
  });

  test("a database that dies alone is started again under the running console", async () => {
    const server = await startLatchkey(dataDir);
    process.kill((await findProcesses(dataDir)).postmaster, "SIGKILL");
    await until(() => server.output().includes("starting it again"));
    await until(async () => (await fetch(`${server.url}/readyz`)).ok);
    expect(await server.stop()).toBe(0);
  });
});
