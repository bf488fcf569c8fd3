/** What a team's role and flags come to (terrakube-contract.md section 3). Pure. */

export const PERMISSIONS = [
  "manageWorkspace",
  "manageState",
  "planJob",
  "approveJob",
  "manageModule",
  "manageProvider",
  "manageVcs",
  "manageTemplate",
  "manageCollection",
  "manageJob",
] as const;
export type Permission = (typeof PERMISSIONS)[number];
/** The ten flags: as stored, or in effect. */
export type Flags = Record<Permission, boolean>;

export const ROLES = ["admin", "write", "plan", "read", "custom"] as const;
export type Role = (typeof ROLES)[number];

/** What each preset role grants; "custom" means the stored flags. manageJob is derived: it is Terrakube's old word. */
const GRANTS: Record<Exclude<Role, "custom">, readonly Permission[]> = {
  admin: PERMISSIONS,
  write: ["manageWorkspace", "manageState", "planJob", "approveJob"],
  plan: ["planJob"],
  read: [],
};

/** A stored role, read without case; none is "custom", an unknown one null: it grants nothing. */
export function readRole(role: string | null): Role | null {
  const word = (role ?? "").trim().toLowerCase();
  return word === "" ? "custom" : (ROLES.find((known) => known === word) ?? null);
}

/** The flags in effect: a preset role's, or the stored ones; manageJob is planJob or approveJob, whatever is stored. */
export function effectiveFlags(team: Flags & { role: string | null }): Flags {
  const role = readRole(team.role);
  const has = (permission: Permission) =>
    role === "custom" ? team[permission] : role !== null && GRANTS[role].includes(permission);
  const flags = Object.fromEntries(PERMISSIONS.map((name) => [name, has(name)])) as Flags;
  return { ...flags, manageJob: flags.planJob || flags.approveJob };
}

/** Terrakube's eleven booleans for one organization. */
export type OrganizationPermissions = Flags & { managePermission: boolean };

/**
 * The union of the teams' effective flags. managePermission: may manage workspaces, or is an instance owner, as
 * Terrakube has it.
 */
export function permissionsOf(
  teams: (Flags & { role: string | null })[],
  isInstanceOwner: boolean,
): OrganizationPermissions {
  const effective = teams.map(effectiveFlags);
  const union = Object.fromEntries(
    PERMISSIONS.map((name) => [name, effective.some((flags) => flags[name])]),
  ) as Flags;
  return { ...union, managePermission: union.manageWorkspace || isInstanceOwner };
}
