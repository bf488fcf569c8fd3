import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { auditEvents } from "@/db/schema/audit";
import { policy } from "@/db/schema/instance";
import { tokens } from "@/db/schema/tokens";
import { users } from "@/db/schema/users";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import type { SessionActor } from "@/lib/actor";
import type { Runtime } from "@/lib/runtime";
import { startTestConsole, type TestConsole } from "@/lib/testing";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { issueForTest } from "@/lib/testing-wish";

let database: TestDatabase;
let server: TestConsole;
let runtime: Runtime;
let ada: SessionActor;
let bob: SessionActor;

beforeAll(async () => {
  database = await openTestDatabase();
  server = await startTestConsole(database.url);
  runtime = makeTestRuntime(database.db);
  ada = await seedPerson(database.db, "Ada");
  bob = await seedPerson(database.db, "Bob");
});
afterAll(async () => {
  await server?.stop();
  await database?.close();
});

async function issue(actor: SessionActor, options: { mayManageTokens?: boolean; days?: number } = {}) {
  const lifetime = { days: options.days ?? 1, hours: 0, minutes: 0 };
  const { secret, token } = await issueForTest(runtime, actor, {
    description: "ci",
    expiry: { kind: "lifetime", lifetime },
    lifetime,
    mayManageTokens: options.mayManageTokens ?? false,
  });
  return { secret, id: token.id };
}

function call(
  secret: string | null,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  return fetch(server.url + path, {
    method,
    headers: {
      accept: "application/json",
      ...(secret && { authorization: `Bearer ${secret}` }),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...headers,
    },
    ...(body !== undefined && { body: typeof body === "string" ? body : JSON.stringify(body) }),
    redirect: "manual",
  });
}

