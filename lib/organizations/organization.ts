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

export const ORGANIZATION_NAME_MAX = 64;
export const ORGANIZATION_DESCRIPTION_MAX = 1000;
