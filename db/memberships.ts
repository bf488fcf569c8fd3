import { and, asc, eq, notInArray, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { memberships } from "./schema/organizations";
import { identities, users } from "./schema/users";

/** Local ones count always, those of the identity provider while it has confirmed them lately enough. */
export const counts: SQL = sql`(${memberships.countsUntil} is null or ${memberships.countsUntil} > now())`;

/** Adds a local membership; one that is there already stays as it is. True when it is new. */
export async function addLocalMembership(tx: Transaction, userId: string, group: string): Promise<boolean> {
  const rows = await tx
    .insert(memberships)
    .values({ userId, group, source: "local" })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

export type Member = { id: string; email: string; name: string; status: "active" | "suspended" };

/** The accounts that count as in a group, active or suspended, by e-mail. */
export async function listMembers(db: Database | Transaction, group: string): Promise<Member[]> {
  return db
    .selectDistinct({ id: users.id, email: users.email, name: users.name, status: users.status })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(and(eq(memberships.group, group), counts))
    .orderBy(asc(users.email));
}

/** Ends a local membership; false when there was none. One from the identity provider stays. */
export async function removeLocalMembership(
  tx: Transaction,
  userId: string,
  group: string,
): Promise<boolean> {
  const rows = await tx
    .delete(memberships)
    .where(and(eq(memberships.userId, userId), eq(memberships.group, group), eq(memberships.source, "local")))
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

/** Where a membership comes from: it counts when it is local, or confirmed. */
const source = {
  isLocal: sql<boolean>`bool_or(${memberships.source} = 'local')`,
  isFromProvider: sql<boolean>`bool_or(${memberships.source} = 'idp')`,
  // Drizzle leaves the table away where no other is joined: in the subquery that would be another column.
  /** When the identity provider last said so; null for local ones. */
  confirmedAt: sql<Date | null>`(select max(i.groups_as_of) from ${identities} i
    where i.user_id = "memberships"."user_id" and bool_or(${memberships.source} = 'idp'))`.mapWith(
    identities.groupsAsOf,
  ),
  /** Whether the identity provider said so lately enough to count. */
  isConfirmed: sql<boolean>`bool_or(${memberships.source} = 'idp' and ${counts})`,
};

/** The members of a group, those that no longer count too, each with the sources of the membership. */
export function listMembersBySource(db: Database | Transaction, group: string) {
  return db
    .select({ id: users.id, email: users.email, name: users.name, status: users.status, ...source })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.group, group))
    .groupBy(users.id, memberships.userId)
    .orderBy(asc(users.name), asc(users.email));
}

/** The groups of a person by name, those that no longer count too, each with the sources of the membership. */
export function listMembershipsOf(db: Database | Transaction, userId: string) {
  return db
    .select({ group: memberships.group, ...source })
    .from(memberships)
    .where(eq(memberships.userId, userId))
    .groupBy(memberships.group, memberships.userId)
    .orderBy(asc(memberships.group));
}

/** True when the user is in the group; the membership stays until the transaction ends. */
export async function lockMembership(tx: Transaction, userId: string, group: string): Promise<boolean> {
  const rows = await tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), eq(memberships.group, group), counts))
    .for("share");
  return rows.length > 0;
}

/** A user's groups that count, as one SQL value, sorted, each once. */
export const groupsOfUser = sql<string[]>`(
  select coalesce(array_agg(distinct ${memberships.group}), '{}')
  from ${memberships} where ${memberships.userId} = ${users.id} and ${counts}
)`;

/**
 * Makes the memberships of source idp exactly these, counting until so many seconds after `asOf`.
 * @returns the groups that came and went
 */
export async function replaceProviderMemberships(
  tx: Transaction,
  userId: string,
  groups: string[],
  asOf: Date,
  maxAgeSeconds: number,
): Promise<{ added: string[]; removed: string[] }> {
  const ofProvider = and(eq(memberships.userId, userId), eq(memberships.source, "idp"));
  const gone = await tx
    .delete(memberships)
    .where(and(ofProvider, groups.length > 0 ? notInArray(memberships.group, groups) : undefined))
    .returning({ group: memberships.group });
  const removed = gone.map(({ group }) => group);
  if (groups.length === 0) return { added: [], removed };
  const countsUntil = new Date(asOf.getTime() + maxAgeSeconds * 1000);
  const written = await tx
    .insert(memberships)
    .values(groups.map((group) => ({ userId, group, source: "idp" as const, countsUntil })))
    .onConflictDoUpdate({
      target: [memberships.userId, memberships.group, memberships.source],
      set: { countsUntil },
    })
    // An inserted row has no predecessor (PostgreSQL's system column).
    .returning({ group: memberships.group, isNew: sql<boolean>`xmax = 0` });
  return { added: written.filter(({ isNew }) => isNew).map(({ group }) => group), removed };
}

/** The groups that the identity provider gave the person, also those that no longer count. */
export async function listProviderGroups(tx: Transaction, userId: string): Promise<string[]> {
  const rows = await tx
    .select({ group: memberships.group })
    .from(memberships)
    .where(and(eq(memberships.userId, userId), eq(memberships.source, "idp")));
  return rows.map(({ group }) => group);
}

/** Holds all memberships of source idp to another longest age: at a start, it may have been changed. */
export async function applyMaxAge(db: Database, maxAgeSeconds: number): Promise<void> {
  await db.execute(sql`
    update ${memberships} m set counts_until = i.until
    from (select user_id, max(groups_as_of) + make_interval(secs => ${maxAgeSeconds}::double precision) as until
      from ${identities} group by user_id) i
    where m.user_id = i.user_id and m.source = 'idp' and i.until is not null and m.counts_until <> i.until`);
}
