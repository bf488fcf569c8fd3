import { createHash } from "node:crypto";

/** SHA-256: for what has 256 random bits, or for names that a column need not show. Never for passwords. */
export function digestOf(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
