/** An account as people see it. Pure. */

/** What a person sees of the own account. */
export type Profile = { email: string; name: string; memberships: GroupView[]; hasPassword: boolean };

/** A group that a person is in: a team's name across organizations. */
export type GroupView = {
  group: string;
  /** Added here by an instance owner. */
  isLocal: boolean;
  isFromProvider: boolean;
  /** When the identity provider last said so, ISO 8601; null for local ones. */
  confirmedAt: string | null;
  /** The identity provider said so lately enough. What is neither confirmed nor local does not count. */
  isConfirmed: boolean;
  isOwnerGroup: boolean;
  /** Where the name is a team, in enabled organizations: all of them are in sight of its members. */
  teams: { organizationId: string; organizationName: string; teamId: string }[];
};

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Read by app/layout.tsx before the first paint. No secret: a script of ours may read it. */
export const THEME_COOKIE = "latchkey-theme";

/** What the cookie says; anything else means "as the system". */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}
