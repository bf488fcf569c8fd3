import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { createTeam } from "@/lib/teams/service";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { changeOrganization, createOrganization, listOrganizations, readOrganizationView } from "./service";

let people: TestPeople;
let owner: SessionActor;
let member: SessionActor;
let stranger: SessionActor;
beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("olive@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("mia@example.com", { groups: ["platform"] });
  await people.addPerson("sam@example.com");
  owner = await people.signInAs("olive@example.com");
  member = await people.signInAs("mia@example.com");
  stranger = await people.signInAs("sam@example.com");
});
afterAll(() => people?.close());

const create = (actor: SessionActor, input: unknown) => createOrganization(people.runtime, actor, input);
const change = (actor: SessionActor, id: string, input: unknown) =>
  changeOrganization(people.runtime, actor, id, input);
async function make(name = `org-${randomUUID().slice(0, 8)}`) {
  const made = await create(owner, { name });
  if (!made.ok) throw new Error(made.failure.message);
  return made.value;
}

describe("creating and changing", () => {
  test("stores what was sent, null and empty text apart, and records it", async () => {
    const made = await create(owner, { name: "acme", description: "", executionMode: "local", icon: null });
    expect(made).toMatchObject({
      value: { description: "", executionMode: "local", icon: null, isDisabled: false },
    });
    if (made.ok) expect(await people.listEvents(made.value.id)).toEqual(["organization.created"]);
  });
  test("is for instance owners; what one does not see is not there", async () => {
    const { id } = await make();
    await createTeam(people.runtime, owner, id, { name: "platform" });
    expect(await create(member, { name: "mine" })).toMatchObject({ failure: { kind: "forbidden" } });
    expect(await change(member, id, { name: "mine" })).toMatchObject({ failure: { kind: "forbidden" } });
    expect(await change(stranger, id, { name: "mine" })).toMatchObject({ failure: { kind: "not_found" } });
    expect(await readOrganizationView(people.runtime, stranger, id)).toMatchObject({
      failure: { kind: "not_found" },
    });
  });
  test.each([
    [{}, "name"],
    [{ name: "  " }, "name"],
    [{ name: "x".repeat(65) }, "name"],
    [{ name: "a\u0000" }, "name"],
    [{ name: "n", executionMode: "cloud" }, "executionMode"],
    [{ name: "n", icon: "<svg>" }, "icon"],
    [{ name: "n", description: 7 }, "description"],
    [{ name: "n", owner: "me" }, "owner"],
    [null, "input"],
  ])("bad input names its field, case %#", async (input, field) => {
    expect(await create(owner, input)).toMatchObject({
      failure: { kind: "invalid_input", issues: [{ field }] },
    });
  });
  test("a name is given once, also when two ask at the same time", async () => {
    const name = `twice-${randomUUID().slice(0, 8)}`;
    const made = await Promise.all([create(owner, { name }), create(owner, { name })]);
    expect(made.filter((result) => result.ok)).toHaveLength(1);
    const other = await make();
    expect(await change(owner, other.id, { name })).toMatchObject({ failure: { kind: "conflict" } });
    const rivals = [await make(), await make()];
    const renamed = await Promise.all(rivals.map(({ id }) => change(owner, id, { name: `${name}-3` })));
    expect(renamed.map((result) => (result.ok ? "ok" : result.failure.kind)).toSorted()).toEqual([
      "conflict",
      "ok",
    ]);
  });
});

describe("a disabled organization", () => {
  test("is seen by owners only, and its name is free; enabled again, the name must still be", async () => {
    const { id, name } = await make();
    await createTeam(people.runtime, owner, id, { name: "platform" });
    expect((await change(owner, id, { isDisabled: true })).ok).toBe(true);
    const seenBy = async (actor: SessionActor) =>
      (await listOrganizations(people.runtime, actor)).map((organization) => organization.id);
    expect(await seenBy(member)).not.toContain(id);
    expect(await seenBy(owner)).toContain(id);
    const heir = await make(name);
    expect(await change(owner, id, { isDisabled: false })).toMatchObject({ failure: { kind: "conflict" } });
    await change(owner, heir.id, { name: `${name}-2` });
    expect((await change(owner, id, { isDisabled: false })).ok).toBe(true);
    expect(await people.listEvents(id)).toEqual([
      "organization.created",
      "organization.disabled",
      "organization.enabled",
    ]);
  });
});
