import { insertAuditEvent } from "@/db/audit";
import type { Transaction } from "@/db/client";
import { addLocalMembership, listMembersBySource, removeLocalMembership } from "@/db/memberships";
import { findTeam, listCandidates, lockGroupName } from "@/db/teams";
import { lockUser } from "@/db/users";
import type { SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeAdministration, reachOf } from "@/lib/authorization";
import { actAsOwner, refuseLastOwner } from "@/lib/owners/service";
import { fail, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { teamId, teamRef } from "@/lib/teams/schema";
import type { Candidate, TeamMember, TeamRef } from "@/lib/teams/team";
import { cleanSearch } from "@/lib/text";

const MOST_CANDIDATES = 8;

async function findGroup(runtime: Runtime, actor: SessionActor, team: unknown): Promise<Result<string>> {
  const known = teamRef.safeParse(team);
  if (!known.success) return notFound("team");
  const row = await findTeam(runtime.db, reachOf(actor), known.data.organizationId, known.data.teamId);
  return row ? ok(row.name) : notFound("team");
}

/** The members of a team, for those who see the team. */
export async function listMembers(
  runtime: Runtime,
  actor: SessionActor,
  team: TeamRef,
): Promise<Result<TeamMember[]>> {
  const group = await findGroup(runtime, actor, team);
  if (!group.ok) return group;
  const members = await listMembersBySource(runtime.db, group.value);
  return ok(members.map((member) => ({ ...member, confirmedAt: member.confirmedAt?.toISOString() ?? null })));
}

/** People who could be added, by a part of their name or e-mail. */
export async function findCandidates(
  runtime: Runtime,
  actor: SessionActor,
  team: TeamRef,
  search: unknown,
): Promise<Result<Candidate[]>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const group = await findGroup(runtime, actor, team);
  if (!group.ok) return group;
  const words = typeof search === "string" ? cleanSearch(search) : "";
  if (words === "") return ok([]);
  return ok(await listCandidates(runtime.db, group.value, words, MOST_CANDIDATES));
}

/** Changes a person's membership of the team's group, as all changes of instance owners are made. */
async function changeMembership(
  runtime: Runtime,
  actor: SessionActor,
  team: TeamRef,
  userId: unknown,
  change: (tx: Transaction, group: string, person: string) => Promise<Result<null>>,
): Promise<Result<null>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const group = await findGroup(runtime, actor, team);
  if (!group.ok) return group;
  const person = teamId.safeParse(userId);
  if (!person.success) return notFound("person");
  return actAsOwner(runtime, actor, null, (tx) => change(tx, group.value, person.data));
}

/** Adds a local membership: the person is a member of every team of the name. Adding twice is fine. */
export function addMember(
  runtime: Runtime,
  actor: SessionActor,
  team: TeamRef,
  userId: unknown,
): Promise<Result<null>> {
  return changeMembership(runtime, actor, team, userId, async (tx, group, person) => {
    if (!(await lockUser(tx, person))) return notFound("person");
    if (await addLocalMembership(tx, person, group))
      await insertAuditEvent(tx, auditOf(actor, "membership.added", { kind: "user", id: person }, { group }));
    return ok(null);
  });
}

/**
 * Ends a local membership; it counts no more from the next call on. The last owner who can sign in stays.
 * @returns failures: forbidden, not_found, conflict
 */
export function removeMember(
  runtime: Runtime,
  actor: SessionActor,
  team: TeamRef,
  userId: unknown,
): Promise<Result<null>> {
  return changeMembership(runtime, actor, team, userId, async (tx, group, person) => {
    await lockGroupName(tx, group);
    const refusal = group === runtime.ownerGroup ? await refuseLastOwner(runtime, tx, person) : null;
    if (refusal) return fail(refusal);
    if (!(await removeLocalMembership(tx, person, group))) return notFound("membership");
    await insertAuditEvent(tx, auditOf(actor, "membership.removed", { kind: "user", id: person }, { group }));
    return ok(null);
  });
}
