/** An account as people see it. Pure. */

/** What a person sees of the own account. */
export type Profile = { email: string; name: string; groups: string[]; hasPassword: boolean };

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Read by app/layout.tsx before the first paint. No secret: a script of ours may read it. */
export const THEME_COOKIE = "latchkey-theme";

/** What the cookie says; anything else means "as the system". */
export function parseTheme(value: string | undefined): Theme {
  return THEMES.find((theme) => theme === value) ?? "system";
}
