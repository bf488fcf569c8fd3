import { PERMISSIONS } from "./permissions";
import type { TeamView } from "./team";

/** Teams in Terrakube's words (terrakube-contract.md 1.3). Pure. */

/** Role and flags as stored: what they come to would be a change in the eyes of Terrakube's provider. */
export function toResource(team: TeamView) {
  const { id, organizationId, name, role } = team;
  const flags = Object.fromEntries(PERMISSIONS.map((permission) => [permission, team[permission]]));
  return {
    type: "team",
    id,
    attributes: { name, role, ...flags },
    relationships: { organization: { data: { type: "organization", id: organizationId } } },
  };
}

/**
 * What the attributes say, for the service. Unknown ones are ignored, and null where it means nothing; an empty name
 * is one that a client left out. For the role null is a value.
 */
export function readAttributesOf(attributes: Record<string, unknown>): Record<string, unknown> {
  const { name, role } = attributes;
  const flags = PERMISSIONS.filter((permission) => attributes[permission] != null);
  return {
    ...(name != null && name !== "" && { name }),
    ...(role !== undefined && { role }),
    ...Object.fromEntries(flags.map((permission) => [permission, attributes[permission]])),
  };
}
