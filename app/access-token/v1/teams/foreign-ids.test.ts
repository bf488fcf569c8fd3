import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** A's ids in every position of B's calls: nothing of A's changes, and B learns nothing. */

let rest: TestRest;
let acme: string;
let beta: string;
let platform: string;
let web: string;
let a: { user: Issued; team: Issued };
let b: Issued;
let owner: Issued;

beforeAll(async () => {
  rest = await openTestRest();
  [acme, beta] = [await rest.addOrganization("acme"), await rest.addOrganization("beta")];
  [platform, web] = [
    await rest.addTeam(acme, { name: "platform" }),
    await rest.addTeam(beta, { name: "web", role: "admin" }),
  ];
  const ada = await rest.addPerson("Ada", "platform");
  a = { user: await rest.issue(ada), team: await rest.issue(ada, { group: "platform" }) };
  b = await rest.issue(await rest.addPerson("Bob", "web"), { mayManageTokens: true });
  owner = await rest.issue(rest.owner, { mayManageTeams: true });
});
afterAll(() => rest?.close());

/** Everything of A's that a call could change. */
async function snapshot(): Promise<string> {
  const { rows } = await rest.database.db.execute(sql`select
    (select json_agg(t order by id) from (select id, description, revoked_at, updated_at, group_name, user_id
      from tokens where id in (${a.user.id}, ${a.team.id})) t) tokens,
    (select json_agg(t) from teams t where organization_id = ${acme}) teams,
    (select json_agg(o) from organizations o where id = ${acme}) organizations,
    (select json_agg(m) from memberships m where group_name = 'platform') memberships`);
  return JSON.stringify(rows);
}

test("in the path", async () => {
  const before = await snapshot();
  const ids = [
    a.user.id,
    a.team.id,
    a.user.id.toUpperCase(),
    acme,
    platform,
    randomUUID(),
    "1",
    "%00",
    "..%2f",
  ];
  for (const id of ids)
    for (const [method, path, body] of [
      ["GET", `/pat/v1/${id}`],
      ["PATCH", `/pat/v1/${id}`, { description: "b's" }],
      ["DELETE", `/pat/v1/${id}`],
      ["GET", `/access-token/v1/teams/${id}`],
      ["PATCH", `/access-token/v1/teams/${id}`, { description: "b's" }],
      ["DELETE", `/access-token/v1/teams/${id}`],
      ["GET", `/access-token/v1/teams/permissions/organization/${id}`],
      ["GET", `/access-token/v1/teams/permissions/organization/${id}/workspace/${id}`],
      ["GET", `/api/v1/organization/${id}`],
      ["GET", `/api/v1/organization/${id}/team`],
      ["PATCH", `/api/v1/organization/${id}`, { data: { attributes: { name: "b's" } } }],
      ["DELETE", `/api/v1/organization/${id}`],
      ["GET", `/api/v1/organization/${beta}/team/${id}`],
      ["PATCH", `/api/v1/organization/${beta}/team/${id}`, { data: { attributes: { name: "b's" } } }],
      ["DELETE", `/api/v1/organization/${beta}/team/${id}`],
    ] as const) {
      const answer = await rest.call(b, method, path, body);
      expect(answer.status, `${method} ${path}`).toBe(404);
      expect(answer.text).not.toMatch(/platform|acme/);
    }
  expect(await snapshot()).toBe(before);
});

test("in the body and the headers: a new token is B's own, under an id of its own", async () => {
  const before = await snapshot();
  for (const id of [a.user.id, a.team.id]) {
    const more = { id, userId: id, owner: id, mintedBy: id, jti: id, token: a.user.secret, createdBy: "ada" };
    for (const [path, own] of [
      ["/pat/v1", {}],
      ["/access-token/v1/teams", { group: "web" }],
    ] as const) {
      const made = await rest.call(b, "POST", path, { ...more, ...own, hours: 1 }, { "idempotency-key": id });
      if (made.status === 422) continue;
      expect(made.status).toBe(201);
      expect(made.json()).toMatchObject({ mintedBy: b.id });
      expect(made.json().id).not.toBe(id);
    }
  }
  for (const group of [
    "platform",
    "Platform",
    "platform ",
    "web,platform",
    ["web", "platform"],
    "web\u0000",
  ]) {
    const answer = await rest.call(b, "POST", "/access-token/v1/teams", { group, hours: 1 });
    expect([400, 403], JSON.stringify(group)).toContain(answer.status);
  }
  const described = { id: a.user.id, description: "still b's", group: "platform" };
  expect((await rest.call(b, "PATCH", `/pat/v1/${b.id}`, described)).json().id).toBe(b.id);
  expect(await snapshot()).toBe(before);
});

test("in the query: lists hold B's own, and a foreign group is not there", async () => {
  for (const query of ["group=platform", "group=platform&group=web", "group=Web", "group=%00", "group="])
    expect((await rest.call(b, "GET", `/access-token/v1/teams?status=all&${query}`)).status, query).toBe(404);
  for (const query of ["", "?status=all", `?userId=${a.user.id}`, `?organization=${acme}&status=all`])
    for (const path of ["/pat/v1", "/access-token/v1/teams"])
      expect((await rest.call(b, "GET", path + query)).text).not.toMatch(`${a.user.id}|${a.team.id}`);
  const filtered = await rest.call(b, "GET", "/api/v1/organization?filter=name==acme");
  expect(filtered.json()).toEqual({ data: [] });
});

test("a team under another organization's path is not there, also for an owner's token", async () => {
  const before = await snapshot();
  const path = `/api/v1/organization/${beta}/team/${platform}`;
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const body = method === "PATCH" ? { data: { attributes: { name: "taken" } } } : undefined;
    expect((await rest.call(owner, method, path, body)).status).toBe(404);
  }
  const other = { data: { type: "team", id: platform, attributes: { name: "taken" } } };
  expect((await rest.call(owner, "PATCH", `/api/v1/organization/${beta}/team/${web}`, other)).status).toBe(
    400,
  );
  expect(await snapshot()).toBe(before);
});
