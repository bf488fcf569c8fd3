import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Call } from "@/db/calls";
import { subjectOf } from "@/lib/actor";
import { countFailure } from "@/lib/http/failures";
import { lastForwarded } from "@/lib/http/network";
import { TITLES } from "@/lib/http/problem";
import { TOO_MANY, UNKNOWN } from "@/lib/http/refusals";
import { FAILURE_STATUS, type Failure } from "@/lib/result";
import { decodeFailure } from "@/lib/sign-in/outcome";
import { type DeadToken, describeDead } from "@/lib/tokens/dead-token";
import type { Metrics } from "./metrics";
import { reply } from "./reply";
import type { Answer, Question } from "./verify";

/** The gateway listener: forward auth for nginx, Traefik and Envoy (design.md section 7). */

export type GatewayOptions = {
  verify: (question: Question) => Promise<Answer>;
  record: (call: Pick<Call, "tokenId" | "outcome"> & Question["origin"]) => void;
  isReady: () => Promise<boolean>;
  now: () => Date;
  metrics: Metrics;
  /** Hears of what was thrown: an outage or a bug; either way the call was denied. */
  onError: (error: unknown) => void;
};

/** An HTTP server that is not listening yet. Any method is a question on /verify; bodies are not read. */
export function createGateway(options: GatewayOptions): Server {
  const { metrics } = options;
  const server = createServer({ maxHeaderSize: 32_768, headersTimeout: 10_000 }, (request, response) => {
    const path = (request.url ?? "").split("?", 1)[0];
    if (path === "/verify") void answerVerify(request, response, options);
    else if (path === "/healthz") reply(response, 200, "ok\n");
    else if (path === "/readyz")
      void options
        .isReady()
        .then((isReady) => reply(response, isReady ? 200 : 503, isReady ? "ready\n" : "not ready\n"));
    else if (path === "/metrics")
      void metrics.registry
        .metrics()
        .then((text) => reply(response, 200, text, { "content-type": metrics.registry.contentType }));
    else reply(response, 404, "Ask /verify, /healthz, /readyz or /metrics.\n");
  });
  // Node drops the headers after the thousandth without a word; their bound is their size.
  server.maxHeadersCount = 0;
  // A gateway keeps its connections: it must be told first, not cut off.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function answerVerify(
  request: IncomingMessage,
  response: ServerResponse,
  options: GatewayOptions,
): Promise<void> {
  const { metrics } = options;
  const startedAt = performance.now();
  const { authorization, gatewayKey, forwarded } = readHeaders(request.rawHeaders);
  const origin = {
    // The key's holder names the client: the last hop it wrote into X-Forwarded-For. In other words than an address,
    // that is nobody; only who names none is the client itself.
    ip: forwarded.length > 0 ? lastForwarded(forwarded.join(",")) : (request.socket.remoteAddress ?? null),
    agent: request.headers["user-agent"] ?? null,
  };
  let outcome = "error";
  try {
    const answer = await options.verify({ authorization, gatewayKey, origin });
    outcome = answer.kind;
    settle(response, answer, origin, options);
  } catch (error) {
    options.onError(error);
    deny(response, "unavailable", "Latchkey cannot decide now. The call was denied; try again in a moment.", {
      "retry-after": "5",
    });
  }
  metrics.calls.inc({ outcome });
  metrics.seconds.observe((performance.now() - startedAt) / 1000);
}

function settle(
  response: ServerResponse,
  answer: Answer,
  origin: Question["origin"],
  options: GatewayOptions,
): void {
  switch (answer.kind) {
    case "accepted":
      accept(response, answer, origin, options);
      break;
    case "passed":
      reply(response, 200, "", { authorization: `Bearer ${answer.bearer}` });
      break;
    case "dead":
      options.record({ tokenId: answer.token.id, outcome: answer.token.reason, ...origin });
      refuse(response, answer.token, true, origin, options);
      break;
    case "unknown":
      refuse(response, null, answer.isPresented, origin, options);
      break;
    case "refused":
      deny(response, "forbidden", decodeFailure(answer.problem).message);
      break;
    case "no-gateway-key":
      deny(response, "forbidden", "This listener answers a gateway that sends X-Latchkey-Gateway-Key.");
      break;
    default:
      answer satisfies never;
  }
}

/** A group's name may hold any letter, a header may not: subject and groups are percent-encoded. */
function accept(
  response: ServerResponse,
  { actor, upstreamJwt }: Extract<Answer, { kind: "accepted" }>,
  origin: Question["origin"],
  options: GatewayOptions,
): void {
  const isTeam = actor.kind === "team-token";
  const tokenId = actor.kind === "oidc" ? null : actor.tokenId;
  if (tokenId !== null) options.record({ tokenId, outcome: "accepted", ...origin });
  const headers: Record<string, string> = {
    authorization: `Bearer ${upstreamJwt}`,
    "x-latchkey-subject": subjectOf(actor),
    "x-latchkey-groups": (isTeam ? [actor.group] : actor.groups).map(encodeURIComponent).join(","),
  };
  if (tokenId !== null) headers["x-latchkey-token"] = tokenId;
  reply(response, 200, "", headers);
}

/** 401, or 429 for a network that presents refused bearers too often; a valid token never comes here. */
function refuse(
  response: ServerResponse,
  token: DeadToken | null,
  isPresented: boolean,
  origin: Question["origin"],
  options: GatewayOptions,
): void {
  const waitSeconds = isPresented ? countFailure(origin.ip, options.now().getTime()) : 0;
  if (waitSeconds > 0) {
    deny(response, "limited", TOO_MANY, { "retry-after": String(waitSeconds) });
    return;
  }
  const dead = token && describeDead(token);
  const challenge = dead?.challenge ?? (isPresented ? 'Bearer error="invalid_token"' : "Bearer");
  deny(
    response,
    "unauthenticated",
    dead?.message ?? UNKNOWN,
    { "www-authenticate": challenge },
    token ? { token } : {},
  );
}

/** RFC 9457, as the console's own API answers. */
function deny(
  response: ServerResponse,
  code: Failure["kind"],
  detail: string,
  headers: Record<string, string> = {},
  extra: Record<string, unknown> = {},
): void {
  const status = FAILURE_STATUS[code];
  const body = JSON.stringify({ type: "about:blank", title: TITLES[code], status, code, detail, ...extra });
  reply(response, status, body, { "content-type": "application/problem+json", ...headers });
}

/** Every value that came under each name: node:http keeps only the first of two Authorization headers. */
function readHeaders(raw: readonly string[]): Omit<Question, "origin"> & { forwarded: string[] } {
  const authorization: string[] = [];
  const gatewayKey: string[] = [];
  const forwarded: string[] = [];
  for (let i = 0; i < raw.length; i += 2) {
    const value = raw[i + 1] ?? "";
    switch (raw[i]?.toLowerCase()) {
      case "authorization":
        authorization.push(value);
        break;
      case "x-latchkey-gateway-key":
        gatewayKey.push(value);
        break;
      case "x-forwarded-for":
        forwarded.push(value);
        break;
    }
  }
  return { authorization, gatewayKey, forwarded };
}
