import type { BearerActor } from "@/lib/actor";
import { log, placesOf } from "@/lib/log";
import { codeOf, isOutage } from "@/lib/outage";
import { type Failure, UNAVAILABLE } from "@/lib/result";
import { getRuntime, type Runtime } from "@/lib/runtime";
import { authenticateBearer } from "./bearer";
import { BodyTooLarge, TOO_LARGE, UNSUPPORTED, UnsupportedMediaType } from "./body";
import { type ProblemForm, type ProblemInit, problem } from "./problem";

/** A call that anybody may make; `refuse` writes failures in the form that the route speaks. */
export type PublicCall = {
  runtime: Runtime;
  request: Request;
  requestId: string;
  refuse: (failure: Failure, more?: Partial<ProblemInit>) => Response;
};
export type Call = PublicCall & { actor: BearerActor };

type RespondOptions = { plainErrors?: boolean; form?: ProblemForm };

/**
 * As respondPublic, for the bearer routes: authenticates first.
 * @param options.plainErrors text/plain failures for callers that send no Accept header (Terrakube's provider shows
 * only those); `options.form` how else failures are written
 */
export function respond(
  request: Request,
  handle: (call: Call) => Promise<Response>,
  options: RespondOptions = {},
): Promise<Response> {
  return respondPublic(
    request,
    async (call) => {
      const bearer = await authenticateBearer(call.runtime, request);
      if (bearer.ok) return handle({ ...call, actor: bearer.value });
      return call.refuse(bearer.failure, {
        challenge: bearer.challenge,
        ...(bearer.extra && { extra: bearer.extra }),
      });
    },
    options,
  );
}

/**
 * The one net under every API route: runs `handle`, and turns what is thrown into 503 (an outage: never 200 on doubt),
 * 413 or 500.
 */
export async function respondPublic(
  request: Request,
  handle: (call: PublicCall) => Promise<Response>,
  options: RespondOptions = {},
): Promise<Response> {
  const runtime = getRuntime();
  const requestId = request.headers.get("x-latchkey-request") ?? runtime.randomBytes(8).toString("hex");
  const form = options.plainErrors && !request.headers.has("accept") ? "plain" : (options.form ?? "problem");
  const refuse = (failure: Failure, more: Partial<ProblemInit> = {}) =>
    problem(failure, { requestId, form, ...more });
  try {
    return await handle({ runtime, request, requestId, refuse });
  } catch (error) {
    if (error instanceof BodyTooLarge || error instanceof UnsupportedMediaType) {
      const [field, { status, message }] =
        error instanceof BodyTooLarge
          ? (["body", TOO_LARGE] as const)
          : (["content-type", UNSUPPORTED] as const);
      return refuse({ kind: "invalid_input", message, issues: [{ field, message }] }, { status });
    }
    const path = new URL(request.url).pathname;
    if (isOutage(error)) {
      log.warn({ requestId, path, code: codeOf(error) }, "database unavailable");
      return refuse(UNAVAILABLE);
    }
    log.error(
      { requestId, path, err: error, stack: error instanceof Error ? placesOf(error) : undefined },
      "unexpected error",
    );
    const message = `Something went wrong here. Quote request ${requestId} when you report it.`;
    return problem({ kind: "internal_error", message }, { requestId, form });
  }
}

/** JSON that no cache keeps. */
export function json(body: unknown, status: number, requestId: string): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** No body, and nothing that a cache keeps. */
export function empty(status: number, requestId: string): Response {
  return new Response(null, { status, headers: { "cache-control": "no-store", "x-request-id": requestId } });
}

/** For methods that a route does not have (RFC 9110 section 15.5.6). */
export function methodNotAllowed(allow: string): () => Response {
  // Its name is how lib/openapi/coverage.test.ts tells it from what a route offers.
  return function refuseMethod() {
    return new Response(null, { status: 405, headers: { allow, "cache-control": "no-store" } });
  };
}
