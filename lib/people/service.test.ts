import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addLocalMembership } from "@/db/memberships";
import { endOwnership, makeOwner } from "@/lib/owners/service";
import { HERE, OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { generateToken } from "@/lib/tokens/service";
import { verifySecret } from "@/lib/tokens/verification";
import { listPeople, restorePerson, suspendPerson } from "./service";

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.close());

let count = 0;
async function enter(name: string, groups: string[] = []) {
  count += 1;
  const email = `${name}${count}@example.com`;
  await people.addPerson(email, { groups });
  return people.signInAs(email);
}
const statusOf = async (id: string) =>
  (await people.query<{ status: string }>("select status from users where id = $1", [id]))[0]?.status;
const EVERYTHING = { search: "", cursor: null };

function wish() {
  return {
    description: "ci",
    expiry: { kind: "lifetime", days: 1, hours: 0, minutes: 0 },
    mayManageTokens: false,
    mayManageTeams: false,
    idempotencyKey: crypto.randomUUID(),
  };
}
async function generate(actor: Awaited<ReturnType<typeof enter>>) {
  const made = await generateToken(people.runtime, actor, { kind: "user" }, wish());
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.secret;
}

describe("the list of users", () => {
  it("tells status, owner, groups, live tokens, sessions and last seen of each", async () => {
    const olive = await enter("olive", [OWNER_GROUP, "platform"]);
    const ada = await enter("ada", ["web"]);
    await generate(ada);
    const listed = await listPeople(people.runtime, olive, EVERYTHING);
    if (!listed.ok) throw new Error(listed.failure.message);
    const rows = new Map(listed.value.people.map((person) => [person.id, person]));
    expect(rows.get(olive.userId)).toMatchObject({
      isOwner: true,
      isLocalOwner: true,
      isSelf: true,
      groups: ["platform"],
      status: "active",
      liveTokens: 0,
    });
    expect(rows.get(ada.userId)).toMatchObject({
      isOwner: false,
      isSelf: false,
      groups: ["web"],
      liveTokens: 1,
      liveSessions: 1,
      lastSeenAt: expect.stringMatching(/Z$/),
    });
    expect(JSON.stringify(listed.value)).not.toContain("argon2");
  });

  it("pages by name without a gap or a double, also among namesakes, and a forged cursor is the first page", async () => {
    const olive = await enter("pager", [OWNER_GROUP]);
    for (let i = 0; i < 60; i += 1)
      await people.query("insert into users (name, email) values ($1, $2)", [
        i < 40 ? "Same Name" : `Page ${i}`,
        `page${i}@example.net`,
      ]);
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await listPeople(people.runtime, olive, { search: "@example.net", cursor });
      if (!page.ok) throw new Error(page.failure.message);
      expect(page.value.people.length).toBeLessThanOrEqual(25);
      seen.push(...page.value.people.map(({ id }) => id));
      cursor = page.value.nextCursor;
    } while (cursor !== null);
    expect(seen).toHaveLength(60);
    expect(new Set(seen).size).toBe(60);
    for (const forged of ["x", "e30", "A".repeat(5000)])
      expect(await listPeople(people.runtime, olive, { search: "", cursor: forged })).toMatchObject({
        ok: true,
      });
  });

  it("is searched by a part of name or e-mail, and % and _ are letters", async () => {
    const olive = await enter("searcher", [OWNER_GROUP]);
    const find = async (search: string) => {
      const found = await listPeople(people.runtime, olive, { search, cursor: null });
      return found.ok ? found.value.people.map(({ email }) => email) : [];
    };
    expect(await find("SEARCHER")).toEqual([olive.email]);
    expect(await find(olive.userId)).toEqual([olive.email]);
    expect(await find("100%")).toEqual([]);
    expect(await find("_______")).toEqual([]);
  });

  it("and every change are for instance owners alone", async () => {
    const ada = await enter("stranger");
    const eve = await enter("victim");
    for (const result of [
      await listPeople(people.runtime, ada, EVERYTHING),
      await suspendPerson(people.runtime, ada, eve.userId),
      await restorePerson(people.runtime, ada, eve.userId),
      await makeOwner(people.runtime, ada, ada.userId),
      await endOwnership(people.runtime, ada, eve.userId),
    ])
      expect(result).toMatchObject({ failure: { kind: "forbidden" } });
    expect(await statusOf(eve.userId)).toBe("active");
    expect(await people.listEvents(eve.userId)).toEqual([]);
  });

  it("a claim to be an owner that the rows no longer back changes nothing", async () => {
    const olive = await enter("former", [OWNER_GROUP]);
    const eve = await enter("kept");
    await people.query("delete from memberships where user_id = $1", [olive.userId]);
    expect(await suspendPerson(people.runtime, olive, eve.userId)).toMatchObject({
      failure: { kind: "forbidden" },
    });
    expect(await statusOf(eve.userId)).toBe("active");
  });
});

