import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import {
  digestSecret,
  hintOf,
  openSecret,
  openSecretSync,
  SECRET_PATTERN,
  type SecretKey,
  signSecret,
} from "./secret";

/** By jose, and by the gateway's short way: they agree on everything that is tried here. */
async function openBoth(keys: SecretKey[], secret: string): Promise<string | null> {
  const byJose = await openSecret(keys, secret);
  expect(openSecretSync(keys, secret)).toBe(byJose);
  return byJose;
}

const key: SecretKey = { kid: "latchkey-1", key: randomBytes(32) };
const sign = (tokenId: string = randomUUID()) =>
  signSecret(key, { tokenId, issuedAt: new Date(0), expiresAt: null, entropy: randomBytes(32) });

test("ten thousand secrets are distinct, match the scanner's pattern and open to their own token", async () => {
  const seen = new Set<string>();
  for (let i = 0; i < 10_000; i += 1) {
    const id = randomUUID();
    const secret = await sign(id);
    expect(SECRET_PATTERN.test(secret)).toBe(true);
    if (i % 20 === 0) expect(await openBoth([key], secret)).toBe(id);
    seen.add(secret);
  }
  expect(seen.size).toBe(10_000);
});

test("a secret carries no name, e-mail or group", async () => {
  const payload = JSON.parse(Buffer.from((await sign()).split(".")[1] ?? "", "base64url").toString());
  expect(Object.keys(payload)).toEqual(["iss", "jti", "iat", "s"]);
});

test("one bit changed anywhere in any segment is refused", async () => {
  const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
  const secret = await sign();
  for (let at = 0; at < secret.length; at += 1) {
    const value = alphabet.indexOf(secret[at] ?? "");
    const bits = at === secret.length - 1 ? [1, 2, 4, 8, 16, 32] : [1 << (at % 6)];
    for (const bit of value < 0 ? [] : bits) {
      const changed = secret.slice(0, at) + alphabet[value ^ bit] + secret.slice(at + 1);
      expect(await openBoth([key], changed), `bit ${bit} of character ${at}`).toBeNull();
    }
  }
});

test.each([
  ["a leading space", (s: string) => ` ${s}`],
  ["quotes", (s: string) => `"${s}"`],
  ["a line break", (s: string) => `${s}\r\n`],
  ["a zero-width space", (s: string) => `${s}\u200b`],
  ["full-width letters", (s: string) => s.replace("e", "ｅ")],
  ["a fourth segment", (s: string) => `${s}.x`],
  ["64 kB", (s: string) => s + "A".repeat(65_536)],
])("a secret with %s is refused", async (_, change) => {
  expect(await openBoth([key], change(await sign()))).toBeNull();
});

test.each(["none", "HS512", "RS256"])("alg %s is refused although our key signed it", async (alg) => {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const body = `${encode({ alg, typ: "JWT", kid: key.kid })}.${encode({ iss: "latchkey", jti: randomUUID(), s: "x".repeat(80) })}`;
  const signature = createHmac("sha256", key.key).update(body).digest("base64url");
  expect(await openBoth([key], `${body}.${signature}`)).toBeNull();
});

test("a secret opens with an older key while that is listed, and no longer after", async () => {
  const secret = await sign();
  const newer: SecretKey = { kid: "latchkey-2", key: randomBytes(32) };
  expect(await openBoth([newer, key], secret)).not.toBeNull();
  expect(await openBoth([newer], secret)).toBeNull();
  expect(await openBoth([{ ...newer, kid: "latchkey-1" }], secret)).toBeNull();
});

test("node:crypto agrees with jose on the signature", async () => {
  const secret = await sign();
  const [header, payload, signature] = secret.split(".");
  expect(createHmac("sha256", key.key).update(`${header}.${payload}`).digest("base64url")).toBe(signature);
  expect(digestSecret(secret)).toHaveLength(32);
  expect(secret.endsWith(hintOf(secret))).toBe(true);
});
