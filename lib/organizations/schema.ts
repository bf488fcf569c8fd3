import { z } from "zod";
import { type Issue, invalid, issuesOf, ok, type Result } from "@/lib/result";
import { countCodePoints, findUnprintable } from "@/lib/text";
import { ORGANIZATION_DESCRIPTION_MAX, ORGANIZATION_NAME_MAX, type OrganizationView } from "./organization";

export type OrganizationChange = Partial<Omit<OrganizationView, "id">>;

const organizationInput = z.strictObject({
  name: z.string().max(10_000).optional(),
  description: z.string().max(10_000).nullable().optional(),
  executionMode: z.enum(["remote", "local"], { error: "executionMode must be remote or local." }).optional(),
  icon: z.string().max(10_000).nullable().optional(),
  isDisabled: z.boolean().optional(),
});

const { isDisabled, ...named } = organizationInput.shape;
/** The same in JSON:API's words. Unknown attributes are ignored there, and null or "" is one that a client left out. */
export const organizationAttributes = z.object({
  description: named.description.describe("At most 1000 characters."),
  icon: named.icon.describe("A name and a colour, like `FaBuilding:#000000`."),
  name: named.name.nullable().describe("1 to 64 characters, unique among the enabled ones."),
  executionMode: z.union([named.executionMode, z.literal("")]).nullable(),
  disabled: isDisabled.nullable(),
});

/** Reads what is said of an organization, naming every wrong field; what is absent stays as it is. */
export function readOrganization(input: unknown): Result<OrganizationChange> {
  const parsed = organizationInput.safeParse(input);
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const issues = [
    parsed.data.name === undefined ? null : checkName(parsed.data.name, parsed.data.isDisabled === true),
    parsed.data.description == null ? null : checkDescription(parsed.data.description),
    parsed.data.icon == null ? null : checkIcon(parsed.data.icon),
  ].filter((issue) => issue !== null);
  const [first, ...rest] = issues;
  if (first) return invalid(first, ...rest);
  const given = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return ok(Object.fromEntries(given) as OrganizationChange);
}

/**
 * The name is echoed byte for byte to Terrakube's clients: nothing is trimmed in silence. One that is being disabled
 * may be longer: the provider deletes by renaming to name_DEL_ and four letters, and looks at no refusal.
 */
function checkName(name: string, isDisabled: boolean): Issue | null {
  const refuse = (message: string): Issue => ({ field: "name", message });
  if (name.trim() === "") return refuse("Name is required.");
  const unprintable = findUnprintable(name);
  if (unprintable !== null) return refuse(`Name ${unprintable}`);
  if (name !== name.trim()) return refuse("Name may not begin or end with a space.");
  const size = countCodePoints(name);
  if (size > ORGANIZATION_NAME_MAX + (isDisabled ? "_DEL_abcd".length : 0))
    return refuse(`Name may have at most ${ORGANIZATION_NAME_MAX} characters; this one has ${size}.`);
  return null;
}

function checkDescription(description: string): Issue | null {
  const unprintable = findUnprintable(description.replace(/[\n\r\t]/g, " "), true);
  if (unprintable !== null) return { field: "description", message: `Description ${unprintable}` };
  const size = countCodePoints(description);
  if (size > ORGANIZATION_DESCRIPTION_MAX)
    return {
      field: "description",
      message: `Description may have at most ${ORGANIZATION_DESCRIPTION_MAX} characters; this one has ${size}.`,
    };
  return null;
}

function checkIcon(icon: string): Issue | null {
  if (icon === "" || /^[A-Za-z0-9]{1,60}:#[0-9A-Fa-f]{3,8}$/.test(icon)) return null;
  return { field: "icon", message: "icon must be a name and a colour, like FaBuilding:#000000." };
}

/** Any: a followed Terrakube's need not be of a known version. */
export const organizationId = z.guid();
