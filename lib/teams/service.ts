import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { findOrganization, lockOrganization } from "@/db/organizations";
import * as rows from "@/db/teams";
import type { Actor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeChange, reachOf } from "@/lib/authorization";
import { refuseDuplicate } from "@/lib/outage";
import { fail, invalid, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { effectiveFlags, readRole } from "./permissions";
import { NAME_TAKEN, readTeam, teamId } from "./schema";
import type { TeamDetails, TeamSummary, TeamView } from "./team";

function viewOf(row: rows.TeamRow): TeamView {
  const { createdAt: _created, isMirrored: _mirrored, goneAt, ...team } = row;
  return {
    ...team,
    isGone: goneAt !== null,
    effectiveRole: readRole(row.role),
    effective: effectiveFlags(row),
  };
}

/** The teams of an organization that the actor sees. `name`: only those so named. */
export async function listTeams(
  runtime: Runtime,
  actor: Actor,
  organizationId: unknown,
  name?: string,
): Promise<Result<TeamSummary[]>> {
  const known = teamId.safeParse(organizationId);
  const reach = reachOf(actor);
  if (!known.success || !(await findOrganization(runtime.db, reach, known.data)))
    return notFound("organization");
  const listed = await rows.listTeams(runtime.db, reach, known.data, name);
  return ok(
    listed.map(({ memberCount, liveTokenCount, doomedTokens, ...row }) => ({
      ...viewOf(row),
      memberCount,
      liveTokenCount,
      doomedTokens,
    })),
  );
}

/** One team, with what its page tells beside it. */
export async function readTeamDetails(
  runtime: Runtime,
  actor: Actor,
  organizationId: unknown,
  id: unknown,
): Promise<Result<TeamDetails>> {
  const known = parseIds(organizationId, id);
  const reach = reachOf(actor);
  const row = known && (await rows.findTeam(runtime.db, reach, known.organizationId, known.id));
  if (!row) return notFound("team");
  const [doomedTokens, namesakes] = await Promise.all([
    rows.countDoomedTokens(runtime.db, row),
    rows.listNamesakes(runtime.db, reach, row),
  ]);
  return ok({ ...viewOf(row), doomedTokens, namesakes });
}

/**
 * Adds a team to an enabled organization.
 * @returns failures: forbidden, not_found (organization), invalid_input (name, role, a flag), conflict
 */
export async function createTeam(
  runtime: Runtime,
  actor: Actor,
  organizationId: unknown,
  input: unknown,
): Promise<Result<TeamView>> {
  const authorized = authorizeChange(actor, runtime);
  if (!authorized.ok) return authorized;
  const read = readTeam(input, runtime.ownerGroup);
  if (!read.ok) return read;
  const { name, ...rest } = read.value;
  if (name === undefined) return invalid({ field: "name", message: "Team name is required." });
  const known = teamId.safeParse(organizationId);
  if (!known.success) return notFound("organization");
  return inTransaction(runtime.db, async (tx) => {
    await rows.lockGroupName(tx, name);
    const organization = await lockOrganization(tx, authorized.value, known.data);
    if (!organization || organization.isDisabled) return notFound("organization");
    const row = await rows.insertTeam(tx, { name, ...rest, organizationId: organization.id });
    if (!row) return fail(NAME_TAKEN);
    await insertAuditEvent(
      tx,
      auditOf(actor, "team.created", { kind: "team", id: row.id }, { name, role: row.role }),
    );
    return ok(viewOf(row));
  });
}

/**
 * Changes a team. A new name is a deletion and a creation as far as tokens go: those of the old name die when no
 * other team bears it. An empty name means "unchanged" (terrakube-contract.md 1.4 b).
 */
export async function changeTeam(
  runtime: Runtime,
  actor: Actor,
  organizationId: unknown,
  id: unknown,
  input: unknown,
): Promise<Result<TeamView & { revokedTokens: number }>> {
  const authorized = authorizeChange(actor, runtime);
  const known = parseIds(organizationId, id);
  const seen = known && (await rows.findTeam(runtime.db, reachOf(actor), known.organizationId, known.id));
  if (!seen || !known) return notFound("team");
  if (!authorized.ok) return authorized;
  const read = readTeam(input, runtime.ownerGroup);
  if (!read.ok) return read;
  const work = inTransaction(runtime.db, async (tx) => {
    // The names' locks come first, in one order: two renames that swap names must not wait for each other in a ring.
    const names = [seen.name, read.value.name ?? seen.name].toSorted();
    for (const name of new Set(names)) await rows.lockGroupName(tx, name);
    const team = await rows.lockTeam(tx, authorized.value, known.organizationId, known.id);
    if (!team || team.name !== seen.name) return notFound("team");
    const isRenamed = read.value.name !== undefined && read.value.name !== team.name;
    const changed =
      Object.keys(read.value).length > 0 ? await rows.updateTeam(tx, team.id, read.value) : team;
    const revoked = isRenamed ? await revokeOrphans(tx, actor, team.name) : 0;
    const details = isRenamed ? { name: changed.name, oldName: team.name, revoked } : { name: changed.name };
    await insertAuditEvent(
      tx,
      auditOf(actor, "team.changed", { kind: "team", id: team.id }, { ...details, role: changed.role }),
    );
    return ok({ ...viewOf(changed), revokedTokens: revoked });
  });
  return work.catch(refuseDuplicate(NAME_TAKEN));
}

/** Deletes a team; the last one of a name takes the name's tokens with it, in the same transaction. */
export async function deleteTeam(
  runtime: Runtime,
  actor: Actor,
  organizationId: unknown,
  id: unknown,
): Promise<Result<{ revokedTokens: number }>> {
  const authorized = authorizeChange(actor, runtime);
  const known = parseIds(organizationId, id);
  const seen = known && (await rows.findTeam(runtime.db, reachOf(actor), known.organizationId, known.id));
  if (!seen || !known) return notFound("team");
  if (!authorized.ok) return authorized;
  return inTransaction(runtime.db, async (tx) => {
    await rows.lockGroupName(tx, seen.name);
    const team = await rows.lockTeam(tx, authorized.value, known.organizationId, known.id);
    if (!team || team.name !== seen.name) return notFound("team");
    await rows.deleteTeamRow(tx, team.id);
    const revokedTokens = await revokeOrphans(tx, actor, team.name);
    await insertAuditEvent(
      tx,
      auditOf(
        actor,
        "team.deleted",
        { kind: "team", id: team.id },
        { name: team.name, revoked: revokedTokens },
      ),
    );
    return ok({ revokedTokens });
  });
}

async function revokeOrphans(tx: Transaction, actor: Actor, group: string): Promise<number> {
  const by = { userId: actor.kind === "team-token" ? null : actor.userId };
  const ids = await rows.revokeTokensOfLostGroup(tx, group, by);
  for (const id of ids)
    await insertAuditEvent(tx, auditOf(actor, "token.revoked", { kind: "token", id }, { team: group }));
  return ids.length;
}

function parseIds(organizationId: unknown, id: unknown): { organizationId: string; id: string } | null {
  const organization = teamId.safeParse(organizationId);
  const team = teamId.safeParse(id);
  return organization.success && team.success ? { organizationId: organization.data, id: team.data } : null;
}
