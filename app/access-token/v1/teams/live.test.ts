import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { policy } from "@/db/schema/instance";
import { users } from "@/db/schema/users";
import type { SessionActor } from "@/lib/actor";
import { addMember, removeMember } from "@/lib/members/service";
import { PERMISSIONS } from "@/lib/teams/permissions";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";
import { settle } from "@/lib/testing-result";

/** What a token may do is what is true at its next call; and what a token mints (design.md section 5). */

let rest: TestRest;
let owner: Issued;
let acme: string;
let mia: SessionActor;
let manager: Issued;
let group: string;
let team: { organizationId: string; teamId: string };
let round = 0;

beforeAll(async () => {
  rest = await openTestRest();
  acme = await rest.addOrganization("acme");
  owner = await rest.issue(rest.owner, { mayManageTeams: true });
});
afterAll(() => rest?.close());
beforeEach(async () => {
  round += 1;
  group = `team-${round}`;
  team = { organizationId: acme, teamId: await rest.addTeam(acme, { name: group, role: "read" }) };
  mia = await rest.addPerson("Mia", group);
  manager = await rest.issue(mia, { mayManageTokens: true, days: 1 });
});

const permissionsOf = (token: Issued) =>
  rest.call(token, "GET", `/access-token/v1/teams/permissions/organization/${acme}`);
const mint = (token: Issued, path: string, body: object) => rest.call(token, "POST", path, body);
const status = async (token: Issued) => (await rest.call(token, "GET", "/tokens/v1/self")).status;
const asToken = (made: { json: () => { id: string; token: string } }): Issued => ({
  id: made.json().id,
  secret: made.json().token,
});

describe("live permissions: the very next call of an existing token sees it", () => {
  test("a role that changes, for the user's token and the team's", async () => {
    const own = await rest.issue(mia, { group });
    for (const [role, manageWorkspace, planJob] of [
      ["admin", true, true],
      ["plan", false, true],
      ["read", false, false],
    ]) {
      const document = { data: { type: "team", id: team.teamId, attributes: { role } } };
      const path = `/api/v1/organization/${acme}/team/${team.teamId}`;
      expect((await rest.call(owner, "PATCH", path, document)).status).toBe(200);
      for (const token of [manager, own]) {
        expect((await permissionsOf(token)).json()).toMatchObject({ manageWorkspace, planJob });
        const self = (await rest.call(token, "GET", "/tokens/v1/self")).json();
        expect(self.permissions).toMatchObject([{ id: acme, name: "acme", manageWorkspace, planJob }]);
        expect(Object.keys(self.permissions[0]).sort()).toEqual(
          [...PERMISSIONS, "managePermission", "id", "name"].sort(),
        );
        expect(self.groups).toEqual([group]);
      }
    }
  });

  test("a person who is added to a team, and removed again", async () => {
    const sam = await rest.addPerson("Sam");
    const token = await rest.issue(sam, { mayManageTokens: true });
    const see = async () => [
      (await rest.call(token, "GET", "/access-token/v1/teams/current-teams")).json().groups,
      (await permissionsOf(token)).status,
      (await rest.call(token, "GET", `/api/v1/organization/${acme}`)).status,
      (await mint(token, "/access-token/v1/teams", { group, hours: 1 })).status,
    ];
    expect(await see()).toEqual([[], 404, 404, 403]);
    await settle(addMember(rest.runtime, rest.owner, team, sam.userId));
    expect(await see()).toEqual([[group], 202, 200, 201]);
    await settle(removeMember(rest.runtime, rest.owner, team, sam.userId));
    expect(await see()).toEqual([[], 404, 404, 403]);
    expect((await rest.call(token, "GET", "/access-token/v1/teams")).json()).toEqual([]);
  });

  test("a person who is suspended: dead at once, while the team's token that the person made lives", async () => {
    const made = asToken(await mint(manager, "/access-token/v1/teams", { group, days: 0 }));
    await rest.database.db.update(users).set({ status: "suspended" }).where(eq(users.id, mia.userId));
    expect([await status(manager), await status(made)]).toEqual([401, 200]);
  });

  test("an owner who is none any more: the grant of the token is worth nothing", async () => {
    const eve = await rest.addPerson("Eve", "OWNERS", group);
    const token = await rest.issue(eve, { mayManageTeams: true });
    const create = (name: string) => mint(token, "/api/v1/organization", { data: { attributes: { name } } });
    expect((await create(`by-eve-${round}`)).status).toBe(201);
    const owners = {
      organizationId: acme,
      teamId: await rest.addTeam(acme, { name: "OWNERS" }),
    };
    await settle(removeMember(rest.runtime, rest.owner, owners, eve.userId));
    expect((await create(`again-${round}`)).status).toBe(403);
    expect((await rest.call(token, "GET", `/api/v1/organization/${acme}`)).status).toBe(200);
  });

  test("an organization that is disabled: its team's tokens are refused, and not revoked", async () => {
    const beta = await rest.addOrganization(`beta-${round}`);
    await rest.addTeam(beta, { name: `only-${round}` });
    const token = await rest.issue(await rest.addPerson("Lea", `only-${round}`), { group: `only-${round}` });
    expect(await status(token)).toBe(200);
    expect((await rest.call(owner, "DELETE", `/api/v1/organization/${beta}`)).status).toBe(204);
    const refused = await rest.call(token, "GET", "/tokens/v1/self");
    expect([refused.status, refused.json().token.reason]).toEqual([401, "teamless"]);
  });

  test("a team that is renamed by token: the old name's tokens die", async () => {
    const token = await rest.issue(mia, { group });
    const document = { data: { type: "team", id: team.teamId, attributes: { name: `${group}-new` } } };
    const path = `/api/v1/organization/${acme}/team/${team.teamId}`;
    expect((await rest.call(owner, "PATCH", path, document)).status).toBe(200);
    expect((await rest.call(token, "GET", "/tokens/v1/self")).json().token.reason).toBe("revoked");
  });
});

