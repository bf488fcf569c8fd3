import { and, asc, desc, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database, Transaction } from "./client";
import type { AuthorizedOwner } from "./owner";
import { memberships, policy, tokenCalls, tokens, users } from "./schema";

type Reader = Database | Transaction;

const creator = alias(users, "creator");
const revoker = alias(users, "revoker");
const minter = alias(tokens, "minter");
const refusedOf = (column: SQL) =>
  sql`(select ${column} from ${tokenCalls} c where c.token_id = ${tokens.id} and c.outcome <> 'accepted')`;

/** Explicit columns: the digest is never among them. */
const columns = {
  id: tokens.id,
  description: tokens.description,
  hint: tokens.hint,
  createdAt: tokens.createdAt,
  updatedAt: tokens.updatedAt,
  lifetimeDays: tokens.lifetimeDays,
  lifetimeHours: tokens.lifetimeHours,
  lifetimeMinutes: tokens.lifetimeMinutes,
  expiresAt: tokens.expiresAt,
  pausedAt: tokens.pausedAt,
  revokedAt: tokens.revokedAt,
  revokedReason: tokens.revokedReason,
  mayManageTokens: tokens.mayManageTokens,
  lastUsedAt: tokens.lastUsedAt,
  lastUsedIp: tokens.lastUsedIp,
  lastUsedAgent: tokens.lastUsedAgent,
  useCount: tokens.useCount,
  creatorName: creator.name,
  creatorEmail: creator.email,
  revokerName: revoker.name,
  minterId: minter.id,
  minterDescription: minter.description,
  minterHint: minter.hint,
  refusedCount: sql<number>`${refusedOf(sql`coalesce(sum(c.count), 0)::int`)}`,
  refusedAt: sql<string | null>`${refusedOf(sql`max(c.last_at)`)}`,
  refusedIp: sql<string | null>`${refusedOf(sql`(array_agg(c.ip order by c.last_at desc))[1]`)}`,
  refusedAgent: sql<string | null>`${refusedOf(sql`(array_agg(c.agent order by c.last_at desc))[1]`)}`,
  now: sql<string>`now()`,
};

export type TokenRow = Awaited<ReturnType<typeof findToken>>;

function selectTokens(db: Reader) {
  return db
    .select(columns)
    .from(tokens)
    .leftJoin(creator, eq(creator.id, tokens.createdBy))
    .leftJoin(revoker, eq(revoker.id, tokens.revokedBy))
    .leftJoin(minter, eq(minter.id, tokens.mintedBy));
}

/** The ownership that goes into every WHERE clause: another's token is a row that is not there. */
function ownedBy(owner: AuthorizedOwner): SQL {
  return owner.kind === "user" ? eq(tokens.userId, owner.userId) : eq(tokens.group, owner.group);
}

const notExpired = sql`(${tokens.expiresAt} is null or ${tokens.expiresAt} > now())`;
const live = sql`(${tokens.revokedAt} is null and ${notExpired})`;

/** One predicate per filter of the list, held against statusOf by db/tokens.test.ts. */
const FILTERS = {
  live,
  active: sql`(${live} and ${tokens.pausedAt} is null)`,
  expiring7: sql`(${live} and ${tokens.expiresAt} <= now() + interval '7 days')`,
  expiring30: sql`(${live} and ${tokens.expiresAt} <= now() + interval '30 days')`,
  unused: sql`(${live} and ${tokens.lastUsedAt} is null)`,
  expired: sql`(${tokens.revokedAt} is null and ${tokens.expiresAt} <= now())`,
  revoked: sql`(${tokens.revokedAt} is not null)`,
} as const;
type Filter = keyof typeof FILTERS;

/** Sort keys are never null and have a type to which the cursor's text is cast back. */
const SORTS = {
  expiry: { key: sql`coalesce(${tokens.expiresAt}, 'infinity')`, type: "timestamptz", descends: false },
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
export function listTokens(db: Reader, owner: AuthorizedOwner, page: TokenPage) {
  const { key, type, descends } = SORTS[page.sort];
  const like = `%${page.search.replace(/[\\%_]/g, "\\$&")}%`;
  const order = descends ? desc : asc;
  return db
    .select({ ...columns, sortKey: sql<string>`(${key})::text` })
    .from(tokens)
    .leftJoin(creator, eq(creator.id, tokens.createdBy))
    .leftJoin(revoker, eq(revoker.id, tokens.revokedBy))
    .leftJoin(minter, eq(minter.id, tokens.mintedBy))
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
    .orderBy(order(key), order(tokens.id))
    .limit(page.limit);
}

/** How many tokens each filter holds, and the database's clock. */
export async function countTokens(
  db: Reader,
  owner: AuthorizedOwner,
): Promise<Record<Filter, number> & { now: string }> {
  const count = (filter: Filter) => sql<number>`(count(*) filter (where ${FILTERS[filter]}))::int`;
  const [row] = await db
    .select({
      live: count("live"),
      active: count("active"),
      expiring7: count("expiring7"),
      expiring30: count("expiring30"),
      unused: count("unused"),
      expired: count("expired"),
      revoked: count("revoked"),
      now: sql<string>`now()`,
    })
    .from(tokens)
    .where(ownedBy(owner));
  if (!row) throw new Error("an aggregate always answers one row");
  return row;
}

export async function findToken(db: Reader, owner: AuthorizedOwner, id: string) {
  const [row] = await selectTokens(db).where(and(ownedBy(owner), eq(tokens.id, id)));
  return row;
}

export async function countLiveNamed(
  db: Reader,
  owner: AuthorizedOwner,
  description: string,
): Promise<number> {
  const [row] = await db
    .select({ count: sql<number>`count(*)::int` })
    .from(tokens)
    .where(and(ownedBy(owner), live, sql`lower(${tokens.description}) = lower(${description})`));
  return row?.count ?? 0;
}

/** The transaction's clock, in whole milliseconds so that what is signed, stored and shown is one instant. */
export async function readTransactionClock(tx: Transaction): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(
    sql`select date_trunc('milliseconds', now())::text as now`,
  );
  return new Date(rows[0]?.now ?? Number.NaN);
}

