import { createPublicKey, verify } from "node:crypto";
import { calculateJwkThumbprint, createLocalJWKSet, importPKCS8, jwtVerify, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { readIssuer, signUpstream, upstreamClaims } from "./jwt";
import { makeUpstreamKey } from "./testing";
import { readUpstreamPairs } from "./upstream-keys";

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

describe("ES256", () => {
  const text = `${makeUpstreamKey()}, ${makeUpstreamKey()}`;
  const pairs = readUpstreamPairs(text);
  const claims = upstreamClaims({ kind: "team", tokenId: "t", group: "platform" }, now, null);
  const published = createLocalJWKSet({ keys: pairs.map(({ jwk }) => jwk) });
  const options = { algorithms: ["ES256"], issuer: "Terrakube", audience: "Terrakube", currentDate: now };

  test("what each of our keys signs, jose verifies by what is published, and finds the key by its kid", async () => {
    for (const pair of pairs) {
      const jwt = signUpstream(pair, claims);
      const { payload, protectedHeader } = await jwtVerify(jwt, published, options);
      expect(protectedHeader).toEqual({ alg: "ES256", typ: "JWT", kid: pair.jwk.kid });
      expect(payload).toEqual(claims);
      const [header, , signature = ""] = jwt.split(".");
      const forged = Buffer.from(JSON.stringify({ ...claims, groups: ["TERRAKUBE_ADMIN"] })).toString(
        "base64url",
      );
      await expect(jwtVerify(`${header}.${forged}.${signature}`, published, options)).rejects.toThrow();
    }
  });

  test("what jose signs with the same key, node verifies, and jose's thumbprint is the key's id", async () => {
    for (const [i, { jwk, privateKey }] of pairs.entries()) {
      const pem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
      const theirs = await new SignJWT(claims)
        .setProtectedHeader({ alg: "ES256" })
        .sign(await importPKCS8(pem, "ES256"));
      const cut = theirs.lastIndexOf(".");
      const signature = Buffer.from(theirs.slice(cut + 1), "base64url");
      const key = { key: createPublicKey(privateKey), dsaEncoding: "ieee-p1363" } as const;
      expect(verify("sha256", Buffer.from(theirs.slice(0, cut)), key, signature)).toBe(true);
      expect(await calculateJwkThumbprint(jwk)).toBe(pairs[i]?.jwk.kid);
    }
  });

  test("a key is taken in either form that OpenSSL writes, with either alphabet of base64", () => {
    const [pair] = pairs;
    for (const type of ["pkcs8", "sec1"] as const)
      for (const alphabet of ["base64", "base64url"] as const) {
        const der = pair?.privateKey.export({ format: "der", type }).toString(alphabet) ?? "";
        expect(readUpstreamPairs(der)[0]?.jwk).toEqual(pair?.jwk);
      }
  });

  test("nothing private is published, and two keys never share an id", () => {
    const names = ["alg", "crv", "kid", "kty", "use", "x", "y"];
    for (const { jwk } of pairs) expect(Object.keys(jwk).toSorted()).toEqual(names);
    expect(new Set(pairs.map(({ jwk }) => jwk.kid)).size).toBe(2);
  });
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
