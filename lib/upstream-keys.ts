import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";

/** P-256 keys for upstreams that take ES256 and a published key instead of a shared secret. Pure. */

/** RFC 7517, as published: no private member. */
export type PublicJwk = {
  kty: "EC";
  crv: "P-256";
  x: string;
  y: string;
  kid: string;
  alg: "ES256";
  use: "sig";
};
/** `jwk.kid` is the key's RFC 7638 thumbprint: the same in every replica, and never another key's. */
export type UpstreamPair = { privateKey: KeyObject; jwk: PublicJwk };

/**
 * Private keys, each base64 of its DER (`openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -outform DER |
 * base64 -w0`), several separated by commas. The first signs, all are published.
 * @throws when one is no P-256 key; the message never holds it
 */
export function readUpstreamPairs(text: string): UpstreamPair[] {
  return text.split(",").map((part) => {
    // Node takes both alphabets of base64 here.
    const key = Buffer.from(part.trim(), "base64url");
    return makePair(createPrivateKey({ key, format: "der", type: isSec1(key) ? "sec1" : "pkcs8" }));
  });
}

/** OpenSSL 3.0 writes the older form (RFC 5915, whose version is 1), later ones PKCS #8 (version 0). */
function isSec1(der: Buffer): boolean {
  return der[2] === 0x02 && der[4] === 1;
}

function makePair(privateKey: KeyObject): UpstreamPair {
  const { kty, crv, x, y } = createPublicKey(privateKey).export({ format: "jwk" });
  if (kty !== "EC" || crv !== "P-256" || !x || !y) throw new Error("not P-256");
  // RFC 7638 section 3: exactly these members, in this order.
  const kid = createHash("sha256").update(JSON.stringify({ crv, kty, x, y })).digest("base64url");
  return { privateKey, jwk: { kty, crv, x, y, kid, alg: "ES256", use: "sig" } };
}
