import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { findFreePort, makeTestSecrets } from "@/lib/testing";
import { type Latchkey, makeFolder, query, runScript, type Script, startLatchkey, until } from "./testing";
import { present, seedManager } from "./testing-token";

let folder: { path: string; remove: () => Promise<void> };
let dataDir: string;
let server: Latchkey;

beforeAll(async () => {
  folder = await makeFolder();
  dataDir = join(folder.path, "data");
  server = await startLatchkey(dataDir);
});
afterAll(async () => {
  await server?.stop();
  await folder?.remove();
});

/** `npm run gateway` on the data directory of the running start, until it listens. */
async function startGateway(env: Record<string, string> = {}): Promise<Script & { url: string }> {
  const port = String(await findFreePort());
  const script = runScript("gateway.mjs", [], {
    env: { LATCHKEY_DATA_DIR: dataDir, GATEWAY_PORT: port, ...env },
  });
  await until(
    () => script.output().includes("The gateway listener is at") || script.process.exitCode !== null,
  );
  return { ...script, url: `http://127.0.0.1:${port}` };
}

async function ask(url: string, secret: string): Promise<Response> {
  const file = await readFile(join(dataDir, "secrets.env"), "utf8");
  const key = /^GATEWAY_KEY=(.+)$/m.exec(file)?.[1] ?? "";
  return fetch(`${url}/verify`, {
    headers: { "x-latchkey-gateway-key": key, authorization: `Bearer ${secret}` },
  });
}

const verify = async (url: string, secret: string) => (await ask(url, secret)).status;
const verifiedJwt = async (url: string, secret: string) =>
  (await ask(url, secret)).headers.get("authorization")?.replace("Bearer ", "") ?? "";

describe("npm run gateway", () => {
  test("replicas of it beside a running start answer alike, stop when asked, and leave the start alone", async () => {
    const secret = await seedManager(dataDir);
    const replicas = [await startGateway(), await startGateway({ PORT: "1999" })];
    for (const { url } of replicas) {
      expect((await fetch(`${url}/readyz`)).status).toBe(200);
      expect(await verify(url, secret)).toBe(200);
    }
    const headers = { authorization: `Bearer ${secret}` };
    expect((await fetch(`${server.url}/tokens/v1/self`, { method: "DELETE", headers })).ok).toBe(true);
    for (const { url } of [...replicas, { url: server.gatewayUrl }])
      expect(await verify(url, secret)).toBe(401);

    for (const replica of replicas) replica.process.kill("SIGTERM");
    expect(await Promise.all(replicas.map(({ ended }) => ended))).toEqual([0, 0]);
    for (const { url } of replicas) await expect(fetch(`${url}/healthz`)).rejects.toThrow();
    expect(await present(server.url, secret)).toBe(401);
    expect((await fetch(`${server.gatewayUrl}/readyz`)).status).toBe(200);
  });

  test("what it counted is written before it ends, although nobody waited for it", async () => {
    const secret = await seedManager(dataDir);
    const replica = await startGateway();
    expect(await verify(replica.url, secret)).toBe(200);
    replica.process.kill("SIGTERM");
    expect(await replica.ended).toBe(0);
    const { rows } = await query(dataDir, "select use_count::int from tokens where hint = $1", [
      secret.slice(-4),
    ]);
    expect(rows).toEqual([{ use_count: 1 }]);
  });

  test("asked for ES256 it signs with the generated key that the console publishes to everybody", async () => {
    const gateway = await startGateway({ UPSTREAM_JWT_ALG: "ES256" });
    const jwt = await verifiedJwt(gateway.url, await seedManager(dataDir));
    const address = new URL("/.well-known/jwks.json", server.url);
    const options = { algorithms: ["ES256"], issuer: "Terrakube", audience: "Terrakube" };
    expect((await jwtVerify(jwt, createRemoteJWKSet(address), options)).payload.email).toBe(
      "owner@example.test",
    );
    gateway.process.kill("SIGTERM");
    await gateway.ended;
  });

  test("with DATABASE_URL missing secrets are refused by name, never by value", async () => {
    const { TOKEN_SECRET = "", GATEWAY_KEY = "" } = makeTestSecrets();
    const DATABASE_URL = "postgres://latchkey:hunter2@127.0.0.1:1/none";
    const own = { DATABASE_URL, TOKEN_SECRET, GATEWAY_KEY };
    const gateway = await startGateway(own);
    expect(await gateway.ended).toBe(1);
    expect(gateway.output()).toContain("The gateway cannot start:");
    for (const name of ["AUTH_SECRET", "UPSTREAM_JWT_SECRET"])
      expect(gateway.output()).toContain(`${name} is missing`);
    for (const value of ["hunter2", TOKEN_SECRET, GATEWAY_KEY]) expect(gateway.output()).not.toContain(value);
  });

  test("without a start on the data directory, and on a taken port, it says what to do", async () => {
    const alone = await startGateway({ LATCHKEY_DATA_DIR: join(folder.path, "nobody") });
    expect(await alone.ended).toBe(1);
    expect(alone.output()).toMatch(/No npm start runs on .*nobody .*DATABASE_URL/);
    const other = createServer();
    await new Promise<void>((done) => other.listen(0, "127.0.0.1", done));
    const { port } = other.address() as { port: number };
    const second = await startGateway({ GATEWAY_PORT: String(port) });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/Set GATEWAY_PORT to a free one: .* npm run gateway/);
    other.close();
  });
});
