import { FAILURE_STATUS, type Failure } from "@/lib/result";

/** Failures on the wire (RFC 9457). */

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

export type ProblemInit = {
  requestId: string;
  plain?: boolean;
  challenge?: string;
  extra?: Record<string, unknown>;
  status?: number;
};

/**
 * The response for a failure. `plain`: as text, for clients that show nothing else (terrakube-contract.md 1.4 a).
 * 401 carries WWW-Authenticate (RFC 6750 section 3), 429 and 503 Retry-After; a bug nothing of the kind: nobody knows whether trying again helps.
 */
export function problem(failure: Failure | Bug, init: ProblemInit): Response {
  const status = init.status ?? (failure.kind === "internal_error" ? 500 : FAILURE_STATUS[failure.kind]);
  const headers = new Headers({ "cache-control": "no-store", "x-request-id": init.requestId });
  if (failure.kind === "unauthenticated") headers.set("www-authenticate", init.challenge ?? "Bearer");
  if ("retryAfterSeconds" in failure) headers.set("retry-after", String(failure.retryAfterSeconds));
  if (init.plain) {
    headers.set("content-type", "text/plain; charset=utf-8");
    return new Response(`${failure.message}\n`, { status, headers });
  }
  headers.set("content-type", "application/problem+json");
  const body = {
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
  return new Response(JSON.stringify(body), { status, headers });
}
