import { and, eq, ne, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { users } from "./schema/users";

export type UserRow = typeof users.$inferSelect;

/** The account of an e-mail, whatever its case; `password` is the digest in PHC form. */
export async function findUserByEmail(
  db: Database | Transaction,
  email: string,
): Promise<UserRow | undefined> {
  const rows = await db.select().from(users).where(sql`lower(${users.email}) = lower(${email})`);
  return rows[0];
}

export async function findUser(db: Database | Transaction, id: string): Promise<UserRow | undefined> {
  const rows = await db.select().from(users).where(eq(users.id, id));
  return rows[0];
}

/** Reads the account and holds its row until the transaction ends, so that nobody changes it meanwhile. */
export async function lockUser(tx: Transaction, id: string): Promise<UserRow | undefined> {
  const rows = await tx.select().from(users).where(eq(users.id, id)).for("update");
  return rows[0];
}

/**
 * Taken before the account's rows: "shared" by who generates tokens for the person, "exclusive" by who suspends them.
 * PostgreSQL queues these fairly; by row locks alone a stream of generations could hold a suspension off for ever.
 */
export async function lockPerson(tx: Transaction, id: string, mode: "shared" | "exclusive"): Promise<void> {
  const lock = sql.raw(mode === "shared" ? "pg_advisory_xact_lock_shared" : "pg_advisory_xact_lock");
  await tx.execute(sql`select ${lock}(hashtextextended('latchkey.user:' || ${id}, 0))`);
}

/** Adds an active account; without a password it can only sign in elsewhere. Throws when the e-mail is taken: look first. */
export async function insertUser(
  tx: Transaction,
  user: { email: string; name: string; password: string | null },
): Promise<{ id: string }> {
  const [row] = await tx.insert(users).values(user).returning({ id: users.id });
  if (!row) throw new Error("PostgreSQL returned no row for an inserted account");
  return row;
}

/** False when there is no such account, or it bears that name already. */
export async function renameUser(tx: Transaction, id: string, name: string): Promise<boolean> {
  const rows = await tx
    .update(users)
    .set({ name })
    .where(and(eq(users.id, id), ne(users.name, name)))
    .returning({ id: users.id });
  return rows.length > 0;
}

/** @throws unique_violation (23505) when another account has it */
export async function updateEmail(tx: Transaction, id: string, email: string): Promise<void> {
  await tx.update(users).set({ email }).where(eq(users.id, id));
}

export async function updateStatus(tx: Transaction, id: string, status: UserRow["status"]): Promise<void> {
  await tx.update(users).set({ status }).where(eq(users.id, id));
}

/** Stores a password's digest (PHC form) and, when asked, makes a suspended account active again. */
export async function updatePassword(
  tx: Transaction,
  id: string,
  password: string,
  options: { reactivate: boolean } = { reactivate: false },
): Promise<void> {
  await tx
    .update(users)
    .set(options.reactivate ? { password, status: "active" } : { password })
    .where(eq(users.id, id));
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
