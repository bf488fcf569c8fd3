import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { generateToken, readTokenPolicy } from "@/lib/tokens/service";
import { changePolicy } from "./service";

let people: TestPeople;
let owner: SessionActor;
let ada: SessionActor;
beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("owner@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("ada@example.com");
  owner = await people.signInAs("owner@example.com");
  ada = await people.signInAs("ada@example.com");
});
afterAll(() => people.close());

const OPEN = { neverAllowed: true, longestLifetime: null, ownerGroupTokens: false };
const change = (input: unknown, actor = owner) => changePolicy(people.runtime, actor, input);
const generate = (expiry: unknown, actor = ada) =>
  generateToken(
    people.runtime,
    actor,
    { kind: "user" },
    {
      description: "ci",
      expiry,
      mayManageTokens: false,
      mayManageTeams: false,
      idempotencyKey: crypto.randomUUID(),
    },
  );
const NEVER = { kind: "never" };
const days = (amount: number) => ({ kind: "lifetime", days: amount, hours: 0, minutes: 0 });

describe("the policy", () => {
  it("is changed by an instance owner, with one event for each change and none for no change", async () => {
    const before = (await people.listEvents("1")).length;
    const next = { neverAllowed: false, longestLifetime: { days: 1, hours: 12 }, ownerGroupTokens: true };
    const stored = { neverAllowed: false, longestLifetimeMinutes: 36 * 60, ownerGroupTokens: true };
    expect(await change(next)).toEqual({ ok: true, value: stored });
    expect(await change(next)).toEqual({ ok: true, value: stored });
    expect(await readTokenPolicy(people.runtime)).toEqual(stored);
    expect(await change(OPEN)).toMatchObject({ ok: true });
    expect((await people.listEvents("1")).slice(before)).toEqual(["policy.changed", "policy.changed"]);
  });

  it("is changed by nobody else, also not by who was an owner a moment ago", async () => {
    expect(await change({ ...OPEN, neverAllowed: false }, ada)).toMatchObject({
      failure: { kind: "forbidden" },
    });
    expect(await change({ ...OPEN, neverAllowed: false }, { ...ada, isInstanceOwner: true })).toMatchObject({
      failure: { kind: "forbidden" },
    });
    expect(await readTokenPolicy(people.runtime)).toMatchObject({ neverAllowed: true });
  });

  it.each([
    [{ ...OPEN, longestLifetime: { days: 0, hours: 0 } }],
    [{ ...OPEN, longestLifetime: { days: -1, hours: 0 } }],
    [{ ...OPEN, longestLifetime: { days: 1.5, hours: 0 } }],
    [{ ...OPEN, longestLifetime: { days: Number.NaN, hours: 0 } }],
    [{ ...OPEN, longestLifetime: { days: "7", hours: 0 } }],
    [{ ...OPEN, longestLifetime: { days: 1e12, hours: 0 } }],
    [{ ...OPEN, longestLifetime: 7 }],
    [{ ...OPEN, neverAllowed: "no" }],
    [{ neverAllowed: false, ownerGroupTokens: false }],
    [{ ...OPEN, other: 1 }],
    [null],
  ])("%j changes nothing: what cannot be read is never “no limit”", async (input) => {
    expect(await change(input)).toMatchObject({ failure: { kind: "invalid_input" } });
    expect(await readTokenPolicy(people.runtime)).toMatchObject({
      neverAllowed: true,
      longestLifetimeMinutes: null,
    });
  });

  it("is not changed when its event cannot be written", async () => {
    await people.breakAudit("policy.changed");
    await expect(change({ ...OPEN, neverAllowed: false })).rejects.toThrow();
    await people.mendAudit();
    expect(await readTokenPolicy(people.runtime)).toMatchObject({ neverAllowed: true });
  });

  it("holds for new tokens and leaves those that exist as they are", async () => {
    const made = await generate(NEVER);
    if (!made.ok) throw new Error(made.failure.message);
    await change({ ...OPEN, longestLifetime: { days: 7, hours: 0 } });
    expect(await generate(NEVER)).toMatchObject({ failure: { kind: "invalid_input" } });
    expect(await generate(days(8))).toMatchObject({
      failure: { message: expect.stringContaining("The latest expiry is") },
    });
    expect(await generate(days(7))).toMatchObject({ ok: true });
    const [row] = await people.query("select expires_at, revoked_at from tokens where id = $1", [
      made.value.token.id,
    ]);
    expect(row).toEqual({ expires_at: null, revoked_at: null });
    await change(OPEN);
  });

  it("changed among 200 generations is not held off by them, and every outcome is one of the two serial ones", async () => {
    const results: { order: number; ok: boolean }[] = [];
    let reached = () => {};
    const underway = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const streams = Array.from({ length: 8 }, async () => {
      for (let i = 0; i < 25; i += 1) {
        const made = await generate(NEVER);
        if (!made.ok) expect(made.failure).toMatchObject({ kind: "invalid_input" });
        results.push({ order: results.length, ok: made.ok });
        if (results.length === 40) reached();
      }
    });
    await underway;
    expect(await change({ ...OPEN, neverAllowed: false })).toMatchObject({ ok: true });
    const answered = results.length;
    await Promise.all(streams);
    expect(results.length).toBe(200);
    expect(results.slice(0, 40).every(({ ok }) => ok)).toBe(true);
    // Those under way when the change was answered had committed or been refused; whoever began later was refused.
    expect(results.slice(answered + 8).some(({ ok }) => ok)).toBe(false);
    expect(answered).toBeLessThan(200);
    const [tokens] = await people.query<{ late: number; made: number }>(
      `select count(*) filter (where t.created_at > e.at)::int as late, count(*)::int as made
       from tokens t, (select max(at) as at from audit_events where action = 'policy.changed') e
       where t.expires_at is null and t.created_at > now() - interval '10 minutes'`,
    );
    expect(tokens?.late).toBe(0);
    await change(OPEN);
  });
});
