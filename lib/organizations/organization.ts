/** An organization as people see it. Pure. */
export type OrganizationView = {
  id: string;
  name: string;
  /** null and "" differ: Terrakube's clients compare what they sent. */
  description: string | null;
  executionMode: "remote" | "local";
  /** As Terrakube has it: a name and a colour, "FaBuilding:#000000". */
  icon: string | null;
  /** Its teams do not count meanwhile: their tokens are refused, not revoked. */
  isDisabled: boolean;
};

/** As a list shows it. */
export type OrganizationSummary = OrganizationView & { teamCount: number };

export const ORGANIZATION_NAME_MAX = 64;
export const ORGANIZATION_DESCRIPTION_MAX = 1000;

/**
 * The description to store after a form was sent. One that was left as it was goes back byte for byte (a browser's
 * text area turns every line break into \n); an emptied one becomes null.
 */
export function descriptionToStore(stored: string | null, typed: string): string | null {
  if (typed === (stored ?? "").replace(/\r\n?/g, "\n")) return stored;
  return typed === "" ? null : typed;
}