describe("a suspension", () => {
  it("ends sessions and refuses tokens at the very next call; restored, tokens live again and sessions do not", async () => {
    const olive = await enter("owner", [OWNER_GROUP]);
    const ada = await enter("suspended");
    const secret = await generate(ada);
    const verify = async () => (await verifySecret(people.runtime, secret, HERE)).kind;
    expect(await verify()).toBe("accepted");
    expect(await suspendPerson(people.runtime, olive, ada.userId)).toEqual({
      ok: true,
      value: { tokens: 1, sessions: 1 },
    });
    expect(await verify()).toBe("dead");
    expect(await people.ask(ada.sessionId)).toBeNull();
    await expect(people.signInAs(ada.email)).rejects.toThrow("suspended");
    expect(await restorePerson(people.runtime, olive, ada.userId)).toEqual({
      ok: true,
      value: { tokens: 1 },
    });
    expect(await verify()).toBe("accepted");
    expect(await people.ask(ada.sessionId)).toBeNull();
    expect(await people.signInAs(ada.email)).toMatchObject({ userId: ada.userId });
    expect(await people.listEvents(ada.userId)).toEqual(["user.suspended", "user.restored"]);
    expect(await people.listEvents(ada.sessionId)).toEqual(["user.signed-in", "session.ended"]);
  });

  it("is not done to oneself, nor to whom there is not; twice is fine, with one event", async () => {
    const olive = await enter("self", [OWNER_GROUP]);
    await enter("other", [OWNER_GROUP]);
    const ada = await enter("twice");
    expect(await suspendPerson(people.runtime, olive, olive.userId)).toMatchObject({
      failure: { kind: "conflict", message: expect.stringContaining("yourself") },
    });
    for (const id of ["", "x", null, crypto.randomUUID()])
      expect(await suspendPerson(people.runtime, olive, id)).toMatchObject({
        failure: { kind: "not_found" },
      });
    await suspendPerson(people.runtime, olive, ada.userId);
    await suspendPerson(people.runtime, olive, ada.userId);
    await restorePerson(people.runtime, olive, ada.userId);
    await restorePerson(people.runtime, olive, ada.userId);
    expect(await people.listEvents(ada.userId)).toEqual(["user.suspended", "user.restored"]);
  });

  it("does not happen when its event cannot be written", async () => {
    const olive = await enter("auditor", [OWNER_GROUP]);
    const ada = await enter("atomic");
    await people.breakAudit("user.suspended");
    await expect(suspendPerson(people.runtime, olive, ada.userId)).rejects.toThrow();
    await people.mendAudit();
    expect(await statusOf(ada.userId)).toBe("active");
    expect(await people.ask(ada.sessionId)).not.toBeNull();
  });

  it("voids a recovery link, which would else make the account active again", async () => {
    const olive = await enter("voider", [OWNER_GROUP]);
    const ada = await enter("recoverer", [OWNER_GROUP]);
    await people.query(
      `insert into setup_codes (digest, purpose, user_id, expires_at)
       values (decode(repeat('ab', 32), 'hex'), 'recover', $1, now() + interval '1 hour')`,
      [ada.userId],
    );
    await suspendPerson(people.runtime, olive, ada.userId);
    expect(await people.query("select 1 from setup_codes where expires_at > now()")).toEqual([]);
  });

  it("among 200 generations comes before or after each, is not held off by them, and no token outlives it", async () => {
    const olive = await enter("racer", [OWNER_GROUP]);
    const ada = await enter("hammering");
    const started = [0, 0, 0, 0, 0, 0, 0, 0];
    const results: Awaited<ReturnType<typeof generateToken>>[] = [];
    let reached = () => {};
    const underway = new Promise<void>((resolve) => {
      reached = resolve;
    });
    const streams = started.map(async () => {
      for (let i = 0; i < 25; i += 1) {
        results.push(await generateToken(people.runtime, ada, { kind: "user" }, wish()));
        if (results.length === 40) reached();
      }
    });
    await underway;
    const suspended = await suspendPerson(people.runtime, olive, ada.userId);
    await Promise.all(streams);
    const made = results.filter((result) => result.ok).length;
    expect(made).toBeLessThan(200);
    for (const result of results)
      if (!result.ok) expect(result.failure).toMatchObject({ kind: "unauthenticated" });
    expect(suspended).toEqual({ ok: true, value: { tokens: made, sessions: 1 } });
  });
});

