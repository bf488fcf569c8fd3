import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { registerClient } from "@/lib/clients/service";
import { checkAnswer, SEEN } from "@/lib/testing-description";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";
import { settle } from "@/lib/testing-result";
import { describeApi, OPERATIONS } from "./document";

/** Real answers of a real console are what the description says: status, media type and every field. */

let rest: TestRest;
let manager: Issued;
let teams: Issued;
let teamToken: Issued;
let basic: Record<string, string>;
let acme: string;
let platform: string;

beforeAll(async () => {
  rest = await openTestRest({ TRUSTED_PROXIES: "127.0.0.1" });
  acme = await rest.addOrganization("acme");
  platform = await rest.addTeam(acme, { name: "platform", role: "plan" });
  const ada = await rest.addPerson("Ada", "platform");
  manager = await rest.issue(ada, { mayManageTokens: true });
  teams = await rest.issue(rest.owner, { mayManageTeams: true });
  teamToken = await rest.issue(ada, { group: "platform" });
  const client = await settle(registerClient(rest.runtime, rest.owner, { name: "Registry" }));
  basic = { authorization: `Basic ${Buffer.from(`${client.id}:${client.secret}`).toString("base64")}` };
});
afterAll(() => rest?.close());

const call = async (id: string, token: Issued | null, path: string, body?: unknown, headers = {}) => {
  const method = OPERATIONS.find((one) => one.id === id)?.method.toUpperCase() ?? "";
  return checkAnswer(id, await rest.call(token, method, path, body, headers));
};
const post = async (id: string, path: string, fields: Record<string, string>, headers = basic) =>
  checkAnswer(id, await rest.post(path, fields, headers));
const ABSENT = "6e0f3a52-8a5c-4b62-9d37-0f1e2a3b4c5d";

describe.each([
  ["UserToken", "/pat/v1", {}],
  ["TeamToken", "/access-token/v1/teams", { group: "platform" }],
])("%s", (name, base, owner) => {
  test("answers as described", async () => {
    const key = { "idempotency-key": crypto.randomUUID() };
    const body = { ...owner, description: "ci", days: 1, allowedCidrs: ["127.0.0.0/8"] };
    const { id } = (await call(`generate${name}`, manager, base, body, key)).json();
    await call(`list${name}s`, manager, base);
    await call(`list${name}s`, manager, `${base}?status=all`);
    await call(`read${name}`, manager, `${base}/${id}`);
    await call(`describe${name}`, manager, `${base}/${id}`, { description: "cd" });
    await call(`delete${name}`, manager, `${base}/${id}`);
    await call(`read${name}`, manager, `${base}/${id}`);
    await call(`generate${name}`, manager, base, body, key);
    await call(`generate${name}`, manager, base, { ...body, days: 2 }, key);
    await call(`generate${name}`, manager, base, { ...owner, days: -1, minutes: "x", description: 7 });
    await call(`generate${name}`, manager, base, "x".repeat(20));
    await call(`generate${name}`, teamToken, base, body);
    await call(`list${name}s`, manager, `${base}?status=dead`);
    await call(`list${name}s`, null, base);
    await call(`list${name}s`, teamToken, base);
    await call(`read${name}`, teamToken, `${base}/${id}`);
    for (const verb of ["read", "delete"]) await call(`${verb}${name}`, manager, `${base}/${ABSENT}`);
    await call(`describe${name}`, manager, `${base}/${ABSENT}`, { description: "x" });
    await call(`describe${name}`, manager, `${base}/${id}`, {});
    await call(`describe${name}`, teamToken, `${base}/${id}`, { description: "x" });
    await call(`delete${name}`, teamToken, `${base}/${id}`);
  });
});

test("the presented token answers as described, alive and dead, and of a team", async () => {
  const ben = await rest.issue(await rest.addPerson("Ben", "platform"));
  for (const token of [ben, teamToken]) await call("readSelf", token, "/tokens/v1/self");
  await call("readCurrentTeams", ben, "/access-token/v1/teams/current-teams");
  const permissions = "/access-token/v1/teams/permissions/organization";
  await call("readOrganizationPermissions", ben, `${permissions}/${acme}`);
  await call("readWorkspacePermissions", ben, `${permissions}/${acme}/workspace/${ABSENT}`);
  await call("deleteSelf", ben, "/tokens/v1/self");
  expect((await call("readSelf", ben, "/tokens/v1/self")).json().token.reason).toBe("revoked");
});

test("organizations and teams answer as described", async () => {
  const root = "/api/v1/organization";
  const document = (name: string) => ({ data: { attributes: { name } } });
  const made = (await call("createOrganization", teams, root, document("umbrella"))).json().data.id;
  await call("listOrganizations", teams, `${root}?page[totals]&page[size]=1&sort=-name`);
  await call("readOrganization", teams, `${root}/${made}`);
  await call("changeOrganization", teams, `${root}/${made}`, document("umbrella-2"));
  const base = `${root}/${acme}/team`;
  const team = (await call("createTeam", teams, base, document("web"))).json().data.id;
  await call("listTeams", teams, `${base}?page[totals]`);
  await call("readTeam", teams, `${base}/${team}`);
  await call("changeTeam", teams, `${base}/${team}`, document("web-2"));
  await call("listOrganizations", teams, `${root}?include=team`);
  await call("listTeams", teams, `${base}?sort=role`);
  for (const [id, path, taken] of [
    ["createOrganization", root, "acme"],
    ["changeOrganization", `${root}/${made}`, "acme"],
    ["createTeam", base, "platform"],
    ["changeTeam", `${base}/${team}`, "platform"],
  ] as const) {
    await call(id, teams, path, document(taken));
    await call(id, teams, path, document(" "));
    await call(id, teams, path, document("x"), { "content-type": "text/plain" });
    await call(id, manager, path.replace(made, acme).replace(team, platform), document("x"));
    await call(id, null, path, document("x"));
  }
  await call("deleteTeam", manager, `${base}/${platform}`);
  await call("deleteTeam", teams, `${base}/${team}`);
  await call("deleteTeam", teams, `${base}/${team}`);
  await call("deleteOrganization", manager, `${root}/${acme}`);
  await call("deleteOrganization", teams, `${root}/${made}`);
});

