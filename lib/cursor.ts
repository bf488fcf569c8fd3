import { z } from "zod";

/** Where a page of a list ended: the sort key of its last row, as PostgreSQL's text, and the row's id. */
export type Cursor = { key: string; id: string };

/** The sort orders whose key is a text; the others' is an instant. */
const TEXT_SORTS = new Set(["description", "name"]);
const INSTANT = /^([1-9]\d{3}-\d\d-\d\d) (\d\d:\d\d:\d\d)(\.\d{1,6})?\+00$/;
const shape = z.strictObject({ s: z.string(), k: z.string().max(500), i: z.uuid() });

export function writeCursor(sort: string, cursor: Cursor): string {
  return Buffer.from(JSON.stringify({ s: sort, k: cursor.key, i: cursor.id })).toString("base64url");
}

/** Null, which is the first page, for no cursor, a forged one, or one of another sort order. */
export function readCursor(text: string | null, sort: string): Cursor | null {
  if (text === null || text.length > 1000) return null;
  try {
    const { s, k, i } = shape.parse(JSON.parse(Buffer.from(text, "base64url").toString()));
    if (s !== sort || k.includes("\u0000")) return null;
    return TEXT_SORTS.has(sort) || isInstant(k) ? { key: k, id: i } : null;
  } catch {
    return null;
  }
}

/** Whether PostgreSQL casts the text to an instant: the 99th of a month is an error there (22008). */
function isInstant(text: string): boolean {
  const [, day, time] = INSTANT.exec(text) ?? [];
  if (day === undefined) return text === "infinity" || text === "-infinity";
  const at = new Date(`${day}T${time}Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(`${day}T${time}`);
}
