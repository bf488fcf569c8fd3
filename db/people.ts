import { and, asc, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { groupsOfUser } from "./memberships";
import { containing } from "./pattern";
import { memberships } from "./schema/organizations";
import { tokens } from "./schema/tokens";
import { sessions, users } from "./schema/users";
import { isLive } from "./sessions";
import { live } from "./tokens";

/** Accounts as instance owners see them. */

const sortKey = sql<string>`lower(${users.name})`;

export type PeoplePage = {
  search: string;
  after: { key: string; id: string } | null;
  limit: number;
};

const columns = (idleSeconds: number) => ({
  id: users.id,
  name: users.name,
  email: users.email,
  status: users.status,
  createdAt: users.createdAt,
  groups: groupsOfUser,
  localGroups: sql<string[]>`(select coalesce(array_agg(m.group_name), '{}') from ${memberships} m
    where m.user_id = "users"."id" and m.source = 'local')`,
  // Drizzle writes columns without their table here, so the outer one is named by hand.
  liveTokens: sql<number>`(select count(*)::int from ${tokens} where ${tokens.userId} = "users"."id" and ${live})`,
  liveSessions: sql<number>`(select count(*)::int from ${sessions}
    where ${sessions.userId} = "users"."id" and ${isLive(idleSeconds)})`,
  lastSeenAt: sql<Date | null>`(select max(${sessions.lastSeenAt}) from ${sessions}
    where ${sessions.userId} = "users"."id")`.mapWith(sessions.lastSeenAt),
  sortKey,
});

/** A page of the accounts by name, with the sort key that a cursor needs. */
export function listPeople(db: Database | Transaction, page: PeoplePage, idleSeconds: number) {
  const like = containing(page.search);
  return db
    .select(columns(idleSeconds))
    .from(users)
    .where(
      and(
        page.search
          ? sql`(${users.name} ilike ${like} or ${users.email} ilike ${like} or ${users.id}::text = ${page.search})`
          : undefined,
        page.after === null
          ? undefined
          : sql`(${sortKey}, ${users.id}) > (${page.after.key}, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(asc(sortKey), asc(users.id))
    .limit(page.limit);
}

/** How many accounts there are, how many of them are suspended, and the database's clock. */
export async function countPeople(
  db: Database | Transaction,
): Promise<{ all: number; suspended: number; now: string }> {
  const [row] = await db
    .select({
      all: sql<number>`count(*)::int`,
      suspended: sql<number>`(count(*) filter (where ${users.status} = 'suspended'))::int`,
      now: sql<string>`now()`,
    })
    .from(users);
  if (!row) throw new Error("an aggregate always answers one row");
  return row;
}

/** The live tokens of one account: what a suspension stops. */
export async function countLiveTokens(tx: Transaction, userId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(tokens)
    .where(and(sql`${tokens.userId} = ${userId}`, live));
  return row?.count ?? 0;
}