describe("ownership", () => {
  it("is given and taken at once, each with an event", async () => {
    const olive = await enter("giver", [OWNER_GROUP]);
    const ada = await enter("taker");
    expect(await makeOwner(people.runtime, olive, ada.userId)).toEqual({ ok: true, value: null });
    expect(await makeOwner(people.runtime, olive, ada.userId)).toEqual({ ok: true, value: null });
    expect(await people.ask(ada.sessionId)).toMatchObject({ isInstanceOwner: true });
    expect(await endOwnership(people.runtime, olive, ada.userId)).toEqual({ ok: true, value: null });
    expect(await people.ask(ada.sessionId)).toMatchObject({ isInstanceOwner: false });
    expect(await people.listEvents(ada.userId)).toEqual(["membership.added", "membership.removed"]);
  });

  it("by the identity provider is not taken here", async () => {
    const olive = await enter("local", [OWNER_GROUP]);
    const ada = await enter("provided");
    await people.query("insert into memberships values ($1, $2, 'idp', now(), now() + interval '7 days')", [
      ada.userId,
      OWNER_GROUP,
    ]);
    expect(await endOwnership(people.runtime, olive, ada.userId)).toMatchObject({
      failure: { kind: "conflict", message: expect.stringContaining("identity provider") },
    });
  });
});

describe("the last active owner", () => {
  let alone: TestPeople;
  beforeAll(async () => {
    alone = await openTestPeople();
    for (const name of ["a", "b"]) await alone.addPerson(`${name}@example.com`, { groups: [OWNER_GROUP] });
  });
  afterAll(() => alone.close());

  const activeOwners = async () =>
    (
      await alone.query<{ id: string }>(
        `select u.id from users u join memberships m on m.user_id = u.id
         where m.group_name = $1 and u.status = 'active'`,
        [OWNER_GROUP],
      )
    ).map(({ id }) => id);

  it("cannot be taken away by anybody, also not by oneself", async () => {
    const [a, b] = [await alone.signInAs("a@example.com"), await alone.signInAs("b@example.com")];
    expect(await suspendPerson(alone.runtime, a, b.userId)).toMatchObject({ ok: true });
    expect(await endOwnership(alone.runtime, a, a.userId)).toMatchObject({
      failure: { kind: "conflict", message: expect.stringContaining("last active instance owner") },
    });
    expect(await activeOwners()).toEqual([a.userId]);
    await restorePerson(alone.runtime, a, b.userId);
  });

  it("remains, however two owners suspend and demote each other and themselves, 100 times at once", async () => {
    const [a, b] = [await alone.signInAs("a@example.com"), await alone.signInAs("b@example.com")];
    const acts = [
      () => suspendPerson(alone.runtime, a, b.userId),
      () => suspendPerson(alone.runtime, b, a.userId),
      () => endOwnership(alone.runtime, a, b.userId),
      () => endOwnership(alone.runtime, b, a.userId),
      () => endOwnership(alone.runtime, a, a.userId),
      () => endOwnership(alone.runtime, b, b.userId),
    ];
    for (let round = 0; round < 100; round += 1) {
      // Each round two of them: every pair comes many times, in both orders.
      const first = acts[round % acts.length];
      const second = acts[Math.floor(round / acts.length) % acts.length];
      const results = await Promise.all([first?.(), second?.()]);
      for (const result of results)
        if (!result?.ok) expect(["conflict", "forbidden", "unauthenticated"]).toContain(result?.failure.kind);
      expect((await activeOwners()).length).toBeGreaterThanOrEqual(1);
      await alone.query("update users set status = 'active'");
      await alone.query("update sessions set ended_at = null");
      for (const { userId } of [a, b])
        await alone.runtime.db.transaction((tx) => addLocalMembership(tx, userId, OWNER_GROUP));
    }
  });
});
