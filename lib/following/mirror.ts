import { PERMISSIONS } from "@/lib/teams/permissions";
import type { FollowedOrganization, FollowedTeam, TerrakubeState } from "./reader";

/** What has to change so that our rows are what a followed Terrakube said. Pure. */

/** Between the first 404 for a team and the one that ends it: a moment's mistake there must not end its tokens. */
export const GONE_FOR_GOOD_MS = 5 * 60_000;

type MirroredTeam = FollowedTeam & { goneAt: Date | null };

export type MirrorPlan = {
  newOrganizations: FollowedOrganization[];
  changedOrganizations: FollowedOrganization[];
  newTeams: FollowedTeam[];
  changedTeams: FollowedTeam[];
  /** A deletion and a creation as far as tokens go. */
  renamedTeams: { team: FollowedTeam; oldName: string }[];
  /** 404 for the first time: they do not count from now on. */
  goneTeams: string[];
  /** 404 again, and long enough after. */
  deletedTeams: MirroredTeam[];
};

/**
 * @param rows the mirrored ones, as they are now
 * @param readSince when the reading of `state` began, by the database's clock
 */
export function planMirror(
  rows: { organizations: FollowedOrganization[]; teams: MirroredTeam[] },
  state: TerrakubeState,
  readSince: Date,
): MirrorPlan {
  const organizations = new Map(rows.organizations.map((row) => [row.id, row]));
  const teams = new Map(rows.teams.map((row) => [row.id, row]));
  const gone = rows.organizations
    .filter(({ id, isDisabled }) => !isDisabled && state.goneOrganizations.includes(id))
    .map((row) => ({ ...row, isDisabled: true }));
  const isNew = ({ id }: { id: string }) => !organizations.has(id) && !teams.has(id);
  const isRenamed = (team: FollowedTeam) => teams.has(team.id) && teams.get(team.id)?.name !== team.name;
  const missing = rows.teams.filter(({ id }) => state.goneTeams.includes(id));
  return {
    newOrganizations: state.organizations.filter(isNew),
    changedOrganizations: [
      ...gone,
      ...state.organizations.filter((now) => differs(organizations.get(now.id), now, ORGANIZATION_FIELDS)),
    ],
    newTeams: state.teams.filter(isNew),
    changedTeams: state.teams.filter((now) => {
      const row = teams.get(now.id);
      return (
        !isRenamed(now) && (differs(row, now, TEAM_FIELDS) || (row !== undefined && row.goneAt !== null))
      );
    }),
    renamedTeams: state.teams
      .filter(isRenamed)
      .map((team) => ({ team, oldName: teams.get(team.id)?.name ?? team.name })),
    goneTeams: missing.filter(({ goneAt }) => goneAt === null).map(({ id }) => id),
    deletedTeams: missing.filter(
      ({ goneAt }) => goneAt !== null && goneAt.getTime() <= readSince.getTime() - GONE_FOR_GOOD_MS,
    ),
  };
}

const ORGANIZATION_FIELDS = ["name", "description", "executionMode", "icon", "isDisabled"] as const;
const TEAM_FIELDS = ["organizationId", "name", "role", ...PERMISSIONS] as const;

function differs<K extends string>(
  row: Record<K, unknown> | undefined,
  now: Record<K, unknown>,
  fields: readonly K[],
): boolean {
  return row !== undefined && fields.some((field) => row[field] !== now[field]);
}
