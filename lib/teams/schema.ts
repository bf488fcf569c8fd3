import { z } from "zod";
import { type Failure, type Issue, invalid, issuesOf, ok, type Result } from "@/lib/result";
import { countCodePoints, findUnprintable } from "@/lib/text";
import { looksLikeOwnerGroup } from "./look-alike";
import { type Flags, PERMISSIONS, ROLES, readRole } from "./permissions";
import { TEAM_NAME_MAX } from "./team";

const NAME = "name";

/**
 * Checks a team's name: exact and case-sensitive, so nothing is trimmed or folded in silence. 1–64 code points, NFC.
 * @param ownerGroup whose name only instance owners may give, and whose look-alikes nobody
 */
export function checkTeamName(input: string, ownerGroup: string): { text: string } | { issue: Issue } {
  const refuse = (message: string) => ({ issue: { field: NAME, message } });
  const size = countCodePoints(input);
  if (input.trim() === "") return refuse("Team name is required.");
  const unprintable = findUnprintable(input);
  if (unprintable !== null) return refuse(`Name ${unprintable}`);
  if (input !== input.trim())
    return refuse("Name may not begin or end with a space: groups are compared exactly.");
  if (size > TEAM_NAME_MAX)
    return refuse(`Name may have at most ${TEAM_NAME_MAX} characters; this one has ${size}.`);
  if (looksLikeOwnerGroup(input, ownerGroup))
    return refuse(
      `Name may not look like the owner group's, ${ownerGroup}: people would take one for the other.`,
    );
  return { text: input.normalize("NFC") };
}

const flags = z.object(Object.fromEntries(PERMISSIONS.map((name) => [name, z.boolean().optional()])));

/** What the form and JSON:API say about a team; what is absent stays as it is, or is off. */
const teamInput = z.strictObject({
  name: z.string().max(10_000).optional(),
  role: z.string().max(200).nullable().optional(),
  ...flags.shape,
});

/** The same in JSON:API's words. Unknown attributes are ignored there, and null is one that a client left out. */
export const teamAttributes = z.object({
  name: teamInput.shape.name.nullable().describe("1 to 64 characters: the group, compared exactly."),
  role: teamInput.shape.role.describe(`${ROLES.join(", ")}; null is custom: the flags below.`),
  ...Object.fromEntries(PERMISSIONS.map((name) => [name, z.boolean().nullable().optional()])),
});

export type TeamChange = { name?: string; role?: string | null } & Partial<Flags>;

/** Reads what is said of a team, naming every wrong field. An absent name is no issue here. */
export function readTeam(input: unknown, ownerGroup: string): Result<TeamChange> {
  const parsed = teamInput.safeParse(input);
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const { name, role, ...given } = parsed.data;
  const issues: Issue[] = [];
  const checked = name === undefined ? null : checkTeamName(name, ownerGroup);
  if (checked && "issue" in checked) issues.push(checked.issue);
  if (role != null && readRole(role) === null)
    issues.push({ field: "role", message: `role must be one of ${ROLES.join(", ")}.` });
  const [first, ...rest] = issues;
  if (first) return invalid(first, ...rest);
  const named = checked && "text" in checked ? { name: checked.text } : {};
  const known = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return ok({ ...named, ...(role === undefined ? {} : { role: role === "" ? null : role }), ...known });
}

/** Any: a followed Terrakube's need not be of a known version. */
export const teamId = z.guid();
export const teamRef = z.strictObject({ organizationId: teamId, teamId });

export const NAME_TAKEN: Failure = {
  kind: "conflict",
  message: "The organization has a team of this name already.",
};
