import { FAILURE_STATUS, type Failure } from "@/lib/result";

/** The media type of JSON:API, in and out. */
export const JSON_API = "application/vnd.api+json";

/** Failures on the wire: RFC 9457, JSON:API, OAuth's own, or text. */

/** What is thrown and is no outage. No outcome of the domain, so lib/result.ts does not know it. */
export type Bug = { kind: "internal_error"; message: string };

export const TITLES: Record<(Failure | Bug)["kind"], string> = {
  invalid_input: "Invalid input",
  unauthenticated: "Not authenticated",
  forbidden: "Not allowed",
  not_found: "Not found",
  conflict: "Already done",
  gone: "Gone",
  mismatch: "Key used for something else",
  limited: "Too many attempts",
  unavailable: "Temporarily unavailable",
  internal_error: "Unexpected error",
};

/** `plain`: as text, for clients that show nothing else (terrakube-contract.md 1.4 a). */
export type ProblemForm = "problem" | "plain" | "json-api" | "oauth";

export const MEDIA_TYPES: Record<ProblemForm, string> = {
  problem: "application/problem+json",
  plain: "text/plain; charset=utf-8",
  "json-api": JSON_API,
  oauth: "application/json",
};

/** The words of RFC 6749 section 5.2 for ours; 503's word is of section 4.1.2.1. */
export const OAUTH_ERRORS: Record<(Failure | Bug)["kind"], string> = {
  invalid_input: "invalid_request",
  unauthenticated: "invalid_client",
  forbidden: "unauthorized_client",
  not_found: "invalid_request",
  conflict: "invalid_grant",
  gone: "invalid_grant",
  mismatch: "invalid_grant",
  limited: "temporarily_unavailable",
  unavailable: "temporarily_unavailable",
  internal_error: "server_error",
};

export type ProblemInit = {
  requestId: string;
  form?: ProblemForm;
  challenge?: string;
  extra?: Record<string, unknown>;
  status?: number;
  /** OAuth's word, where the failure's kind does not say it. */
  oauthError?: string;
};

/**
 * The response for a failure. 401 carries WWW-Authenticate (RFC 6750 section 3), 429 and 503 Retry-After; a bug
 * nothing of the kind: nobody knows whether trying again helps.
 */
export function problem(failure: Failure | Bug, init: ProblemInit): Response {
  const form = init.form ?? "problem";
  const status = init.status ?? (failure.kind === "internal_error" ? 500 : FAILURE_STATUS[failure.kind]);
  const headers = new Headers({
    "cache-control": "no-store",
    "content-type": MEDIA_TYPES[form],
    "x-request-id": init.requestId,
  });
  if (failure.kind === "unauthenticated") headers.set("www-authenticate", init.challenge ?? "Bearer");
  if ("retryAfterSeconds" in failure) headers.set("retry-after", String(failure.retryAfterSeconds));
  return new Response(writeBody(form, failure, status, init), { status, headers });
}

/** The body of `problem`. */
export function writeBody(
  form: ProblemForm,
  failure: Failure | Bug,
  status: number,
  init: ProblemInit,
): string {
  switch (form) {
    case "plain":
      return `${failure.message}\n`;
    case "json-api":
      return JSON.stringify(errorsOf(failure, status, init));
    case "oauth":
      return JSON.stringify(oauthErrorOf(failure, init));
    case "problem":
      return JSON.stringify(problemOf(failure, status, init));
    default:
      return form satisfies never;
  }
}

/** The description is ASCII without quotes and backslashes (RFC 6749 section 5.2). */
function oauthErrorOf(failure: Failure | Bug, init: ProblemInit) {
  const description = failure.message.replace(/[“”"\\]/g, "'").replace(/[^\x20-\x7e]/g, "?");
  return { error: init.oauthError ?? OAUTH_ERRORS[failure.kind], error_description: description };
}

function problemOf(failure: Failure | Bug, status: number, init: ProblemInit) {
  return {
    type: "about:blank",
    title: TITLES[failure.kind],
    status,
    code: failure.kind,
    detail: failure.message,
    ...(failure.kind === "invalid_input" && { errors: failure.issues }),
    ...(failure.kind === "conflict" && failure.tokenId && { id: failure.tokenId }),
    ...init.extra,
    requestId: init.requestId,
  };
}

/** JSON:API's error objects, one for each issue; `status` is a text there. */
function errorsOf(failure: Failure | Bug, status: number, init: ProblemInit) {
  const issues: { field?: string; message: string }[] =
    failure.kind === "invalid_input" ? failure.issues : [{ message: failure.message }];
  return {
    errors: issues.map(({ field, message }) => ({
      status: String(status),
      code: failure.kind,
      title: TITLES[failure.kind],
      detail: message,
      meta: { ...(field !== undefined && { field }), ...init.extra, requestId: init.requestId },
    })),
  };
}
