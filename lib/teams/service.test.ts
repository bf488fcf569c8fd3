import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { createOrganization } from "@/lib/organizations/service";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { changeTeam, createTeam, deleteTeam, listTeams, readTeamDetails } from "./service";
import type { TeamView } from "./team";

let people: TestPeople;
let owner: SessionActor;
let member: SessionActor;
let stranger: SessionActor;
let acme: string;
beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("olive@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("mia@example.com", { groups: ["platform"] });
  await people.addPerson("sam@example.com");
  [owner, member, stranger] = [
    await people.signInAs("olive@example.com"),
    await people.signInAs("mia@example.com"),
    await people.signInAs("sam@example.com"),
  ];
  acme = await organization("acme");
});
afterAll(() => people?.close());

async function organization(name: string): Promise<string> {
  const made = await createOrganization(people.runtime, owner, { name });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value.id;
}
async function team(organizationId: string, input: object): Promise<TeamView> {
  const made = await createTeam(people.runtime, owner, organizationId, input);
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}
const create = (actor: SessionActor, input: unknown, organizationId: unknown = acme) =>
  createTeam(people.runtime, actor, organizationId, input);
const change = (actor: SessionActor, id: string, input: unknown) =>
  changeTeam(people.runtime, actor, acme, id, input);

describe("creating a team", () => {
  test("stores flags and role as given, derives what they come to, and records it", async () => {
    const made = await team(acme, { name: "platform", role: "Admin", manageVcs: false });
    expect(made).toMatchObject({ name: "platform", role: "Admin", manageVcs: false, effectiveRole: "admin" });
    expect(made.effective.manageVcs).toBe(true);
    expect(await people.listEvents(made.id)).toEqual(["team.created"]);
  });
  test("is for instance owners", async () => {
    for (const actor of [member, stranger])
      expect(await create(actor, { name: "x" })).toMatchObject({ failure: { kind: "forbidden" } });
  });
  test("names the wrong field: name, role, a flag, an unknown one", async () => {
    for (const [input, field] of [
      [{}, "name"],
      [{ name: " padded" }, "name"],
      [{ name: "owners" }, "name"],
      [{ name: "y", role: "emperor" }, "role"],
      [{ name: "y", manageVcs: "yes" }, "manageVcs"],
      [{ name: "y", superuser: true }, "superuser"],
    ] as const)
      expect(await create(owner, input)).toMatchObject({
        failure: { kind: "invalid_input", issues: [{ field }] },
      });
  });
  test("lets an owner name a team exactly as the owner group", async () => {
    expect((await team(acme, { name: OWNER_GROUP })).name).toBe(OWNER_GROUP);
  });
  test("is refused when the organization has the name, in exactly that case", async () => {
    await team(acme, { name: "web" });
    expect(await create(owner, { name: "web" })).toMatchObject({ failure: { kind: "conflict" } });
    expect((await create(owner, { name: "Web" })).ok).toBe(true);
  });
  test("finds no organization under an unknown or broken id", async () => {
    for (const id of [people.runtime.randomBytes(16).toString("hex"), "acme", null, 7])
      expect(await create(owner, { name: "z" }, id)).toMatchObject({ failure: { kind: "not_found" } });
  });
});

describe("who sees teams", () => {
  test("members of one of them see all of the organization's, others see nothing", async () => {
    const seen = await listTeams(people.runtime, member, acme);
    expect(seen.ok && seen.value.map(({ name }) => name)).toContain("web");
    expect(await listTeams(people.runtime, stranger, acme)).toMatchObject({ failure: { kind: "not_found" } });
  });
  test("a team is found under its own organization only", async () => {
    const other = await organization("other");
    const theirs = await team(other, { name: "theirs" });
    expect(await readTeamDetails(people.runtime, owner, acme, theirs.id)).toMatchObject({
      failure: { kind: "not_found" },
    });
    expect(await readTeamDetails(people.runtime, member, other, theirs.id)).toMatchObject({
      failure: { kind: "not_found" },
    });
  });
  test("the details name the same-named teams within reach", async () => {
    const second = await organization("second");
    const twin = await team(second, { name: "web" });
    const details = await readTeamDetails(people.runtime, owner, second, twin.id);
    expect(details).toMatchObject({ value: { namesakes: [{ organizationName: "acme" }] } });
  });
});

describe("changing and deleting", () => {
  test("a member who sees the team may not, a stranger does not find it", async () => {
    const ours = await team(acme, { name: "ours" });
    const forbidden = { failure: { kind: "forbidden" } };
    const absent = { failure: { kind: "not_found" } };
    expect(await change(member, ours.id, { role: "admin" })).toMatchObject(forbidden);
    expect(await change(stranger, ours.id, { role: "admin" })).toMatchObject(absent);
    expect(await deleteTeam(people.runtime, member, acme, ours.id)).toMatchObject(forbidden);
    expect(await deleteTeam(people.runtime, stranger, acme, ours.id)).toMatchObject(absent);
  });
  test("a change leaves alone what it does not name", async () => {
    const made = await team(acme, { name: "partial", role: "custom", manageVcs: true });
    const changed = await change(owner, made.id, { planJob: true });
    expect(changed).toMatchObject({ value: { manageVcs: true, planJob: true, role: "custom" } });
  });
  test("a new name must be free and may not look like the owner group's", async () => {
    const made = await team(acme, { name: "renamed" });
    expect(await change(owner, made.id, { name: "web" })).toMatchObject({ failure: { kind: "conflict" } });
    expect(await change(owner, made.id, { name: "0WNERS" })).toMatchObject({
      failure: { kind: "invalid_input" },
    });
    expect(await change(owner, made.id, { name: "renamed too" })).toMatchObject({
      value: { name: "renamed too", revokedTokens: 0 },
    });
  });
  test("nothing changes when its event cannot be written", async () => {
    const made = await team(acme, { name: "kept" });
    await people.breakAudit("team.deleted");
    await expect(deleteTeam(people.runtime, owner, acme, made.id)).rejects.toThrow();
    await people.mendAudit();
    expect((await readTeamDetails(people.runtime, owner, acme, made.id)).ok).toBe(true);
  });
});
