import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { tokens } from "@/db/schema/tokens";
import type { SessionActor } from "@/lib/actor";
import { PERMISSIONS } from "@/lib/teams/permissions";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** terrakube-contract.md 1.2 and section 8, for team tokens. */

let rest: TestRest;
let acme: string;
let beta: string;
let mia: SessionActor;
let member: Issued;
let owner: Issued;

beforeAll(async () => {
  rest = await openTestRest();
  [acme, beta] = [await rest.addOrganization("acme"), await rest.addOrganization("beta")];
  await rest.addTeam(acme, { name: "platform", role: "plan" });
  await rest.addTeam(acme, { name: "ops", manageVcs: true });
  await rest.addTeam(beta, { name: "web", role: "admin" });
  mia = await rest.addPerson("Mia", "platform", "ops");
  member = await rest.issue(mia, { mayManageTokens: true });
  owner = await rest.issue(rest.owner, { mayManageTokens: true });
});
afterAll(() => rest?.close());

const TEAMS = "/access-token/v1/teams";
const generate = (body: object | string, headers?: Record<string, string>) =>
  rest.call(member, "POST", TEAMS, body, headers);
const idsOf = (answer: { json: () => { id: string }[] }) => answer.json().map(({ id }) => id);

describe("POST", () => {
  test("takes digit strings, unknown fields, a missing description and both media types", async () => {
    for (const type of ["application/json", "application/vnd.api+json"]) {
      const body = JSON.stringify({ group: "ops", days: "1", hours: null, more: [1], deleted: false });
      const made = await generate(body, { "content-type": type });
      expect([made.status, made.headers["content-type"]]).toEqual([201, "application/json"]);
      expect(made.json()).toMatchObject({ group: "ops", days: 1, hours: 0, minutes: 0, description: "" });
    }
  });

  test.each([
    ["group", { days: 1 }],
    ["group", { group: "", days: 1 }],
    ["group", { group: null, days: 1 }],
    ["group", { group: 7, days: 1 }],
    ["days", { group: "ops" }],
    ["days", { group: "ops", days: -1, hours: 5 }],
    ["hours", { group: "ops", hours: 0.5 }],
    ["minutes", { group: "ops", minutes: "soon" }],
    ["description", { group: "ops", days: 1, description: "x".repeat(121) }],
    ["body", "[]"],
  ])("names the wrong field: %s in %j", async (field, body) => {
    const before = await rest.database.db.$count(tokens);
    const refused = await generate(body);
    expect([refused.status, refused.json().errors[0].field]).toEqual([400, field]);
    expect(await rest.database.db.$count(tokens)).toBe(before);
  });

  test("compares the group exactly", async () => {
    for (const group of ["Ops", "ops ", " ops", "OPS", "öps", "*", "ops\u0000"])
      expect((await generate({ group, days: 1 })).status, group).toBe(403);
  });

  test("honours an idempotency key: one token, also for another group's same wish never the same", async () => {
    const key = { "idempotency-key": randomUUID() };
    const made = await generate({ group: "ops", days: 1 }, key);
    const again = await generate({ group: "ops", days: 1 }, key);
    expect([made.status, again.status, again.json().id]).toEqual([201, 409, made.json().id]);
    expect(again.text).not.toContain("eyJ");
    expect((await generate({ group: "platform", days: 1 }, key)).status).toBe(422);
  });

  test("in a group that is a team nowhere: 404", async () => {
    const loner = await rest.issue(await rest.addPerson("Lou", "from-the-issuer"), { mayManageTokens: true });
    const refused = await rest.call(loner, "POST", TEAMS, { group: "from-the-issuer", days: 1 });
    expect(refused.status).toBe(404);
  });
});

