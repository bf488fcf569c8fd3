import type { BearerActor, Origin } from "@/lib/actor";
import { verifyBearer } from "@/lib/identities/verification";
import { IssuerUnavailable } from "@/lib/issuer";
import { type Failure, fail, ok } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { decodeFailure } from "@/lib/sign-in/outcome";
import { type DeadToken, describeDead } from "@/lib/tokens/dead-token";
import { recordCall } from "@/lib/tokens/recorder";
import { verifySecret } from "@/lib/tokens/verification";
import { countFailure } from "./failures";
import { readBearer, TOO_MANY, UNKNOWN } from "./refusals";

export type Refusal = { ok: false; failure: Failure; challenge: string; extra?: Record<string, unknown> };

/** The client as console/server.ts saw it; headers that a client sends under these names never arrive. */
export function originOf(request: Request): Origin {
  return { ip: request.headers.get("x-latchkey-client"), agent: request.headers.get("user-agent") };
}

/** Authenticates by bearer only: cookies, query and body are never looked at. Records the call either way. */
export async function authenticateBearer(
  runtime: Runtime,
  request: Request,
): Promise<{ ok: true; value: BearerActor } | Refusal> {
  const origin = originOf(request);
  const secret = readBearer(request.headers.get("authorization"));
  const oidc = secret === null ? null : await askIssuer(runtime, secret, origin);
  if (oidc && oidc !== "unknown") return oidc;
  const verdict =
    secret === null || oidc ? ({ kind: "unknown" } as const) : await verifySecret(runtime, secret, origin);
  if (verdict.kind === "accepted") {
    recordCall(runtime, { tokenId: verdict.actor.tokenId, outcome: "accepted", ...origin });
    return ok(verdict.actor);
  }
  if (verdict.kind === "dead")
    recordCall(runtime, { tokenId: verdict.token.id, outcome: verdict.token.reason, ...origin });
  const retryAfterSeconds = request.headers.has("authorization")
    ? countFailure(origin.ip, runtime.now().getTime())
    : 0;
  if (retryAfterSeconds > 0) {
    return { ...fail({ kind: "limited", message: TOO_MANY, retryAfterSeconds }), challenge: "Bearer" };
  }
  if (verdict.kind === "dead") return dead(verdict.token);
  const challenge = request.headers.has("authorization") ? 'Bearer error="invalid_token"' : "Bearer";
  return { ...fail({ kind: "unauthenticated", message: UNKNOWN }), challenge };
}

/** What becomes of a JWT of OIDC_ISSUER; null when the bearer does not claim to be one. */
async function askIssuer(
  runtime: Runtime,
  bearer: string,
  origin: Origin,
): Promise<{ ok: true; value: BearerActor } | Refusal | "unknown" | null> {
  const verdict = await verifyBearer(runtime, bearer, origin).catch((error: unknown) => {
    if (error instanceof IssuerUnavailable) return "unavailable" as const;
    throw error;
  });
  if (verdict === null) return null;
  if (verdict === "unavailable") return { ...fail(ISSUER_UNAVAILABLE), challenge: "Bearer" };
  if (verdict.kind === "accepted") return ok(verdict.actor);
  if (verdict.kind === "unknown") return "unknown";
  const failure = decodeFailure(verdict.problem);
  if (verdict.problem !== "Suspended") return { ...fail(failure), challenge: "Bearer" };
  const { message } = failure;
  return { ...fail({ kind: "unauthenticated", message }), challenge: 'Bearer error="invalid_token"' };
}

const ISSUER_UNAVAILABLE: Failure = {
  kind: "unavailable",
  message: "The identity provider cannot be asked for its keys right now. Try again in a moment.",
  retryAfterSeconds: 5,
};

function dead(token: DeadToken): Refusal {
  const { message, challenge } = describeDead(token);
  return { ...fail({ kind: "unauthenticated", message }), challenge, extra: { token } };
}
