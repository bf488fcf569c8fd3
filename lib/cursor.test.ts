import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/db/testing";
import { readCursor, writeCursor } from "./cursor";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

const id = "7385ccac-007b-4270-ba6f-25cde4b12308";

test.each([
  "2026-99-99 99:99:99+00",
  "2026-02-30 00:00:00+00",
  "2026-01-01 00:00:61+00",
  "0000-01-01 00:00:00+00",
  "294277-01-01 00:00:00+00",
  "999999-01-01 00:00:00+00",
  "tomorrow",
])("a forged cursor at %s is the first page, not an error of PostgreSQL", (key) => {
  expect(readCursor(writeCursor("expiry", { key, id }), "expiry")).toBeNull();
});

test("each instant that PostgreSQL writes is read, and cast back to itself", async () => {
  const { rows } = await database.db.$client.query<{ key: string }>(
    `select at::text as key from unnest(array['infinity', '-infinity', '2028-02-29 23:59:59.999999+00', '2026-01-01 00:00:00+00',
       '2126-12-31 12:00:00.1+00', now()]::timestamptz[]) at`,
  );
  expect(rows.length).toBe(6);
  for (const { key } of rows) {
    expect(readCursor(writeCursor("expiry", { key, id }), "expiry")).toEqual({ key, id });
    const back = await database.db.$client.query("select $1::timestamptz::text as key", [key]);
    expect(back.rows).toEqual([{ key }]);
  }
});