test("what is not there answers as described", async () => {
  const root = "/api/v1/organization";
  const permissions = "/access-token/v1/teams/permissions/organization";
  const body = { data: { attributes: { name: "x" } } };
  for (const verb of ["read", "change", "delete"]) {
    const sent = verb === "change" ? body : undefined;
    await call(`${verb}Organization`, teams, `${root}/${ABSENT}`, sent);
    await call(`${verb}Team`, teams, `${root}/${acme}/team/${ABSENT}`, sent);
  }
  await call("listTeams", teams, `${root}/${ABSENT}/team`);
  await call("createTeam", teams, `${root}/${ABSENT}/team`, body);
  await call("readOrganizationPermissions", manager, `${permissions}/${ABSENT}`);
  await call("readWorkspacePermissions", manager, `${permissions}/${ABSENT}/workspace/${ABSENT}`);
  await call("listTeamTokens", manager, "/access-token/v1/teams?group=web");
  // In the group, which is no team.
  const ghost = await rest.issue(await rest.addPerson("Gil", "ghosts"), { mayManageTokens: true });
  await call("generateTeamToken", ghost, "/access-token/v1/teams", { group: "ghosts", days: 1 });
});

test("OAuth's endpoints answer as described", async () => {
  const token = await rest.issue(await rest.addPerson("Cleo"));
  const leaked = await rest.issue(await rest.addPerson("Dan"));
  await post("introspect", "/oauth/introspect", { token: token.secret });
  await post("introspect", "/oauth/introspect", { token: teamToken.secret });
  await post("introspect", "/oauth/introspect", { token: "x" });
  await post("introspect", "/oauth/introspect", {});
  await post("introspect", "/oauth/introspect", { token: "x" }, {});
  await post("revokeSecret", "/oauth/revoke", { token: token.secret });
  await post("revokeSecret", "/oauth/revoke", {});
  await post("revokeSecret", "/oauth/revoke", { token: "x" }, {});
  await call("reportLeaks", null, "/oauth/leaks", [leaked.secret, { token: "x" }]);
  await call("reportLeaks", null, "/oauth/leaks", [7]);
  const login = { client_id: "terraform-cli", redirect_uri: "x", code: "x", code_verifier: "x" };
  await post("redeemCode", "/oauth/token", { ...login, grant_type: "password" }, {});
  await post("redeemCode", "/oauth/token", { ...login, grant_type: "authorization_code" }, {});
  await post("redeemCode", "/oauth/token", { grant_type: "authorization_code", client_id: "x" }, {});
});

test("public documents and health answer as described", async () => {
  for (const { id, path, security, method } of OPERATIONS)
    if (security === "none" && method === "get") await call(id, null, path);
  const { text } = await call("describeApi", null, "/openapi.json");
  expect(text).toBe(JSON.stringify(describeApi(rest.server.url)));
});

test("a network that fails too often, and a database that is away, answer as described", async () => {
  const from = { "x-forwarded-for": "203.0.113.9" };
  for (let left = 200; left > 0 && !SEEN.has("listUserTokens 429"); left -= 1)
    await call("listUserTokens", { id: "", secret: "x" }, "/pat/v1", undefined, from);
  expect(SEEN).toContain("listUserTokens 429");
  await rest.database.db.execute(sql`alter table tokens rename to tokens_gone`);
  await call("readSelf", manager, "/tokens/v1/self");
  await call("listOrganizations", manager, "/api/v1/organization");
  await call("introspect", null, "/oauth/introspect").catch(() => null);
  await rest.database.db.execute(sql`alter table tokens_gone rename to tokens`);
});

/** Tried in app/oauth/token and console/stop.test.ts; the last two need a JWT of an identity provider. */
const ELSEWHERE = ["redeemCode 200", "readReadiness 503", "readSelf 404", "deleteSelf 404"];

test("every success that is described was seen, and every refusal but outages", () => {
  const rare = new Set(["413", "429", "500", "503"]);
  const missing = OPERATIONS.flatMap(({ id, successes, refusals, security }) => [
    ...Object.keys(successes).map((status) => `${id} ${status}`),
    ...Object.keys(refusals)
      // That a bearer is asked for is one net's doing (lib/http/respond).
      .filter((status) => !rare.has(status) && !(security === "bearer" && status === "401"))
      .map((status) => `${id} ${status}`),
  ]).filter((line) => !SEEN.has(line) && !ELSEWHERE.includes(line));
  expect(missing).toEqual([]);
});
