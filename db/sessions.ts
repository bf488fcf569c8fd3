import { and, desc, eq, gt, isNotNull, isNull, lt, ne, or, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { groupsOfUser } from "./memberships";
import { sessions, users } from "./schema/users";

/** Lengths in seconds; instants are compared with the database's clock, which all replicas share. */
const seconds = (length: number): SQL => sql`make_interval(secs => ${length}::double precision)`;

/** By the database's clock: not ended, neither run out nor idle for too long. */
export const isLive = (idleSeconds: number) =>
  and(
    isNull(sessions.endedAt),
    gt(sessions.expiresAt, sql`now()`),
    gt(sessions.lastSeenAt, sql`now() - ${seconds(idleSeconds)}`),
  );

export type SessionOrigin = { ip: string | null; agent: string | null };

/** Starts a session of at most `lifetimeSeconds`. */
export async function insertSession(
  tx: Transaction,
  session: { userId: string } & SessionOrigin,
  lifetimeSeconds: number,
): Promise<string> {
  const [row] = await tx
    .insert(sessions)
    .values({ ...session, expiresAt: sql`now() + ${seconds(lifetimeSeconds)}` })
    .returning({ id: sessions.id });
  if (!row) throw new Error("PostgreSQL returned no row for an inserted session");
  return row.id;
}

export type LiveSession = {
  id: string;
  userId: string;
  email: string;
  name: string;
  groups: string[];
  /** True when `lastSeenAt` is older than asked for. */
  isStale: boolean;
};

const live = (staleSeconds: number) => ({
  id: sessions.id,
  userId: users.id,
  email: users.email,
  name: users.name,
  groups: groupsOfUser,
  isStale: sql<boolean>`${sessions.lastSeenAt} < now() - ${seconds(staleSeconds)}`,
});

/** The session with its person as of now; undefined when it ended, ran out, or the account is suspended. */
export async function readLiveSession(
  db: Database | Transaction,
  id: string,
  limits: { idleSeconds: number; staleSeconds: number },
): Promise<LiveSession | undefined> {
  const rows = await db
    .select(live(limits.staleSeconds))
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), isLive(limits.idleSeconds), eq(users.status, "active")));
  return rows[0];
}

/** Removes dead sessions that nobody used for so many days: they serve neither a list nor listAddressesOf. */
export async function purgeSessions(db: Database | Transaction, days: number): Promise<void> {
  await db
    .delete(sessions)
    .where(
      and(
        lt(sessions.lastSeenAt, sql`now() - ${seconds(days * 86_400)}`),
        or(isNotNull(sessions.endedAt), lt(sessions.expiresAt, sql`now()`)),
      ),
    );
}

/**
 * Reads as readLiveSession does and holds both rows until the transaction ends: a sign-out, a password change
 * or a suspension comes wholly before or wholly after what the transaction does (security.md rule 6). The account is
 * locked first, as those do: in the other order two of them could wait for each other.
 */
export async function lockLiveSession(
  tx: Transaction,
  id: string,
  idleSeconds: number,
): Promise<LiveSession | undefined> {
  const rows = await tx
    .select(live(0))
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(and(eq(sessions.id, id), isLive(idleSeconds), eq(users.status, "active")))
    .for("share", { of: [users, sessions] });
  return rows[0];
}

/** Notes that the session was used now, and from where. */
export async function touchSession(db: Database, id: string, origin: SessionOrigin): Promise<void> {
  await db
    .update(sessions)
    .set({ ...origin, lastSeenAt: sql`greatest(${sessions.lastSeenAt}, now())` })
    .where(and(eq(sessions.id, id), isNull(sessions.endedAt)));
}

/** Ends one session of that person. False when it is not theirs, or has ended already. */
export async function endSessionRow(
  tx: Transaction,
  session: { id: string; userId: string },
  reason: string,
): Promise<boolean> {
  const rows = await tx
    .update(sessions)
    .set({ endedAt: sql`now()`, endedReason: reason })
    .where(and(eq(sessions.id, session.id), eq(sessions.userId, session.userId), isNull(sessions.endedAt)))
    .returning({ id: sessions.id });
  return rows.length > 0;
}

/** Ends all sessions of a person, but for `except`; returns the ids of those that were not ended yet. */
export async function endSessionRowsOf(
  tx: Transaction,
  userId: string,
  reason: string,
  except?: string,
): Promise<string[]> {
  const rows = await tx
    .update(sessions)
    .set({ endedAt: sql`now()`, endedReason: reason })
    .where(
      and(
        eq(sessions.userId, userId),
        isNull(sessions.endedAt),
        except === undefined ? undefined : ne(sessions.id, except),
      ),
    )
    .returning({ id: sessions.id });
  return rows.map((row) => row.id);
}

export type SessionRow = { id: string; createdAt: Date; lastSeenAt: Date; expiresAt: Date } & SessionOrigin;

/** A person's live sessions, the one used last first. */
export async function listLiveSessions(
  db: Database | Transaction,
  userId: string,
  idleSeconds: number,
): Promise<SessionRow[]> {
  return db
    .select({
      id: sessions.id,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      ip: sessions.ip,
      agent: sessions.agent,
    })
    .from(sessions)
    .where(and(eq(sessions.userId, userId), isLive(idleSeconds)))
    .orderBy(desc(sessions.lastSeenAt), desc(sessions.id));
}

/** Addresses from which an account was used in the last `days`; the same query whether or not it exists. */
export async function listAddressesOf(
  db: Database | Transaction,
  email: string,
  days: number,
): Promise<string[]> {
  const rows = await db
    .selectDistinct({ ip: sessions.ip })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(
      and(
        sql`lower(${users.email}) = lower(${email})`,
        gt(sessions.lastSeenAt, sql`now() - ${seconds(days * 86_400)}`),
      ),
    );
  return rows.flatMap((row) => (row.ip === null ? [] : [row.ip]));
}
