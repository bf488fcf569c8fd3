import { and, eq, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Database, Transaction } from "./client";
import { groupList } from "./organizations";
import type { AuthorizedOwner, AuthorizedScope } from "./owner";
import { tokenCalls, tokens } from "./schema/tokens";
import { users } from "./schema/users";

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
  group: tokens.group,
  mayManageTokens: tokens.mayManageTokens,
  mayManageTeams: tokens.mayManageTeams,
  allowedCidrs: tokens.allowedCidrs,
  mintedTeamTokens: sql<number>`(select count(*)::int from ${tokens} t where t.minted_by = ${tokens.id}
    and t.group_name is not null and t.revoked_at is null and t.deadline > now())`,
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

/** Tokens as people see them, with `more` columns beside the ordinary ones. */
export function selectTokens<More extends Record<string, SQL>>(db: Reader, more: More) {
  return db
    .select({ ...columns, ...more })
    .from(tokens)
    .leftJoin(creator, eq(creator.id, tokens.createdBy))
    .leftJoin(revoker, eq(revoker.id, tokens.revokedBy))
    .leftJoin(minter, eq(minter.id, tokens.mintedBy));
}

/** The ownership that goes into every WHERE clause: another's token is a row that is not there. */
export function ownedBy(scope: AuthorizedScope): SQL {
  if (scope.kind === "user") return eq(tokens.userId, scope.userId);
  if (scope.kind === "team") return eq(tokens.group, scope.group);
  return scope.groups === null
    ? isNotNull(tokens.group)
    : sql`${tokens.group} = any(${groupList(scope.groups)})`;
}

/** Neither revoked nor expired, by the database's clock; paused ones count. */
export const live = sql`(${tokens.revokedAt} is null and ${tokens.deadline} > now())`;

export async function findToken(db: Reader, owner: AuthorizedScope, id: string) {
  const [row] = await selectTokens(db, {}).where(and(ownedBy(owner), eq(tokens.id, id)));
  return row;
}

/** The parent of a token to be minted, alive and locked; undefined when it is dead. */
export async function lockLiveToken(tx: Transaction, id: string) {
  const [row] = await tx
    .select({
      expiresAt: tokens.expiresAt,
      mayManageTokens: tokens.mayManageTokens,
      allowedCidrs: tokens.allowedCidrs,
    })
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
  owner: AuthorizedScope,
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

export type Revoker = { userId: string | null; reason: string };

/** Revokes what `where` selects and is not revoked yet; answers the ids. A revoked token stays as a tombstone. */
export async function revokeWhere(tx: Transaction, where: SQL | undefined, by: Revoker): Promise<string[]> {
  const rows = await tx
    .update(tokens)
    .set({ revokedAt: sql`now()`, revokedBy: by.userId, revokedReason: by.reason, updatedAt: sql`now()` })
    .where(and(where, isNull(tokens.revokedAt)))
    .returning({ id: tokens.id });
  return rows.map((row) => row.id);
}

/** Revokes the token, if it is the owner's and not revoked yet. Answers whether this call did it. */
export async function revokeToken(
  tx: Transaction,
  owner: AuthorizedScope,
  id: string,
  by: Revoker,
): Promise<boolean> {
  return (await revokeWhere(tx, and(ownedBy(owner), eq(tokens.id, id)), by)).length === 1;
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
    const children = and(inArray(tokens.mintedBy, level), sql`${tokens.userId} is not null`);
    level = await revokeWhere(tx, children, { ...by, reason: "parent revoked" });
    revoked.push(...level);
  }
  return revoked;
}

/** Revokes the team tokens that `minterIds` minted; they are bound to nobody, so only when it was asked for. */
export function revokeMintedTeamTokens(
  tx: Transaction,
  minterIds: string[],
  by: { userId: string | null },
): Promise<string[]> {
  const minted = and(inArray(tokens.mintedBy, minterIds), isNotNull(tokens.group));
  return revokeWhere(tx, minted, { ...by, reason: "deleted with its minter" });
}
