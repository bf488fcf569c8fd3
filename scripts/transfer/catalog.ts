import type { Client } from "pg";

/** What is never carried over: what belongs to browsers, terminals and moments of the old place. */
const LEFT_OUT = new Set(["sessions", "setup_codes", "login_codes", "throttles"]);

export type Table = { name: string; columns: string[]; key: string[]; serials: string[] };

/** The tables that an export holds, each after those that its foreign keys point to. Columns as stored, generated ones left out. */
export async function listTables(client: Client): Promise<Table[]> {
  const tables = await client.query<Table>(`
    select c.relname as name,
      (select array_agg(attname::text order by attnum) from pg_attribute
        where attrelid = c.oid and attnum > 0 and not attisdropped and attgenerated = '') as columns,
      (select array_agg(a.attname::text order by a.attnum) from pg_index i
        join pg_attribute a on a.attrelid = c.oid and a.attnum = any(i.indkey) where i.indrelid = c.oid and i.indisprimary) as key,
      (select coalesce(array_agg(attname::text), '{}') from pg_attribute where attrelid = c.oid and attnum > 0
        and not attisdropped and pg_get_serial_sequence(c.oid::regclass::text, attname) is not null) as serials
    from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by c.relname`);
  const references = await client.query<{ from: string; to: string }>(`
    select f.relname as "from", t.relname as "to" from pg_constraint k
    join pg_class f on f.oid = k.conrelid join pg_class t on t.oid = k.confrelid
    where k.contype = 'f' and k.connamespace = 'public'::regnamespace and f.oid <> t.oid`);
  const ordered: Table[] = [];
  const visit = (table: Table) => {
    if (ordered.includes(table)) return;
    for (const { from, to } of references.rows)
      if (from === table.name) for (const target of tables.rows) if (target.name === to) visit(target);
    ordered.push(table);
  };
  for (const table of tables.rows) visit(table);
  return ordered.filter((table) => !LEFT_OUT.has(table.name));
}

/** The digests of the migrations that a database has seen, oldest first: two with equal lists have the same schema. */
export async function listMigrations(client: Client): Promise<string[]> {
  const seen = await client.query<{ hash: string }>(
    "select hash from drizzle.__drizzle_migrations order by created_at, id",
  );
  return seen.rows.map((row) => row.hash);
}

/** Quotes a name for SQL. */
export function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
