import { afterAll, beforeAll, expect, test } from "vitest";
import { signIn } from "@/lib/sign-in/service";
import { HERE, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.close());

test("a sign-in now and then removes sessions dead and unused for 90 days, and no other", async () => {
  const userId = await people.addPerson("old@example.com");
  const cases = [
    ["long ended", "-100 days", "-70 days", "-99 days"],
    ["long expired", "-100 days", "-70 days", null],
    ["ended lately", "-80 days", "-50 days", "-80 days"],
    ["expired lately", "-40 days", "-10 days", null],
    ["live", "-1 day", "29 days", null],
  ];
  for (const values of cases)
    await people.query(
      `insert into sessions (user_id, agent, created_at, last_seen_at, expires_at, ended_at)
       values ($1, $2, now() + $3::interval, now() + $3::interval, now() + $4::interval, now() + $5::interval)`,
      [userId, ...values],
    );
  const left = async () =>
    (await people.query<{ agent: string }>("select agent from sessions order by last_seen_at")).map(
      (row) => row.agent,
    );
  const rarely = { ...people.runtime, randomBytes: (size: number) => Buffer.alloc(size, 1) };
  const now = { ...people.runtime, randomBytes: (size: number) => Buffer.alloc(size) };
  const credentials = { email: "old@example.com", password: PASSWORD };
  expect((await signIn(rarely, credentials, HERE, null)).ok).toBe(true);
  expect((await left()).slice(0, 2)).toEqual(["long ended", "long expired"]);
  expect((await signIn(now, credentials, HERE, null)).ok).toBe(true);
  expect(await left()).toEqual(["ended lately", "expired lately", "live", HERE.agent, HERE.agent]);
});
