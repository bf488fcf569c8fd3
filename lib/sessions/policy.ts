/** How long a browser session lives and which requests may act for it (security.md rules 2, 9). Pure. */

/** A session ends a week after it was last used… */
export const IDLE_SECONDS = 7 * 86_400;
/** …and thirty days after its sign-in, however much it is used. */
export const LONGEST_SECONDS = 30 * 86_400;
/** "Last seen" is written at most this often. */
export const TOUCH_SECONDS = 60;

export const END_REASONS = [
  "signed-out",
  "ended",
  "replaced",
  "password-changed",
  "recovered",
  "suspended",
] as const;
export type EndReason = (typeof END_REASONS)[number];

/** Where a person lands who asked for nothing in particular. */
export const HOME = "/settings/tokens";
/** The longest path that a sign-in leads back to; longer ones would outgrow the cookies that carry them. */
export const NEXT_MAX = 2000;

/**
 * The path to go to after sign-in: a relative one of our own pages, or HOME. Browsers read `\` as `/` and skip
 * tabs and line breaks, so that `/\evil` and `/<tab>/evil` would leave; they are refused before parsing.
 */
export function parseNext(next: string | undefined): string {
  if (next === undefined || !/^\/(?!\/)[\x21-\x5b\x5d-\x7e]*$/.test(next) || next.length > NEXT_MAX)
    return HOME;
  const base = "http://latchkey.invalid";
  if (!URL.canParse(next, base)) return HOME;
  const url = new URL(next, base);
  if (url.origin !== base || url.pathname.startsWith("//")) return HOME;
  if (/^\/(sign-in|setup|api)(\/|$)/.test(url.pathname)) return HOME;
  return url.pathname + url.search;
}

/**
 * True when a browser sent the request from one of our own pages: `Origin` is exactly ours, and `Sec-Fetch-Site`,
 * where the browser sends it, says the same. A missing or `null` Origin is foreign.
 */
export function isOwnOrigin(
  request: { origin: string | null; fetchSite: string | null },
  publicUrl: string,
): boolean {
  if (request.origin !== new URL(publicUrl).origin) return false;
  return request.fetchSite === null || request.fetchSite === "same-origin";
}
