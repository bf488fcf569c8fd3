import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/**
 * Seals refresh tokens (AES-256-GCM) under a key derived from AUTH_SECRET: who reads the database alone, or a backup
 * of it, can do nothing with them. Bound to the identity's row: one that is moved to another row does not open.
 */

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** The key for sealing, 32 bytes (RFC 5869); a text of its own keeps it apart from what next-auth derives. */
export function deriveSealKey(authSecret: string): Buffer {
  return Buffer.from(hkdfSync("sha256", authSecret, "", "latchkey refresh token", 32));
}

export type Row = { issuer: string; subject: string };
const boundTo = ({ issuer, subject }: Row) => Buffer.from(JSON.stringify([issuer, subject]));

/** @param iv 12 random bytes, never used twice */
export function seal(key: Buffer, row: Row, text: string, iv: Buffer): Buffer {
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(boundTo(row));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
}

/** Null when it was sealed under another AUTH_SECRET, for another row, or changed since. */
export function unseal(key: Buffer, row: Row, sealed: Buffer): string | null {
  if (sealed.length < IV_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(boundTo(row));
  decipher.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  try {
    const body = decipher.update(sealed.subarray(IV_BYTES + TAG_BYTES));
    return Buffer.concat([body, decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
