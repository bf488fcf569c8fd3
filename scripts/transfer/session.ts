import { resolve } from "node:path";
import pg from "pg";
import { TransferError } from "./format";

/** Where db/migrations is, seen from dist/commands. */
export const migrationsFolder = resolve(import.meta.dirname, "../../db/migrations");

/** DATABASE_URL, which command.mjs sets in every mode. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL;
  if (!url) throw new TransferError("DATABASE_URL is missing: run this by npm.");
  return url;
}

/** Runs `work` on one connection, in UTC, so that instants are written and read the same everywhere. */
export async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: databaseUrl(),
    application_name: "latchkey-transfer",
    connectionTimeoutMillis: 10_000,
    options: "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex",
  });
  client.on("error", () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Runs a command to its exit code; what is expected is printed as one line, PostgreSQL's errors without their detail. */
export async function runTransfer(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { code, message } = error as Error & { code?: string };
    console.error(error instanceof TransferError ? message : `Failed: ${message}${code ? ` (${code})` : ""}`);
    process.exitCode = 1;
  }
}
