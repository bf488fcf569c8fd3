import { resolve } from "node:path";
import { parseArgs } from "node:util";
import type { Client } from "pg";
import { migrateDatabase } from "@/db/migrate";
import { listMigrations, listTables, quote, type Table } from "../transfer/catalog";
import { type Header, parseRow, readLines, TransferError, verifyFile } from "../transfer/format";
import { settleSecrets } from "../transfer/secrets";
import { databaseUrl, migrationsFolder, runTransfer, withClient } from "../transfer/session";

const BATCH = 500;
/** Refuses UPDATE and DELETE: what is there stays, and imported events are numbered after it. */
const APPEND_ONLY = "audit_events";

/** Brings one file into a database without users: all of it, or nothing. */
async function importAll(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { "secrets-to": { type: "string" } },
    allowPositionals: true,
  });
  const [name] = positionals;
  if (name === undefined || positionals.length > 1)
    throw new TransferError("Usage: npm run import -- <file> [--secrets-to <file>]");
  const path = resolve(name);
  const header = await verifyFile(path);
  await migrateDatabase(databaseUrl(), migrationsFolder);
  await withClient(async (client) => {
    await client.query("begin");
    await assertSameSchema(client, header);
    await assertUnused(client);
    const tables = await listTables(client);
    await stageRows(client, tables, path);
    for (const table of tables) await bringIn(client, table, header.tables[table.name] ?? 0);
    const words = await settleSecrets(header.secrets, values["secrets-to"]);
    await client.query("commit");
    console.log(`Imported ${path}, as of ${header.exportedAt}. Everybody signs in anew.`);
    for (const line of words) console.log(line);
  });
}

async function assertSameSchema(client: Client, header: Header): Promise<void> {
  const own = await listMigrations(client);
  if (own.join() === header.migrations.join()) return;
  const isOlder = header.migrations.every((hash, i) => hash === own[i]);
  throw new TransferError(
    isOlder
      ? "The file is of an older Latchkey. Export it anew with this version (it brings that database up to date)."
      : "The file is of a newer or another Latchkey. Import it with the version that made it.",
  );
}

/** Holds off whoever creates an owner in the same moment. */
async function assertUnused(client: Client): Promise<void> {
  await client.query("lock table public.users in exclusive mode");
  const { rows } = await client.query<{ is_used: boolean }>(
    "select exists (select from public.users) as is_used",
  );
  if (rows[0]?.is_used)
    throw new TransferError(
      "This database has users already. An import needs an empty one, and nothing was changed.",
    );
}

/** Into temporary tables first: rows of one table may point at each other, so they must arrive in one statement. */
async function stageRows(client: Client, tables: Table[], path: string): Promise<void> {
  for (const table of tables)
    await client.query(
      `create temporary table ${staged(table)} (like public.${quote(table.name)}) on commit drop`,
    );
  const known = new Map(tables.map((table) => [table.name, table]));
  let batch: { table: Table; rows: string[] } | null = null;
  const flush = async () => {
    if (batch) await insertBatch(client, batch.table, batch.rows);
    batch = null;
  };
  let previous: string | undefined;
  let isHeader = true;
  for await (const line of readLines(path)) {
    // One line behind: the last one is the trailer.
    const current = isHeader ? undefined : previous;
    if (!isHeader) previous = line;
    isHeader = false;
    if (current === undefined) continue;
    const { table: name, json } = parseRow(current);
    const table = known.get(name);
    if (!table) throw new TransferError(`The file holds an unknown table "${name}". Nothing was imported.`);
    if (batch && (batch.table !== table || batch.rows.length >= BATCH)) await flush();
    batch ??= { table, rows: [] };
    batch.rows.push(json);
  }
  await flush();
}

async function insertBatch(client: Client, table: Table, rows: string[]): Promise<void> {
  const columns = table.columns.map(quote).join(", ");
  await client.query(
    `insert into ${staged(table)} (${columns}) select ${columns}
       from json_populate_recordset(null::public.${quote(table.name)}, $1::json)`,
    [`[${rows.join(",")}]`],
  );
}

async function bringIn(client: Client, table: Table, promised: number): Promise<void> {
  const target = `public.${quote(table.name)}`;
  if (table.name !== APPEND_ONLY) await client.query(`delete from ${target}`);
  const { rows } = await client.query<{ is_empty: boolean }>(
    `select not exists (select from ${target}) as is_empty`,
  );
  const isRenumbered = !rows[0]?.is_empty;
  const columns = table.columns.filter((column) => !(isRenumbered && table.key.includes(column))).map(quote);
  const order = table.key.map(quote).join(", ");
  const inserted = await client.query(
    `insert into ${target} (${columns.join(", ")}) select ${columns.join(", ")} from ${staged(table)} order by ${order}`,
  );
  if (inserted.rowCount !== promised)
    throw new TransferError(`The file promised ${promised} rows of ${table.name}. Nothing was imported.`);
  for (const column of rows[0]?.is_empty ? table.serials : [])
    await client.query(
      `select setval(pg_get_serial_sequence($1, $2), max(${quote(column)})) from ${target} having count(*) > 0`,
      [target, column],
    );
}

const staged = (table: Table) => quote(`import_${table.name}`);

await runTransfer(importAll);
