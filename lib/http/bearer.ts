import type { BearerActor, Origin } from "@/lib/actor";
import { type Failure, fail, ok } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { type DeadToken, describeDead } from "@/lib/tokens/dead-token";
import { recordCall } from "@/lib/tokens/recorder";
import { verifySecret } from "@/lib/tokens/verification";
import { countFailure } from "./failures";

export type Refusal = { ok: false; failure: Failure; challenge: string; extra?: Record<string, unknown> };

/** The same words for absent rows, broken shapes and forged signatures: nobody learns which it was. */
const UNKNOWN =
  "This call needs a token: Authorization: Bearer <secret>. None was sent, or it is not one of ours.";

/** The client as console/server.ts saw it; headers that a client sends under these names never arrive. */
export function originOf(request: Request): Origin {
  return { ip: request.headers.get("x-latchkey-client"), agent: request.headers.get("user-agent") };
}

/** The secret in the one Authorization header (RFC 6750 section 2.1); null for anything else. */
export function readBearer(header: string | null): string | null {
  return /^bearer +([\x21-\x7e]+)$/i.exec(header ?? "")?.[1] ?? null;
}

/** Authenticates by bearer only: cookies, query and body are never looked at. Records the call either way. */
export async function authenticateBearer(
  runtime: Runtime,
  request: Request,
): Promise<{ ok: true; value: BearerActor } | Refusal> {
  const origin = originOf(request);
  const secret = readBearer(request.headers.get("authorization"));
  const verdict =
    secret === null ? ({ kind: "unknown" } as const) : await verifySecret(runtime, secret, origin);
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
    const message = "Too many refused calls from this network. Calls with a valid token are not affected.";
    return { ...fail({ kind: "limited", message, retryAfterSeconds }), challenge: "Bearer" };
  }
  if (verdict.kind === "dead") return dead(verdict.token);
  const challenge = request.headers.has("authorization") ? 'Bearer error="invalid_token"' : "Bearer";
  return { ...fail({ kind: "unauthenticated", message: UNKNOWN }), challenge };
}

function dead(token: DeadToken): Refusal {
  const { message, challenge } = describeDead(token);
  return { ...fail({ kind: "unauthenticated", message }), challenge, extra: { token } };
}
