import { randomBytes } from "node:crypto";
import { generateKeyPair } from "jose";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createIssuer } from "@/lib/issuer";
import { startTestProvider, type TestProvider } from "@/lib/testing-provider";
import { openTestGateway, type TestGateway } from "./testing";

let gateway: TestGateway;
let provider: TestProvider;
beforeAll(async () => {
  gateway = await openTestGateway();
  provider = await startTestProvider();
});
beforeEach(() => {
  provider.state.isDown = false;
  gateway.state.issuer = createIssuer(provider.settings, () => new Date());
});
afterAll(async () => {
  await provider?.close();
  await gateway?.close();
});

const now = () => Math.floor(Date.now() / 1000);
const good = (more: Record<string, unknown> = {}) => ({
  sub: "kay",
  email: "kay@example.com",
  email_verified: true,
  name: "Kay",
  groups: ["platform"],
  iat: now() - 5,
  exp: now() + 600,
  ...more,
});
type How = Parameters<TestProvider["sign"]>[1];
const ask = async (claims: Record<string, unknown>, how?: How) =>
  gateway.askAbout(await provider.sign(claims, how));
const groupsTold = async (reply: Awaited<ReturnType<typeof ask>>) =>
  ((await gateway.claimsOf(reply)).groups as string[]).toSorted();

describe("a JWT of the identity provider", () => {
  test("makes its person and becomes the upstream's JWT, which never outlives it", async () => {
    const exp = now() + 30;
    const reply = await ask(good({ exp }));
    expect(reply.status).toBe(200);
    expect(reply.headers["x-latchkey-subject"]).toMatch(/^user:/);
    expect(reply.headers["x-latchkey-token"]).toBeUndefined();
    const claims = await gateway.claimsOf(reply);
    expect(claims).toMatchObject({ email: "kay@example.com", groups: ["platform"] });
    expect(claims.exp).toBeLessThanOrEqual(exp);
  });
  test("that is older rolls nothing back; a newer one moves on", async () => {
    expect(await groupsTold(await ask(good({ iat: now() - 2, groups: ["web"] })))).toEqual(["web"]);
    expect(await groupsTold(await ask(good({ iat: now() - 4, groups: ["platform"] })))).toEqual(["web"]);
    expect(await groupsTold(await ask(good({ iat: now() - 600, groups: ["platform"] })))).toEqual(["web"]);
    expect(await groupsTold(await ask(good({ iat: now(), groups: ["ops"] })))).toEqual(["ops"]);
  });
  test.each<[string, Record<string, unknown>]>([
    ["for another audience", { aud: "somebody-else" }],
    ["for nobody", { aud: undefined }],
    ["that has expired", { iat: 1, exp: 1000 }],
    ["without expiry", { exp: undefined }],
    ["without its instant", { iat: undefined }],
    [
      "of tomorrow",
      { iat: Math.floor(Date.now() / 1000) + 86_400, exp: Math.floor(Date.now() / 1000) + 90_000 },
    ],
    ["about nobody", { sub: undefined }],
    ["not yet good", { nbf: Math.floor(Date.now() / 1000) + 3600 }],
  ])("%s is refused", async (_, change) => {
    expect((await ask(good(change))).status).toBe(401);
  });
  test("of another key, with no signature, or by a shared secret is refused", async () => {
    const other = await generateKeyPair("RS256");
    expect((await ask(good(), { key: other.privateKey })).status).toBe(401);
    expect((await ask(good(), { key: other.privateKey, header: { kid: "unknown" } })).status).toBe(401);
    for (const key of [randomBytes(32), Buffer.from(provider.settings.clientSecret)])
      expect((await ask(good(), { key: new Uint8Array(key), header: { alg: "HS256" } })).status).toBe(401);
    const [, payload] = (await provider.sign(good())).split(".");
    const none = Buffer.from(JSON.stringify({ alg: "none" })).toString("base64url");
    for (const bearer of [`${none}.${payload}.`, `${none}.${payload}`, `${none}.${payload}.x`])
      expect((await gateway.askAbout(bearer)).status).toBe(401);
  });
  test("of the issuer but of another kind (a logout token) is refused", async () => {
    expect((await ask(good(), { header: { typ: "logout+jwt" } })).status).toBe(401);
    expect((await ask(good(), { header: { typ: "at+jwt" } })).status).toBe(200);
  });
  test("without a groups claim, with an unverified e-mail or another's is refused, and told why", async () => {
    for (const [change, why] of [
      [{ groups: undefined }, /which groups/],
      [{ groups: "platform" }, /not a list/],
      [{ sub: "new", email: "new@example.com", email_verified: false }, /not verified/],
      [{ sub: "mallory", email: "olive@example.com" }, /already/],
    ] as const) {
      const reply = await ask(good({ ...change, iat: now() }));
      expect([reply.status, reply.headers.authorization]).toEqual([403, undefined]);
      expect(JSON.parse(reply.body).detail).toMatch(why);
    }
  });
  test("of a suspended person is refused at the next call, and accepted again afterwards", async () => {
    const jwt = await provider.sign(good());
    const set = (status: string) =>
      gateway.people.query("update users set status = $1 where email = 'kay@example.com'", [status]);
    expect((await gateway.askAbout(jwt)).status).toBe(200);
    await set("suspended");
    expect((await gateway.askAbout(jwt)).status).toBe(403);
    await set("active");
    expect((await gateway.askAbout(jwt)).status).toBe(200);
  });
  test("is no bearer where no issuer is configured", async () => {
    gateway.state.issuer = null;
    expect((await ask(good())).status).toBe(401);
  });
});

test("while the keys cannot be had it is neither yes nor no: 503 with Retry-After", async () => {
  const jwt = await provider.sign(good());
  provider.state.isDown = true;
  for (let i = 0; i < 3; i += 1) {
    const reply = await gateway.askAbout(jwt);
    expect([reply.status, reply.headers["retry-after"], reply.headers.authorization]).toEqual([
      503,
      "5",
      undefined,
    ]);
  }
  provider.state.isDown = false;
  gateway.state.issuer = createIssuer(provider.settings, () => new Date());
  expect((await gateway.askAbout(jwt)).status).toBe(200);
});

test("a discovery document that names another issuer is not believed", async () => {
  const settings = {
    ...provider.settings,
    issuer: provider.settings.issuer.replace("127.0.0.1", "localhost"),
  };
  gateway.state.issuer = createIssuer(settings, () => new Date());
  expect((await ask(good({ iss: settings.issuer }))).status).toBe(503);
});
