import { z } from "zod";
import { cleanSearch } from "@/lib/text";
import type { PeopleQuery } from "./person";

export const personId = z.uuid();

/** The list's state in the URL. What cannot be read falls back to the default: an address never breaks a page. */
export function parsePeopleQuery(params: Record<string, string | string[] | undefined>): PeopleQuery {
  const one = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  return { search: cleanSearch(one("q") ?? ""), cursor: one("cursor") ?? null };
}
