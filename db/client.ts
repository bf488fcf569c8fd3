import { sql } from "drizzle-orm";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";

export type Database = NodePgDatabase & { $client: pg.Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];

/** PostgreSQL's answer to `now()` must not depend on a server's zone, nor a hung query hold a connection. */
const SESSION = { statement_timeout: 3000, lock_timeout: 1000, idle_in_transaction_session_timeout: 5000 };

/** When PostgreSQL itself, or the network to it, says nothing at all: its own limits above should come first. */
const NO_ANSWER_MS = 4000;

export type DatabaseHandle = { db: Database; close: () => Promise<void> };

/**
 * Opens a pool (security.md rule 13). `max` connections, 10 unless told; health checks use one of their own.
 * `onError` hears of idle connections that the server ended: without a listener they end the process.
 */
export function connectDatabase(
  url: string,
  options: {
    max?: number;
    name?: string;
    noAnswerMs?: number;
    onError?: (code: string | undefined) => void;
  } = {},
): DatabaseHandle {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max ?? 10,
    connectionTimeoutMillis: 2000,
    query_timeout: options.noAnswerMs ?? NO_ANSWER_MS,
    keepAlive: true,
    application_name: options.name ?? "latchkey",
    options: "-c timezone=UTC",
    ...SESSION,
  });
  pool.on("error", (error: Error & { code?: string }) => options.onError?.(error.code));
  return { db: drizzle(pool), close: () => pool.end() };
}

/**
 * Runs `work` in one transaction: it has committed when this returns. When this throws nothing happened, except that
 * a connection lost during COMMIT leaves open whether it did. Throws what `work` threw, also if ROLLBACK then fails.
 */
export async function inTransaction<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await db.$client.connect();
  // A connection in use is not the pool's to watch: its loss between two statements would end the process.
  const ignore = () => {};
  client.on("error", ignore);
  let isSound = true;
  let reason: unknown;
  try {
    return await drizzle(client).transaction((tx) =>
      work(tx).catch((error: unknown) => {
        reason = error;
        throw error;
      }),
    );
  } catch (error) {
    isSound = error === reason;
    throw reason ?? error;
  } finally {
    client.release(!isSound);
    client.off("error", ignore);
  }
}

/** The transaction's clock, in whole milliseconds so that what is signed, stored and shown is one instant. */
export async function readTransactionClock(tx: Transaction): Promise<Date> {
  const { rows } = await tx.execute<{ now: string }>(
    sql`select date_trunc('milliseconds', now())::text as now`,
  );
  return new Date(rows[0]?.now ?? Number.NaN);
}
