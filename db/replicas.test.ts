import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Runtime } from "@/lib/runtime";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { WISH } from "@/lib/testing-wish";
import { issueToken } from "@/lib/tokens/generation";
import { digestSecret } from "@/lib/tokens/secret";
import { revokeToken } from "@/lib/tokens/service";
import { connectDatabase } from "./client";
import { auditEvents } from "./schema/audit";
import { tokens } from "./schema/tokens";
import { openTestDatabase, seedPerson, type TestDatabase } from "./testing";

const none = { lifetimeDays: 0, lifetimeHours: 0, lifetimeMinutes: 0 };

describe("on two replicas at once, 500 times", { timeout: 120_000 }, () => {
  const AT_ONCE = 4;
  let database: TestDatabase;
  let replicas: { runtime: Runtime; close: () => Promise<void> }[];
  beforeAll(async () => {
    database = await openTestDatabase();
    replicas = [1, 2].map(() => {
      const { db, close } = connectDatabase(database.url);
      return { runtime: makeTestRuntime(db), close };
    });
  });
  afterAll(async () => {
    await Promise.all((replicas ?? []).map((replica) => replica.close()));
    await database?.close();
  });

  /** Runs `work` on both, and 500 such pairs, some of them at once. */
  async function race<T>(work: (replica: Runtime, round: number) => Promise<T>): Promise<T[][]> {
    const outcomes: T[][] = [];
    for (let round = 0; round < 500; round += AT_ONCE) {
      const pairs = Array.from({ length: AT_ONCE }, (_, i) =>
        Promise.all(replicas.map((replica) => work(replica.runtime, round + i))),
      );
      outcomes.push(...(await Promise.all(pairs)));
    }
    return outcomes;
  }

  test("a deletion revokes once, with one event, and answers both", async () => {
    const actor = await seedPerson(database.db);
    const ids = Array.from({ length: 500 }, () => randomUUID());
    const row = { ...none, userId: actor.userId, description: "t", hint: "abcd" };
    const at = { createdAt: new Date(), updatedAt: new Date() };
    await database.db
      .insert(tokens)
      .values(ids.map((id) => ({ ...row, ...at, id, familyId: id, digest: digestSecret(id) })));
    const outcomes = await race((replica, i) => revokeToken(replica, actor, { kind: "user" }, ids[i]));
    expect(outcomes.flat().every((result) => result.ok)).toBe(true);
    const isRevocation = and(
      eq(auditEvents.action, "token.revoked"),
      eq(auditEvents.actorUserId, actor.userId),
    );
    expect(await database.db.$count(auditEvents, isRevocation)).toBe(500);
  });

  test("an idempotency key yields one token; the other is told its id", async () => {
    const actor = await seedPerson(database.db);
    const keys = Array.from({ length: 500 }, () => randomUUID());
    const outcomes = await race((replica, i) =>
      issueToken(replica, actor, { kind: "user" }, { ...WISH, idempotencyKey: keys[i] ?? null }),
    );
    for (const pair of outcomes) {
      const made = pair.find((result) => result.ok);
      const told = pair.find((result) => !result.ok);
      if (!made?.ok || told?.ok !== false) throw new Error("not one token and one refusal");
      expect(told.failure).toMatchObject({ kind: "conflict", tokenId: made.value.token.id });
    }
    expect(await database.db.$count(tokens, eq(tokens.userId, actor.userId))).toBe(500);
  });
});
