import { and, asc, desc, inArray, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import type { AuthorizedScope } from "./owner";
import { containing } from "./pattern";
import { tokens } from "./schema/tokens";
import { live, ownedBy, selectTokens } from "./tokens";

type Reader = Database | Transaction;

/** One predicate per filter of the list, held against statusOf by db/tokens.test.ts. */
const FILTERS = {
  live,
  active: sql`(${live} and ${tokens.pausedAt} is null)`,
  expiring7: sql`(${live} and ${tokens.deadline} <= now() + interval '7 days')`,
  expiring30: sql`(${live} and ${tokens.deadline} <= now() + interval '30 days')`,
  unused: sql`(${live} and ${tokens.lastUsedAt} is null)`,
  expired: sql`(${tokens.revokedAt} is null and ${tokens.deadline} <= now())`,
  revoked: sql`(${tokens.revokedAt} is not null)`,
} as const;
type Filter = keyof typeof FILTERS;

/** Sort keys are never null and have a type to which the cursor's text is cast back. */
const SORTS = {
  expiry: { key: sql`${tokens.deadline}`, type: "timestamptz", descends: false },
  created: { key: sql`${tokens.createdAt}`, type: "timestamptz", descends: true },
  used: { key: sql`coalesce(${tokens.lastUsedAt}, '-infinity')`, type: "timestamptz", descends: true },
  description: { key: sql`lower(${tokens.description})`, type: "text", descends: false },
} as const;

export type TokenPage = {
  filter: Filter | "all";
  sort: keyof typeof SORTS;
  search: string;
  after: { key: string; id: string } | null;
  limit: number;
};

/** A page of the owner's tokens, with the sort key that a cursor needs. */
export function listTokens(db: Reader, owner: AuthorizedScope, page: TokenPage) {
  const { key, type, descends } = SORTS[page.sort];
  const like = containing(page.search);
  const order = descends ? desc : asc;
  const sorted = [order(key), order(tokens.id)];
  // The page first, what is told of each token then: else PostgreSQL joins all of the owner's tokens to sort them.
  const ids = db
    .select({ id: tokens.id })
    .from(tokens)
    .where(
      and(
        ownedBy(owner),
        page.filter === "all" ? undefined : FILTERS[page.filter],
        page.search
          ? sql`(${tokens.description} ilike ${like} or ${tokens.hint} = ${page.search} or ${tokens.id}::text = ${page.search})`
          : undefined,
        page.after === null
          ? undefined
          : sql`(${key}, ${tokens.id}) ${sql.raw(descends ? "<" : ">")} (${page.after.key}::${sql.raw(type)}, ${page.after.id}::uuid)`,
      ),
    )
    .orderBy(...sorted)
    .limit(page.limit);
  return selectTokens(db, { sortKey: sql<string>`(${key})::text` })
    .where(inArray(tokens.id, ids))
    .orderBy(...sorted);
}

/** How many tokens each filter holds, counted no further than `most + 1`, and the database's clock. */
export async function countTokens(
  db: Reader,
  owner: AuthorizedScope,
  most: number,
): Promise<Record<Filter, number> & { now: string }> {
  const count = (filter: Filter) => {
    const found = db
      .select({ id: tokens.id })
      .from(tokens)
      .where(and(ownedBy(owner), FILTERS[filter]));
    return sql<number>`(select count(*)::int from (${found.limit(most + 1)}) found)`;
  };
  const filters = Object.keys(FILTERS) as Filter[];
  const counts = Object.fromEntries(filters.map((filter) => [filter, count(filter)]));
  const [row] = await db
    .select({ ...(counts as Record<Filter, SQL<number>>), now: sql<string>`now()` })
    .from(sql`(select) one`);
  if (!row) throw new Error("a select from one row answers one row");
  return row;
}

export async function countLiveNamed(
  db: Reader,
  owner: AuthorizedScope,
  description: string,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(tokens)
    .where(and(ownedBy(owner), live, sql`lower(${tokens.description}) = lower(${description})`));
  return row?.count ?? 0;
}
