import type { SettingsPage } from "./settings-pages";

/** The page that an address belongs to: the page itself, or one below it. Pure. */
export function findCurrentPage(pages: readonly SettingsPage[], pathname: string): SettingsPage | undefined {
  return pages.find(({ href }) => pathname === href || pathname.startsWith(`${href}/`));
}
