import type { TokenListQuery } from "@/lib/tokens/token";

/**
 * The query string of the list with some of its state changed, defaults left out. What changes the list's content
 * or order starts at the first page. Empty when all is default, so that an address stays short. Pure.
 */
export function writeListQuery(query: TokenListQuery, change: Partial<TokenListQuery>): string {
  const next = { ...query, cursor: null, ...change };
  const params = new URLSearchParams();
  if (next.filter !== "live") params.set("filter", next.filter);
  if (next.sort !== "expiry") params.set("sort", next.sort);
  if (next.search !== "") params.set("q", next.search);
  if (next.cursor !== null) params.set("cursor", next.cursor);
  const text = params.toString();
  return text && `?${text}`;
}
