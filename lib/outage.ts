import { type Failure, fail } from "./result";

/** Thrown errors that mean "the database cannot answer now" as opposed to a bug (security.md rule 13). */

const OUTAGE_CODES = new Set([
  "57P01",
  "57P02",
  "57P03",
  "57014",
  "25006",
  "25P03",
  "53300",
  "53100",
  "53200",
  "58030",
  "28000",
  "28P01",
  "3D000",
  "55P03",
  "40P01",
  "40001",
]);
const OUTAGE_SYSTEM = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ECONNABORTED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
  "ENOENT",
]);
const OUTAGE_MESSAGES = [
  /timeout exceeded when trying to connect/i,
  /connection terminated/i,
  /not queryable/i,
  /query read timeout/i,
  /cannot use a pool after/i,
];

/** The SQLSTATE or system error code, wherever in the chain of causes it sits (Drizzle wraps pg's errors). */
export function codeOf(error: unknown): string | undefined {
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    const { code } = at as { code?: unknown };
    if (typeof code === "string") return code;
  }
  return undefined;
}

/** True when a retry later may succeed: answered with 503 and Retry-After, never with 200 or 500. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return code.startsWith("08") || OUTAGE_CODES.has(code) || OUTAGE_SYSTEM.has(code);
  for (let at: unknown = error, depth = 0; at instanceof Error && depth < 6; at = at.cause, depth += 1) {
    const { message } = at;
    if (OUTAGE_MESSAGES.some((pattern) => pattern.test(message))) return true;
  }
  return false;
}

/**
 * For `.catch`: a row that must be unique is there already (23505) becomes `failure`, everything else is thrown on. The
 * index is asked and not a look before it: between a look and a write somebody else may be quicker.
 */
export function refuseDuplicate(failure: Failure): (error: unknown) => ReturnType<typeof fail> {
  return (error) => {
    if (codeOf(error) === "23505") return fail(failure);
    throw error;
  };
}
