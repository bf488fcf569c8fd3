import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { digestOf } from "@/lib/digest";
import { openTestRest, type TestRest } from "@/lib/testing-rest";

const SOUND = {
  response_type: "code",
  client_id: "terraform-cli",
  redirect_uri: "http://localhost:10007/login",
  code_challenge: digestOf("v".repeat(43)).toString("base64url"),
  code_challenge_method: "S256",
  state: "a-state",
};
let rest: TestRest;
beforeAll(async () => {
  rest = await openTestRest();
});
afterAll(() => rest?.close());

const open = (changes: Record<string, string> = {}, more = "") =>
  fetch(`${rest.server.url}/oauth/authorize?${new URLSearchParams({ ...SOUND, ...changes })}${more}`, {
    redirect: "manual",
  });

describe("the consent page", () => {
  it.each([
    ["a foreign client", { client_id: "evil" }],
    ["localhost.evil", { redirect_uri: "http://localhost.evil:10007/login" }],
    ["userinfo", { redirect_uri: "http://evil@localhost:10007/login" }],
    ["port 9999", { redirect_uri: "http://localhost:9999/login" }],
    ["port 10011", { redirect_uri: "http://localhost:10011/login" }],
    ["a fragment", { redirect_uri: "http://localhost:10007/login#x" }],
    ["another path", { redirect_uri: "http://localhost:10007/evil" }],
    ["https elsewhere", { redirect_uri: "https://evil.example/login" }],
    ["no redirect_uri", { redirect_uri: "" }],
    ["a plain challenge", { code_challenge_method: "plain" }],
    ["no challenge method", { code_challenge_method: "" }],
    ["no challenge", { code_challenge: "" }],
    ["a challenge of 42 characters", { code_challenge: "v".repeat(42) }],
    ["the implicit flow", { response_type: "token" }],
    ["a state of 4,000 characters", { state: "s".repeat(4000) }],
  ])("answers %s with an error page and no redirect, before anybody signs in", async (_, change) => {
    const answer = await open(change);
    expect(answer.status).toBe(400);
    expect(answer.headers.get("location")).toBeNull();
    const html = await answer.text();
    expect(html).toMatch(/<h1[^>]*>This is no login request/);
    expect(html).not.toMatch(/(href|src|action)="[^"]*evil|http-equiv="refresh"|NEXT_REDIRECT/);
  });

  it("answers a parameter that is there twice with the error page", async () => {
    const second = encodeURIComponent("http://localhost:10008/login");
    expect((await open({}, `&redirect_uri=${second}`)).status).toBe(400);
  });

  it("sends who is not signed in to the sign-in, which leads back to the same request", async () => {
    const answer = await open({ state: "a b&c=é\\" });
    expect(answer.status).toBe(307);
    const signIn = new URL(answer.headers.get("location") ?? "", rest.server.url);
    expect(signIn.pathname).toBe("/sign-in");
    const next = new URL(signIn.searchParams.get("next") ?? "", rest.server.url);
    expect(next.pathname).toBe("/oauth/authorize");
    expect(Object.fromEntries(next.searchParams)).toEqual({ ...SOUND, state: "a b&c=é\\" });
  });

  it("asked for by another name of this computer is at PUBLIC_URL's, where the session is", async () => {
    const path = `/oauth/authorize?${new URLSearchParams(SOUND)}`;
    const { port } = new URL(rest.server.url);
    const answer = await rest.send([`GET ${path} HTTP/1.1`, `Host: 127.0.0.1:${port}`]);
    expect([answer.status, answer.headers.location]).toEqual([307, rest.server.url + path]);
  });

  it("may be framed by nobody, and lets a form go to this computer, which no other page does", async () => {
    const policyOf = async (path: string) =>
      (await fetch(rest.server.url + path, { redirect: "manual" })).headers.get("content-security-policy");
    const own = await policyOf(`/oauth/authorize?${new URLSearchParams(SOUND)}`);
    expect(own).toContain("frame-ancestors 'none'");
    expect(own).toContain("form-action 'self' http://localhost:*");
    expect((await open()).headers.get("x-frame-options")).toBe("DENY");
    for (const path of ["/sign-in", "/oauth/authorize/x", "/settings/tokens"])
      expect(await policyOf(path)).not.toContain("localhost:*");
  });

  it("takes no bearer for a session, and refuses a POST from elsewhere", async () => {
    const token = await rest.issue(await rest.addPerson("Ada"));
    const asked = await rest.call(token, "GET", `/oauth/authorize?${new URLSearchParams(SOUND)}`);
    expect(asked.text).not.toContain("Allow terraform to act as you?");
    for (const origin of ["https://evil.example", "null", null]) {
      const headers = { "next-action": "0".repeat(42), ...(origin !== null && { origin }) };
      const answer = await fetch(`${rest.server.url}/oauth/authorize?${new URLSearchParams(SOUND)}`, {
        method: "POST",
        body: "[]",
        headers,
      });
      expect(answer.status).toBe(403);
    }
  });
});
