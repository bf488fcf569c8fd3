import { randomBytes, randomUUID } from "node:crypto";
import { resolve } from "node:path";
import { eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { authorizeOwner } from "@/lib/authorization";
import type { Runtime } from "@/lib/runtime";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { issueForTest, WISH } from "@/lib/testing-wish";
import { issueToken } from "@/lib/tokens/generation";
import { listTokens as listPage } from "@/lib/tokens/service";
import { isLive, statusOf } from "@/lib/tokens/token";
import { flushCalls } from "./calls";
import { migrateDatabase } from "./migrate";
import { memberships } from "./schema/organizations";
import { tokens } from "./schema/tokens";
import { sessions } from "./schema/users";
import { openTestDatabase, seedPerson, type TestDatabase } from "./testing";
import { countTokens, listTokens } from "./token-lists";

let database: TestDatabase;
let runtime: Runtime;
beforeAll(async () => {
  database = await openTestDatabase();
  runtime = makeTestRuntime(database.db);
});
afterAll(() => database?.close());

const issue = (actor: SessionActor, description = "t") => issueForTest(runtime, actor, { description });
const ownerOf = (actor: SessionActor) => {
  const owner = authorizeOwner(actor, { kind: "user" }, "list");
  if (!owner.ok) throw new Error("refused");
  return owner.value;
};

test("the filters of SQL and the statuses of lib/tokens/token.ts agree, row by row", async () => {
  const actor = await seedPerson(database.db);
  for (const expires of [null, "-1 minute", "1 hour", "8 days", "40 days"])
    for (const paused of [false, true])
      for (const revoked of [false, true]) {
        const { token } = await issue(actor);
        await database.db
          .update(tokens)
          .set({
            expiresAt: expires === null ? null : sql`now() + ${expires}::interval`,
            pausedAt: paused ? sql`now()` : null,
            revokedAt: revoked ? sql`now()` : null,
          })
          .where(eq(tokens.id, token.id));
      }
  const page = { sort: "expiry", search: "", after: null, limit: 100 } as const;
  const owner = ownerOf(actor);
  const ids = async (filter: Parameters<typeof listTokens>[2]["filter"]) =>
    (await listTokens(database.db, owner, { ...page, filter })).map((row) => row.id).sort();
  const all = await listTokens(database.db, owner, { ...page, filter: "all" });
  const where = (test: (status: string, row: (typeof all)[number]) => boolean) =>
    all
      .filter((row) => test(statusOf(row, new Date(row.now)), row))
      .map((row) => row.id)
      .sort();
  expect(await ids("live")).toEqual(where((status) => isLive(status as "active") || status === "paused"));
  expect(await ids("active")).toEqual(where((status) => isLive(status as "active")));
  expect(await ids("expired")).toEqual(where((status) => status === "expired"));
  expect(await ids("revoked")).toEqual(where((status) => status === "revoked"));
  const counts = await countTokens(database.db, owner, 1000);
  for (const filter of ["live", "active", "expiring7", "expiring30", "unused", "expired", "revoked"] as const)
    expect([filter, counts[filter]]).toEqual([filter, (await ids(filter)).length]);
  const { live, expired } = await countTokens(database.db, owner, 3);
  expect([live, expired]).toEqual([4, 2]);
});

test("pages follow each other without a gap or a repeat, in every order; a forged cursor is the first page", async () => {
  const actor = await seedPerson(database.db);
  for (let i = 0; i < 60; i += 1) await issue(actor, `same ${i % 7}`);
  for (const sort of ["expiry", "created", "used", "description"] as const) {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listPage(
        runtime,
        actor,
        { kind: "user" },
        { filter: "live", sort, search: "", cursor },
      );
      if (!page.ok) throw new Error("refused");
      seen.push(...page.value.tokens.map((token) => token.id));
      cursor = page.value.nextCursor;
    } while (cursor);
    expect([sort, new Set(seen).size, seen.length]).toEqual([sort, 60, 60]);
    for (const forged of [
      "x",
      Buffer.from(JSON.stringify({ s: sort, k: "'; drop table tokens", i: "1" })).toString("base64url"),
    ]) {
      const page = await listPage(
        runtime,
        actor,
        { kind: "user" },
        { filter: "live", sort, search: "", cursor: forged },
      );
      expect(page.ok && page.value.tokens[0]?.id).toBe(seen[0]);
    }
  }
});

test("generation against the session's end, 200 times: every outcome is one of the two serial ones", async () => {
  for (let round = 0; round < 25; round += 1) {
    const actor = await seedPerson(database.db);
    const end = () =>
      database.db
        .update(sessions)
        .set({ endedAt: sql`now()` })
        .where(eq(sessions.id, actor.sessionId))
        .execute();
    const attempts = Array.from({ length: 8 }, () => issueToken(runtime, actor, { kind: "user" }, WISH));
    const [results] = await Promise.all([Promise.all(attempts), end()]);
    const made = results.filter((result) => result.ok).length;
    expect(results.every((result) => result.ok || result.failure.kind === "unauthenticated")).toBe(true);
    expect(await database.db.$count(tokens, eq(tokens.userId, actor.userId))).toBe(made);
    expect((await issueToken(runtime, actor, { kind: "user" }, WISH)).ok).toBe(false);
  }
});

test("uses are written forward-only: an older instant never replaces a newer one, counts add up", async () => {
  const actor = await seedPerson(database.db);
  const { token } = await issue(actor);
  const call = (at: string, agent: string) => ({
    tokenId: token.id,
    outcome: "accepted" as const,
    ip: "10.0.0.1",
    agent,
    at: new Date(at),
    count: 2,
  });
  await flushCalls(database.db, [call("2026-01-02T00:00:00Z", "new"), call("2026-01-01T00:00:00Z", "old")]);
  await flushCalls(database.db, [
    call("2026-01-01T12:00:00Z", "older"),
    { ...call("2026-01-01T00:00:00Z", "x"), tokenId: randomUUID() },
  ]);
  const [row] = await database.db.select().from(tokens).where(eq(tokens.id, token.id));
  expect([row?.lastUsedAgent, row?.useCount, row?.lastUsedAt?.toISOString()]).toEqual([
    "new",
    6,
    "2026-01-02T00:00:00.000Z",
  ]);
});

test("a group is exactly as named", async () => {
  const actor = await seedPerson(database.db);
  await database.db.insert(memberships).values({ userId: actor.userId, group: "Ops ", source: "local" });
  expect(await database.db.$count(memberships, eq(memberships.group, "ops"))).toBe(0);
});

test("four processes may migrate an empty database at once", async () => {
  const name = `migrate_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: inject("engineUrl") });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = new URL(inject("engineUrl"));
  url.pathname = name;
  const folder = resolve(import.meta.dirname, "migrations");
  await Promise.all([1, 2, 3, 4].map(() => migrateDatabase(url.href, folder)));
  await admin.query(`drop database ${name} with (force)`);
  await admin.end();
});
