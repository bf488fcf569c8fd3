import { FAILURE_STATUS, type Failure } from "@/lib/result";

/** The media type of JSON:API, in and out. */
export const JSON_API = "application/vnd.api+json";

/** Failures on the wire: RFC 9457, JSON:API, or text. */

/** What is thrown and is no outage. No outcome of the domain, so lib/result.ts does not know it. */
type Bug = { kind: "internal_error"; message: string };

const TITLES: Record<(Failure | Bug)["kind"], string> = {
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
export type ProblemForm = "problem" | "plain" | "json-api";

const MEDIA_TYPES: Record<ProblemForm, string> = {
  problem: "application/problem+json",
  plain: "text/plain; charset=utf-8",
  "json-api": JSON_API,
};

export type ProblemInit = {
  requestId: string;
  form?: ProblemForm;
  challenge?: string;
  extra?: Record<string, unknown>;
  status?: number;
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
  const body =
    form === "plain"
      ? `${failure.message}\n`
      : JSON.stringify(
          form === "json-api" ? errorsOf(failure, status, init) : problemOf(failure, status, init),
        );
  return new Response(body, { status, headers });
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
