import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tokens } from "@/db/schema/tokens";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { generateToken } from "./service";
import { verifySecret } from "./verification";

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database?.close());

test("an application clock an hour off, either way, changes neither a token's expiry nor whether it lives", async () => {
  const actor = await seedPerson(database.db);
  const half = { days: 0, hours: 0, minutes: 30 };
  for (const hours of [-1, 1]) {
    const off = makeTestRuntime(database.db, () => new Date(Date.now() + hours * 3_600_000));
    const input = {
      description: "off",
      expiry: { kind: "lifetime", ...half },
      mayManageTokens: false,
      mayManageTeams: false,
      idempotencyKey: randomUUID(),
    };
    const issued = await generateToken(off, actor, { kind: "user" }, input);
    if (!issued.ok) throw new Error(issued.failure.message);
    const { secret, token } = issued.value;
    const origin = { ip: null, agent: null };
    expect((await verifySecret(off, secret, origin)).kind).toBe("accepted");
    const [row] = await database.db
      .select({ minutes: sql<number>`round(extract(epoch from expires_at - clock_timestamp()) / 60)::int` })
      .from(tokens)
      .where(eq(tokens.id, token.id));
    expect(row?.minutes).toBe(30);
    await database.db.update(tokens).set({ expiresAt: sql`now()` }).where(eq(tokens.id, token.id));
    expect((await verifySecret(off, secret, origin)).kind).toBe("dead");
  }
});
