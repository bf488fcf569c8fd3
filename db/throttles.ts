import { eq, inArray, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { throttles } from "./schema/users";

export type ThrottleRow = typeof throttles.$inferSelect;

/**
 * Reads the counters of the keys, made at zero where missing, and holds them until the transaction ends. Locked in
 * the keys' order, so that two sign-ins at once wait for each other instead of deadlocking.
 */
export async function lockThrottles(
  tx: Transaction,
  keys: string[],
  now: Date,
): Promise<Map<string, ThrottleRow>> {
  const sorted = [...new Set(keys)].sort();
  await tx
    .insert(throttles)
    .values(sorted.map((key) => ({ key, failures: 0, windowStartedAt: now, lastFailedAt: now })))
    .onConflictDoNothing();
  const rows = await tx
    .select()
    .from(throttles)
    .where(inArray(throttles.key, sorted))
    .orderBy(throttles.key)
    .for("update");
  return new Map(rows.map((row) => [row.key, row]));
}

export async function writeThrottle(tx: Transaction, row: ThrottleRow): Promise<void> {
  await tx.update(throttles).set(row).where(eq(throttles.key, row.key));
}

/** Takes back one failure that was counted in advance. */
export async function forgiveThrottle(tx: Transaction, key: string): Promise<void> {
  await tx
    .update(throttles)
    .set({ failures: sql`greatest(${throttles.failures} - 1, 0)` })
    .where(eq(throttles.key, key));
}

export async function clearThrottle(tx: Transaction, key: string): Promise<void> {
  await tx.delete(throttles).where(eq(throttles.key, key));
}

/** Removes counters that nobody failed at since. */
export async function purgeThrottles(db: Database | Transaction, since: Date): Promise<void> {
  await db.delete(throttles).where(lt(throttles.lastFailedAt, since));
}
