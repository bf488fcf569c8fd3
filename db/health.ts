import { sql } from "drizzle-orm";
import type { Database } from "./client";

/** How many migrations this database has seen. */
export async function readAppliedMigrations(db: Database): Promise<number> {
  const { rows } = await db.execute<{ count: number }>(
    sql`select count(*)::int as count from drizzle.__drizzle_migrations`,
  );
  return rows[0]?.count ?? 0;
}