describe("Terrakube's contract", () => {
  test("POST answers 201 with a JWT-shaped secret whose jti is the id of the list", async () => {
    const { secret } = await issue(ada, { mayManageTokens: true });
    const response = await call(secret, "POST", "/pat/v1", {
      description: "  exact ",
      days: "0",
      hours: 2,
      minutes: 0,
      unknown: 1,
    });
    expect(response.status).toBe(201);
    expect(response.headers.get("cache-control")).toBe("no-store");
    const made = await response.json();
    expect(JSON.parse(Buffer.from(made.token.split(".")[1], "base64url").toString()).jti).toBe(made.id);
    const list = await call(secret, "GET", "/pat/v1");
    expect(list.status).toBe(202);
    const entry = (await list.json()).find((token: { id: string }) => token.id === made.id);
    expect(entry).toMatchObject({
      description: "  exact ",
      days: 0,
      hours: 2,
      minutes: 0,
      deleted: false,
      createdBy: ada.email,
    });
    expect(entry.token).toBeUndefined();
    expect(JSON.stringify(entry)).not.toMatch(/digest/i);
  });

  test("DELETE of one's own is 202, again 202, and the token is refused at the next call, by name", async () => {
    const manager = await issue(ada, { mayManageTokens: true });
    const victim = await issue(ada);
    expect((await call(victim.secret, "GET", "/pat/v1")).status).toBe(202);
    expect((await call(manager.secret, "DELETE", `/pat/v1/${victim.id}`)).status).toBe(202);
    expect((await call(manager.secret, "DELETE", `/pat/v1/${victim.id}`)).status).toBe(202);
    const refused = await call(victim.secret, "GET", "/pat/v1");
    expect(refused.status).toBe(401);
    expect(refused.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(await refused.json()).toMatchObject({
      code: "unauthenticated",
      token: { id: victim.id, description: "ci", reason: "revoked" },
    });
  });

  test("doubled slashes and application/vnd.api+json are taken", async () => {
    const { secret } = await issue(ada, { mayManageTokens: true });
    const response = await call(secret, "POST", "//pat/v1", JSON.stringify({ hours: 1 }), {
      "content-type": "application/vnd.api+json",
    });
    expect(response.status).toBe(201);
  });

  test("errors of a POST without an Accept header are plain text", async () => {
    const { secret } = await issue(ada, { mayManageTokens: true });
    const response = await fetch(`${server.url}/pat/v1`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json", accept: "" },
      body: '{"days":-1}',
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toMatch(/Days must be a whole number/);
  });
});

describe("bad input: 400 with the field named, and no row", () => {
  test.each([
    ["days", { description: "x", days: -5 }],
    ["days", { description: "x", days: 1.5 }],
    ["days", { description: "x", days: 1e300 }],
    ["days", { description: "x", days: 99_999_999_999 }],
    ["days", { description: "x" }],
    ["hours", { description: "x", hours: "abc" }],
    ["minutes", { description: "x", minutes: true }],
    ["description", { description: "a".repeat(121), days: 1 }],
    ["description", { description: "a\u0000b", days: 1 }],
    ["description", { description: "a\u202eb", days: 1 }],
    ["description", { description: 5, days: 1 }],
    ["description", '{"description":"\\ud800","days":1}'],
    ["body", "not json"],
    ["body", "[]"],
    ["body", `${"[".repeat(10_000)}${"]".repeat(10_000)}`],
  ])("%s", async (field, body) => {
    const { secret, id } = await issue(ada, { mayManageTokens: true });
    const response = await call(secret, "POST", "/pat/v1", body);
    expect(response.status).toBe(400);
    expect((await response.json()).errors[0].field).toBe(field);
    expect(await database.db.$count(tokens, eq(tokens.mintedBy, id))).toBe(0);
  });

  test("a body over 64 kB is 413, another content type 400, invalid UTF-8 400", async () => {
    const { secret } = await issue(ada, { mayManageTokens: true });
    expect(
      (await call(secret, "POST", "/pat/v1", JSON.stringify({ description: "a".repeat(70_000) }))).status,
    ).toBe(413);
    expect(
      (
        await call(secret, "POST", "/pat/v1", "days=1", {
          "content-type": "application/x-www-form-urlencoded",
        })
      ).status,
    ).toBe(400);
    const invalid = await fetch(`${server.url}/pat/v1`, {
      method: "POST",
      headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
      body: Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    });
    expect(invalid.status).toBe(400);
  });
});

describe("authorization", () => {
  test("A's tokens cannot be listed, read, patched or deleted by B", async () => {
    const a = await issue(ada);
    const b = await issue(bob, { mayManageTokens: true });
    expect(await (await call(b.secret, "GET", "/pat/v1?status=all")).text()).not.toContain(a.id);
    for (const [method, body] of [["GET"], ["PATCH", { description: "mine" }], ["DELETE"]] as const) {
      const foreign = await call(b.secret, method, `/pat/v1/${a.id}`, body);
      const unknown = await call(b.secret, method, `/pat/v1/${randomUUID()}`, body);
      const malformed = await call(b.secret, method, "/pat/v1/1%00", body);
      expect([foreign.status, unknown.status, malformed.status]).toEqual([404, 404, 404]);
    }
    expect((await call(a.secret, "GET", `/pat/v1/${a.id}`)).status).toBe(200);
  });

  test("a token without “May manage tokens” lists and reads, and is told why it may do no more", async () => {
    const { secret, id } = await issue(ada);
    expect((await call(secret, "GET", `/pat/v1/${id}`)).status).toBe(200);
    for (const [method, path, body] of [
      ["POST", "/pat/v1", { days: 1 }],
      ["PATCH", `/pat/v1/${id}`, { description: "x" }],
      ["DELETE", `/pat/v1/${id}`],
    ] as const) {
      const response = await call(secret, method, path, body);
      expect(response.status).toBe(403);
      expect((await response.json()).detail).toContain("May manage tokens");
    }
  });

  test("a child may not outlive its parent, holds no grant, and dies with it", async () => {
    const parent = await issue(ada, { mayManageTokens: true, days: 1 });
    for (const body of [{ days: 2 }, { days: 0 }]) {
      const refused = await call(parent.secret, "POST", "/pat/v1", body);
      expect(refused.status).toBe(400);
      expect((await refused.json()).detail).toMatch(/latest expiry is \d{4}-/);
    }
    expect((await call(parent.secret, "POST", "/pat/v1", { hours: 1, mayManageTokens: true })).status).toBe(
      403,
    );
    const child = await (await call(parent.secret, "POST", "/pat/v1", { hours: 1 })).json();
    expect((await call(child.token, "GET", "/pat/v1")).status).toBe(202);
    expect((await call(parent.secret, "DELETE", "/tokens/v1/self")).status).toBe(204);
    expect((await call(child.token, "GET", "/pat/v1")).status).toBe(401);
  });

  test("a suspended person's tokens are dead at the next call", async () => {
    const eve = await seedPerson(database.db, "Eve");
    const { secret } = await issue(eve);
    expect((await call(secret, "GET", "/tokens/v1/self")).status).toBe(200);
    await database.db.update(users).set({ status: "suspended" }).where(eq(users.id, eve.userId));
    const refused = await call(secret, "GET", "/tokens/v1/self");
    expect([refused.status, (await refused.json()).token.reason]).toEqual([401, "suspended"]);
  });

  test("a token is dead at its expiry by the database's clock", async () => {
    const { secret, id } = await issue(ada);
    await database.db.update(tokens).set({ expiresAt: sql`now()` }).where(eq(tokens.id, id));
    expect((await call(secret, "GET", "/pat/v1")).status).toBe(401);
  });

  test("policy: where never is forbidden or lifetimes are bounded, the API refuses too", async () => {
    const { secret } = await issue(ada, { mayManageTokens: true });
    await database.db.update(policy).set({ longestLifetimeMinutes: 60 });
    expect((await call(secret, "POST", "/pat/v1", { minutes: 61 })).status).toBe(400);
    expect((await call(secret, "POST", "/pat/v1", { minutes: 60 })).status).toBe(201);
    await database.db.update(policy).set({ longestLifetimeMinutes: null });
  });
});

describe("protocol", () => {
  test("unknown, malformed, forged and rowless secrets get the same answer", async () => {
    const { secret, id } = await issue(ada);
    const [header, payload] = secret.split(".");
    const forged = `${header}.${payload}.${"A".repeat(43)}`;
    const rowless = await issue(ada);
    await database.db.delete(tokens).where(eq(tokens.id, rowless.id));
    const answers = await Promise.all(
      ["x", "a.b.c", forged, rowless.secret, id].map(async (candidate) => {
        const response = await call(candidate, "GET", "/pat/v1");
        const { requestId, ...body } = await response.json();
        return JSON.stringify([
          response.status,
          response.headers.get("www-authenticate"),
          body,
          typeof requestId,
        ]);
      }),
    );
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain("401");
  });

  test("bearers only: no Authorization, a cookie, a query or a form authenticates nobody", async () => {
    const { secret } = await issue(ada);
    for (const response of [
      await call(null, "GET", "/pat/v1"),
      await call(null, "GET", "/pat/v1", undefined, { cookie: `latchkey-session=${secret}` }),
      await call(null, "GET", `/pat/v1?access_token=${secret}`),
      await call(null, "GET", "/pat/v1", undefined, { authorization: secret }),
      await call(null, "GET", "/pat/v1", undefined, { authorization: "Bearer" }),
      await call(null, "GET", "/pat/v1", undefined, { authorization: `Basic ${secret}` }),
    ])
      expect(response.status).toBe(401);
    for (const scheme of ["bearer", "BEARER", "Bearer "]) {
      expect(
        (await call(null, "GET", "/pat/v1", undefined, { authorization: `${scheme} ${secret}` })).status,
      ).toBe(202);
    }
  });

  test("methods a route does not have are 405 with Allow", async () => {
    for (const [path, method] of [
      ["/pat/v1", "PUT"],
      ["/pat/v1", "DELETE"],
      ["/pat/v1/x", "POST"],
      ["/tokens/v1/self", "PATCH"],
    ] as const) {
      const response = await call(null, method, path);
      expect([response.status, response.headers.has("allow")]).toEqual([405, true]);
    }
  });

  test("an idempotency key yields one token: again 409 with its id and no secret, another payload 422", async () => {
    const { secret } = await issue(ada, { mayManageTokens: true });
    const key = { "idempotency-key": randomUUID() };
    const answers = await Promise.all(
      [1, 2, 3, 4].map(() => call(secret, "POST", "/pat/v1", { days: 0, hours: 1 }, key)),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409, 409]);
    const made = await answers.find((answer) => answer.status === 201)?.json();
    const repeat = await answers.find((answer) => answer.status === 409)?.json();
    expect(repeat.id).toBe(made.id);
    expect(JSON.stringify(repeat)).not.toContain("eyJ");
    expect((await call(secret, "POST", "/pat/v1", { hours: 2 }, key)).status).toBe(422);
    expect((await call(secret, "POST", "/pat/v1", { hours: 2 }, { "idempotency-key": "1" })).status).toBe(
      400,
    );
  });

  test("failed bearers of one network become 429, and a valid token is not affected", async () => {
    const { secret } = await issue(ada);
    const answers = await Promise.all(Array.from({ length: 80 }, () => call("junk", "GET", "/pat/v1")));
    const limited = answers.find((answer) => answer.status === 429);
    expect(Number(limited?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect((await call(secret, "GET", "/pat/v1")).status).toBe(202);
  });
});

test("an accepted call is seen as the last use within a few seconds", async () => {
  const { secret } = await issue(ada);
  await call(secret, "GET", "/pat/v1", undefined, { "user-agent": "terraform/1.11" });
  await expect
    .poll(
      async () =>
        (await call(secret, "GET", "/tokens/v1/self", undefined, { "user-agent": "terraform/1.11" })).json(),
      { timeout: 5000 },
    )
    .toMatchObject({
      lastUsedBy: "terraform/1.11",
      lastUsedFrom: "127.0.0.1",
      owner: { kind: "user", email: ada.email },
    });
});

test("no secret is in a table, a log line or an address, and audit events cannot be changed", async () => {
  const { secret } = await issue(ada);
  await call(secret, "GET", "/pat/v1");
  const dump = await database.db.execute(
    sql`select (select json_agg(t) from tokens t)::text || (select json_agg(a) from audit_events a)::text as all`,
  );
  expect(JSON.stringify(dump.rows)).not.toContain(secret.split(".")[2]);
  expect(server.output()).not.toContain(secret.split(".")[1]);
  await expect(database.db.delete(auditEvents)).rejects.toThrow();
});
