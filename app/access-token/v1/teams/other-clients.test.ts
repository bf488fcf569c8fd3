import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** The requests of terrakube-go with its CLI and of the MCP server (terrakube-contract.md 1.4 b, c). */

let rest: TestRest;
let owner: Issued;
let member: Issued;
let acme: string;

beforeAll(async () => {
  rest = await openTestRest();
  acme = await rest.addOrganization("acme");
  await rest.addTeam(acme, { name: "platform", role: "write" });
  owner = await rest.issue(rest.owner, { mayManageTeams: true });
  member = await rest.issue(await rest.addPerson("Mia", "platform"), { mayManageTokens: true });
});
afterAll(() => rest?.close());

function send(token: Issued, method: string, path: string, headers: string[], body?: string) {
  const size = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const bearer = `Authorization: Bearer ${token.secret}`;
  return rest.send([`${method} ${path} HTTP/1.1`, "Host: HOST", bearer, ...size, ...headers], body);
}
const TEAM = {
  approveJob: false,
  createdBy: null,
  createdDate: null,
  manageCollection: false,
  manageJob: false,
  manageModule: false,
  manageProvider: false,
  manageState: false,
  manageTemplate: false,
  manageVcs: false,
  manageWorkspace: false,
  name: "",
  planJob: false,
  role: "",
  updatedBy: null,
  updatedDate: null,
};

describe("terrakube-go and the CLI", () => {
  const agent = ["User-Agent: terrakube-go", "Accept-Encoding: gzip"];
  const jsonApi = ["Accept: application/vnd.api+json", "Content-Type: application/vnd.api+json", ...agent];
  const json = ["Accept: application/json", "Content-Type: application/json", ...agent];
  const document = (type: string, id: string, attributes: object) =>
    `${JSON.stringify({ data: { type, ...(id && { id }), attributes } })}\n`;

  test("login lists the organizations", async () => {
    const listed = await send(member, "GET", "/api/v1/organization", ["Accept: application/vnd.api+json"]);
    expect([listed.status, listed.headers["content-type"]]).toEqual([200, "application/vnd.api+json"]);
    expect(listed.json().data).toMatchObject([{ type: "organization", id: acme }]);
  });

  test("a name becomes an id by filter=name==X, encoded; for teams by filter[team]", async () => {
    const found = await send(owner, "GET", "/api/v1/organization?filter=name%3D%3Dacme", jsonApi);
    expect(found.json().data.map(({ id }: { id: string }) => id)).toEqual([acme]);
    const path = `/api/v1/organization/${acme}/team?filter%5Bteam%5D=name%3D%3Dplatform`;
    expect((await send(owner, "GET", path, jsonApi)).json().data).toMatchObject([
      { attributes: { name: "platform", role: "write" } },
    ]);
  });

  test("a team's role comes back as typed; a PATCH with an empty name keeps the name", async () => {
    const path = `/api/v1/organization/${acme}/team`;
    const made = await send(
      owner,
      "POST",
      path,
      jsonApi,
      document("team", "", { ...TEAM, name: "e2e", role: "Admin" }),
    );
    expect(made.status).toBe(201);
    expect(made.json().data.attributes).toMatchObject({ name: "e2e", role: "Admin", manageVcs: false });
    const { id } = made.json().data;
    const body = document("team", id, { ...TEAM, manageVcs: true });
    const changed = await send(owner, "PATCH", `${path}/${id}`, jsonApi, body);
    expect(changed.status).toBe(200);
    expect(changed.json().data.attributes).toMatchObject({ name: "e2e", role: null, manageVcs: true });
    expect((await send(owner, "DELETE", `${path}/${id}`, jsonApi)).status).toBe(204);
  });

  test("an organization without a mode gets remote, and keeps name and mode when they are sent empty", async () => {
    const nothing = { createdBy: null, createdDate: null, updatedBy: null, updatedDate: null };
    const sent = {
      ...nothing,
      description: null,
      disabled: false,
      executionMode: "",
      icon: null,
      name: "cli",
    };
    const made = await send(
      owner,
      "POST",
      "/api/v1/organization",
      jsonApi,
      document("organization", "", sent),
    );
    expect(made.json().data.attributes).toMatchObject({ name: "cli", executionMode: "remote" });
    const { id } = made.json().data;
    const body = document("organization", id, { ...sent, name: "", description: "now described" });
    const changed = await send(owner, "PATCH", `/api/v1/organization/${id}`, jsonApi, body);
    expect(changed.json().data.attributes).toMatchObject({ name: "cli", description: "now described" });
    expect((await send(owner, "DELETE", `/api/v1/organization/${id}`, jsonApi)).status).toBe(204);
    const gone = await send(owner, "GET", `/api/v1/organization/${id}`, jsonApi);
    expect([gone.status, gone.json().errors[0].detail]).toEqual([404, "There is no such organization."]);
  });

  test("team-token create, list and delete; the answer has the id", async () => {
    const fields = {
      id: "",
      description: "e2e",
      days: 1,
      hours: 0,
      minutes: 0,
      group: "platform",
      token: "",
    };
    const body = `${JSON.stringify(fields)}\n`;
    const made = await send(member, "POST", "/access-token/v1/teams", json, body);
    expect(made.status).toBe(201);
    const { id, token } = made.json();
    expect(token).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const listed = await send(member, "GET", "/access-token/v1/teams", json);
    expect(listed.json()).toMatchObject([{ id, description: "e2e", days: 1, group: "platform" }]);
    expect((await send(member, "DELETE", `/access-token/v1/teams/${id}`, json)).status).toBe(202);
  });
});

describe("the MCP server", () => {
  const headers = [
    "content-type: application/vnd.api+json",
    "accept: */*",
    "accept-language: *",
    "sec-fetch-mode: cors",
    "user-agent: node",
    "accept-encoding: gzip, deflate",
  ];

  test("creates with exactly 201, lists, reads, and edits with a body that it can parse", async () => {
    const attributes = { name: "mcp", description: "" };
    const body = JSON.stringify({ data: { type: "organization", attributes } });
    const made = await send(owner, "POST", "/api/v1/organization", headers, body);
    expect([made.status, made.json().data.attributes.description]).toEqual([201, ""]);
    const { id } = made.json().data;
    const edit = JSON.stringify({
      data: { type: "organization", id, attributes: { description: "edited" } },
    });
    const edited = await send(owner, "PATCH", `/api/v1/organization/${id}`, headers, edit);
    expect(edited.json().data.attributes).toMatchObject({ name: "mcp", description: "edited" });
    const read = await send(owner, "GET", `/api/v1/organization/${id}`, headers);
    expect(read.json().data.id).toBe(id);
    expect((await send(owner, "GET", "/api/v1/organization", headers)).status).toBe(200);
  });
});
