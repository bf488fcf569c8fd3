import { digestOf, isSameDigest } from "@/lib/digest";

/** Proof Key for Code Exchange, S256 only (RFC 7636). Pure. */

/** 43 to 128 unreserved characters (RFC 7636 section 4.1). */
const VERIFIER = /^[A-Za-z0-9._~-]{43,128}$/;

/** Whether the verifier is one, and the challenge is its SHA-256 in base64url; compared in constant time. */
export function provesChallenge(verifier: string, challenge: string): boolean {
  if (!VERIFIER.test(verifier)) return false;
  return isSameDigest(digestOf(verifier), Buffer.from(challenge, "base64url"));
}
