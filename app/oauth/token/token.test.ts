import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { digestOf } from "@/lib/digest";
import { addressOf } from "@/lib/oauth/login";
import { allowLogin } from "@/lib/oauth/service";
import { openTestRest, type TestRest } from "@/lib/testing-rest";
import { settle } from "@/lib/testing-result";

const REDIRECT = "http://localhost:10007/login";
let rest: TestRest;
let ada: SessionActor;

beforeAll(async () => {
  rest = await openTestRest({ TRUSTED_PROXIES: "127.0.0.1" });
  ada = await rest.addPerson("Ada", "platform");
});
afterAll(() => rest?.close());

type Form = Record<string, string>;

/** What terraform sends once the browser has brought the code, for a login that Ada allowed. */
async function begin(
  changes: Partial<Form> = {},
  lifetime = { days: 30, hours: 0, minutes: 0 },
): Promise<Form> {
  const verifier = `${crypto.randomUUID()}.${String(randomBytes(4).readUInt32BE(0)).padStart(10, "0").slice(0, 9)}`;
  const challenge = digestOf(verifier).toString("base64url");
  const address = addressOf({ redirectUri: REDIRECT, challenge, state: null });
  const expiry = { kind: "lifetime", ...lifetime };
  const input = { address, description: "terraform login", expiry };
  const { callback } = await settle(allowLogin(rest.runtime, ada, input));
  return {
    client_id: "terraform-cli",
    code: new URL(callback).searchParams.get("code") ?? "",
    code_verifier: verifier,
    grant_type: "authorization_code",
    redirect_uri: REDIRECT,
    ...(changes as Form),
  };
}

/** From a network of its own, so that one test's refusals do not throttle another's. */
let networks = 0;
function fetchToken(form: Form, headers: Form = {}) {
  networks += 1;
  return rest.post("/oauth/token", form, { "x-forwarded-for": `198.51.100.${networks}`, ...headers });
}

const statusOf = async (secret: string) => (await rest.call({ id: "", secret }, "GET", "/pat/v1")).status;

describe("the token endpoint", () => {
  it("answers a code with a user token that works, is listed, and is dead after DELETE", async () => {
    const answer = await fetchToken(await begin(), { "user-agent": "Terraform/1.11.4" });
    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    });
    expect(answer.headers["set-cookie"]).toBeUndefined();
    const { access_token: secret, ...others } = answer.json();
    expect(others).toEqual({ token_type: "Bearer", expires_in: 30 * 86_400 });
    expect(await statusOf(secret)).toBe(202);
    const self = (await rest.call({ id: "", secret }, "GET", "/tokens/v1/self")).json();
    const manager = await rest.issue(ada, { mayManageTokens: true });
    const listed: { id: string; description: string }[] = (await rest.call(manager, "GET", "/pat/v1")).json();
    expect(listed.find(({ id }) => id === self.id)).toMatchObject({ description: "terraform login" });
    expect((await rest.call(manager, "DELETE", `/pat/v1/${self.id}`)).status).toBe(202);
    expect(await statusOf(secret)).toBe(401);
    expect(rest.server.output()).not.toContain(secret);
  });

  it("names no lifetime for a token that never expires", async () => {
    const answer = await fetchToken(await begin({}, { days: 36_500, hours: 0, minutes: 0 }));
    expect(answer.json().expires_in).toBe(36_500 * 86_400);
  });

  it("takes the id of a public client in a Basic header with an empty password, as some libraries send it", async () => {
    const { client_id: id, ...form } = await begin();
    const header = (password: string) => `Basic ${Buffer.from(`${id}:${password}`).toString("base64")}`;
    expect((await fetchToken(form, { authorization: header("guess") })).status).toBe(401);
    expect((await fetchToken(form, { authorization: header("") })).status).toBe(200);
  });

  it.each([
    ["wrong verifier", { code_verifier: "w".repeat(43) }],
    ["verifier of 42 characters", { code_verifier: "v".repeat(42) }],
    ["verifier of 129 characters", { code_verifier: "v".repeat(129) }],
    ["verifier with a foreign character", { code_verifier: `${"v".repeat(42)}+` }],
    ["other redirect_uri", { redirect_uri: "http://localhost:10008/login" }],
    ["foreign redirect_uri", { redirect_uri: "http://localhost.evil:10007/login" }],
    ["unknown code", { code: "A".repeat(43) }],
  ])("answers a %s with invalid_grant, and the code is used up", async (_, change) => {
    const form = await begin();
    const refused = await fetchToken({ ...form, ...change });
    expect(refused.status).toBe(400);
    expect(refused.headers).toMatchObject({
      "content-type": "application/json",
      "cache-control": "no-store",
    });
    expect(refused.json()).toEqual({
      error: "invalid_grant",
      error_description: expect.stringMatching(/^[\x20\x21\x23-\x5b\x5d-\x7e]+$/),
    });
    const again = await fetchToken(form);
    expect(again.status).toBe("code" in change ? 200 : 400);
  });

  it("answers the challenge itself as a verifier (plain) with invalid_grant", async () => {
    const form = await begin();
    const challenge = digestOf(form.code_verifier ?? "").toString("base64url");
    expect((await fetchToken({ ...form, code_verifier: challenge })).json().error).toBe("invalid_grant");
  });

  it("answers an expired code with invalid_grant", async () => {
    const form = await begin();
    await rest.database.db.execute(
      sql`update login_codes set expires_at = now() where digest = ${digestOf(form.code ?? "")}`,
    );
    expect((await fetchToken(form)).json().error).toBe("invalid_grant");
  });

  it("answers a replay with invalid_grant, and the token that the code became is dead", async () => {
    const form = await begin();
    const { access_token: secret } = (await fetchToken(form)).json();
    expect(await statusOf(secret)).toBe(202);
    expect((await fetchToken(form)).json().error).toBe("invalid_grant");
    expect(await statusOf(secret)).toBe(401);
  });

  it.each([
    [{ client_id: "terraform" }, 401, "invalid_client"],
    [{ client_id: "" }, 401, "invalid_client"],
    [{ client_secret: "guess" }, 401, "invalid_client"],
    [{ grant_type: "password" }, 400, "unsupported_grant_type"],
    [{ grant_type: "refresh_token" }, 400, "unsupported_grant_type"],
    [{ grant_type: "" }, 400, "invalid_request"],
    [{ code: "" }, 400, "invalid_request"],
    [{ code_verifier: "" }, 400, "invalid_request"],
    [{ redirect_uri: "" }, 400, "invalid_request"],
  ])("refuses %j with %i %s, and the code is as good as before", async (change, status, error) => {
    const form = await begin();
    const refused = await fetchToken({ ...form, ...change });
    expect([refused.status, refused.json().error]).toEqual([status, error]);
    expect(refused.headers["www-authenticate"]).toEqual(
      status === 401 ? expect.stringMatching(/^Basic /) : undefined,
    );
    expect((await fetchToken(form)).status).toBe(200);
  });

  it("takes a form in the body, once each, and nothing from the address, as JSON or by GET", async () => {
    const form = await begin();
    const text = new URLSearchParams(form).toString();
    const send = (path: string, body: string, type = "application/x-www-form-urlencoded") =>
      rest.call(null, "POST", path, body, { "content-type": type });
    for (const refused of [
      await send("/oauth/token", `${text}&code=x`),
      await send(`/oauth/token?${text}`, ""),
      await send(`/oauth/token?code=${form.code}`, text),
      await send("/oauth/token", JSON.stringify(form), "application/json"),
      await send("/oauth/token", text, "text/plain"),
    ])
      expect([refused.status, refused.json().error]).toEqual([400, "invalid_request"]);
    expect((await send("/oauth/token", `x=${"y".repeat(70_000)}`)).status).toBe(413);
    expect((await rest.call(null, "GET", "/oauth/token")).status).toBe(405);
    expect((await fetchToken(form)).status).toBe(200);
    expect(rest.server.output()).not.toContain(form.code);
  });

  it("answers many wrong guesses from one network with 429, and a genuine code from there all the same", async () => {
    const from = { "x-forwarded-for": "203.0.113.9" };
    const form = await begin();
    const guess = { ...form, code: "B".repeat(43) };
    let last = 0;
    for (let i = 0; i < 61; i += 1) last = (await fetchToken(guess, from)).status;
    expect(last).toBe(429);
    expect((await fetchToken(guess, from)).headers["retry-after"]).toMatch(/^[1-9]\d*$/);
    expect((await fetchToken(form, from)).status).toBe(200);
  });
});

