import { SignJWT } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { KEY, openTestGateway, type TestGateway, UPSTREAM, USER } from "./testing";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway?.close());
// Each test in a minute of its own: refusals of one do not throttle the next.
beforeEach(() => {
  gateway.state.isBroken = false;
  gateway.state.clock = new Date(gateway.state.clock.getTime() + 120_000);
});

describe("nothing gets through", () => {
  test("without the gateway's key, with a wrong one, or with two", async () => {
    const { secret } = await gateway.issue(USER);
    const bearer = ["Authorization", `Bearer ${secret}`];
    for (const key of [
      [],
      ["X-Latchkey-Gateway-Key", "x"],
      ["X-Latchkey-Gateway-Key", KEY, "X-Latchkey-Gateway-Key", KEY],
    ]) {
      const reply = await gateway.ask([...bearer, ...key]);
      expect(reply.status).toBe(403);
      expect(reply.headers.authorization).toBeUndefined();
    }
  });
  test("without a bearer, with two, with junk, with our own upstream JWT, or with a planted row", async () => {
    const { secret, token } = await gateway.issue(USER);
    const upstream = (await gateway.askAbout(secret)).headers.authorization?.replace("Bearer ", "") ?? "";
    const key = ["X-Latchkey-Gateway-Key", KEY];
    const two = ["Authorization", `Bearer ${secret}`, "Authorization", `Bearer ${secret}`];
    for (const headers of [[], two, ["Authorization", `Basic ${secret}`], ["Authorization", secret]])
      expect((await gateway.ask([...key, ...headers])).status).toBe(401);
    const late = gateway.state.clock;
    gateway.state.clock = new Date("2026-04-01T00:00:00Z");
    for (const bearer of ["x", `${secret}x`, upstream, secret.slice(0, -2)])
      expect((await gateway.askAbout(bearer)).status).toBe(401);
    gateway.state.clock = late;
    await gateway.people.query("update tokens set digest = sha256($2) where id = $1", [token.id, "planted"]);
    expect((await gateway.askAbout("planted")).status).toBe(401);
    expect((await gateway.askAbout(secret)).status).toBe(401);
  });
  test("while the database cannot answer: 503 with Retry-After, and not ready", async () => {
    const { secret } = await gateway.issue(USER);
    gateway.state.isBroken = true;
    const reply = await gateway.askAbout(secret);
    expect([reply.status, reply.headers["retry-after"], reply.headers.authorization]).toEqual([
      503,
      "5",
      undefined,
    ]);
    expect((await gateway.ask([], { path: "/readyz" })).status).toBe(503);
    expect((await gateway.ask([], { path: "/healthz" })).status).toBe(200);
  });
  test("and a network that tries too often is told to wait, while a valid token is not affected", async () => {
    const { secret } = await gateway.issue(USER);
    const from = ["X-Forwarded-For", "198.51.100.77"];
    const statuses = [];
    for (let i = 0; i < 70; i += 1) statuses.push((await gateway.askAbout("x", from)).status);
    expect(statuses[0]).toBe(401);
    expect(statuses.at(-1)).toBe(429);
    expect((await gateway.askAbout(secret, from)).status).toBe(200);
  });
});

test("bearers of a listed issuer pass untouched, Terrakube's until the day that was set, others never", async () => {
  const of = (iss: string) => new SignJWT({ iss }).setProtectedHeader({ alg: "HS256" }).sign(UPSTREAM);
  const listed = await of("https://issuer.example");
  expect((await gateway.askAbout(listed)).headers.authorization).toBe(`Bearer ${listed}`);
  expect((await gateway.askAbout(await of("https://other.example"))).status).toBe(401);
  expect((await gateway.askAbout(await of("latchkey"))).status).toBe(401);
  const terrakube = await of("Terrakube");
  expect((await gateway.askAbout(terrakube)).status).toBe(200);
  gateway.state.clock = new Date("2026-03-02T00:00:00Z");
  expect((await gateway.askAbout(terrakube)).status).toBe(401);
});

test("500 calls at once are answered each with its own token", async () => {
  const issued = await Promise.all(Array.from({ length: 8 }, () => gateway.issue(USER)));
  const replies = await Promise.all(
    Array.from({ length: 500 }, (_, i) =>
      gateway.askAbout(issued[i % 8]?.secret ?? "", [], { replica: i % 2 }),
    ),
  );
  for (const [i, reply] of replies.entries()) {
    expect(reply.status).toBe(200);
    expect(reply.headers["x-latchkey-token"]).toBe(issued[i % 8]?.token.id);
  }
});

test("/metrics counts outcomes and names no token, address or person", async () => {
  const { secret, token } = await gateway.issue(USER);
  await gateway.askAbout(secret, ["X-Forwarded-For", "203.0.113.200"]);
  const { body } = await gateway.ask([], { path: "/metrics" });
  expect(body).toMatch(/latchkey_verify_total\{outcome="accepted"\} \d/);
  for (const private_ of [secret, token.id, "203.0.113.200", "mia@"]) expect(body).not.toContain(private_);
});
