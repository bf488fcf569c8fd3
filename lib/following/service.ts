import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import * as rows from "@/db/following";
import { deleteTeamRow, lockGroupName } from "@/db/teams";
import { signUpstream, upstreamClaims } from "@/lib/jwt";
import { log } from "@/lib/log";
import { ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import type { FollowingView } from "./following";
import { type MirrorPlan, planMirror } from "./mirror";
import { readServices, readTerrakube, type Source, TerrakubeOutage } from "./reader";

/** A whole reading, whatever the single answers take. */
const READING_MS = 30_000;
/** However often it is asked for. */
export const AT_MOST_ONCE_IN_S = 10;

/** TERRAKUBE_API_URL cannot be followed with this database. The message names the variable. */
export class FollowingError extends Error {
  override name = "FollowingError";
}

/** To be called at the start. @throws FollowingError when organizations or teams were made here */
export async function assertMayFollow(runtime: Runtime): Promise<void> {
  if (!runtime.terrakube) return;
  const local = await rows.countLocal(runtime.db);
  if (local.organizations === 0 && local.teams === 0) return;
  throw new FollowingError(
    `TERRAKUBE_API_URL is set, but this database has organizations (${local.organizations} enabled) or teams (${local.teams}) ` +
      "of its own. Unset it, delete those teams and disable those organizations, or start with an empty database.",
  );
}

export type Reading = "off" | "busy" | "recent" | "good" | "failed";

/**
 * Reads the followed Terrakube and mirrors what it says, in one transaction. Single-flight across replicas; an outage
 * there changes nothing here and is noted.
 * @param seconds not when somebody began to less than so long ago
 */
export async function follow(runtime: Runtime, seconds: number = AT_MOST_ONCE_IN_S): Promise<Reading> {
  const { terrakube } = runtime;
  if (!terrakube) return "off";
  const outcome = await rows.whileAlone(runtime.db, async (): Promise<Reading> => {
    const since = await rows.beginReading(runtime.db, seconds);
    if (!since) return "recent";
    try {
      await readAndMirror(runtime, terrakube, since);
      return "good";
    } catch (error) {
      if (!(error instanceof TerrakubeOutage)) throw error;
      log.warn({ reason: error.message }, "the followed Terrakube could not be read");
      await rows.noteFailure(runtime.db, error.message);
      return "failed";
    }
  });
  return outcome ?? "busy";
}

async function readAndMirror(
  runtime: Runtime,
  { apiUrl, key }: NonNullable<Runtime["terrakube"]>,
  since: Date,
): Promise<void> {
  const { organizations, teams } = await rows.listMirrored(runtime.db);
  const who = { name: "Latchkey", email: "latchkey@service.latchkey.invalid", groups: [runtime.ownerGroup] };
  const bearer = signUpstream(key, upstreamClaims({ kind: "user", ...who }, since, null));
  const source: Source = { apiUrl, bearer, signal: AbortSignal.timeout(READING_MS) };
  const enabled = organizations.filter(({ isDisabled }) => !isDisabled).map(({ id }) => id);
  const state = await readTerrakube(source, { organizations: enabled, teams });
  const services = await readServices(source);
  await inTransaction(runtime.db, async (tx) => {
    if (!(await rows.lockMirror(tx, since))) return;
    await mirror(tx, planMirror(await rows.listMirrored(tx), state, since));
    await rows.noteSuccess(tx, since, services);
  });
}

async function mirror(tx: Transaction, plan: MirrorPlan): Promise<void> {
  // In one order, and before any row: as every other change of a group's teams.
  const lost = [
    ...plan.renamedTeams.map(({ oldName }) => oldName),
    ...plan.deletedTeams.map(({ name }) => name),
  ];
  for (const name of [...new Set(lost)].toSorted()) await lockGroupName(tx, name);
  await rows.insertMirrored(tx, plan.newOrganizations, plan.newTeams);
  for (const organization of plan.changedOrganizations)
    await rows.updateMirroredOrganization(tx, organization);
  for (const team of plan.changedTeams) await rows.updateMirroredTeam(tx, team, false);
  for (const { team } of plan.renamedTeams) await rows.updateMirroredTeam(tx, team, true);
  await rows.markGone(tx, plan.goneTeams);
  for (const { id } of plan.deletedTeams) await deleteTeamRow(tx, id);
  const revoked = new Map<string, number>();
  const revoke = async (name: string, lostAt: Date | null) => {
    const ids = await rows.revokeTokensOfLostName(tx, name, lostAt);
    for (const id of ids) await record(tx, "token.revoked", "token", id, { team: name });
    revoked.set(name, (revoked.get(name) ?? 0) + ids.length);
  };
  for (const { oldName } of plan.renamedTeams) await revoke(oldName, null);
  for (const { name, goneAt } of plan.deletedTeams) await revoke(name, goneAt);
  await recordPlan(tx, plan, revoked);
}

/** The same events as when somebody did it here; who did it there is not told. */
async function recordPlan(tx: Transaction, plan: MirrorPlan, revoked: Map<string, number>): Promise<void> {
  for (const { id, name } of plan.newOrganizations)
    await record(tx, "organization.created", "organization", id, { name });
  for (const { id, name, isDisabled } of plan.changedOrganizations)
    await record(tx, "organization.changed", "organization", id, { name, isDisabled });
  for (const { id, name, role } of plan.newTeams)
    await record(tx, "team.created", "team", id, { name, role });
  for (const { id, name, role } of plan.changedTeams)
    await record(tx, "team.changed", "team", id, { name, role });
  for (const { team, oldName } of plan.renamedTeams)
    await record(tx, "team.changed", "team", team.id, {
      name: team.name,
      oldName,
      revoked: revoked.get(oldName) ?? 0,
    });
  for (const id of plan.goneTeams) await record(tx, "team.gone", "team", id, {});
  for (const { id, name } of plan.deletedTeams)
    await record(tx, "team.deleted", "team", id, { name, revoked: revoked.get(name) ?? 0 });
}

function record(
  tx: Transaction,
  action: string,
  subjectKind: "organization" | "team" | "token",
  subjectId: string,
  details: Record<string, string | number | boolean | null>,
): Promise<void> {
  return insertAuditEvent(tx, {
    action,
    actorKind: "system",
    subjectKind,
    subjectId,
    details: { ...details, source: "terrakube" },
  });
}

/** How the Terrakube is followed, for everybody who is signed in; null when none is. */
export async function readFollowingView(runtime: Runtime): Promise<FollowingView | null> {
  if (!runtime.terrakube) return null;
  const { apiUrl, uiUrl } = runtime.terrakube;
  const { readAt, ageSeconds, failure, failingSince } = await rows.readFollowing(runtime.db);
  return {
    address: uiUrl ?? apiUrl,
    hasPages: uiUrl !== null,
    readAt: readAt?.toISOString() ?? null,
    ageSeconds,
    failure: failure !== null && failingSince ? { reason: failure, since: failingSince.toISOString() } : null,
  };
}

/** Reads it now, unless somebody just did; for everybody who is signed in: it changes nothing of anybody's. */
export async function refreshFollowing(runtime: Runtime): Promise<Result<FollowingView | null>> {
  await follow(runtime);
  return ok(await readFollowingView(runtime));
}

/** As Terrakube has them (terrakube-contract.md 7.1): its API's where its own document could not be read yet. */
const SERVICES = {
  api: { "state.v2": "/remote/state/v2/", "tfe.v2": "/remote/tfe/v2/", "tfe.v2.1": "/remote/tfe/v2/" },
  registry: { "modules.v1": "/terraform/modules/v1/", "providers.v1": "/terraform/providers/v1/" },
} as const;

/**
 * What the followed Terrakube offers to terraform beside signing in, for our /.well-known/terraform.json; nothing when
 * none is followed. As read at the last reading: discovery waits for nobody, and fails with nobody.
 */
export async function readFollowedServices(
  runtime: Runtime,
  host: keyof typeof SERVICES = "api",
): Promise<Record<string, unknown>> {
  if (!runtime.terrakube) return {};
  if (host === "registry") return SERVICES.registry;
  const { services } = await rows.readFollowing(runtime.db).catch(() => ({ services: {} }));
  return { ...SERVICES.api, ...services };
}
