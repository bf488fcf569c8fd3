import { and, asc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client";
import { clients } from "./schema/oauth";
import { users } from "./schema/users";

/** Explicit columns: the digest is never among them. */
const columns = {
  id: clients.id,
  name: clients.name,
  hint: clients.hint,
  creatorName: users.name,
  createdAt: clients.createdAt,
  lastUsedAt: clients.lastUsedAt,
};

/** All registered clients by name. */
export function listClients(db: Database | Transaction) {
  return db
    .select(columns)
    .from(clients)
    .leftJoin(users, eq(users.id, clients.createdBy))
    .orderBy(asc(sql`lower(${clients.name})`));
}

/** Registers a client. False when the name is taken, whatever its case. */
export async function insertClient(
  tx: Transaction,
  client: { id: string; name: string; digest: Buffer; hint: string; createdBy: string },
): Promise<boolean> {
  const rows = await tx.insert(clients).values(client).onConflictDoNothing().returning({ id: clients.id });
  return rows.length > 0;
}

/** Removes the client and answers its name; undefined when there is none. */
export async function deleteClient(tx: Transaction, id: string): Promise<string | undefined> {
  const [row] = await tx.delete(clients).where(eq(clients.id, id)).returning({ name: clients.name });
  return row?.name;
}

/** For the comparison of a presented client secret, and for nothing else. */
export async function findClientDigest(db: Database, id: string) {
  const [row] = await db
    .select({ name: clients.name, digest: clients.digest })
    .from(clients)
    .where(eq(clients.id, id));
  return row;
}

/** Notes that the client was used now; written at most once a minute. */
export async function touchClient(db: Database, id: string): Promise<void> {
  const isStale = or(isNull(clients.lastUsedAt), lt(clients.lastUsedAt, sql`now() - interval '1 minute'`));
  await db
    .update(clients)
    .set({ lastUsedAt: sql`now()` })
    .where(and(eq(clients.id, id), isStale));
}