describe("GET", () => {
  test("lists the live tokens of all the caller's teams, whoever made them, with dates and creator", async () => {
    const max = await rest.addPerson("Max", "platform");
    const [one, two] = [
      await rest.issue(max, { group: "platform" }),
      await rest.issue(mia, { group: "ops" }),
    ];
    const listed = await rest.call(member, "GET", TEAMS);
    expect(listed.status).toBe(202);
    expect(idsOf(listed)).toEqual(expect.arrayContaining([one.id, two.id]));
    const entry = listed.json().find(({ id }: { id: string }) => id === one.id);
    expect(entry).toMatchObject({
      group: "platform",
      createdBy: max.email,
      deleted: false,
      status: "active",
    });
    expect(new Date(entry.createdDate).toISOString()).toBe(entry.createdDate);
    expect(listed.text).not.toMatch(/digest|"token"/);
    const narrowed = idsOf(await rest.call(member, "GET", `${TEAMS}?group=ops`));
    expect([narrowed.includes(one.id), narrowed.includes(two.id)]).toEqual([false, true]);
  });

  test("holds expired and deleted ones with ?status=all only, so that terraform makes them anew", async () => {
    const [expired, deleted] = [
      await rest.issue(mia, { group: "ops" }),
      await rest.issue(mia, { group: "ops" }),
    ];
    await rest.database.db.update(tokens).set({ expiresAt: sql`now()` }).where(eq(tokens.id, expired.id));
    await rest.call(member, "DELETE", `${TEAMS}/${deleted.id}`);
    const live = idsOf(await rest.call(member, "GET", TEAMS));
    expect([live.includes(expired.id), live.includes(deleted.id)]).toEqual([false, false]);
    const all = await rest.call(member, "GET", `${TEAMS}?status=all`);
    expect(idsOf(all)).toEqual(expect.arrayContaining([expired.id, deleted.id]));
    expect(all.json().find(({ id }: { id: string }) => id === deleted.id).deleted).toBe(true);
    expect((await rest.call(member, "GET", `${TEAMS}?status=dead`)).status).toBe(400);
  });

  test("an owner lists the own teams', and any one team's with ?group=", async () => {
    const { id } = await rest.issue(mia, { group: "ops" });
    expect((await rest.call(owner, "GET", TEAMS)).json()).toEqual([]);
    expect(idsOf(await rest.call(owner, "GET", `${TEAMS}?group=ops`))).toContain(id);
    expect((await rest.call(owner, "GET", `${TEAMS}/${id}`)).json()).toMatchObject({ id, group: "ops" });
  });
});

describe("permissions, current-teams and self", () => {
  const permissions = (token: Issued, id: string) =>
    rest.call(token, "GET", `${TEAMS}/permissions/organization/${id}`);

  test("are the eleven booleans of the caller's teams together; those of an owner are managePermission", async () => {
    const none = Object.fromEntries(PERMISSIONS.map((name) => [name, false]));
    const mias = { ...none, planJob: true, manageJob: true, manageVcs: true, managePermission: false };
    expect((await permissions(member, acme)).json()).toEqual(mias);
    expect((await permissions(member, beta)).status).toBe(404);
    for (const id of [acme, beta])
      expect((await permissions(owner, id)).json()).toEqual({ ...none, managePermission: true });
    const self = (await rest.call(owner, "GET", "/tokens/v1/self")).json();
    expect(self.permissions.map(({ name }: { name: string }) => name)).toEqual(["acme", "beta"]);
  });

  test("a team's token acts for its team alone", async () => {
    const own = await rest.issue(mia, { group: "platform" });
    expect((await permissions(own, acme)).json()).toMatchObject({ planJob: true, manageVcs: false });
    expect((await rest.call(own, "GET", `${TEAMS}/current-teams`)).json()).toEqual({ groups: ["platform"] });
    const self = (await rest.call(own, "GET", "/tokens/v1/self")).json();
    expect(self).toMatchObject({
      id: own.id,
      owner: { kind: "team", group: "platform" },
      groups: ["platform"],
    });
    expect(self).not.toHaveProperty("mayManageTokens");
    expect(self.permissions).toHaveLength(1);
    const listed = idsOf(await rest.call(own, "GET", TEAMS));
    expect(listed).toContain(own.id);
  });

  test("methods that there are not are 405 with Allow", async () => {
    for (const [method, path] of [
      ["PUT", TEAMS],
      ["DELETE", TEAMS],
      ["POST", `${TEAMS}/${randomUUID()}`],
      ["POST", `${TEAMS}/current-teams`],
      ["DELETE", `${TEAMS}/permissions/organization/${acme}`],
      ["PATCH", `${TEAMS}/permissions/organization/${acme}/workspace/${acme}`],
    ] as const) {
      const answer = await rest.call(member, method, path);
      expect([answer.status, answer.headers.allow?.includes("OPTIONS")], path).toEqual([405, true]);
    }
  });
});
