import type { AuditEvent } from "@/db/audit";
import type { Actor } from "./actor";

/** The audit event of what an actor did to a subject. */
export function auditOf(
  actor: Actor,
  action: string,
  subject: { kind: AuditEvent["subjectKind"]; id: string },
  details: NonNullable<AuditEvent["details"]> = {},
): AuditEvent {
  return {
    action,
    actorKind: actor.kind,
    actorUserId: actor.kind === "team-token" ? null : actor.userId,
    actorTokenId: "tokenId" in actor ? actor.tokenId : null,
    subjectKind: subject.kind,
    subjectId: subject.id,
    details,
    ip: actor.ip,
  };
}
