/** How a bearer is read and what a refused one is told: one, for the console's API and the gateway listener. Pure. */

/** The secret in an Authorization header (RFC 6750 section 2.1); null for anything else. */
export function readBearer(header: string | null): string | null {
  return /^bearer +([\x21-\x7e]+)$/i.exec(header ?? "")?.[1] ?? null;
}

/** The same words for absent rows, broken shapes and forged signatures: nobody learns which it was. */
export const UNKNOWN =
  "This call needs a token: Authorization: Bearer <secret>. None was sent, or it is not one of ours.";

export const TOO_MANY =
  "Too many refused calls from this network. Calls with a valid token are not affected.";
