import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isOutage } from "@/lib/outage";
import { connectDatabase, inTransaction } from "./client";
import { openTestDatabase, type TestDatabase } from "./testing";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

const one = sql`select 1`;

test("connections lost between two statements are outages, end no process and leave no place in the pool taken", async () => {
  const pool = connectDatabase(database.url, { max: 2 });
  for (let round = 0; round < 5; round += 1) {
    const lost = inTransaction(pool.db, async (tx) => {
      const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      await database.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`);
      await database.db.execute(one);
      await tx.execute(one);
    });
    expect(await lost.catch((error: unknown) => isOutage(error))).toBe(true);
  }
  expect((await inTransaction(pool.db, (tx) => tx.execute(one))).rowCount).toBe(1);
  await pool.close();
});

test("what made a transaction fail is thrown also when its connection was lost with it", async () => {
  const pool = connectDatabase(database.url, { max: 1 });
  const reason = new Error("a rule of ours");
  const failed = inTransaction(pool.db, async (tx) => {
    const { rows } = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
    await database.db.execute(sql`select pg_terminate_backend(${rows[0]?.pid}, 5000)`);
    throw reason;
  });
  await expect(failed).rejects.toBe(reason);
  await pool.close();
});