describe("what a user's token mints", () => {
  test("a child is bound by its parent's expiry, a team token is not", async () => {
    for (const lifetime of [{ days: 2 }, { days: 0 }]) {
      const refused = await mint(manager, "/pat/v1", lifetime);
      expect([refused.status, refused.json().detail]).toEqual([
        400,
        expect.stringMatching(/latest expiry is/),
      ]);
      expect((await mint(manager, "/access-token/v1/teams", { group, ...lifetime })).status).toBe(201);
    }
    expect((await mint(manager, "/pat/v1", { hours: 23 })).status).toBe(201);
  });

  test("neither ever holds a grant, also not from an owner's token", async () => {
    const olive = await rest.issue(rest.owner, { mayManageTokens: true, mayManageTeams: true });
    for (const grant of ["mayManageTokens", "mayManageTeams"]) {
      expect((await mint(olive, "/pat/v1", { hours: 1, [grant]: true })).status).toBe(403);
      const team = await mint(manager, "/access-token/v1/teams", { group, hours: 1, [grant]: true });
      expect([team.status, team.json().errors[0].field]).toEqual([400, grant]);
    }
    const child = asToken(await mint(manager, "/pat/v1", { hours: 1 }));
    for (const path of ["/pat/v1", "/access-token/v1/teams"])
      expect((await mint(child, path, { group, minutes: 1 })).status).toBe(403);
  });

  test("the parent is deleted: its children die, its team tokens live and still name their minter", async () => {
    const child = asToken(await mint(manager, "/pat/v1", { hours: 1 }));
    const own = asToken(await mint(manager, "/access-token/v1/teams", { group, hours: 1 }));
    expect((await rest.call(manager, "DELETE", `/pat/v1/${manager.id}`)).status).toBe(202);
    expect([await status(manager), await status(child), await status(own)]).toEqual([401, 401, 200]);
    expect((await rest.call(own, "GET", "/tokens/v1/self")).json().mintedBy).toBe(manager.id);
  });

  test("the parent ends itself: the same", async () => {
    const child = asToken(await mint(manager, "/pat/v1", { hours: 1 }));
    const own = asToken(await mint(manager, "/access-token/v1/teams", { group, hours: 1 }));
    expect((await rest.call(manager, "DELETE", "/tokens/v1/self")).status).toBe(204);
    expect([await status(child), await status(own)]).toEqual([401, 200]);
  });

  test("the owner group's team tokens are refused until policy allows them, and again after", async () => {
    const olive = await rest.issue(rest.owner, { mayManageTokens: true });
    const wish = { group: "OWNERS", hours: 1 };
    const allow = (ownerGroupTokens: boolean) => rest.database.db.update(policy).set({ ownerGroupTokens });
    expect((await mint(olive, "/access-token/v1/teams", wish)).status).toBe(403);
    await allow(true);
    const made = asToken(await mint(olive, "/access-token/v1/teams", wish));
    expect(await status(made)).toBe(200);
    await allow(false);
    expect(await status(made)).toBe(401);
  });

  test("policy bounds team tokens too", async () => {
    await rest.database.db.update(policy).set({ longestLifetimeMinutes: 60, neverAllowed: false });
    const wish = (lifetime: object) => mint(manager, "/access-token/v1/teams", { group, ...lifetime });
    expect((await wish({ minutes: 61 })).status).toBe(400);
    expect((await wish({ minutes: 0 })).status).toBe(400);
    expect((await wish({ minutes: 60 })).status).toBe(201);
    await rest.database.db.update(policy).set({ longestLifetimeMinutes: null, neverAllowed: true });
  });
});
