import type { AuditEvent } from "@/db/audit";
import type { Actor } from "@/lib/actor";

/** The audit event of what an actor did to a token. */
export function auditOf(
  actor: Actor,
  action: string,
  tokenId: string,
  details: NonNullable<AuditEvent["details"]> = {},
): AuditEvent {
  return {
    action,
    actorKind: actor.kind,
    actorUserId: actor.kind === "team-token" ? null : actor.userId,
    actorTokenId: actor.kind === "session" ? null : actor.tokenId,
    subjectKind: "token",
    subjectId: tokenId,
    details,
    ip: actor.ip,
  };
}
