import { insertAuditEvent } from "@/db/audit";
import { inTransaction } from "@/db/client";
import * as rows from "@/db/organizations";
import { countDependentTokens, countTeams, listTeamsOfGroups } from "@/db/teams";
import type { Actor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeChange, groupsOf, isInstanceOwner, reachOf } from "@/lib/authorization";
import { refuseDuplicate } from "@/lib/outage";
import { type Failure, fail, invalid, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { type OrganizationPermissions, permissionsOf } from "@/lib/teams/permissions";
import type { OrganizationSummary, OrganizationView } from "./organization";
import { organizationId, readOrganization } from "./schema";

const NAME_TAKEN: Failure = { kind: "conflict", message: "Another organization has this name already." };

function viewOf(row: rows.OrganizationRow): OrganizationView {
  const { createdAt: _created, isMirrored: _mirrored, ...organization } = row;
  return organization;
}

/**
 * The organizations that the actor sees, by name. `enabled`: without disabled ones, which only owners see at all;
 * `name`: only those so named.
 */
export async function listOrganizations(
  runtime: Runtime,
  actor: Actor,
  only: { enabled?: boolean; name?: string | undefined } = {},
): Promise<OrganizationView[]> {
  return (await rows.listOrganizations(runtime.db, reachOf(actor), only)).map(viewOf);
}

/** All that the actor sees, disabled ones last, each with the number of its teams. */
export async function listOrganizationSummaries(
  runtime: Runtime,
  actor: Actor,
): Promise<OrganizationSummary[]> {
  const reach = reachOf(actor);
  const [organizations, teamCounts] = await Promise.all([
    rows.listOrganizations(runtime.db, reach),
    countTeams(runtime.db, reach),
  ]);
  return organizations.map((row) => ({ ...viewOf(row), teamCount: teamCounts.get(row.id) ?? 0 }));
}

/**
 * How many live team tokens are refused while the organization is disabled: those of groups that are a team in no
 * other enabled one. For who may change organizations.
 */
export async function countRefusedWhileDisabled(
  runtime: Runtime,
  actor: Actor,
  id: unknown,
): Promise<Result<number>> {
  const authorized = authorizeChange(actor, runtime);
  if (!authorized.ok) return authorized;
  const known = organizationId.safeParse(id);
  if (!known.success) return notFound("organization");
  return ok(await countDependentTokens(runtime.db, authorized.value, known.data));
}

export async function readOrganizationView(
  runtime: Runtime,
  actor: Actor,
  id: unknown,
): Promise<Result<OrganizationView>> {
  const known = organizationId.safeParse(id);
  const row = known.success && (await rows.findOrganization(runtime.db, reachOf(actor), known.data));
  return row ? ok(viewOf(row)) : notFound("organization");
}

/** @returns failures: forbidden, invalid_input (name, description, executionMode, icon), conflict */
export async function createOrganization(
  runtime: Runtime,
  actor: Actor,
  input: unknown,
): Promise<Result<OrganizationView>> {
  const authorized = authorizeChange(actor, runtime);
  if (!authorized.ok) return authorized;
  const read = readOrganization(input);
  if (!read.ok) return read;
  const { name, description = null, executionMode = "remote", icon = null } = read.value;
  if (name === undefined) return invalid({ field: "name", message: "Name is required." });
  if (read.value.isDisabled)
    return invalid({ field: "disabled", message: "A new organization is enabled. Disable it afterwards." });
  return inTransaction(runtime.db, async (tx) => {
    const row = await rows.insertOrganization(tx, { name, description, executionMode, icon });
    if (!row) return fail(NAME_TAKEN);
    await insertAuditEvent(
      tx,
      auditOf(actor, "organization.created", { kind: "organization", id: row.id }, { name }),
    );
    return ok(viewOf(row));
  });
}

/**
 * Changes an organization; `isDisabled` disables and enables it: its teams' tokens are refused meanwhile, not revoked.
 * @returns failures: not_found, forbidden, invalid_input, conflict (an enabled organization has the name)
 */
export async function changeOrganization(
  runtime: Runtime,
  actor: Actor,
  id: unknown,
  input: unknown,
): Promise<Result<OrganizationView>> {
  const known = organizationId.safeParse(id);
  const seen = known.success && (await rows.findOrganization(runtime.db, reachOf(actor), known.data));
  if (!seen) return notFound("organization");
  const authorized = authorizeChange(actor, runtime);
  if (!authorized.ok) return authorized;
  const read = readOrganization(input);
  if (!read.ok) return read;
  const work = inTransaction(runtime.db, async (tx) => {
    const row = await rows.lockOrganization(tx, authorized.value, seen.id);
    if (!row) return notFound("organization");
    if (Object.keys(read.value).length === 0) return ok(viewOf(row));
    const changed = await rows.updateOrganization(tx, row.id, read.value);
    const action =
      changed.isDisabled === row.isDisabled
        ? "organization.changed"
        : changed.isDisabled
          ? "organization.disabled"
          : "organization.enabled";
    await insertAuditEvent(
      tx,
      auditOf(actor, action, { kind: "organization", id: row.id }, { name: changed.name }),
    );
    return ok(viewOf(changed));
  });
  return work.catch(refuseDuplicate(NAME_TAKEN));
}

/** What the actor may do in one organization, by its teams as of now. */
export async function readPermissions(
  runtime: Runtime,
  actor: Actor,
  id: unknown,
): Promise<Result<OrganizationPermissions>> {
  const organization = await readOrganizationView(runtime, actor, id);
  if (!organization.ok) return organization;
  const teams = await listTeamsOfGroups(runtime.db, groupsOf(actor));
  const own = teams.filter((team) => team.organizationId === organization.value.id);
  return ok(permissionsOf(own, isInstanceOwner(actor)));
}

/** The same for every enabled organization that the actor sees. */
export async function listPermissions(
  runtime: Runtime,
  actor: Actor,
): Promise<({ id: string; name: string } & OrganizationPermissions)[]> {
  const [organizations, teams] = await Promise.all([
    listOrganizations(runtime, actor, { enabled: true }),
    listTeamsOfGroups(runtime.db, groupsOf(actor)),
  ]);
  return organizations.map(({ id, name }) => {
    const own = teams.filter((team) => team.organizationId === id);
    return { id, name, ...permissionsOf(own, isInstanceOwner(actor)) };
  });
}
