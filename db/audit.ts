import type { Database, Transaction } from "./client";
import { auditEvents } from "./schema/audit";

export type AuditEvent = {
  action: string;
  actorKind: (typeof auditEvents.$inferInsert)["actorKind"];
  actorUserId?: string | null;
  actorTokenId?: string | null;
  subjectKind: (typeof auditEvents.$inferInsert)["subjectKind"];
  subjectId: string;
  details?: Record<string, string | number | boolean | null>;
  ip?: string | null;
};

/** Call it in the transaction of the change: no change without its event (security.md rule 16). */
export async function insertAuditEvent(tx: Database | Transaction, event: AuditEvent): Promise<void> {
  await tx.insert(auditEvents).values(event);
}
