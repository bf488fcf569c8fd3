import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { z } from "zod";

/**
 * An export: JSON lines. The header; a line for each row, `{"table":…,"row":…}`, the row exactly as row_to_json
 * wrote it; the trailer with the SHA-256 of all bytes before it.
 */
const header = z.strictObject({
  format: z.literal("latchkey-export"),
  version: z.literal(1),
  exportedAt: z.string(),
  migrations: z.array(z.string()),
  tables: z.record(z.string(), z.number().int().min(0)),
  secrets: z.record(z.string(), z.string()),
});
export type Header = z.infer<typeof header>;

const trailer = z.strictObject({ end: z.literal(true), sha256: z.string() });

const ROW = /^\{"table":"([a-z_]+)","row":(\{.*\})\}$/;

export const SECRETS = [
  "TOKEN_SECRET",
  "UPSTREAM_JWT_SECRET",
  "UPSTREAM_JWT_KEY",
  "GATEWAY_KEY",
  "AUTH_SECRET",
] as const;

/** An expected failure: printed as its message alone. */
export class TransferError extends Error {}

/** One row's line. `json` is PostgreSQL's text: numbers beyond 2^53 would not survive a JSON.parse. */
export function formatRow(table: string, json: string): string {
  return `{"table":"${table}","row":${json}}\n`;
}

/** The row of a line: its table and PostgreSQL's text. */
export function parseRow(line: string): { table: string; json: string } {
  const [, table, json] = ROW.exec(line) ?? [];
  if (table === undefined || json === undefined) throw new TransferError("A line of the file is no row.");
  return { table, json };
}

/** The lines of a file, one at a time, without their ends. */
export function readLines(path: string): AsyncIterable<string> {
  return createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
}

/**
 * Reads a whole file once and proves that it is complete and unchanged since it was written.
 * @returns its header
 * @throws TransferError for a file that is cut off, damaged, or no export
 */
export async function verifyFile(path: string): Promise<Header> {
  const hash = createHash("sha256");
  let first: string | undefined;
  let last: string | undefined;
  let rows = 0;
  try {
    for await (const line of readLines(path)) {
      if (last !== undefined) hash.update(`${last}\n`);
      first ??= line;
      last = line;
      rows += 1;
    }
  } catch (error) {
    throw new TransferError(`${path} cannot be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  const head = header.safeParse(parse(first));
  if (!head.success) throw new TransferError(`${path} is no export of Latchkey that this version can read.`);
  const end = trailer.safeParse(parse(last));
  if (!end.success)
    throw new TransferError(`${path} is cut off: its last line is missing. Nothing was imported.`);
  const promised = Object.values(head.data.tables).reduce((sum, count) => sum + count, 0);
  if (end.data.sha256 !== hash.digest("hex") || promised !== rows - 2)
    throw new TransferError(`${path} is damaged: its checksum does not match. Nothing was imported.`);
  return head.data;
}

function parse(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? "");
  } catch {
    return null;
  }
}
