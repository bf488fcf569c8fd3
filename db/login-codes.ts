import { and, eq, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { loginCodes } from "./schema/oauth";

/** How long a code works, by the database's clock (security.md rule 17). */
const LIFETIME = sql`clock_timestamp() + interval '60 seconds'`;
/** How long a used one is remembered: a replay later than that finds nothing to revoke. */
const REMEMBERED = sql`now() - interval '30 days'`;

export type NewLoginCode = Omit<typeof loginCodes.$inferInsert, "expiresAt" | "usedAt" | "tokenId">;

/**
 * Stores a code, and forgets old ones. Of several for one challenge the first counts, until it expires unused; one
 * that is being stored right now is waited for. False when the challenge has its code already.
 */
export async function insertLoginCode(tx: Transaction, code: NewLoginCode): Promise<boolean> {
  await forgetOld(tx);
  const values = { ...code, expiresAt: LIFETIME };
  const rows = await tx
    .insert(loginCodes)
    .values(values)
    .onConflictDoUpdate({
      target: loginCodes.challenge,
      set: values,
      setWhere: sql`${loginCodes.usedAt} is null and ${loginCodes.expiresAt} <= clock_timestamp()`,
    })
    .returning({ challenge: loginCodes.challenge });
  return rows.length > 0;
}

/** A few at a time, and none that another transaction holds: nobody waits for this. */
async function forgetOld(tx: Transaction): Promise<void> {
  const old = tx
    .select({ digest: loginCodes.digest })
    .from(loginCodes)
    .where(lt(loginCodes.expiresAt, REMEMBERED))
    .limit(100)
    .for("update", { skipLocked: true });
  await tx.delete(loginCodes).where(inArray(loginCodes.digest, old));
}

/** Who allowed it, and what became of it; locks nothing. */
export async function findLoginCode(db: Database | Transaction, digest: Buffer) {
  const [row] = await db
    .select({ userId: loginCodes.userId, sessionId: loginCodes.sessionId, tokenId: loginCodes.tokenId })
    .from(loginCodes)
    .where(eq(loginCodes.digest, digest));
  return row;
}

/**
 * Uses the code up, whatever comes of it: of several replicas one gets the row, the others wait and get undefined.
 * `isExpired` by the database's clock.
 */
export async function redeemLoginCode(tx: Transaction, digest: Buffer) {
  const [row] = await tx
    .update(loginCodes)
    .set({ usedAt: sql`clock_timestamp()` })
    .where(and(eq(loginCodes.digest, digest), isNull(loginCodes.usedAt)))
    .returning({
      clientId: loginCodes.clientId,
      redirectUri: loginCodes.redirectUri,
      challenge: loginCodes.challenge,
      description: loginCodes.description,
      days: loginCodes.lifetimeDays,
      hours: loginCodes.lifetimeHours,
      minutes: loginCodes.lifetimeMinutes,
      until: loginCodes.until,
      isExpired: sql<boolean>`${loginCodes.expiresAt} <= clock_timestamp()`,
    });
  return row;
}

/** Remembers which token the code became, for a replay. */
export async function linkLoginCode(tx: Transaction, digest: Buffer, tokenId: string): Promise<void> {
  await tx.update(loginCodes).set({ tokenId }).where(eq(loginCodes.digest, digest));
}
