import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/db/client";
import { removeLocalMembership } from "@/db/memberships";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** design.md section 5 over HTTP: every bearer × verb × target, from one table. */

const ACTORS = [
  "a member's plain token",
  "a member's token that may manage tokens",
  "another team's member's token that may manage tokens",
  "an owner's plain token",
  "an owner's token that may manage tokens",
  "an owner's token that may manage teams",
  "a former owner's and member's token that may manage teams",
  "the team's token",
  "another team's token",
] as const;
type Actor = (typeof ACTORS)[number];
type Call = [method: string, path: string, body?: object];
const TEAM_GRANT = { mayManageTeams: true };

let rest: TestRest;
let tokens: Record<Actor, Issued>;
/** What is asked for: mia's and her team's things, in an organization of which web is no team. */
let mias: Issued;
let revoked: Issued;
let acme: string;
let team: string;
let fresh: Record<"userToken" | "teamToken" | "team", () => Promise<string>>;

beforeAll(async () => {
  rest = await openTestRest();
  acme = await rest.addOrganization("acme");
  team = await rest.addTeam(acme, { name: "platform" });
  await rest.addTeam(await rest.addOrganization("beta"), { name: "web" });
  const [mia, sam] = [await rest.addPerson("Mia", "platform"), await rest.addPerson("Sam", "web")];
  const eve = await rest.addPerson("Eve", "OWNERS", "platform");
  const mo = await rest.addPerson("Mo", "platform");
  tokens = {
    "a member's plain token": await rest.issue(await rest.addPerson("Max", "platform")),
    "a member's token that may manage tokens": await rest.issue(mo, { mayManageTokens: true }),
    "another team's member's token that may manage tokens": await rest.issue(sam, { mayManageTokens: true }),
    "an owner's plain token": await rest.issue(rest.owner),
    "an owner's token that may manage tokens": await rest.issue(rest.owner, { mayManageTokens: true }),
    "an owner's token that may manage teams": await rest.issue(rest.owner, TEAM_GRANT),
    "a former owner's and member's token that may manage teams": await rest.issue(eve, TEAM_GRANT),
    "the team's token": await rest.issue(mia, { group: "platform" }),
    "another team's token": await rest.issue(sam, { group: "web" }),
  };
  await inTransaction(rest.database.db, (tx) => removeLocalMembership(tx, eve.userId, "OWNERS"));
  mias = await rest.issue(mia);
  revoked = await rest.issue(mia, { mayManageTokens: true });
  await rest.call(revoked, "DELETE", "/tokens/v1/self");
  fresh = {
    userToken: async () => (await rest.issue(mia)).id,
    teamToken: async () => (await rest.issue(mia, { group: "platform" })).id,
    team: () => rest.addTeam(acme, { name: `team ${randomUUID()}` }),
  };
});
afterAll(() => rest?.close());

const document = (attributes: object) => ({ data: { attributes } });
const TEAMS = "/access-token/v1/teams";
const ORGANIZATIONS = "/api/v1/organization";

