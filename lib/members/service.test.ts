import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { createOrganization } from "@/lib/organizations/service";
import { createTeam } from "@/lib/teams/service";
import type { TeamRef } from "@/lib/teams/team";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { addMember, findCandidates, listMembers, removeMember } from "./service";

let people: TestPeople;
let owner: SessionActor;
let sam: SessionActor;
let organizationId: string;
beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("olive@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("sam@example.com");
  owner = await people.signInAs("olive@example.com");
  sam = await people.signInAs("sam@example.com");
  const made = await createOrganization(people.runtime, owner, { name: "acme" });
  if (!made.ok) throw new Error(made.failure.message);
  organizationId = made.value.id;
});
afterAll(() => people?.close());

let group: string;
let team: TeamRef;
beforeEach(async () => {
  group = `team-${randomUUID().slice(0, 8)}`;
  team = await teamNamed(group);
});

async function teamNamed(name: string): Promise<TeamRef> {
  const made = await createTeam(people.runtime, owner, organizationId, { name });
  if (!made.ok) throw new Error(made.failure.message);
  return { organizationId, teamId: made.value.id };
}
const add = (actor: SessionActor, userId: unknown, to: TeamRef = team) =>
  addMember(people.runtime, actor, to, userId);
const remove = (actor: SessionActor, userId: unknown, from: TeamRef = team) =>
  removeMember(people.runtime, actor, from, userId);
const groupsOf = async (actor: SessionActor) => (await people.ask(actor.sessionId))?.groups ?? [];

describe("local members", () => {
  test("added and removed, they are in the group from the very next request on, each with its event", async () => {
    expect((await add(owner, sam.userId)).ok).toBe(true);
    expect(await groupsOf(sam)).toContain(group);
    expect((await remove(owner, sam.userId)).ok).toBe(true);
    expect(await groupsOf(sam)).not.toContain(group);
    const events = await people.listEvents(sam.userId);
    expect(events.slice(-2)).toEqual(["membership.added", "membership.removed"]);
  });
  test("are added once however often it is asked, and only once recorded", async () => {
    for (const result of await Promise.all([add(owner, sam.userId), add(owner, sam.userId)]))
      expect(result.ok).toBe(true);
    const listed = await listMembers(people.runtime, owner, team);
    expect(listed).toMatchObject({
      value: [{ email: "sam@example.com", isLocal: true, isFromProvider: false }],
    });
    const events = await people.query(
      "select 1 from audit_events where action = 'membership.added' and details->>'group' = $1",
      [group],
    );
    expect(events).toHaveLength(1);
  });
  test("are changed by instance owners only, whoever else asks", async () => {
    for (const result of [
      await add(sam, sam.userId),
      await remove(sam, sam.userId),
      await findCandidates(people.runtime, sam, team, "olive"),
    ])
      expect(result).toMatchObject({ failure: { kind: "forbidden" } });
    expect(await groupsOf(sam)).not.toContain(group);
  });
  test("are seen by those who see the team, and by nobody else", async () => {
    expect(await listMembers(people.runtime, sam, team)).toMatchObject({ failure: { kind: "not_found" } });
    await add(owner, sam.userId);
    const fresh = (await people.ask(sam.sessionId)) ?? sam;
    expect((await listMembers(people.runtime, fresh, team)).ok).toBe(true);
  });
  test("cannot be added to nowhere, nor nobody anywhere", async () => {
    for (const [userId, to] of [
      [randomUUID(), team],
      ["sam", team],
      [null, team],
      [sam.userId, { organizationId, teamId: randomUUID() }],
      [sam.userId, { organizationId: randomUUID(), teamId: team.teamId }],
      [sam.userId, null as unknown as TeamRef],
    ] as const)
      expect(await add(owner, userId, to)).toMatchObject({ failure: { kind: "not_found" } });
  });
});

test("a membership from the identity provider is shown as such and cannot be removed here", async () => {
  await people.query("insert into memberships values ($1, $2, 'idp', now(), 'infinity')", [
    sam.userId,
    group,
  ]);
  expect(await listMembers(people.runtime, owner, team)).toMatchObject({
    value: [{ isLocal: false, isFromProvider: true, isConfirmed: true }],
  });
  expect(await remove(owner, sam.userId)).toMatchObject({ failure: { kind: "not_found" } });
  expect(await groupsOf(sam)).toContain(group);
});

test("an identity provider's word that is too old is told apart from a membership that was added here, and outlives none", async () => {
  await add(owner, sam.userId);
  await people.query("insert into memberships values ($1, $2, 'idp', now(), now())", [sam.userId, group]);
  expect(await listMembers(people.runtime, owner, team)).toMatchObject({
    value: [{ isLocal: true, isFromProvider: true, isConfirmed: false }],
  });
  expect(await groupsOf(sam)).toContain(group);
  expect(await remove(owner, sam.userId)).toMatchObject({ ok: true });
  expect(await groupsOf(sam)).not.toContain(group);
});

test("candidates are found by a part of name or e-mail, without those who are in, and signs are no patterns", async () => {
  const find = (search: unknown) => findCandidates(people.runtime, owner, team, search);
  expect(await find("SAM@exa")).toMatchObject({ value: [{ email: "sam@example.com" }] });
  expect(await find("%")).toEqual({ ok: true, value: [] });
  expect(await find("")).toEqual({ ok: true, value: [] });
  expect(await find({ evil: true })).toEqual({ ok: true, value: [] });
  await add(owner, sam.userId);
  expect(await find("sam@")).toEqual({ ok: true, value: [] });
});

test("who is an owner no more since the page was read changes nobody's memberships", async () => {
  const former = { ...sam, isInstanceOwner: true };
  const { group, ...there } = { group: "LATE", ...(await teamNamed("LATE")) };
  for (const result of [await add(former, sam.userId, there), await remove(former, sam.userId, there)])
    expect(result).toMatchObject({ failure: { kind: "forbidden" } });
  expect(await groupsOf(sam)).not.toContain(group);
});

test("of two owners who remove each other at once one stays, 50 times", async () => {
  const owners = await teamNamed(OWNER_GROUP);
  const twin = await people.addPerson("tom@example.com");
  for (let round = 0; round < 50; round += 1) {
    await people.query("insert into memberships values ($1, $2, 'local') on conflict do nothing", [
      twin,
      OWNER_GROUP,
    ]);
    const tries = await Promise.all([remove(owner, twin, owners), remove(owner, owner.userId, owners)]);
    expect(tries.filter((result) => result.ok)).toHaveLength(1);
    await people.query("insert into memberships values ($1, $2, 'local') on conflict do nothing", [
      owner.userId,
      OWNER_GROUP,
    ]);
  }
});
