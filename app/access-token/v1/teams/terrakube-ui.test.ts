import { afterAll, beforeAll, expect, test } from "vitest";
import { type Answer, type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** The requests of Terrakube's UI, in its order (terrakube-contract.md 1.4 e): axios in a browser, from another origin. */

let rest: TestRest;
let member: Issued;
let acme: string;

beforeAll(async () => {
  rest = await openTestRest();
  acme = await rest.addOrganization("acme");
  await rest.addTeam(acme, { name: "platform", role: "write" });
  member = await rest.issue(await rest.addPerson("Mia", "platform"), { mayManageTokens: true });
});
afterAll(() => rest?.close());

function ui(method: string, path: string, body?: object, token = member): Promise<Answer> {
  const text = body && JSON.stringify(body);
  return rest.send(
    [
      `${method} ${path} HTTP/1.1`,
      "Host: HOST",
      "User-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
      "Accept: application/json, text/plain, */*",
      "Accept-Encoding: gzip, deflate",
      ...(text === undefined ? [] : [`Content-Length: ${Buffer.byteLength(text)}`]),
      "Content-Type: application/vnd.api+json",
      `Authorization: Bearer ${token.secret}`,
      "Origin: https://terrakube.example.com",
      "Sec-Fetch-Site: cross-site",
      "Sec-Fetch-Mode: cors",
    ],
    text,
  );
}
test("user settings: list, generate, list, delete, list", async () => {
  const before = (await ui("GET", "/pat/v1")).json().length;
  const made = await ui("POST", "/pat/v1", { description: "from the UI", days: 30, hours: 0, minutes: 0 });
  // A child may not outlive its parent; the UI's own bearer is a person's session at the issuer.
  expect(made.status).toBe(400);
  const shorter = { description: "from the UI", days: 7, hours: 0, minutes: 0 };
  expect((await ui("POST", "/pat/v1", shorter)).status).toBe(201);
  const listed = (await ui("GET", "/pat/v1")).json();
  expect(listed).toHaveLength(before + 1);
  const { id, createdDate } = listed.find(({ days }: { days: number }) => days === 7);
  expect(new Date(createdDate).toISOString()).toBe(createdDate);
  expect((await ui("DELETE", `/pat/v1/${id}`)).status).toBe(202);
  expect((await ui("GET", "/pat/v1")).json()).toHaveLength(before);
});

test("the teams' pages: permissions, teams, one team, its tokens, current-teams", async () => {
  const permissions = await ui("GET", `/access-token/v1/teams/permissions/organization/${acme}`);
  expect(permissions.json()).toMatchObject({ manageWorkspace: true, managePermission: true });
  const [team] = (await ui("GET", `/api/v1/organization/${acme}/team`)).json().data;
  const one = await ui("GET", `/api/v1/organization/${acme}/team/${team.id}`);
  expect(one.json().data).toEqual(team);
  const wish = { description: "ci", days: 0, hours: 1, minutes: 0, group: "platform" };
  expect((await ui("POST", "/access-token/v1/teams", wish)).status).toBe(201);
  const tokens = (await ui("GET", "/access-token/v1/teams")).json();
  expect(tokens.filter(({ group }: { group: string }) => group === team.attributes.name)).toHaveLength(1);
  expect((await ui("GET", "/access-token/v1/teams/current-teams")).json()).toEqual({
    groups: ["platform"],
  });
  expect((await ui("DELETE", `/access-token/v1/teams/${tokens[0].id}`)).status).toBe(202);
});

test("a workspace's page asks for the organization's permissions and for the workspace's", async () => {
  const path = `/access-token/v1/teams/permissions/organization/${acme}`;
  const workspace = await ui("GET", `${path}/workspace/5f0c2f4e-6a55-4d8c-9f05-0f6ce4a1d0aa`);
  expect(workspace.json()).toEqual((await ui("GET", path)).json());
});

test("a person who is signed out gets 401, on which the UI signs out", async () => {
  const nobody = { id: "", secret: "eyJhbGciOiJSUzI1NiJ9.e30.c2ln" };
  for (const path of ["/pat/v1", "/access-token/v1/teams", "/api/v1/organization"])
    expect((await ui("GET", path, undefined, nobody)).status).toBe(401);
});
