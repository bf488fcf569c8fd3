import { sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { policy } from "./schema/instance";

/** The policy, locked against change until the transaction ends. */
export async function lockPolicy(tx: Transaction) {
  const [row] = await tx.select().from(policy).for("share");
  return row;
}

export type PolicyChange = {
  neverAllowed: boolean;
  longestLifetimeMinutes: number | null;
  ownerGroupTokens: boolean;
};

/**
 * Waits for the generations that hold the policy, and makes later ones wait for this. A lock on the table, because
 * PostgreSQL queues those fairly: by row locks alone a stream of generations could hold a change off for ever.
 */
export async function lockPolicyForChange(tx: Transaction): Promise<void> {
  await tx.execute(sql`lock table ${policy} in exclusive mode`);
}

/** Call lockPolicyForChange first. */
export async function updatePolicy(tx: Transaction, change: PolicyChange): Promise<void> {
  await tx.update(policy).set(change);
}

export async function readPolicy(db: Database | Transaction) {
  const [row] = await db.select().from(policy);
  return row;
}
