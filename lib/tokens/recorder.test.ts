import { afterAll, beforeAll, expect, test } from "vitest";
import { flushCalls } from "@/db/calls";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import type { Runtime } from "@/lib/runtime";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { issueForTest } from "@/lib/testing-wish";
import { flushRecorder, recordCall } from "./recorder";
import { CallBuffer } from "./use";

let database: TestDatabase;
let runtime: Runtime;
beforeAll(async () => {
  database = await openTestDatabase();
  runtime = makeTestRuntime(database.db);
});
afterAll(() => database?.close());

const count = async () => {
  const { rows } = await database.db.$client.query(
    "select coalesce(sum(use_count), 0)::int as uses, (select count(*)::int from token_calls) as clients from tokens",
  );
  return rows[0];
};

test("more calls than one transaction writes are all written, each once, although two flushes meet", async () => {
  const actor = await seedPerson(database.db);
  const ids: string[] = [];
  for (let i = 0; i < 50; i += 1) ids.push((await issueForTest(runtime, actor)).token.id);
  const note = (round: number) => {
    for (const tokenId of ids)
      recordCall(runtime, { tokenId, outcome: "accepted", ip: `10.0.0.${round}`, agent: "test" });
  };
  // 20 clients of 50 tokens: as many rows as a token keeps.
  for (let round = 0; round < 20; round += 1) note(round);
  const first = flushRecorder(runtime);
  note(0);
  await Promise.all([first, flushRecorder(runtime)]);
  expect(await count()).toEqual({ uses: 1050, clients: 1000 });
});

test("a caller who invents agents fills the buffer for nobody else, and each of the calls is counted", () => {
  const buffer = new CallBuffer();
  const call = { outcome: "revoked", ip: "10.0.0.1", at: new Date(0) } as const;
  for (let i = 0; i < 150_000; i += 1) buffer.add({ ...call, tokenId: "loud", agent: `agent ${i}` });
  buffer.add({ ...call, tokenId: "quiet", agent: "curl" });
  const drained = buffer.drain(1000);
  expect(drained.find(({ tokenId }) => tokenId === "quiet")?.count).toBe(1);
  const loud = drained.filter(({ tokenId }) => tokenId === "loud");
  expect(loud.length).toBeLessThan(200);
  expect(loud.reduce((sum, { count }) => sum + count, 0)).toBe(150_000);
  // What was handed over makes room again.
  buffer.add({ ...call, tokenId: "loud", agent: "curl" });
  expect(buffer.drain(1000)).toEqual([{ ...call, tokenId: "loud", agent: "curl", count: 1 }]);
});

test("callers beyond a token's bound are counted together, with the latest address, also after a failed write", async () => {
  const actor = await seedPerson(database.db);
  const tokenId = (await issueForTest(runtime, actor)).token.id;
  const buffer = new CallBuffer();
  const add = (from: number, to: number) => {
    for (let i = from; i < to; i += 1)
      buffer.add({ tokenId, outcome: "accepted", ip: `10.0.1.${i}`, agent: `agent ${i}`, at: new Date(i) });
  };
  add(0, 120);
  const failed = buffer.drain(1000);
  add(100, 240);
  buffer.restore(failed);
  for (const part of [buffer.drain(10), buffer.drain(1000)]) await flushCalls(database.db, part);
  const { rows } = await database.db.$client.query(
    "select use_count::int as uses, last_used_ip as ip, last_used_agent as agent from tokens where id = $1",
    [tokenId],
  );
  expect(rows).toEqual([{ uses: 260, ip: "10.0.1.239", agent: "… and others" }]);
});
