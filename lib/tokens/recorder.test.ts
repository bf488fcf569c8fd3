import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, seedPerson, type TestDatabase } from "@/db/testing";
import type { Runtime } from "@/lib/runtime";
import { makeTestRuntime } from "@/lib/testing-runtime";
import { issueForTest } from "@/lib/testing-wish";
import { flushRecorder, recordCall } from "./recorder";

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
