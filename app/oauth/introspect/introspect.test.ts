import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { inTransaction } from "@/db/client";
import { addLocalMembership, removeLocalMembership } from "@/db/memberships";
import type { SessionActor } from "@/lib/actor";
import { deleteClient, registerClient } from "@/lib/clients/service";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";
import { settle } from "@/lib/testing-result";

const INACTIVE = '{"active":false}';
let rest: TestRest;
let ada: SessionActor;
let client: { id: string; secret: string };
let networks = 0;
/** Each test from a network of its own, so that one's refusals do not throttle another's. */
let from: Record<string, string>;

beforeAll(async () => {
  rest = await openTestRest({ TRUSTED_PROXIES: "127.0.0.1" });
  ada = await rest.addPerson("Ada", "platform");
  await rest.addTeam(await rest.addOrganization("acme"), { name: "platform" });
  client = await settle(registerClient(rest.runtime, rest.owner, { name: "Registry" }));
});
afterAll(() => rest?.close());
beforeEach(() => {
  networks += 1;
  from = { "x-forwarded-for": `198.51.100.${networks}` };
});

const basicOf = (id: string, secret: string) => ({
  ...from,
  authorization: `Basic ${Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`).toString("base64")}`,
});
const ask = (path: string, fields: Record<string, string>) =>
  rest.post(path, fields, basicOf(client.id, client.secret));
const introspect = (token: string, more: Record<string, string> = {}) =>
  ask("/oauth/introspect", { token, ...more });
const run = (statement: ReturnType<typeof sql>) => rest.database.db.execute(statement);
const statusOf = async (token: Issued) => (await rest.call(token, "GET", "/pat/v1")).status;

/** One character of the signature changed. */
const forge = (secret: string) => secret.replace(/.(?=.{10}$)/, (c) => (c === "A" ? "B" : "A"));

describe("introspection", () => {
  it("of a live user token tells person, groups and instants in RFC 7662's words", async () => {
    const token = await rest.issue(ada, { days: 3 });
    const answer = await introspect(token.secret);
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
    });
    const { iat, exp, ...told } = answer.json();
    expect(told).toEqual({
      active: true,
      token_type: "Bearer",
      iss: rest.server.url,
      sub: `user:${ada.userId}`,
      username: ada.email,
      name: "Ada",
      owner_kind: "user",
      groups: ["platform"],
      jti: token.id,
    });
    expect(exp - iat).toBe(3 * 86_400);
    expect(Math.abs(iat - Date.now() / 1000)).toBeLessThan(60);
  });

  it("of a team token tells the team, and nobody's name", async () => {
    const token = await rest.issue(ada, { group: "platform" });
    const told = (await introspect(token.secret)).json();
    expect(told).toMatchObject({
      active: true,
      sub: "team:platform",
      owner_kind: "team",
      groups: ["platform"],
    });
    expect(told).not.toHaveProperty("username");
    expect(told).not.toHaveProperty("name");
  });

  it("tells the groups of this moment", async () => {
    const sam = await rest.addPerson("Sam");
    const { secret } = await rest.issue(sam);
    expect((await introspect(secret)).json().groups).toEqual([]);
    await inTransaction(rest.database.db, (tx) => addLocalMembership(tx, sam.userId, "web"));
    expect((await introspect(secret)).json().groups).toEqual(["web"]);
    await inTransaction(rest.database.db, (tx) => removeLocalMembership(tx, sam.userId, "web"));
    expect((await introspect(secret)).json().groups).toEqual([]);
  });

  it.each([
    ["revoked", (id: string) => sql`update tokens set revoked_at = now() where id = ${id}`],
    ["expired", (id: string) => sql`update tokens set expires_at = now() where id = ${id}`],
    ["paused", (id: string) => sql`update tokens set paused_at = now() where id = ${id}`],
    [
      "a suspended person's",
      (id: string) =>
        sql`update users set status = 'suspended' where id = (select user_id from tokens where id = ${id})`,
    ],
  ])('of a token that is %s is exactly {"active":false}', async (_, change) => {
    const token = await rest.issue(await rest.addPerson("Sue"));
    expect((await introspect(token.secret)).json().active).toBe(true);
    await run(change(token.id));
    const answer = await introspect(token.secret);
    expect([answer.status, answer.text]).toEqual([200, INACTIVE]);
  });

  it('of whatever else is exactly {"active":false} too', async () => {
    const { secret, id } = await rest.issue(ada);
    for (const token of [
      forge(secret),
      secret.slice(0, -1),
      ` ${secret}`,
      id,
      client.secret,
      "x",
      "🔑",
      "\u0000",
    ]) {
      const answer = await introspect(token, { token_type_hint: "refresh_token" });
      expect([answer.status, answer.text]).toEqual([200, INACTIVE]);
    }
  });

  it("of a token bound to networks is active only for a caller whom the client places in one", async () => {
    const { secret, id } = await rest.issue(ada);
    await run(sql`update tokens set allowed_cidrs = '{10.0.0.0/8}' where id = ${id}`);
    expect((await introspect(secret)).text).toBe(INACTIVE);
    expect((await introspect(secret, { client_ip: "192.0.2.1" })).text).toBe(INACTIVE);
    expect((await introspect(secret, { client_ip: "nonsense" })).text).toBe(INACTIVE);
    expect((await introspect(secret, { client_ip: "10.1.2.3" })).json().active).toBe(true);
  });
});

describe.each(["/oauth/introspect", "/oauth/revoke"])("%s", (path) => {
  it("without a client's proof is 401 and tells nothing", async () => {
    const token = await rest.issue(ada);
    const { secret } = token;
    const bearer = { ...from, authorization: `Bearer ${secret}` };
    for (const answer of [
      await rest.post(path, { token: secret }, from),
      await rest.post(path, { token: secret }, bearer),
      await rest.post(path, { token: secret, client_id: client.id }, from),
      await rest.post(path, { token: secret, client_id: client.id, client_secret: "guess" }, from),
      await rest.post(path, { token: secret, client_id: "terraform-cli" }, from),
      await rest.post(path, { token: secret }, basicOf(client.id, "guess")),
      await rest.post(path, { token: secret }, basicOf(randomUUID(), client.secret)),
      await rest.post(path, { token: secret }, basicOf("x", client.secret)),
      await rest.post(path, { token: secret }, { ...from, authorization: "Basic %%%" }),
      await rest.post(path, { token: secret }, { ...from, authorization: `Basic ${btoa("%:%")}` }),
    ]) {
      expect(answer.status).toBe(401);
      expect(answer.headers["www-authenticate"]).toMatch(/^Basic realm="latchkey"/);
      expect(answer.json().error).toBe("invalid_client");
    }
    expect(await statusOf(token)).toBe(202);
  });

  it("takes the proof in the header or in the body, and not in both", async () => {
    const { secret } = await rest.issue(ada);
    const posted = { client_id: client.id, client_secret: client.secret };
    expect((await rest.post(path, { token: secret, ...posted }, from)).status).toBe(200);
    expect((await ask(path, { token: secret, client_id: client.id })).status).toBe(200);
    for (const both of [posted, { client_id: randomUUID() }]) {
      const answer = await ask(path, { token: secret, ...(both as Record<string, string>) });
      expect([answer.status, answer.json().error]).toEqual([400, "invalid_request"]);
    }
  });

  it("asks for a token, in the body, by POST", async () => {
    expect((await ask(path, {})).json()).toMatchObject({ error: "invalid_request" });
    const { secret } = await rest.issue(ada);
    const inAddress = await rest.post(`${path}?token=${secret}`, {}, basicOf(client.id, client.secret));
    expect([inAddress.status, inAddress.json().error]).toEqual([400, "invalid_request"]);
    expect((await rest.call(null, "GET", path)).status).toBe(405);
    expect(rest.server.output()).not.toContain(secret);
    expect(rest.server.output()).not.toContain(client.secret);
  });

  it("answers many wrong proofs from one network with 429, and a genuine client from there all the same", async () => {
    let last = 0;
    for (let i = 0; i < 61; i += 1)
      last = (await rest.post(path, { token: "x" }, basicOf(client.id, "guess"))).status;
    expect(last).toBe(429);
    expect((await ask(path, { token: "x" })).status).toBe(200);
  });

  it("refuses a client that was deleted, at the next call", async () => {
    const gone = await settle(registerClient(rest.runtime, rest.owner, { name: `Gone ${path}` }));
    const call = async () => (await rest.post(path, { token: "x" }, basicOf(gone.id, gone.secret))).status;
    expect(await call()).toBe(200);
    await settle(deleteClient(rest.runtime, rest.owner, gone.id));
    expect(await call()).toBe(401);
  });
});

describe("revocation", () => {
  it("ends the token and what it minted, whoever's it is, and tells the owner why", async () => {
    const token = await rest.issue(ada, { mayManageTokens: true });
    const minted = await rest.call(token, "POST", "/pat/v1", { description: "child", days: 1 });
    const answer = await ask("/oauth/revoke", { token: token.secret, token_type_hint: "access_token" });
    expect([answer.status, answer.text]).toEqual([200, ""]);
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf({ id: "", secret: minted.json().token })).toBe(401);
    const { rows } = await run(sql`select revoked_reason from tokens where id = ${token.id}`);
    expect(rows).toEqual([{ revoked_reason: "revoked by a client" }]);
    const events = await run(
      sql`select actor_kind, details->>'client' as client from audit_events
        where subject_id = ${token.id} and action = 'token.revoked'`,
    );
    expect(events.rows).toEqual([{ actor_kind: "client", client: "Registry" }]);
  });

  it("answers 200 again, and for what is unknown, forged or an id, and changes nothing then", async () => {
    const [token, other] = [await rest.issue(ada), await rest.issue(ada)];
    for (const given of [token.secret, token.secret, other.id, forge(other.secret), "x", "\u0000"])
      expect((await ask("/oauth/revoke", { token: given })).status).toBe(200);
    expect(await statusOf(token)).toBe(401);
    expect(await statusOf(other)).toBe(202);
    const { rows } = await run(
      sql`select 1 from audit_events where subject_id = ${token.id} and action = 'token.revoked'`,
    );
    expect(rows).toHaveLength(1);
  });
});

describe("a report of leaked secrets", () => {
  const report = (body: unknown) => rest.call(null, "POST", "/oauth/leaks", body);

  it("needs no client, ends the genuine ones and tells their owner why; nothing else happens to anybody", async () => {
    const [first, second, other] = [await rest.issue(ada), await rest.issue(ada), await rest.issue(ada)];
    const team = await rest.issue(ada, { group: "platform" });
    const answer = await report([first.secret, "ghp_foreign", forge(other.secret), other.id, first.secret]);
    expect([answer.status, answer.text]).toEqual([202, ""]);
    await report([
      { token: second.secret, type: "latchkey_token", url: "https://x.example" },
      { token: team.secret },
    ]);
    expect(await statusOf(other)).toBe(202);
    for (const { id } of [first, second, team]) {
      const { rows } = await run(sql`select revoked_reason from tokens where id = ${id}`);
      expect(rows).toEqual([{ revoked_reason: "leaked" }]);
      const events = await run(
        sql`select actor_kind, details from audit_events where subject_id = ${id} and action = 'token.revoked'`,
      );
      expect(events.rows).toEqual([{ actor_kind: "system", details: { reason: "leaked" } }]);
    }
    expect(await statusOf(first)).toBe(401);
  });

  it("is answered the same whatever the secrets were", async () => {
    const [live, dead] = [await rest.issue(ada), await rest.issue(ada)];
    await run(sql`update tokens set revoked_at = now(), revoked_reason = 'deleted' where id = ${dead.id}`);
    const answers = [];
    for (const secret of [live.secret, live.secret, dead.secret, forge(dead.secret), "x"]) {
      const { status, text, headers } = await report([secret]);
      const { date: _, "x-request-id": __, ...stable } = headers;
      answers.push({ status, text, stable });
    }
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    const { rows } = await run(sql`select revoked_reason from tokens where id = ${dead.id}`);
    expect(rows).toEqual([{ revoked_reason: "deleted" }]);
  });

  it("of another shape is refused before any secret is looked at", async () => {
    const token = await rest.issue(ada);
    const { secret } = token;
    const manyTimes = Array.from({ length: 201 }, () => "x");
    for (const body of [
      { secrets: [secret] },
      secret,
      null,
      [secret, 1],
      [secret, null],
      [secret, {}],
      [[secret]],
      [...manyTimes, secret],
    ])
      expect((await report(body)).status).toBe(400);
    expect((await report([secret, "x".repeat(70_000)])).status).toBe(413);
    expect(
      (await rest.call(null, "POST", "/oauth/leaks", `["${secret}"]`, { "content-type": "text/plain" }))
        .status,
    ).toBe(400);
    expect((await rest.call(null, "GET", "/oauth/leaks")).status).toBe(405);
    expect(await statusOf(token)).toBe(202);
    expect(rest.server.output()).not.toContain(secret);
  });
});

it("introspection is no use of the token: neither counted, nor shown, nor noted as a refused call", async () => {
  const token = await rest.issue(ada);
  await introspect(token.secret);
  await run(sql`update tokens set revoked_at = now() where id = ${token.id}`);
  await introspect(token.secret);
  // A stop writes what is pending.
  await rest.server.stop();
  const { rows } = await run(
    sql`select use_count, last_used_at, (select count(*)::int from token_calls where token_id = id) as calls
      from tokens where id = ${token.id}`,
  );
  expect(rows).toEqual([{ use_count: "0", last_used_at: null, calls: 0 }]);
});
