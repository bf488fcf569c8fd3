import { jwtVerify, SignJWT } from "jose";
import { expect, test } from "vitest";
import { readIssuer, signUpstream, upstreamClaims } from "./jwt";

const key = new Uint8Array(32).fill(7);
const now = new Date("2026-03-01T12:00:00.900Z");
const ada = {
  kind: "user",
  name: "Ada Löwe",
  email: "ada@example.com",
  groups: ["platform", "équipe"],
} as const;

test("what we sign, jose verifies, and reads the claims of terrakube-contract.md 2.3 with no jti", async () => {
  const jwt = signUpstream(key, upstreamClaims({ ...ada, groups: [...ada.groups] }, now, null));
  const { payload, protectedHeader } = await jwtVerify(jwt, key, {
    algorithms: ["HS256"],
    issuer: "Terrakube",
    audience: "Terrakube",
    currentDate: now,
  });
  expect(protectedHeader).toEqual({ alg: "HS256", typ: "JWT" });
  expect(payload).toEqual({
    iss: "Terrakube",
    aud: "Terrakube",
    sub: "Ada Löwe (Token)",
    name: "Ada Löwe",
    email: "ada@example.com",
    email_verified: true,
    groups: ["platform", "équipe"],
    iat: 1772366400,
    exp: 1772366460,
  });
});

test("jose signs the same bytes for the same claims", async () => {
  const claims = upstreamClaims({ kind: "team", tokenId: "t", group: "platform" }, now, null);
  const theirs = await new SignJWT(claims).setProtectedHeader({ alg: "HS256", typ: "JWT" }).sign(key);
  expect(signUpstream(key, claims)).toBe(theirs);
});

test("a team is exactly one group, and its e-mail is nobody's", () => {
  const claims = upstreamClaims({ kind: "team", tokenId: "t", group: "platform" }, now, null);
  expect(claims).toMatchObject({ groups: ["platform"], email: "t@team.latchkey.invalid" });
});

test("the upstream's JWT ends with the token when that is sooner, never later than in 60 seconds", () => {
  const team = { kind: "team", tokenId: "t", group: "g" } as const;
  const end = (ms: number) => upstreamClaims(team, now, new Date(now.getTime() + ms)).exp;
  expect(end(10_000)).toBe(Math.floor((now.getTime() + 10_000) / 1000));
  expect(end(3_600_000)).toBe(Math.floor(now.getTime() / 1000) + 60);
});

test.each(["", "x", "a.b.c", "a.e30.c", `a.${"x".repeat(9000)}.c`, "a.bnVsbA.c"])(
  "a bearer that names no issuer is nobody's, case %#",
  (bearer) => {
    expect(readIssuer(bearer)).toBeNull();
  },
);
