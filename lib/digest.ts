import { hash, timingSafeEqual } from "node:crypto";

/** SHA-256: for what has 256 random bits, or for names that a column need not show. Never for passwords. */
export function digestOf(text: string): Buffer {
  return hash("sha256", text, "buffer");
}

/** Compares two digests in constant time (security.md rule 8). */
export function isSameDigest(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
