import { type AuditEvent, insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { revokePresented } from "@/db/presented-tokens";
import { type Revoker, revokeChildren } from "@/db/tokens";
import type { TokenActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";

/** Ending a token by its genuine secret: whoever has that needs no other right. */

/**
 * Ends a token, and the user tokens that it minted, whatever else befell it.
 * @param eventOf the audit event for each token that this ends
 * @returns whether this call did it; false when it was revoked already
 */
export async function revokePresentedIn(
  tx: Transaction,
  tokenId: string,
  by: Revoker,
  eventOf: (id: string) => AuditEvent,
): Promise<boolean> {
  if (!(await revokePresented(tx, tokenId, by))) return false;
  const children = await revokeChildren(tx, tokenId, by);
  for (const id of [tokenId, ...children]) await insertAuditEvent(tx, eventOf(id));
  return true;
}

/** The presented token ends itself, and what it minted: needs no grant. */
export async function revokeSelf(runtime: Runtime, actor: TokenActor): Promise<Result<null>> {
  const by = { userId: actor.kind === "team-token" ? null : actor.userId, reason: "revoked itself" };
  const eventOf = (id: string) => auditOf(actor, "token.revoked", { kind: "token", id });
  return inTransaction(runtime.db, async (tx) =>
    (await revokePresentedIn(tx, actor.tokenId, by, eventOf)) ? ok(null) : notFound("token"),
  );
}
