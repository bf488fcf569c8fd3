import { createHmac, timingSafeEqual } from "node:crypto";
import { CompactSign, compactVerify } from "jose";
import { digestOf } from "@/lib/digest";

/** The secret: a JWT in shape and in truth, HS256 by jose (design.md section 4). Pure: entropy and time come in. */

export type SecretKey = { kid: string; key: Uint8Array };

/** What a scanner of leaked secrets looks for: the constant start of the header, then a JWT's three parts.
 * The last character carries four bits of the signature: with only those letters, one signature is one text. */
export const SECRET_PATTERN =
  /eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCIsImtpZCI6ImxhdGNoa2V5L[A-Za-z0-9_-]{1,12}\.[A-Za-z0-9_-]{100,400}\.[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]/;
const EXACT = new RegExp(`^${SECRET_PATTERN.source}$`);
export const ENTROPY_BYTES = 32;

const encoder = new TextEncoder();

/**
 * Signs a secret. `entropy`: 32 random bytes (RFC 8725 section 3.5 asks for enough in the key; ours is in the payload
 * too, so that not even database and key together can recreate it). `exp` is for the reader only, never evaluated.
 */
export async function signSecret(
  key: SecretKey,
  claims: { tokenId: string; issuedAt: Date; expiresAt: Date | null; entropy: Uint8Array },
): Promise<string> {
  if (claims.entropy.length !== ENTROPY_BYTES)
    throw new Error(`a secret needs ${ENTROPY_BYTES} bytes of entropy`);
  const payload = {
    iss: "latchkey",
    jti: claims.tokenId,
    iat: Math.floor(claims.issuedAt.getTime() / 1000),
    ...(claims.expiresAt && { exp: Math.floor(claims.expiresAt.getTime() / 1000) }),
    s: Buffer.from(claims.entropy).toString("base64url"),
  };
  return new CompactSign(encoder.encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: "HS256", typ: "JWT", kid: key.kid })
    .sign(key.key);
}

/**
 * The token id inside a secret that one of `keys` signed; null for everything else. Touches no database.
 * Expiry is not looked at: one clock decides it, the database's.
 */
export async function openSecret(keys: readonly SecretKey[], secret: string): Promise<string | null> {
  const key = keyOf(keys, secret);
  if (!key) return null;
  try {
    const { payload } = await compactVerify(secret, key.key, { algorithms: ["HS256"] });
    return tokenIdIn(new TextDecoder().decode(payload));
  } catch {
    return null;
  }
}

/**
 * As openSecret, for the gateway's hot path: node:crypto's HMAC costs a thirtieth of jose's (design.md section 7).
 * secret.test.ts holds the two against each other.
 */
export function openSecretSync(keys: readonly SecretKey[], secret: string): string | null {
  const key = keyOf(keys, secret);
  if (!key) return null;
  const cut = secret.lastIndexOf(".");
  const expected = createHmac("sha256", key.key).update(secret.slice(0, cut)).digest();
  const given = Buffer.from(secret.slice(cut + 1), "base64url");
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  try {
    return tokenIdIn(Buffer.from(secret.slice(secret.indexOf(".") + 1, cut), "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/** The key that a secret's header names, when it has a secret's shape at all. */
function keyOf(keys: readonly SecretKey[], secret: string): SecretKey | undefined {
  if (secret.length > 600 || !EXACT.test(secret)) return undefined;
  const header = secret.slice(0, secret.indexOf("."));
  return keys.find((candidate) => header === headerOf(candidate.kid));
}

/** @throws SyntaxError when the payload is no JSON */
function tokenIdIn(payload: string): string | null {
  const claims: unknown = JSON.parse(payload);
  if (typeof claims !== "object" || claims === null) return null;
  const { iss, jti } = claims as Record<string, unknown>;
  return iss === "latchkey" && typeof jti === "string" ? jti : null;
}

const headers = new Map<string, string>();

/** The first segment of the secrets that a key signs; made once for each of the few keys there are. */
function headerOf(kid: string): string {
  const known = headers.get(kid);
  if (known !== undefined) return known;
  const header = Buffer.from(JSON.stringify({ alg: "HS256", typ: "JWT", kid })).toString("base64url");
  headers.set(kid, header);
  return header;
}

/** SHA-256, not a slow hash: a secret holds 256 random bits, there is no dictionary to slow down. */
export function digestSecret(secret: string): Buffer {
  return digestOf(secret);
}

/** The last four characters, shown in lists. */
export function hintOf(secret: string): string {
  return secret.slice(-4);
}
