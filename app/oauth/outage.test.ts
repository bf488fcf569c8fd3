import { afterAll, beforeAll, expect, it } from "vitest";
import { inTransaction } from "@/db/client";
import { addLocalMembership } from "@/db/memberships";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import { registerClient } from "@/lib/clients/service";
import { startTestConsole, type TestConsole } from "@/lib/testing";
import { settle } from "@/lib/testing-result";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { openTestWire, type TestWire } from "@/lib/testing-wire";
import { issueForTest } from "@/lib/testing-wish";

let database: TestDatabase;
let wire: TestWire;
let server: TestConsole;

beforeAll(async () => {
  database = await openTestDatabase();
  wire = await openTestWire(database.url);
  server = await startTestConsole(wire.url);
});
afterAll(async () => {
  await server?.stop();
  await wire?.close();
  await database?.close();
});

it("while the database says nothing, every endpoint is 503 with Retry-After, and nothing is called inactive or done", async () => {
  const runtime = makeTestRuntime(database.db);
  const person = await seedPerson(database.db, "Olive");
  await inTransaction(database.db, (tx) => addLocalMembership(tx, person.userId, runtime.ownerGroup));
  const owner = { ...person, groups: [runtime.ownerGroup], isInstanceOwner: true };
  const client = await settle(registerClient(runtime, owner, { name: "Registry" }));
  const { secret } = await issueForTest(runtime, owner);
  const proof = { client_id: client.id, client_secret: client.secret };
  const grant = { grant_type: "authorization_code", client_id: "terraform-cli", code: "A".repeat(43) };
  const more = { code_verifier: "v".repeat(43), redirect_uri: "http://localhost:10007/login" };
  const post = (path: string, body: URLSearchParams | string, headers = {}) =>
    fetch(server.url + path, { method: "POST", body, headers });
  const calls = () => [
    post("/oauth/introspect", new URLSearchParams({ ...proof, token: secret })),
    post("/oauth/revoke", new URLSearchParams({ ...proof, token: secret })),
    post("/oauth/token", new URLSearchParams({ ...grant, ...more })),
    post("/oauth/leaks", JSON.stringify([secret]), { "content-type": "application/json" }),
  ];
  wire.isSilent = true;
  for (const answer of await Promise.all(calls())) {
    expect(answer.status).toBe(503);
    expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
    const body = await answer.json();
    expect(body.error ?? body.code).toMatch(/^(temporarily_unavailable|unavailable)$/);
  }
  wire.isSilent = false;
  const self = () =>
    fetch(`${server.url}/tokens/v1/self`, { headers: { authorization: `Bearer ${secret}` } });
  await expect.poll(async () => (await self()).status, { timeout: 15_000 }).toBe(200);
});
