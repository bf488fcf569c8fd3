import { afterAll, beforeAll, expect, test } from "vitest";
import { openTestDatabase, type TestDatabase } from "@/db/testing";
import { readEnv } from "@/lib/env";
import { startTestConsole, type TestConsole } from "@/lib/testing";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";
import { openTestTerrakube, type TestTerrakube } from "@/lib/testing-terrakube";

/** The built console with TERRAKUBE_API_URL, over HTTP. */

let rest: TestRest;
let terrakube: TestTerrakube;
let server: TestConsole;
let owner: Issued;
let acme: string;
let team: string;

beforeAll(async () => {
  rest = await openTestRest();
  terrakube = await openTestTerrakube(readEnv().upstreamKey, rest.runtime.ownerGroup);
  acme = terrakube.addOrganization("acme");
  team = terrakube.addTeam(acme, "platform", { role: "write" });
  owner = await rest.issue(rest.owner, { mayManageTeams: true });
  server = await startTestConsole(rest.database.url, {
    OWNER_GROUP: rest.runtime.ownerGroup,
    TERRAKUBE_API_URL: `${terrakube.url}/api/v1/`,
  });
});
afterAll(async () => {
  await server?.stop();
  await rest?.close();
  await terrakube?.close();
});

async function call(method: string, path: string, body?: object) {
  const response = await fetch(`${server.url}/api/v1/organization${path}`, {
    method,
    headers: { authorization: `Bearer ${owner.secret}`, "content-type": "application/vnd.api+json" },
    ...(body && { body: JSON.stringify({ data: body }) }),
  });
  const text = await response.text();
  return { status: response.status, document: text === "" ? null : JSON.parse(text) };
}

test("a console that starts reads Terrakube at once, and its API shows the same organizations and teams", async () => {
  await expect.poll(async () => (await call("GET", "")).document.data.length, { timeout: 15_000 }).toBe(1);
  expect((await call("GET", `/${acme}/team/${team}`)).document.data).toMatchObject({
    id: team,
    attributes: { name: "platform", role: "write" },
    relationships: { organization: { data: { id: acme } } },
  });
});

test("terraform finds Latchkey's sign-in and Terrakube's services in one document, whatever token it sends", async () => {
  const discover = async (query = "") => {
    const headers = { authorization: "Bearer long dead" };
    const response = await fetch(`${server.url}/.well-known/terraform.json${query}`, { headers });
    expect([response.status, response.headers.get("content-type")]).toEqual([200, "application/json"]);
    return response.json();
  };
  const document = await discover();
  expect(document).toMatchObject({
    "login.v1": { token: `${server.url}/oauth/token` },
    "state.v2": "/remote/state/v2/",
    "tfe.v2": "/remote/tfe/v2/",
    "tfe.v2.1": "/remote/tfe/v2/",
    "tfe.v3": "/remote/tfe/v3/",
  });
  const [first, end] = document["login.v1"].ports;
  expect(end - first).toBeGreaterThan(1);
  const registry = await discover("?of=registry");
  expect(Object.keys(registry).toSorted()).toEqual(["login.v1", "modules.v1", "providers.v1"]);
});

test.each([
  ["POST", () => ""],
  ["PATCH", () => `/${acme}`],
  ["DELETE", () => `/${acme}`],
  ["POST", () => `/${acme}/team`],
  ["PATCH", () => `/${acme}/team/${team}`],
  ["DELETE", () => `/${acme}/team/${team}`],
])(
  "%s is refused with the place where it is done, also to an owner's token that may manage teams",
  async (method, path) => {
    const attributes = { name: "made here" };
    const answer = await call(method, path(), method === "DELETE" ? undefined : { attributes });
    expect(answer.status).toBe(403);
    expect(answer.document.errors[0].detail).toContain("in Terrakube");
  },
);

test("a database with teams of its own is not followed: the start ends and names the variable", async () => {
  const own: TestDatabase = await openTestDatabase();
  const { rows } = await own.db.$client.query("insert into organizations (name) values ('own') returning id");
  await own.db.$client.query("insert into teams (organization_id, name) values ($1, 'own')", [rows[0].id]);
  await expect(startTestConsole(own.url, { TERRAKUBE_API_URL: terrakube.url })).rejects.toThrow(
    /cannot start: TERRAKUBE_API_URL/,
  );
  expect(await own.db.$client.query("select 1 from teams").then(({ rowCount }) => rowCount)).toBe(1);
  await own.close();
});
