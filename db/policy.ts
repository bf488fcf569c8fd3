import type { Database, Transaction } from "./client";
import { policy } from "./schema";

/** The policy, locked against change until the transaction ends. */
export async function lockPolicy(tx: Transaction) {
  const [row] = await tx.select().from(policy).for("share");
  return row;
}

export async function readPolicy(db: Database | Transaction) {
  const [row] = await db.select().from(policy);
  return row;
}
