import { and, eq, type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { counts } from "./memberships";
import { policy } from "./schema/instance";
import { memberships, organizations, teams } from "./schema/organizations";
import { tokens } from "./schema/tokens";
import { users } from "./schema/users";
import { type Revoker, revokeWhere, selectTokens } from "./tokens";

/** Tokens by a secret that was presented. Nothing here is owner-scoped: a genuine secret is the authorization. */

type Reader = Database | Transaction;

/** What a presented secret stands for; `isExpired` is the database's verdict, the only one, at its clock's `now`. */
const presented = {
  id: tokens.id,
  digest: tokens.digest,
  now: sql<string>`clock_timestamp()`,
  description: tokens.description,
  userId: tokens.userId,
  group: tokens.group,
  clientId: tokens.clientId,
  createdAt: tokens.createdAt,
  expiresAt: tokens.expiresAt,
  pausedAt: tokens.pausedAt,
  revokedAt: tokens.revokedAt,
  allowedCidrs: tokens.allowedCidrs,
  mayManageTokens: tokens.mayManageTokens,
  mayManageTeams: tokens.mayManageTeams,
  isExpired: sql<boolean>`(${tokens.expiresAt} is not null and ${tokens.expiresAt} <= clock_timestamp())`,
  userStatus: users.status,
  userName: users.name,
  userEmail: users.email,
  groups: sql<string[]>`owner_groups.groups`,
  /**
   * For a team token: an enabled organization has a team of that name now, and it is none that a followed Terrakube made
   * after it had deleted the one of the token's days.
   */
  hasTeam: sql<boolean>`${tokens.group} is not null and exists (select 1 from ${teams} join ${organizations} on ${organizations.id} = ${teams.organizationId}
    where ${teams.name} = ${tokens.group} and not ${organizations.isDisabled} and ${teams.goneAt} is null
    and not exists (select 1 from ${teams} gone where gone.name = ${tokens.group}
      and gone.gone_at between ${tokens.createdAt} and ${teams.createdAt}))`,
  ownerGroupTokens: sql<boolean>`(select ${policy.ownerGroupTokens} from ${policy})`,
};

export type PresentedRow = NonNullable<Awaited<ReturnType<typeof findByDigest>>>;

/** The token of a digest, with its user's status and groups, all read now. */
export async function findByDigest(db: Reader, digest: Buffer) {
  const [row] = await selectPresented(db, eq(tokens.digest, digest));
  return row;
}

/** The tokens of several digests in one round trip; prepared once per connection. */
export function prepareFindByDigests(db: Database) {
  const isAsked = sql`${tokens.digest} = any(${sql.placeholder("digests")}::bytea[])`;
  return selectPresented(db, isAsked).prepare("latchkey_find_by_digests");
}

/**
 * The groups hang on the token's column, not on the users row: so PostgreSQL gathers those of one person once in a
 * statement (Memoize), however many of their tokens a batch looks up.
 */
function selectPresented(db: Reader, where: SQL) {
  const ownerGroups = db
    .select({ groups: sql`coalesce(array_agg(distinct ${memberships.group}), '{}')`.as("groups") })
    .from(memberships)
    .where(and(eq(memberships.userId, tokens.userId), counts))
    .as("owner_groups");
  return db
    .select(presented)
    .from(tokens)
    .leftJoin(users, eq(users.id, tokens.userId))
    .leftJoinLateral(ownerGroups, sql`true`)
    .where(where);
}

/** A presented token by the id that its genuine secret gave. */
export async function findPresented(db: Reader, id: string) {
  const [row] = await selectTokens(db, {}).where(eq(tokens.id, id));
  return row;
}

/** Ends a presented token. Answers whether this call did it. */
export async function revokePresented(tx: Transaction, id: string, by: Revoker): Promise<boolean> {
  return (await revokeWhere(tx, eq(tokens.id, id), by)).length === 1;
}
