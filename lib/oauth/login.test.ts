import { describe, expect, it } from "vitest";
import { digestOf } from "@/lib/digest";
import { parseNext } from "@/lib/sessions/policy";
import { addressOf, callbackOf, isLoginRedirect, readLoginRequest } from "./login";
import { provesChallenge } from "./pkce";

const CHALLENGE = digestOf("a".repeat(43)).toString("base64url");
const SOUND = {
  response_type: "code",
  client_id: "terraform-cli",
  redirect_uri: "http://localhost:10007/login",
  code_challenge: CHALLENGE,
  code_challenge_method: "S256",
  state: "1f0c7a3e-state",
};
const read = (changes: Record<string, string | null> = {}, more = "") => {
  const fields = Object.entries({ ...SOUND, ...changes }).filter(([, value]) => value !== null);
  return readLoginRequest(new URLSearchParams(`${new URLSearchParams(fields as [string, string][])}${more}`));
};
const issueOf = (result: ReturnType<typeof read>) =>
  result.ok || result.failure.kind !== "invalid_input" ? [] : result.failure.issues.map(({ field }) => field);

describe("a redirect_uri", () => {
  it.each(["10000", "10001", "10009", "10010"])("on port %s is terraform's own", (port) => {
    expect(isLoginRedirect(`http://localhost:${port}/login`)).toBe(true);
  });

  it.each([
    "http://localhost.evil:10007/login",
    "http://localhost.evil.example/login",
    "http://evil.example:10007/login",
    "http://evil@localhost:10007/login",
    "http://localhost:10007@evil.example/login",
    "http://localhost:10007:pw@evil.example/login",
    "http://localhost:9999/login",
    "http://localhost:10011/login",
    "http://localhost:010007/login",
    "http://localhost:100070/login",
    "http://localhost/login",
    "https://localhost:10007/login",
    "HTTP://localhost:10007/login",
    "http://LOCALHOST:10007/login",
    "http://127.0.0.1:10007/login",
    "http://[::1]:10007/login",
    "http://localhost:10007/login#fragment",
    "http://localhost:10007/login?next=//evil.example",
    "http://localhost:10007/login/",
    "http://localhost:10007/login/../evil",
    "http://localhost:10007//login",
    "http://localhost:10007/login\n",
    " http://localhost:10007/login",
    "http://localhost:10007\\@evil.example/login",
    "http://localhost:١٠٠٠٧/login",
    "javascript:alert(1)//http://localhost:10007/login",
    "",
  ])("of %j is not", (uri) => {
    expect(isLoginRedirect(uri)).toBe(false);
    expect(issueOf(read({ redirect_uri: uri }))).toEqual(["redirect_uri"]);
  });
});

describe("an authorization request", () => {
  it("as terraform makes it is read, with unknown parameters ignored", () => {
    expect(read({}, "&scope=openid&nonce=1")).toEqual({
      ok: true,
      value: { redirectUri: SOUND.redirect_uri, challenge: CHALLENGE, state: SOUND.state },
    });
    expect(read({ state: null })).toMatchObject({ ok: true, value: { state: null } });
  });

  it.each([
    ["client_id", "terraform"],
    ["client_id", "9d3c1f0e-1111-4222-8333-444455556666"],
    ["response_type", "token"],
    ["response_type", "code id_token"],
    ["code_challenge_method", "plain"],
    ["code_challenge_method", "s256"],
    ["code_challenge", CHALLENGE.slice(1)],
    ["code_challenge", `${CHALLENGE}=`],
    ["code_challenge", `${CHALLENGE.slice(0, 42)}B`],
    ["code_challenge", CHALLENGE.replace(/^./, "+")],
    ["code_challenge", "a".repeat(128)],
  ])("with the %s %j is refused, and the parameter is named", (field, value) => {
    expect(issueOf(read({ [field]: value }))).toEqual([field]);
  });

  it.each(["client_id", "redirect_uri", "response_type", "code_challenge", "code_challenge_method"])(
    "without %s, or with two of it, is refused",
    (field) => {
      expect(issueOf(read({ [field]: null }))).toEqual([field]);
      const twice = `&${field}=${encodeURIComponent(SOUND[field as keyof typeof SOUND])}`;
      expect(issueOf(read({}, twice))).toEqual([field]);
    },
  );

  it("with two states, one that is no UTF-8, or one too long for the way through the sign-in is refused", () => {
    expect(issueOf(read({}, "&state=other"))).toEqual(["state"]);
    expect(issueOf(read({ state: null }, "&state=%ff"))).toEqual(["state"]);
    expect(issueOf(read({ state: "x".repeat(1600) }))).toEqual([]);
    expect(issueOf(read({ state: "x".repeat(2000) }))).toEqual(["state"]);
    expect(issueOf(read({ state: "é".repeat(400) }))).toEqual(["state"]);
  });

  it.each(["a b+c%20d", "&code=evil#x", "\\/\\evil", "Ünï🔑", '"><script>', "\u0000\r\n", "'()*!~"])(
    "gives the state %j back unchanged, also through the sign-in",
    (state) => {
      const request = read({ state });
      if (!request.ok) throw new Error(request.failure.message);
      const callback = new URL(callbackOf(request.value, "the-code"));
      expect(callback.searchParams.get("state")).toBe(state);
      expect(callback.searchParams.getAll("code")).toEqual(["the-code"]);
      expect(callback.href).not.toContain("+");
      const address = addressOf(request.value);
      const next = new URL(parseNext(address), "http://latchkey.invalid");
      expect(next.pathname).toBe("/oauth/authorize");
      expect(readLoginRequest(next.searchParams)).toEqual(request);
    },
  );
});

describe("a verifier", () => {
  const challengeOf = (verifier: string) => digestOf(verifier).toString("base64url");

  it.each([
    "a".repeat(43),
    "a".repeat(128),
    "1f0c7a3e-8b0d-4d5e-9c3a-2b1a0f9e8d7c.123456789",
    "~._-".repeat(11),
  ])("of 43 to 128 unreserved characters proves its own challenge and no other: %s", (verifier) => {
    expect(provesChallenge(verifier, challengeOf(verifier))).toBe(true);
    expect(provesChallenge(`${verifier.slice(0, -1)}x`, challengeOf(verifier))).toBe(false);
  });

  it.each([
    "a".repeat(42),
    "a".repeat(129),
    `${"a".repeat(42)}+`,
    `${"a".repeat(42)}é`,
    `${"a".repeat(43)}\n`,
    "",
  ])("that is none proves nothing, not even its own challenge: %j", (verifier) => {
    expect(provesChallenge(verifier, challengeOf(verifier))).toBe(false);
  });

  it("that is the challenge itself (plain) proves nothing", () => {
    expect(provesChallenge(CHALLENGE, CHALLENGE)).toBe(false);
  });
});
