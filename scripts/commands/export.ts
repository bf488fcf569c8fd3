import { createHash } from "node:crypto";
import { type FileHandle, open, unlink } from "node:fs/promises";
import { resolve } from "node:path";
import type { Client } from "pg";
import { migrateDatabase } from "@/db/migrate";
import { listMigrations, listTables, quote, type Table } from "../transfer/catalog";
import { formatRow, type Header, SECRETS, TransferError } from "../transfer/format";
import { databaseUrl, migrationsFolder, runTransfer, withClient } from "../transfer/session";

const BATCH = 1000;

/** Writes everything to one new file, as of one instant, while the console goes on working. */
async function exportAll(name: string | undefined): Promise<void> {
  await migrateDatabase(databaseUrl(), migrationsFolder);
  await withClient(async (client) => {
    await client.query("begin transaction isolation level repeatable read read only");
    const { rows } = await client.query<{ at: string }>(
      `select to_char(now(), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as at`,
    );
    const exportedAt = rows[0]?.at ?? "";
    const path = resolve(name ?? `latchkey-${exportedAt.slice(0, 19).replaceAll(":", "")}Z.jsonl`);
    const file = await openNew(path);
    try {
      const count = await writeAll(client, file, exportedAt);
      await file.sync();
      console.log(`Wrote ${count} rows to ${path}`);
      console.log(
        "It holds the keys and password digests of this installation: keep it as safe as the database itself.",
      );
    } catch (error) {
      await unlink(path);
      throw error;
    } finally {
      await file.close();
    }
  });
}

async function openNew(path: string): Promise<FileHandle> {
  try {
    return await open(path, "wx", 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST")
      throw new TransferError(`${path} exists already, and nothing is overwritten. Name another file.`);
    throw new TransferError(`${path} cannot be written (${code}).`);
  }
}

async function writeAll(client: Client, file: FileHandle, exportedAt: string): Promise<number> {
  const hash = createHash("sha256");
  const write = async (text: string) => {
    hash.update(text);
    await file.write(text);
  };
  const tables = await listTables(client);
  const header: Header = {
    format: "latchkey-export",
    version: 1,
    exportedAt,
    migrations: await listMigrations(client),
    tables: {},
    secrets: Object.fromEntries(
      SECRETS.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
    ),
  };
  if (!header.secrets.TOKEN_SECRET)
    throw new TransferError("TOKEN_SECRET is missing: without it no exported token would work.");
  for (const table of tables) header.tables[table.name] = await countRows(client, table);
  await write(`${JSON.stringify(header)}\n`);
  for (const table of tables) await writeRows(client, table, write);
  await file.write(`${JSON.stringify({ end: true, sha256: hash.digest("hex") })}\n`);
  return Object.values(header.tables).reduce((sum, count) => sum + count, 0);
}

async function countRows(client: Client, table: Table): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `select count(*)::int as count from public.${quote(table.name)}`,
  );
  return rows[0]?.count ?? 0;
}

async function writeRows(
  client: Client,
  table: Table,
  write: (text: string) => Promise<void>,
): Promise<void> {
  const columns = table.columns.map(quote).join(", ");
  const order = table.key.map(quote).join(", ");
  await client.query(
    `declare export no scroll cursor for select row_to_json(t)::text as json
       from (select ${columns} from public.${quote(table.name)} order by ${order}) t`,
  );
  for (;;) {
    const { rows } = await client.query<{ json: string }>(`fetch ${BATCH} from export`);
    if (rows.length === 0) break;
    await write(rows.map((row) => formatRow(table.name, row.json)).join(""));
  }
  await client.query("close export");
}

await runTransfer(() => exportAll(process.argv[2]));
