/** A registered client as instance owners see it: a program that may ask about secrets and end them. Pure. */

export const CLIENT_SECRET_BYTES = 32;

/** Dates are ISO 8601 in UTC. */
export type ClientView = {
  /** Its client_id. */
  id: string;
  name: string;
  /** The last 4 characters of its secret. */
  hint: string;
  /** The name of who registered it; null when the account is gone. */
  createdBy: string | null;
  createdAt: string;
  /** Its last call, to within a minute; null = never. */
  lastUsedAt: string | null;
};

/** The client's secret: a start that scanners can match, then 256 random bits that no form or header needs to escape. */
export function writeClientSecret(entropy: Buffer): string {
  return `latchkey_client_${entropy.toString("base64url")}`;
}
