import { asc, eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { memberships, users } from "./schema";

/** Adds a local membership; one that is there already stays as it is. True when it is new. */
export async function addLocalMembership(tx: Transaction, userId: string, group: string): Promise<boolean> {
  const rows = await tx
    .insert(memberships)
    .values({ userId, group, source: "local" })
    .onConflictDoNothing()
    .returning({ userId: memberships.userId });
  return rows.length > 0;
}

export type Member = { id: string; email: string; name: string; status: "active" | "suspended" };

/** The accounts in a group, active or suspended, by e-mail. */
export async function listMembers(db: Database | Transaction, group: string): Promise<Member[]> {
  return db
    .selectDistinct({ id: users.id, email: users.email, name: users.name, status: users.status })
    .from(memberships)
    .innerJoin(users, eq(users.id, memberships.userId))
    .where(eq(memberships.group, group))
    .orderBy(asc(users.email));
}

/** A user's groups as one SQL value, sorted, each once. */
export const groupsOfUser = sql<string[]>`(
  select coalesce(array_agg(distinct ${memberships.group}), '{}')
  from ${memberships} where ${memberships.userId} = ${users.id}
)`;