describe("what terraform and others find out first", () => {
  it.each(["terraform.json", "oauth-authorization-server"])(
    "%s is public JSON, whatever Authorization holds",
    async (name) => {
      const secret = "not-a-token";
      for (const token of [null, { id: "", secret }, await rest.issue(ada)]) {
        const answer = await rest.call(token, "GET", `/.well-known/${name}`);
        expect(answer.status).toBe(200);
        expect(answer.headers["content-type"]).toBe("application/json");
      }
    },
  );

  it("login.v1 names our client, our addresses and more than one port", async () => {
    const { url } = rest.server;
    expect((await rest.call(null, "GET", "/.well-known/terraform.json")).json()).toEqual({
      "login.v1": {
        client: "terraform-cli",
        grant_types: ["authz_code"],
        authz: `${url}/oauth/authorize`,
        token: `${url}/oauth/token`,
        ports: [10_000, 10_010],
      },
    });
  });

  it("the metadata of RFC 8414 names only addresses that are there, and S256 alone", async () => {
    const { url } = rest.server;
    const metadata = (await rest.call(null, "GET", "/.well-known/oauth-authorization-server")).json();
    expect(metadata).toMatchObject({
      issuer: url,
      response_types_supported: ["code"],
      grant_types_supported: ["authorization_code"],
      code_challenge_methods_supported: ["S256"],
      token_endpoint_auth_methods_supported: ["none"],
    });
    for (const name of ["token", "introspection", "revocation"]) {
      const address: string = metadata[`${name}_endpoint`];
      expect((await rest.post(address.slice(url.length), {})).status).toBeLessThan(404);
    }
    const consent = await fetch(metadata.authorization_endpoint, { redirect: "manual" });
    expect(consent.status).toBe(400);
  });

  it("/app/settings/tokens leads to the tokens page at PUBLIC_URL, whichever host was asked", async () => {
    const answer = await rest.send([
      "GET /app/settings/tokens?source=terraform-login HTTP/1.1",
      "Host: api.example",
    ]);
    expect(answer.status).toBe(307);
    expect(answer.headers.location).toBe(`${rest.server.url}/settings/tokens`);
  });
});
