import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Which foreign pages may call which endpoints (design.md section 6): those of CORS_ORIGINS, the Terrakube endpoints,
 * with a bearer and never with cookies. Everybody else is told nothing at all, and so their browsers refuse.
 */

const PATHS = /^\/(pat|access-token|api\/v1)(\/|$)/;
const METHODS = "GET, HEAD, POST, PUT, PATCH, DELETE";
/** What Terrakube's own pages send, and what our endpoints read. */
const HEADERS = "Authorization, Content-Type, Accept, Idempotency-Key, X-TFC-Token, X-TFC-Url";
/** What a page may read of an answer beside its body. */
const EXPOSED = "X-Request-Id, Retry-After, WWW-Authenticate";
const PREFLIGHT_SECONDS = "600";

/**
 * Writes what the caller's page may do, and answers its preflight.
 * @param origins as browsers send them
 * @returns whether it answered
 */
export function answerCors(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
  origins: readonly string[],
): boolean {
  if (origins.length === 0 || !PATHS.test(path)) return false;
  // Also for those without an Origin: a cache must not give one's answer to the other.
  varyByOrigin(response);
  const { origin } = request.headers;
  if (origin === undefined || !origins.includes(origin)) return false;
  response.setHeader("access-control-allow-origin", origin);
  if (request.method !== "OPTIONS" || request.headers["access-control-request-method"] === undefined) {
    response.setHeader("access-control-expose-headers", EXPOSED);
    return false;
  }
  response.writeHead(204, {
    "access-control-allow-methods": METHODS,
    "access-control-allow-headers": HEADERS,
    "access-control-max-age": PREFLIGHT_SECONDS,
    "cache-control": "no-store",
  });
  response.end();
  return true;
}

/** Next sets a Vary of its own and would take ours away. */
function varyByOrigin(response: ServerResponse): void {
  response.setHeader("vary", "Origin");
  const set = response.setHeader.bind(response);
  response.setHeader = (name, value) =>
    set(name, name.toLowerCase() === "vary" ? ["Origin", ...[value].flat().map(String)].join(", ") : value);
}
