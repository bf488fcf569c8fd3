import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { BODY_MAX_BYTES, TOO_LARGE } from "@/lib/http/body";
import { isOwnOrigin } from "@/lib/sessions/policy";
import { clientOf } from "./client-address";

/** The console's front: what must be true of a request before Next sees it. */

/** Bearer endpoints: any origin may call them, cookies mean nothing there. Everything else unsafe needs our Origin. */
const BEARER_PATHS = /^\/(pat|access-token|tokens|api\/v1|oauth)(\/|$)/;
const MACHINE_PATHS =
  /^\/(pat|access-token|tokens|api|oauth|\.well-known|_next|healthz|readyz|openapi\.json)(\/|$)/;
const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/;
const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const METHODS = new Set([...SAFE, "POST", "PUT", "PATCH", "DELETE"]);

export type FrontOptions = {
  publicUrl: string;
  trustedProxies: string[];
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
  const { protocol, hostname } = new URL(options.publicUrl);
  const isHttps = protocol === "https:";
  const isSecure = isHttps || LOOPBACK.test(hostname);
  const server = createServer(
    { maxHeaderSize: 16_384, requestTimeout: 30_000, headersTimeout: 10_000 },
    (request, response) => {
      const startedAt = performance.now();
      const requestId = options.requestId();
      const ip = clientOf(request, options.trustedProxies);
      const [rawPath = "/", ...query] = (request.url ?? "/").split("?");
      // Terrakube's provider joins `endpoint/` and `/path`.
      const path = rawPath.replace(/\/{2,}/g, "/");
      request.url = [path, ...query].join("?");
      for (const name of Object.keys(request.headers))
        if (/^x-latchkey-/.test(name)) delete request.headers[name];
      request.headers["x-latchkey-client"] = ip;
      request.headers["x-latchkey-request"] = requestId;
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
      if (refuse(request, response, path, options)) return;
      options.handle(request, response).catch(() => {
        if (!response.headersSent) response.writeHead(500, { "content-type": "text/plain" });
        response.end();
      });
    },
  );
  return server;
}

/** Answers what must not reach Next. @returns whether it answered */
function refuse(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
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
  // RFC 9110 section 5.3: Authorization is no list. Node keeps the first of two; a proxy may have judged the other.
  const authorizations = request.rawHeaders.filter(
    (name, i) => i % 2 === 0 && name.toLowerCase() === "authorization",
  );
  if (authorizations.length > 1) return answer(400, "Send one Authorization header, not several.");
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
