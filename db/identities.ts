import { and, asc, eq, isNotNull, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { groupsOfUser } from "./memberships";
import { identities, sessions, users } from "./schema/users";

type Reader = Database | Transaction;
export type IdentityRow = typeof identities.$inferSelect;
export type IdentityKey = { issuer: string; subject: string };

const isIdentity = ({ issuer, subject }: IdentityKey) =>
  and(eq(identities.issuer, issuer), eq(identities.subject, subject));
const seconds = (length: number) => sql`make_interval(secs => ${length}::double precision)`;

/** The person behind an identity as of now, with the groups that count and the database's clock. */
export async function findStanding(db: Reader, identity: IdentityKey) {
  const [row] = await db
    .select({
      userId: users.id,
      email: users.email,
      name: users.name,
      status: users.status,
      groups: groupsOfUser,
      groupsAsOf: identities.groupsAsOf,
      now: sql<string>`clock_timestamp()`,
    })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(isIdentity(identity));
  return row;
}

/** From here to the transaction's end nobody else provisions, links or synchronizes this identity. */
export async function lockIdentityName(tx: Transaction, { issuer, subject }: IdentityKey): Promise<void> {
  const name = JSON.stringify(["latchkey.identity", issuer, subject]);
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
}

export async function findIdentity(db: Reader, identity: IdentityKey): Promise<IdentityRow | undefined> {
  const [row] = await db.select().from(identities).where(isIdentity(identity));
  return row;
}

/** The person's identity of that issuer. */
export async function findIdentityOf(
  db: Reader,
  userId: string,
  issuer: string,
): Promise<IdentityRow | undefined> {
  const [row] = await db
    .select()
    .from(identities)
    .where(and(eq(identities.userId, userId), eq(identities.issuer, issuer)));
  return row;
}

/** @throws unique_violation (23505) when the person has another one of that issuer, or the identity is somebody's */
export async function insertIdentity(
  tx: Transaction,
  identity: IdentityKey & { userId: string },
): Promise<void> {
  const { issuer, subject, userId } = identity;
  await tx.insert(identities).values({ issuer, subject, userId });
}

export async function deleteIdentity(tx: Transaction, identity: IdentityKey): Promise<void> {
  await tx.delete(identities).where(isIdentity(identity));
}

/** Notes what the groups are as of: never backwards, never in the future. */
export async function noteSync(tx: Transaction, identity: IdentityKey, issuedAt: Date): Promise<Date> {
  const [row] = await tx
    .update(identities)
    .set({
      groupsAsOf: sql`greatest(${identities.groupsAsOf}, least(now(), ${issuedAt.toISOString()}::timestamptz))`,
      groupsEndedAt: null,
    })
    .where(isIdentity(identity))
    .returning({ asOf: identities.groupsAsOf });
  if (!row?.asOf) throw new Error("an identity that is synchronized must be there");
  return row.asOf;
}

/** Keeps a sealed refresh token, due after so many seconds; null forgets the one there is. */
export async function storeRefreshToken(
  tx: Transaction,
  identity: IdentityKey,
  sealed: Buffer | null,
  dueSeconds: number,
): Promise<void> {
  await tx
    .update(identities)
    .set({
      refreshToken: sealed,
      refreshDueAt: sealed === null ? null : sql`now() + ${seconds(dueSeconds)}`,
    })
    .where(isIdentity(identity));
}

/**
 * Takes the identity of that issuer whose refresh is due longest, of an active person, and puts it off for so many
 * seconds: two replicas never refresh one at once, and one that dies meanwhile is made up for later.
 */
export async function takeDueRefresh(
  db: Database,
  issuer: string,
  leaseSeconds: number,
): Promise<(IdentityRow & { refreshToken: Buffer }) | undefined> {
  const due = db
    .select({ subject: identities.subject })
    .from(identities)
    .innerJoin(users, eq(users.id, identities.userId))
    .where(
      and(
        eq(identities.issuer, issuer),
        isNotNull(identities.refreshToken),
        sql`${identities.refreshDueAt} <= now()`,
        eq(users.status, "active"),
      ),
    )
    .orderBy(asc(identities.refreshDueAt))
    .limit(1)
    .for("update", { of: identities, skipLocked: true });
  const [row] = await db
    .update(identities)
    .set({ refreshDueAt: sql`now() + ${seconds(leaseSeconds)}` })
    .where(and(eq(identities.issuer, issuer), sql`${identities.subject} = (${due})`))
    .returning();
  return row?.refreshToken ? { ...row, refreshToken: row.refreshToken } : undefined;
}

/** Puts a refresh off that failed for reasons of the moment. */
export async function postponeRefresh(
  db: Reader,
  identity: IdentityKey,
  sealed: Buffer,
  dueSeconds: number,
): Promise<void> {
  await db
    .update(identities)
    .set({ refreshDueAt: sql`now() + ${seconds(dueSeconds)}` })
    .where(and(isIdentity(identity), eq(identities.refreshToken, sealed)));
}

/** Notes that the provider goes on no more: as of now there are no groups, and nothing older brings them back. */
export async function noteGroupsEnded(tx: Transaction, identity: IdentityKey): Promise<void> {
  await tx
    .update(identities)
    .set({ groupsAsOf: sql`now()`, groupsEndedAt: sql`now()`, refreshToken: null, refreshDueAt: null })
    .where(isIdentity(identity));
}

/** Notes on a session that its person has just given the password, in order to link an identity. */
export async function confirmLink(tx: Transaction, sessionId: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ linkConfirmedAt: sql`now()` })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.endedAt)));
}

/** Uses the confirmation up; whose session it is, if it is at most so many seconds old. */
export async function takeLinkConfirmation(
  tx: Transaction,
  sessionId: string,
  withinSeconds: number,
): Promise<{ userId: string; isFresh: boolean } | undefined> {
  const [before] = await tx
    .select({
      userId: sessions.userId,
      isFresh: sql<boolean>`${sessions.linkConfirmedAt} > now() - ${seconds(withinSeconds)}`,
    })
    .from(sessions)
    .where(and(eq(sessions.id, sessionId), isNotNull(sessions.linkConfirmedAt), isNull(sessions.endedAt)))
    .for("update");
  if (!before) return undefined;
  await tx.update(sessions).set({ linkConfirmedAt: null }).where(eq(sessions.id, sessionId));
  return before;
}
