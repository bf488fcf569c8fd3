import { and, eq, lt, sql } from "drizzle-orm";
import type { Transaction } from "./client";
import { idempotencyKeys } from "./schema/tokens";

const EXPIRED = sql`now() - interval '24 hours'`;

/**
 * Claims a key for an actor for 24 hours. A transaction that claims the same key at the same time waits for this one:
 * it then finds the row if this one committed, and gets the key if this one rolled back.
 * @returns null when claimed, else what the key was used for
 */
export async function claimIdempotencyKey(
  tx: Transaction,
  claim: { actor: string; key: string; fingerprint: Buffer; tokenId: string },
): Promise<{ fingerprint: Buffer; tokenId: string } | null> {
  await tx
    .delete(idempotencyKeys)
    .where(and(eq(idempotencyKeys.actor, claim.actor), lt(idempotencyKeys.createdAt, EXPIRED)));
  const claimed = await tx
    .insert(idempotencyKeys)
    .values(claim)
    .onConflictDoNothing()
    .returning({ key: idempotencyKeys.key });
  if (claimed.length === 1) return null;
  const [used] = await tx
    .select({ fingerprint: idempotencyKeys.fingerprint, tokenId: idempotencyKeys.tokenId })
    .from(idempotencyKeys)
    .where(and(eq(idempotencyKeys.actor, claim.actor), eq(idempotencyKeys.key, claim.key)));
  if (!used) throw new Error("an idempotency key vanished between two statements");
  return used;
}
