import { z } from "zod";
import { cleanSearch } from "@/lib/text";
import { TOKEN_FILTERS, TOKEN_SORTS, type TokenListQuery } from "./token";

/** What the Generate dialog sends. Unknown fields are an error; `never` is explicit, never a zero. */
export const generateInput = z.strictObject({
  description: z.string().max(64_000),
  expiry: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("lifetime"), days: z.number(), hours: z.number(), minutes: z.number() }),
    z.strictObject({ kind: z.literal("until"), instant: z.iso.datetime({ offset: true }) }),
    z.strictObject({ kind: z.literal("never") }),
  ]),
  mayManageTokens: z.boolean(),
  mayManageTeams: z.boolean(),
  idempotencyKey: z.uuid(),
});
export type GenerateInput = z.infer<typeof generateInput>;

export const tokenId = z.uuid();

/** Whose tokens a server action is about. */
export const ownerRef = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("user") }),
  z.strictObject({ kind: z.literal("team"), group: z.string().max(200) }),
]);

/** The list's state in the URL. What cannot be read falls back to the default: an address never breaks a page. */
export function parseListQuery(params: Record<string, string | string[] | undefined>): TokenListQuery {
  const one = (name: string) => (typeof params[name] === "string" ? params[name] : undefined);
  return {
    filter: z.enum(TOKEN_FILTERS).catch("live").parse(one("filter")),
    sort: z.enum(TOKEN_SORTS).catch("expiry").parse(one("sort")),
    search: cleanSearch(one("q") ?? ""),
    cursor: one("cursor") ?? null,
  };
}
