import { and, asc, eq, gt, isNull, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { setupCodes, users } from "./schema/users";

/** Invitations are one-time codes (db/setup-codes.ts) that bear an e-mail; an e-mail has one open one at most. */

const isOpen = and(
  eq(setupCodes.purpose, "invite"),
  isNull(setupCodes.usedAt),
  gt(setupCodes.expiresAt, sql`now()`),
);

/** The invitations that wait to be used, the newest last. */
export function listOpenInvitations(db: Database | Transaction) {
  return db
    .select({
      email: setupCodes.email,
      createdAt: setupCodes.createdAt,
      expiresAt: setupCodes.expiresAt,
      inviterName: users.name,
    })
    .from(setupCodes)
    .leftJoin(users, eq(users.id, setupCodes.createdBy))
    .where(isOpen)
    .orderBy(asc(setupCodes.createdAt), asc(setupCodes.email));
}

async function voidWhere(tx: Transaction, where: SQL): Promise<string[]> {
  const rows = await tx
    .update(setupCodes)
    .set({ expiresAt: sql`now()` })
    .where(and(isOpen, where))
    .returning({ email: setupCodes.email });
  return rows.flatMap(({ email }) => (email === null ? [] : [email]));
}

/** Ends the open invitation of an e-mail (lower case); false when there was none. */
export async function voidInvitation(tx: Transaction, email: string): Promise<boolean> {
  return (await voidWhere(tx, eq(setupCodes.email, email))).length > 0;
}

/** Ends the open invitations that a person made; answers their e-mails. */
export function voidInvitationsBy(tx: Transaction, userId: string): Promise<string[]> {
  return voidWhere(tx, eq(setupCodes.createdBy, userId));
}
