/** Expected outcomes are values; bugs and outages are thrown (design.md section 2). */

/** One thing wrong with one input field: `field` is the name the caller sent, `message` says the rule. */
export type Issue = { field: string; message: string };

export type Failure =
  | { kind: "invalid_input"; message: string; issues: Issue[] }
  | { kind: "unauthenticated"; message: string }
  | { kind: "forbidden"; message: string }
  | { kind: "not_found"; message: string }
  /** `tokenId` names the token that an idempotency key already made. */
  | { kind: "conflict"; message: string; tokenId?: string }
  /** The same idempotency key with another payload. */
  | { kind: "mismatch"; message: string }
  | { kind: "gone"; message: string }
  | { kind: "limited"; message: string; retryAfterSeconds: number }
  | { kind: "unavailable"; message: string; retryAfterSeconds: number };

export type Result<T> = { ok: true; value: T } | { ok: false; failure: Failure };

/** The one table from outcomes to HTTP statuses (design.md section 6). */
export const FAILURE_STATUS = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  gone: 410,
  mismatch: 422,
  limited: 429,
  unavailable: 503,
} as const satisfies Record<Failure["kind"], number>;

export function ok<T>(value: T): { ok: true; value: T } {
  return { ok: true, value };
}

export function fail(failure: Failure): { ok: false; failure: Failure } {
  return { ok: false, failure };
}

/** Bad input: `issues` in the order of the fields; the first one also becomes the sentence of the whole. */
export function invalid(...issues: [Issue, ...Issue[]]): { ok: false; failure: Failure } {
  return fail({ kind: "invalid_input", message: issues[0].message, issues });
}

/** What is wrong with the fields; nothing when the input was accepted or refused for another reason. */
export function issuesIn(result: Result<unknown>): Issue[] {
  return result.ok || result.failure.kind !== "invalid_input" ? [] : result.failure.issues;
}

/** What a schema found wrong, one issue per field; a field that nobody knows is named too. */
export function issuesOf(error: {
  issues: { path: PropertyKey[]; message: string; code?: string; keys?: string[] }[];
}): [Issue, ...Issue[]] {
  const issues = error.issues.map(({ path, message, keys }): Issue => {
    if (keys?.[0] !== undefined) return { field: keys[0], message: `There is no field ${keys[0]} here.` };
    const field = path.map(String).join(".") || "input";
    return { field, message: /^Invalid/.test(message) ? `${field} is not understood.` : message };
  });
  return [issues[0] ?? { field: "input", message: "The input is not understood." }, ...issues.slice(1)];
}

export function forbidden(message: string): { ok: false; failure: Failure } {
  return fail({ kind: "forbidden", message });
}

/** What one may not see does not exist: the same words whether the thing is absent or another's. */
export function notFound(thing: string): { ok: false; failure: Failure } {
  return fail({ kind: "not_found", message: `There is no such ${thing}.` });
}

export const UNAVAILABLE: Failure = {
  kind: "unavailable",
  message: "Latchkey cannot reach its database right now. Try again in a moment.",
  retryAfterSeconds: 5,
};
