import { and, eq, getTableColumns, inArray, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { following } from "./schema/instance";
import { organizations, teams } from "./schema/organizations";
import { tokens } from "./schema/tokens";
import { revokeWhere } from "./tokens";

/** The mirror of a followed Terrakube (design.md section 3). Nothing here is owner-scoped: the instance follows. */

type Reader = Database | Transaction;

/** How the followed Terrakube was read last, and how old the mirrored state is by the database's clock. */
export async function readFollowing(db: Reader) {
  const [row] = await db
    .select({
      ...getTableColumns(following),
      ageSeconds: sql<number | null>`extract(epoch from clock_timestamp() - ${following.readAt})::int`,
    })
    .from(following);
  if (!row) throw new Error("the row of following is missing");
  return row;
}

/**
 * Runs `work` unless another process or replica is at it already: then null. The lock is a connection's, which
 * PostgreSQL lets go when the process dies; no transaction is open meanwhile.
 */
export async function whileAlone<T>(db: Database, work: () => Promise<T>): Promise<T | null> {
  const client = await db.$client.connect();
  // Its loss meanwhile lets another one begin: whoever read the older state then finds the newer one, and leaves it.
  let isSound = true;
  const onError = () => {
    isSound = false;
  };
  client.on("error", onError);
  const lock = "hashtextextended('latchkey.following', 0)";
  try {
    const { rows } = await client.query(`select pg_try_advisory_lock(${lock}) as is_ours`);
    if (!rows[0]?.is_ours) return null;
    try {
      return await work();
    } finally {
      await client.query(`select pg_advisory_unlock(${lock})`).catch(onError);
    }
  } finally {
    client.off("error", onError);
    client.release(!isSound);
  }
}

/** Notes that a reading begins now. @returns when, by the database's clock; null when the last began less than `seconds` ago */
export async function beginReading(db: Database, seconds: number): Promise<Date | null> {
  const [row] = await db
    .update(following)
    .set({ attemptedAt: sql`clock_timestamp()` })
    .where(
      sql`${following.attemptedAt} is null or ${following.attemptedAt} <= clock_timestamp() - make_interval(secs => ${seconds})`,
    )
    .returning({ at: following.attemptedAt });
  return row?.at ?? null;
}

/** The last state stands; since when it is doubtful is kept. */
export async function noteFailure(db: Database, failure: string): Promise<void> {
  await db
    .update(following)
    .set({ failure, failingSince: sql`coalesce(${following.failingSince}, clock_timestamp())` });
}

/** Holds the mirror until the transaction ends. False when a state that was read later is there already. */
export async function lockMirror(tx: Transaction, readSince: Date): Promise<boolean> {
  const [row] = await tx.select({ readAt: following.readAt }).from(following).for("update");
  return row?.readAt == null || row.readAt < readSince;
}

/** @param services null: those of before stand */
export async function noteSuccess(
  tx: Transaction,
  readSince: Date,
  services: Record<string, unknown> | null,
): Promise<void> {
  const offered = services && { services };
  await tx.update(following).set({ readAt: readSince, failure: null, failingSince: null, ...offered });
}

export type MirroredOrganization = typeof organizations.$inferSelect;
export type MirroredTeam = typeof teams.$inferSelect;

export async function listMirrored(db: Reader) {
  return {
    organizations: await db.select().from(organizations).where(eq(organizations.isMirrored, true)),
    teams: await db.select().from(teams).where(eq(teams.isMirrored, true)),
  };
}

/** What was made here and not there: enabled organizations, and teams. */
export async function countLocal(db: Reader): Promise<{ organizations: number; teams: number }> {
  const [row] = await db
    .select({
      organizations: sql<number>`(select count(*)::int from ${organizations} where not ${organizations.isMirrored} and not ${organizations.isDisabled})`,
      teams: sql<number>`(select count(*)::int from ${teams} where not ${teams.isMirrored})`,
    })
    .from(following);
  return row ?? { organizations: 0, teams: 0 };
}

type Organization = Pick<
  MirroredOrganization,
  "id" | "name" | "description" | "executionMode" | "icon" | "isDisabled"
>;
type Team = Omit<MirroredTeam, "createdAt" | "goneAt" | "isMirrored">;

const AT_A_TIME = 500;

export async function insertMirrored(
  tx: Transaction,
  more: Organization[],
  moreTeams: Team[],
): Promise<void> {
  for (let i = 0; i < more.length; i += AT_A_TIME)
    await tx
      .insert(organizations)
      .values(more.slice(i, i + AT_A_TIME).map((row) => ({ ...row, isMirrored: true })));
  for (let i = 0; i < moreTeams.length; i += AT_A_TIME)
    await tx
      .insert(teams)
      .values(moreTeams.slice(i, i + AT_A_TIME).map((row) => ({ ...row, isMirrored: true })));
}

export async function updateMirroredOrganization(tx: Transaction, organization: Organization): Promise<void> {
  const { id, name, description, executionMode, icon, isDisabled } = organization;
  await tx
    .update(organizations)
    .set({ name, description, executionMode, icon, isDisabled })
    .where(eq(organizations.id, id));
}

/** As received, and not gone. @param isRenamed it is as if it had been made now */
export async function updateMirroredTeam(tx: Transaction, team: Team, isRenamed: boolean): Promise<void> {
  const { id, ...values } = team;
  await tx
    .update(teams)
    .set({ ...values, goneAt: null, ...(isRenamed && { createdAt: sql`now()` }) })
    .where(eq(teams.id, id));
}

/** From now on they do not count. */
export async function markGone(tx: Transaction, ids: string[]): Promise<void> {
  if (ids.length > 0) await tx.update(teams).set({ goneAt: sql`now()` }).where(inArray(teams.id, ids));
}

/**
 * Revokes the tokens of a name that no team has borne throughout: one that came after `lostAt` (null = in this very
 * transaction) is another team, whose own tokens stay. Answers the ids.
 */
export function revokeTokensOfLostName(
  tx: Transaction,
  group: string,
  lostAt: Date | null,
): Promise<string[]> {
  const since =
    lostAt === null ? sql`date_trunc('milliseconds', now())` : sql`${lostAt.toISOString()}::timestamptz`;
  const isBorne = (more: SQL) => sql`exists (select 1 from ${teams} t where t.name = ${group} and ${more})`;
  const isOld =
    lostAt === null ? sql`true` : sql`(${tokens.createdAt} <= ${since} or not ${isBorne(sql`true`)})`;
  const where = and(eq(tokens.group, group), sql`not ${isBorne(sql`t.created_at < ${since}`)}`, isOld);
  return revokeWhere(tx, where, { userId: null, reason: "team deleted" });
}
