import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { BODY_MAX_BYTES, TOO_LARGE } from "@/lib/http/body";
import { AUTHORIZE_PATH, readLoginRequest } from "@/lib/oauth/login";
import { isOwnOrigin } from "@/lib/sessions/policy";
import { clientOf } from "./client-address";
import { answerCors } from "./cors";

/** The console's front: what must be true of a request before Next sees it. */

/** Bearer endpoints: any origin may call them, cookies mean nothing there. Everything else unsafe needs our Origin. */
const BEARER_PATHS = /^\/(pat|access-token|tokens|api\/v1|oauth\/(token|introspect|revoke|leaks))(\/|$)/;
const MACHINE_PATHS =
  /^\/(pat|access-token|tokens|api|oauth\/(token|introspect|revoke|leaks)|\.well-known|_next|healthz|readyz|openapi\.json)(\/|$)/;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const METHODS = new Set([...SAFE, "POST", "PUT", "PATCH", "DELETE"]);

export type FrontOptions = {
  publicUrl: string;
  trustedProxies: string[];
  /** Origins whose pages may call the Terrakube endpoints. */
  corsOrigins: string[];
  requestId: () => string;
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  onDone: (line: {
    requestId: string;
    method: string;
    path: string;
    status: number;
    ms: number;
    ip: string;
  }) => void;
};

/** An HTTP server that is not listening yet. Headers over 16 kB and slow requests end with Node's own 431 and 408. */
export function createFront(options: FrontOptions): Server {
  const { protocol, hostname, host } = new URL(options.publicUrl);
  const isHttps = protocol === "https:";
  const isSecure = isHttps || LOOPBACK.test(hostname);
  const server = createServer(
    { maxHeaderSize: 16_384, requestTimeout: 30_000, headersTimeout: 10_000 },
    (request, response) => {
      const startedAt = performance.now();
      const requestId = options.requestId();
      const ip = clientOf(request, options.trustedProxies);
      const target = readTarget(request.url ?? "");
      const path = target?.path ?? "*";
      request.url = target ? target.path + target.query : "/";
      vouchFor(request, { host, ip, requestId });
      response.once("close", () => {
        options.onDone({
          requestId,
          method: request.method ?? "",
          path,
          status: response.statusCode,
          ms: Math.round(performance.now() - startedAt),
          ip,
        });
      });
      // Browsers ignore it, with an error in the console, on plain http elsewhere than on this machine.
      if (isSecure) response.setHeader("cross-origin-opener-policy", "same-origin");
      if (isHttps) response.setHeader("strict-transport-security", "max-age=31536000");
      if (answerCors(request, response, path, options.corsOrigins)) return;
      if (refuse(request, response, target?.path ?? null, options)) return;
      if (path === AUTHORIZE_PATH && !readLoginRequest(new URLSearchParams(target?.query)).ok)
        answerAs400(response);
      options.handle(request, response).catch(() => {
        if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
        response.end();
      });
    },
  );
  // Node drops the headers after the thousandth without a word; their bound is their size.
  server.maxHeadersCount = 0;
  return server;
}

/**
 * The path as Next will read it (dot segments resolved, also escaped ones, `\` as `/`, doubled slashes folded, which
 * Terrakube's provider joins from `endpoint/` and `/path`), so that what is judged here is what is answered there; and
 * the query with its `?`, as it came. A whole address is taken by its path (RFC 9112 section 3.2.2); null for `*` and
 * everything else, and for a path whose escapes are no UTF-8.
 */
function readTarget(target: string): { path: string; query: string } | null {
  const local = target.replace(/^https?:\/\/[^/?#]*/i, "").replace(/#.*$/, "");
  if (!local.startsWith("/")) return null;
  const cut = local.search(/\?|$/);
  try {
    const path = new URL(`http://latchkey.invalid${local.slice(0, cut)}`).pathname.replace(/\/{2,}/g, "/");
    decodeURIComponent(path);
    return { path, query: local.slice(cut) };
  } catch {
    return null;
  }
}

/**
 * Headers that Next and our routes believe are ours alone, whatever the client sent: a foreign X-Forwarded-Host or
 * -Proto would decide which address Next takes for its own.
 */
function vouchFor(request: IncomingMessage, own: { host: string; ip: string; requestId: string }): void {
  const { headers } = request;
  for (const name of Object.keys(headers))
    if (/^(x-latchkey-|x-forwarded-|forwarded$)/.test(name)) delete headers[name];
  headers["x-forwarded-host"] = own.host;
  headers["x-latchkey-client"] = own.ip;
  headers["x-latchkey-request"] = own.requestId;
}

/**
 * Answers what must not reach Next.
 * @param path null when the request's target is none
 * @returns whether it answered
 */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  path: string | null,
  options: FrontOptions,
): boolean {
  const { method = "" } = request;
  const { origin, host } = new URL(options.publicUrl);
  const answer = (status: number, text: string, headers: Record<string, string> = {}) => {
    response.writeHead(status, {
      "content-type": "text/plain; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    });
    response.end(`${text}\n`);
    return true;
  };
  if (!METHODS.has(method))
    return answer(405, "This method is not known here.", { allow: [...METHODS].join(", ") });
  if (path === null) return answer(400, "Ask for a path that starts with a slash and is UTF-8.");
  // RFC 9110 sections 5.3, 7.2: neither is a list. Node keeps the first of two; a proxy may have judged the other.
  for (const single of ["Authorization", "Host"])
    if (countHeaders(request, single) > 1) return answer(400, `Send one ${single} header, not several.`);
  // RFC 9112 section 6.3: where a body of another coding ends is anybody's guess.
  const coding = request.headers["transfer-encoding"];
  if (coding !== undefined && coding.toLowerCase() !== "chunked")
    return answer(400, "Send the body as it is, or chunked.", { connection: "close" });
  // Next and next-auth gather a body of unknown size in memory; browsers send the size of ours.
  if (coding !== undefined && !BEARER_PATHS.test(path))
    return answer(411, "Send the body with its Content-Length.", { connection: "close" });
  if (Number(request.headers["content-length"] ?? 0) > BODY_MAX_BYTES)
    return answer(TOO_LARGE.status, TOO_LARGE.message, { connection: "close" });
  if (SAFE.has(method)) {
    const asked = request.headers.host ?? "";
    const isLoopback =
      LOOPBACK.test(new URL(options.publicUrl).hostname) && LOOPBACK.test(asked.replace(/:\d+$/, ""));
    if (method === "GET" && isLoopback && asked !== host && !MACHINE_PATHS.test(path))
      return answer(307, `Latchkey is at ${origin}.`, { location: `${origin}${request.url}` });
    return false;
  }
  if (BEARER_PATHS.test(path)) return false;
  const source = {
    origin: request.headers.origin ?? null,
    fetchSite: request.headers["sec-fetch-site"]?.toString() ?? null,
  };
  if (!isOwnOrigin(source, options.publicUrl))
    return answer(403, `This request did not come from ${origin}. Nothing was done.`);
  return false;
}

/** A page of Next's cannot say 400; the one that explains what is wrong with a login request means it. */
function answerAs400(response: ServerResponse): void {
  const writeHead = response.writeHead.bind(response) as (
    status: number,
    ...rest: unknown[]
  ) => ServerResponse;
  response.writeHead = (status: number, ...rest: unknown[]) =>
    writeHead(status === 200 ? 400 : status, ...rest);
}

function countHeaders(request: IncomingMessage, name: string): number {
  const wanted = name.toLowerCase();
  return request.rawHeaders.filter((header, i) => i % 2 === 0 && header.toLowerCase() === wanted).length;
}