/** The statuses in the order of ACTORS; a dead token and none are 401 everywhere. */
const MATRIX: [what: string, statuses: string, call: () => Call | Promise<Call>][] = [
  ["self", "200 200 200 200 200 200 200 200 200", () => ["GET", "/tokens/v1/self"]],
  ["list own", "202 202 202 202 202 202 202 403 403", () => ["GET", "/pat/v1"]],
  ["generate own", "403 201 201 403 201 403 403 403 403", () => ["POST", "/pat/v1", { hours: 1 }]],
  ["read mia's", "404 404 404 404 404 404 404 403 403", () => ["GET", `/pat/v1/${mias.id}`]],
  [
    "describe mia's",
    "403 404 404 403 404 403 403 403 403",
    () => ["PATCH", `/pat/v1/${mias.id}`, { description: "mine" }],
  ],
  [
    "delete mia's",
    "403 404 404 403 404 403 403 403 403",
    async () => ["DELETE", `/pat/v1/${await fresh.userToken()}`],
  ],
  ["list own teams'", "202 202 202 202 202 202 202 202 202", () => ["GET", TEAMS]],
  ["list platform's", "202 202 404 202 202 202 202 202 404", () => ["GET", `${TEAMS}?group=platform`]],
  ["list nobody's", "404 404 404 202 202 202 404 404 404", () => ["GET", `${TEAMS}?group=nobody`]],
  [
    "generate for platform",
    "403 201 403 403 403 403 403 403 403",
    () => ["POST", TEAMS, { group: "platform", hours: 1 }],
  ],
  [
    "generate for no team",
    "403 403 403 403 403 403 403 403 403",
    () => ["POST", TEAMS, { group: "nobody", hours: 1 }],
  ],
  [
    "read platform's",
    "200 200 404 200 200 200 200 200 404",
    async () => ["GET", `${TEAMS}/${await fresh.teamToken()}`],
  ],
  [
    "describe platform's",
    "403 200 404 403 200 403 403 403 403",
    async () => ["PATCH", `${TEAMS}/${await fresh.teamToken()}`, { description: "x" }],
  ],
  [
    "delete platform's",
    "403 202 404 403 202 403 403 403 403",
    async () => ["DELETE", `${TEAMS}/${await fresh.teamToken()}`],
  ],
  ["read mia's as a team's", "404 404 404 404 404 404 404 404 404", () => ["GET", `${TEAMS}/${mias.id}`]],
  ["current teams", "202 202 202 202 202 202 202 202 202", () => ["GET", `${TEAMS}/current-teams`]],
  [
    "permissions in acme",
    "202 202 404 202 202 202 202 202 404",
    () => ["GET", `${TEAMS}/permissions/organization/${acme}`],
  ],
  ["list organizations", "200 200 200 200 200 200 200 200 200", () => ["GET", ORGANIZATIONS]],
  ["read acme", "200 200 404 200 200 200 200 200 404", () => ["GET", `${ORGANIZATIONS}/${acme}`]],
  [
    "create an organization",
    "403 403 403 403 403 201 403 403 403",
    () => ["POST", ORGANIZATIONS, document({ name: randomUUID() })],
  ],
  [
    "change acme",
    "403 403 404 403 403 200 403 403 404",
    () => ["PATCH", `${ORGANIZATIONS}/${acme}`, document({ description: "x" })],
  ],
  [
    "disable an empty organization",
    "404 404 404 403 403 204 404 404 404",
    async () => ["DELETE", `${ORGANIZATIONS}/${await rest.addOrganization(randomUUID())}`],
  ],
  [
    "list acme's teams",
    "200 200 404 200 200 200 200 200 404",
    () => ["GET", `${ORGANIZATIONS}/${acme}/team`],
  ],
  [
    "read a team",
    "200 200 404 200 200 200 200 200 404",
    () => ["GET", `${ORGANIZATIONS}/${acme}/team/${team}`],
  ],
  [
    "create a team",
    "403 403 403 403 403 201 403 403 403",
    () => ["POST", `${ORGANIZATIONS}/${acme}/team`, document({ name: randomUUID() })],
  ],
  [
    "change a team",
    "403 403 404 403 403 200 403 403 404",
    () => ["PATCH", `${ORGANIZATIONS}/${acme}/team/${team}`, document({ role: "read" })],
  ],
  [
    "delete a team",
    "403 403 404 403 403 204 403 403 404",
    async () => ["DELETE", `${ORGANIZATIONS}/${acme}/team/${await fresh.team()}`],
  ],
];

/** Everything of mia's and of her team's that a refused call might have changed. */
async function snapshot(): Promise<string> {
  const { rows } = await rest.database.db.execute(sql`select
    (select json_agg(t) from (select id, description, revoked_at from tokens where id = ${mias.id}) t) tokens,
    (select json_agg(t) from teams t where id = ${team}) teams,
    (select json_agg(o) from organizations o where id = ${acme}) organizations`);
  return JSON.stringify(rows);
}

test.each(MATRIX)("%s: %s, and what is refused changes nothing", async (_, statuses, makeCall) => {
  const seen: number[] = [];
  for (const actor of ACTORS) {
    const call = await makeCall();
    const before = await snapshot();
    const answer = await rest.call(tokens[actor], ...call);
    seen.push(answer.status);
    expect(answer.headers["cache-control"]).toBe("no-store");
    if (answer.status >= 400) expect(await snapshot(), actor).toBe(before);
  }
  expect(seen.join(" ")).toBe(statuses);
  const [method, path, body] = await makeCall();
  for (const token of [revoked, null]) {
    const answer = await rest.call(token, method, path, body);
    expect([answer.status, answer.headers["www-authenticate"]]).toEqual([
      401,
      expect.stringMatching("Bearer"),
    ]);
  }
});

test("a team's token deletes itself and no other", async () => {
  const own = await rest.issue(await rest.addPerson("Lea", "platform"), { group: "platform" });
  expect((await rest.call(own, "DELETE", `${TEAMS}/${own.id}`)).status).toBe(202);
  expect((await rest.call(own, "GET", "/tokens/v1/self")).json().token.reason).toBe("revoked");
});
