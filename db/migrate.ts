import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

/** Any constant will do, as long as every process of every version uses the same one. */
const LOCK = 5_248_226_741;

/**
 * Brings the schema up to date. Any number of processes may call it at once: they take turns by an advisory
 * lock on a connection of its own, which PostgreSQL releases also when the process is killed.
 * @param folder absolute path of db/migrations
 */
export async function migrateDatabase(url: string, folder: string): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "latchkey-migrate",
    connectionTimeoutMillis: 10_000,
  });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [LOCK]);
    await migrate(drizzle(client), { migrationsFolder: folder });
    await client.query("select pg_advisory_unlock($1)", [LOCK]);
  } finally {
    await client.end();
  }
}
