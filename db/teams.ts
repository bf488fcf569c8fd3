import { and, asc, eq, getTableColumns, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { groupList, withinReach } from "./organizations";
import type { AuthorizedReach } from "./owner";
import { containing } from "./pattern";
import { memberships, organizations, teams } from "./schema/organizations";
import { tokens } from "./schema/tokens";
import { users } from "./schema/users";
import { live, revokeWhere } from "./tokens";

type Reader = Database | Transaction;

export type TeamRow = typeof teams.$inferSelect;
export type NewTeam = Omit<typeof teams.$inferInsert, "id" | "createdAt">;

const groupsLiveTokens = sql`(select count(*)::int from ${tokens} where ${tokens.group} = ${teams.name} and ${live})`;

/** The accounts in the team's group, the group's live tokens, and those of them that would die with the team. */
const counts = {
  memberCount: sql<number>`(select count(distinct m.user_id)::int from ${memberships} m
    where m.group_name = ${teams.name} and (m.counts_until is null or m.counts_until > now()))`,
  liveTokenCount: sql<number>`${groupsLiveTokens}`,
  doomedTokens: sql<number>`case when exists (
    select 1 from ${teams} t where t.name = ${teams.name} and t.id <> ${teams.id}
  ) then 0 else ${groupsLiveTokens} end`,
};
export type CountedTeamRow = TeamRow & { memberCount: number; liveTokenCount: number; doomedTokens: number };

/** Those that a followed Terrakube no longer has are seen by owners in the browser only, as disabled organizations are. */
const withinTeams = (reach: AuthorizedReach) =>
  reach.kind === "all" ? undefined : and(withinReach(reach), isNull(teams.goneAt));

/** An organization's teams by name. `name`: those of exactly this name. */
export function listTeams(
  db: Reader,
  reach: AuthorizedReach,
  organizationId: string,
  name?: string,
): Promise<CountedTeamRow[]> {
  return db
    .select({ ...getTableColumns(teams), ...counts })
    .from(teams)
    .innerJoin(organizations, eq(organizations.id, teams.organizationId))
    .where(
      and(
        withinTeams(reach),
        eq(teams.organizationId, organizationId),
        name === undefined ? undefined : eq(teams.name, name),
      ),
    )
    .orderBy(asc(sql`lower(${teams.name})`), asc(teams.id));
}

function selectTeam(db: Reader, reach: AuthorizedReach, organizationId: string, id: string) {
  return db
    .select(getTableColumns(teams))
    .from(teams)
    .innerJoin(organizations, eq(organizations.id, teams.organizationId))
    .where(and(withinTeams(reach), eq(teams.organizationId, organizationId), eq(teams.id, id)));
}

export async function findTeam(
  db: Reader,
  reach: AuthorizedReach,
  organizationId: string,
  id: string,
): Promise<TeamRow | undefined> {
  return (await selectTeam(db, reach, organizationId, id))[0];
}

/** As findTeam, and holds the row until the transaction ends. */
export async function lockTeam(
  tx: Transaction,
  reach: AuthorizedReach,
  organizationId: string,
  id: string,
): Promise<TeamRow | undefined> {
  return (await selectTeam(tx, reach, organizationId, id).for("update", { of: teams }))[0];
}

/** The teams that count for these groups: those so named in enabled organizations, with their organization. */
export function listTeamsOfGroups(db: Reader, groups: string[]) {
  return db
    .select({ organizationName: organizations.name, ...getTableColumns(teams) })
    .from(teams)
    .innerJoin(organizations, eq(organizations.id, teams.organizationId))
    .where(
      and(
        eq(organizations.isDisabled, false),
        isNull(teams.goneAt),
        sql`${teams.name} = any(${groupList(groups)})`,
      ),
    )
    .orderBy(asc(sql`lower(${organizations.name})`), asc(organizations.id), asc(teams.name));
}

/** True when an enabled organization has a team of this name; those rows stay until the transaction ends. */
export async function lockCountingTeam(tx: Transaction, group: string): Promise<boolean> {
  const rows = await tx
    .select({ id: teams.id })
    .from(teams)
    .innerJoin(organizations, eq(organizations.id, teams.organizationId))
    .where(and(eq(teams.name, group), isNull(teams.goneAt), eq(organizations.isDisabled, false)))
    .for("share", { of: [teams, organizations] });
  return rows.length > 0;
}

/**
 * From here to the transaction's end nobody else adds, renames or deletes a team of this name, or changes its local
 * members: of two who delete the last two teams of a name at once, one must see that it was the last. "shared" is for
 * generations: PostgreSQL queues these locks fairly, so that a stream of generations cannot starve a removal, as row
 * locks of the kind FOR SHARE can.
 */
export async function lockGroupName(
  tx: Transaction,
  group: string,
  mode: "shared" | "exclusive" = "exclusive",
): Promise<void> {
  const lock = sql.raw(mode === "shared" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock");
  await tx.execute(sql`select ${lock}(hashtextextended('latchkey.group:' || ${group}, 0))`);
}

/** Null when the organization has a team of this name already. */
export async function insertTeam(tx: Transaction, team: NewTeam): Promise<TeamRow | null> {
  const rows = await tx.insert(teams).values(team).onConflictDoNothing().returning();
  return rows[0] ?? null;
}

/** @throws unique_violation (23505) when the organization has a team of the new name */
export async function updateTeam(tx: Transaction, id: string, change: Partial<NewTeam>): Promise<TeamRow> {
  const [row] = await tx.update(teams).set(change).where(eq(teams.id, id)).returning();
  if (!row) throw new Error("a locked team vanished");
  return row;
}

export async function deleteTeamRow(tx: Transaction, id: string): Promise<void> {
  await tx.delete(teams).where(eq(teams.id, id));
}

/** Revokes the group's tokens when no team of the name is left, in whatever organization. Answers their ids. */
export async function revokeTokensOfLostGroup(
  tx: Transaction,
  group: string,
  by: { userId: string | null },
): Promise<string[]> {
  const isLost = sql`not exists (select 1 from ${teams} t where t.name = ${group})`;
  return revokeWhere(tx, and(eq(tokens.group, group), isLost), { ...by, reason: "team deleted" });
}

/** The live tokens that would die were this team deleted: none while another team of the name is left. */
export async function countDoomedTokens(db: Reader, team: TeamRow): Promise<number> {
  const [row] = await db.select({ count: counts.doomedTokens }).from(teams).where(eq(teams.id, team.id));
  return row?.count ?? 0;
}

/**
 * The live tokens whose group is a team of this organization and of no other enabled one: what is refused while this
 * one is disabled.
 */
export async function countDependentTokens(
  db: Reader,
  reach: AuthorizedReach,
  organizationId: string,
): Promise<number> {
  const isHere = sql`exists (select 1 from ${teams} inner join ${organizations} on ${organizations.id} = ${teams.organizationId}
    where ${teams.name} = ${tokens.group} and ${organizations.id} = ${organizationId} and ${withinReach(reach) ?? sql`true`})`;
  const isElsewhere = sql`exists (select 1 from ${teams} inner join ${organizations} on ${organizations.id} = ${teams.organizationId}
    where ${teams.name} = ${tokens.group} and ${organizations.id} <> ${organizationId} and not ${organizations.isDisabled})`;
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(tokens)
    .where(and(live, isHere, sql`not ${isElsewhere}`));
  return row?.count ?? 0;
}

/** How many teams each organization within reach has; those without any are not in it. */
export async function countTeams(db: Reader, reach: AuthorizedReach): Promise<Map<string, number>> {
  const rows = await db
    .select({ id: teams.organizationId, count: sql<number>`count(*)::int` })
    .from(teams)
    .innerJoin(organizations, eq(organizations.id, teams.organizationId))
    .where(withinReach(reach))
    .groupBy(teams.organizationId);
  return new Map(rows.map(({ id, count }) => [id, count]));
}

/** Where else the name is a team, within the actor's reach. */
export function listNamesakes(db: Reader, reach: AuthorizedReach, team: TeamRow) {
  return db
    .select({ organizationId: organizations.id, organizationName: organizations.name, teamId: teams.id })
    .from(teams)
    .innerJoin(organizations, eq(organizations.id, teams.organizationId))
    .where(and(withinReach(reach), eq(teams.name, team.name), sql`${teams.id} <> ${team.id}`))
    .orderBy(asc(sql`lower(${organizations.name})`));
}

/** People whose name or e-mail holds `search` and who are not in the group; at most `limit`. */
export function listCandidates(db: Reader, group: string, search: string, limit: number) {
  const like = containing(search);
  return db
    .select({ id: users.id, name: users.name, email: users.email })
    .from(users)
    .where(
      and(
        sql`(${users.name} ilike ${like} or ${users.email} ilike ${like})`,
        sql`not exists (select 1 from ${memberships} m where m.user_id = ${users.id} and m.group_name = ${group} and m.source = 'local')`,
      ),
    )
    .orderBy(asc(users.name), asc(users.email))
    .limit(limit);
}