/** The policy, locked against change until the transaction ends. */
export async function lockPolicy(tx: Transaction) {
  const [row] = await tx.select().from(policy).for("share");
  return row;
}

export async function readPolicy(db: Reader) {
  const [row] = await db.select().from(policy);
  return row;
}

/** True when the user exists and is active; the row stays as it is until the transaction ends. */
export async function lockActiveUser(tx: Transaction, userId: string): Promise<boolean> {
  const rows = await tx
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.id, userId), eq(users.status, "active")))
    .for("share");
  return rows.length === 1;
}

/** The parent of a token to be minted, alive and locked; undefined when it is dead. */
export async function lockLiveToken(tx: Transaction, id: string) {
  const [row] = await tx
    .select({ expiresAt: tokens.expiresAt, mayManageTokens: tokens.mayManageTokens })
    .from(tokens)
    .where(and(eq(tokens.id, id), live, isNull(tokens.pausedAt)))
    .for("share");
  return row;
}

export type NewToken = Omit<typeof tokens.$inferInsert, "userId" | "group" | "updatedAt" | "familyId">;

export async function insertToken(tx: Transaction, owner: AuthorizedOwner, token: NewToken): Promise<void> {
  const { id, createdAt } = token;
  const whose = owner.kind === "user" ? { userId: owner.userId } : { group: owner.group };
  await tx.insert(tokens).values({ ...token, ...whose, updatedAt: createdAt, familyId: id });
}

export async function updateDescription(
  tx: Transaction,
  owner: AuthorizedOwner,
  id: string,
  description: string,
): Promise<boolean> {
  const rows = await tx
    .update(tokens)
    .set({ description, updatedAt: sql`now()` })
    .where(and(ownedBy(owner), eq(tokens.id, id), isNull(tokens.revokedAt)))
    .returning({ id: tokens.id });
  return rows.length === 1;
}

/** Revokes the token, if it is the owner's and not revoked yet. Answers whether this call did it. */
export async function revokeToken(
  tx: Transaction,
  owner: AuthorizedOwner,
  id: string,
  by: { userId: string | null; reason: string },
): Promise<boolean> {
  const rows = await tx
    .update(tokens)
    .set({ revokedAt: sql`now()`, revokedBy: by.userId, revokedReason: by.reason, updatedAt: sql`now()` })
    .where(and(ownedBy(owner), eq(tokens.id, id), isNull(tokens.revokedAt)))
    .returning({ id: tokens.id });
  return rows.length === 1;
}

/**
 * Revokes all user tokens that `parentId` minted, and theirs. Level by level: a child that is being minted right now
 * holds its parent's row, so the parent's update waited for it and this sees it.
 */
export async function revokeChildren(
  tx: Transaction,
  parentId: string,
  by: { userId: string | null },
): Promise<string[]> {
  const revoked: string[] = [];
  for (let level = [parentId]; level.length > 0; ) {
    const rows = await tx
      .update(tokens)
      .set({
        revokedAt: sql`now()`,
        revokedBy: by.userId,
        revokedReason: "parent revoked",
        updatedAt: sql`now()`,
      })
      .where(
        and(inArray(tokens.mintedBy, level), sql`${tokens.userId} is not null`, isNull(tokens.revokedAt)),
      )
      .returning({ id: tokens.id });
    level = rows.map((row) => row.id);
    revoked.push(...level);
  }
  return revoked;
}

/**
 * What a presented secret stands for, read now: the token, its user's status and groups. `expired` is the database's
 * verdict, the only one. Not owner-scoped: the digest of a genuine secret is the authorization.
 */
export async function findByDigest(db: Reader, digest: Buffer) {
  const [row] = await db
    .select({
      id: tokens.id,
      description: tokens.description,
      userId: tokens.userId,
      group: tokens.group,
      expiresAt: tokens.expiresAt,
      pausedAt: tokens.pausedAt,
      revokedAt: tokens.revokedAt,
      mayManageTokens: tokens.mayManageTokens,
      isExpired: sql<boolean>`(${tokens.expiresAt} is not null and ${tokens.expiresAt} <= clock_timestamp())`,
      userStatus: users.status,
      userName: users.name,
      userEmail: users.email,
      groups: sql<
        string[]
      >`array(select distinct m.group_name from ${memberships} m where m.user_id = ${tokens.userId} order by 1)`,
    })
    .from(tokens)
    .leftJoin(users, eq(users.id, tokens.userId))
    .where(eq(tokens.digest, digest));
  return row;
}

/** A presented token by the id that its genuine secret gave: not owner-scoped, like findByDigest. */
export async function findPresented(db: Reader, id: string) {
  const [row] = await selectTokens(db).where(eq(tokens.id, id));
  return row;
}

/** Ends a presented token. Answers whether this call did it. */
export async function revokePresented(
  tx: Transaction,
  id: string,
  by: { userId: string | null },
): Promise<boolean> {
  const rows = await tx
    .update(tokens)
    .set({
      revokedAt: sql`now()`,
      revokedBy: by.userId,
      revokedReason: "revoked itself",
      updatedAt: sql`now()`,
    })
    .where(and(eq(tokens.id, id), isNull(tokens.revokedAt)))
    .returning({ id: tokens.id });
  return rows.length === 1;
}
