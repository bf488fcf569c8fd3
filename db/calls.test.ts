import { afterAll, beforeAll, expect, test } from "vitest";
import type { Runtime } from "@/lib/runtime";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { issueForTest } from "@/lib/testing-wish";
import { type Call, flushCalls } from "./calls";
import { connectDatabase } from "./client";
import { openTestDatabase, seedPerson, type TestDatabase } from "./testing";

let database: TestDatabase;
let runtime: Runtime;
beforeAll(async () => {
  database = await openTestDatabase();
  runtime = makeTestRuntime(database.db);
});
afterAll(() => database?.close());

const issueId = async () => (await issueForTest(runtime, await seedPerson(database.db))).token.id;
const callOf = (tokenId: string, place: number, outcome: Call["outcome"] = "accepted"): Call => ({
  tokenId,
  outcome,
  ip: `10.0.0.${place}`,
  agent: 'an "agent", {with} \\ what arrays escape',
  at: new Date(Date.UTC(2026, 0, 1, 0, place)),
  count: 2,
});
const keptOf = async (tokenId: string) => {
  const { rows } = await database.db.$client.query(
    "select ip, agent, outcome, count::int from token_calls where token_id = $1 order by last_at",
    [tokenId],
  );
  return rows;
};
/** Until every older transaction has ended, another test's in its own database too: till then pages keep old versions. */
async function outliveOthers(): Promise<void> {
  const { $client } = database.db;
  const { rows: now } = await $client.query("select pg_current_xact_id()::text as id");
  const question = "select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as over";
  const areOver = async () => (await $client.query(question, [now[0].id])).rows[0].over;
  await expect.poll(areOver, { interval: 5, timeout: 10_000 }).toBe(true);
}
const places = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);

test("a token keeps its latest 20 kinds of call and no more, whatever another one does; all are counted", async () => {
  const [busy, quiet] = [await issueId(), await issueId()];
  await flushCalls(database.db, [callOf(quiet, 1), ...places(0, 15).map((place) => callOf(busy, place))]);
  await flushCalls(database.db, [
    ...places(15, 30).map((place) => callOf(busy, place)),
    callOf(busy, 40, "expired"),
  ]);
  const kept = await keptOf(busy);
  expect(kept.map(({ ip }) => ip)).toEqual([...places(11, 30), 40].map((place) => `10.0.0.${place}`));
  expect(kept.at(-1)).toEqual({
    ip: "10.0.0.40",
    agent: callOf(busy, 40).agent,
    outcome: "expired",
    count: 2,
  });
  expect(await keptOf(quiet)).toHaveLength(1);
  const { rows } = await database.db.$client.query(
    "select id, use_count::int as uses, last_used_ip as ip from tokens where id = any($1)",
    [[busy, quiet]],
  );
  // Refused calls are no uses, and no last use.
  expect(rows).toEqual(
    expect.arrayContaining([
      { id: busy, uses: 60, ip: "10.0.0.29" },
      { id: quiet, uses: 2, ip: "10.0.0.1" },
    ]),
  );
});

test("a call of a token that is no more is dropped, the others of its batch are written", async () => {
  const id = await issueId();
  await flushCalls(database.db, [callOf("00000000-0000-4000-8000-000000000000", 1), callOf(id, 2)]);
  expect(await keptOf(id)).toHaveLength(1);
});

test("replicas that write the same calls, each in an order of its own, wait for each other but never in a ring", async () => {
  const other = connectDatabase(database.url);
  const ids = await Promise.all(places(0, 10).map(issueId));
  const calls = ids.flatMap((id) => places(0, 10).map((place) => callOf(id, place, "revoked")));
  for (const _round of places(0, 30))
    await Promise.all([flushCalls(database.db, calls), flushCalls(other.db, calls.toReversed())]);
  await other.close();
  const kept = await Promise.all(ids.map(keptOf));
  expect(kept.flat().map(({ count }) => count)).toEqual(calls.map(() => 30 * 2 * 2));
});

test("the uses of tokens that fill their pages are written beside them, and seldom touch an index", async () => {
  const client = database.db.$client;
  const { rows } = await client.query<{ id: string }>(
    `insert into tokens (id, family_id, user_id, description, digest, hint, created_at, updated_at,
       lifetime_days, lifetime_hours, lifetime_minutes)
     select id, id, $1, 'one of many', sha256(id::text::bytea), 'hint', now(), now(), 1, 0, 0
     from (select gen_random_uuid() as id from generate_series(1, 300)) new returning id`,
    [(await seedPerson(database.db)).userId],
  );
  // Scattered over the pages, as uses are: every tenth, ten times.
  for (const from of places(0, 10)) {
    const used = rows.filter((_, i) => i % 10 === from);
    await flushCalls(
      database.db,
      used.map(({ id }) => callOf(id, 1)),
    );
    await outliveOthers();
  }
  // PostgreSQL's own count comes a moment later; what other tests wrote is in it.
  const updates = async () => {
    const counted = await client.query<{ all: number; beside: number }>(
      "select n_tup_upd::int as all, n_tup_hot_upd::int as beside from pg_stat_user_tables where relname = 'tokens'",
    );
    return counted.rows[0] ?? { all: 0, beside: 0 };
  };
  await expect.poll(async () => (await updates()).all, { timeout: 10_000 }).toBeGreaterThanOrEqual(300);
  const { all, beside } = await updates();
  // A page that is full after all is rare; without room on them it was a third.
  expect(all - beside).toBeLessThan(all / 10);
});
