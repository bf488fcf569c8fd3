import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** The requests of terraform-provider-terrakube (terrakube-contract.md 1.4 a), byte for byte. */

let rest: TestRest;
let owner: Issued;
let member: Issued;
let plain: Issued;

beforeAll(async () => {
  rest = await openTestRest();
  const acme = await rest.addOrganization("acme");
  await rest.addTeam(acme, { name: "platform" });
  const mia = await rest.addPerson("Mia", "platform");
  [owner, member, plain] = [
    await rest.issue(rest.owner, { mayManageTeams: true }),
    await rest.issue(mia, { mayManageTokens: true }),
    await rest.issue(await rest.addPerson("Sam"), { mayManageTokens: true }),
  ];
});
afterAll(() => rest?.close());

const JSON_API = "Content-Type: application/vnd.api+json";

/** As Go's net/http writes it; `endpoint` may end with a slash. */
function go(token: Issued, method: string, path: string, body?: string, type = JSON_API): Promise<Answer> {
  const size = body === undefined ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  const lines = [`${method} ${path} HTTP/1.1`, "Host: HOST", "User-Agent: Go-http-client/1.1", ...size];
  return rest.send(
    [...lines, `Authorization: Bearer ${token.secret}`, ...(type ? [type] : []), "Accept-Encoding: gzip"],
    body,
  );
}

/** As google/jsonapi marshals an entity: attributes sorted, no id when it is empty, a line break at the end. */
function marshal(type: string, id: string, attributes: Record<string, unknown>): string {
  const sorted = Object.fromEntries(Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ data: { type, ...(id && { id }), attributes: sorted } })}\n`;
}

describe("terrakube_team_token", () => {
  const body = (group: string, description: string, days: number, hours: number, minutes: number) =>
    JSON.stringify({ id: "", description, days, hours, minutes, group, token: "" });
  const jtiOf = (token: string) => {
    const [header = "", payload = "", signature = ""] = token.split(".");
    const read = (part: string) => JSON.parse(Buffer.from(part, "base64url").toString());
    expect(read(header).alg).toBe("HS256");
    expect(signature).toMatch(/^[\w-]+$/);
    return read(payload).jti;
  };

  test("create, read and delete: jti is the id of the list, every number and text comes back, 202 twice", async () => {
    const made = await go(
      member,
      "POST",
      "/access-token/v1/teams",
      body("platform", "  Deploy & <test> ü ", 0, 24, 90),
    );
    expect(made.status).toBe(201);
    const { token, id } = made.json();
    expect(jtiOf(token)).toBe(id);

    const read = await go(member, "GET", "//access-token/v1/teams");
    expect(Array.isArray(read.json())).toBe(true);
    const entry = read.json().find((listed: { id: string }) => listed.id === id);
    expect(entry).toMatchObject({
      description: "  Deploy & <test> ü ",
      days: 0,
      hours: 24,
      minutes: 90,
      group: "platform",
    });
    expect(entry.token).toBeUndefined();

    for (const _ of ["at first", "again"])
      expect((await go(member, "DELETE", `/access-token/v1/teams/${id}`, undefined, "")).status).toBe(202);
    const after = await go(member, "GET", "/access-token/v1/teams");
    expect(after.json().some((listed: { id: string }) => listed.id === id)).toBe(false);
  });

  test("a refusal is a text that the provider shows, never JSON that it swallows, never 201 with no token", async () => {
    const refused = await go(plain, "POST", "/access-token/v1/teams", body("platform", "x", 1, 0, 0));
    expect([refused.status, refused.headers["content-type"]]).toEqual([403, "text/plain; charset=utf-8"]);
    expect(refused.text).toMatch(/^Only members of the team/);
  });

  test("a dead credential reads no empty list, which would have every token made again", async () => {
    const dead = { ...member, secret: `${member.secret.slice(0, -4)}AAAA` };
    const answer = await go(dead, "GET", "/access-token/v1/teams");
    expect(answer.status).toBe(401);
    expect(Array.isArray(answer.json())).toBe(false);
  });
});

describe("terrakube_organization and terrakube_team", () => {
  const flags = {
    approveJob: false,
    manageCollection: false,
    manageJob: false,
    manageModule: false,
    manageProvider: false,
    manageState: false,
    manageTemplate: false,
    manageVcs: true,
    manageWorkspace: false,
    planJob: false,
  };
  let organization: string;

  test("an organization is created, read, updated and found by the data source as it was sent", async () => {
    const attributes = {
      name: "infra",
      description: null,
      executionMode: "remote",
      disabled: false,
      icon: "FaBuilding:#000000",
    };
    const made = await go(owner, "POST", "/api/v1/organization", marshal("organization", "", attributes));
    expect(made.json().data).toMatchObject({ type: "organization", attributes });
    organization = made.json().data.id;

    const changed = { ...attributes, description: "", icon: null, executionMode: "local" };
    const path = `/api/v1/organization/${organization}`;
    const patched = await go(owner, "PATCH", path, marshal("organization", organization, changed));
    expect(patched.status).toBeLessThan(400);
    expect((await go(owner, "GET", path)).json().data.attributes).toEqual(changed);

    const found = await go(owner, "GET", "/api/v1/organization?filter[organization]=name==infra");
    expect(found.json().data.map(({ id }: { id: string }) => id)).toEqual([organization]);
    expect((await go(owner, "GET", "/api/v1/organization?filter[organization]=name==other")).json()).toEqual({
      data: [],
    });
  });

  test("a team keeps raw flags beside its role, null stays null, and is gone after its deletion", async () => {
    const teams = `/api/v1/organization/${organization}/team`;
    const made = await go(
      owner,
      "POST",
      teams,
      marshal("team", "", { ...flags, name: "ops", role: "admin" }),
    );
    expect(made.status).toBe(201);
    const { id } = made.json().data;
    expect(made.json().data.attributes).toEqual({ ...flags, name: "ops", role: "admin" });

    const sent = { ...flags, name: "ops", role: null };
    expect((await go(owner, "PATCH", `${teams}/${id}`, marshal("team", id, sent))).status).toBe(200);
    expect((await go(owner, "GET", `${teams}/${id}`)).json().data.attributes).toEqual(sent);
    const found = await go(owner, "GET", `${teams}?filter[team]=name==ops`);
    expect(found.json().data).toHaveLength(1);

    expect((await go(owner, "DELETE", `${teams}/${id}`)).status).toBe(204);
    expect((await go(owner, "GET", `${teams}/${id}`)).status).toBe(404);
  });

  test("an organization is deleted by a rename with disabled: true, however long its name is", async () => {
    const name = "n".repeat(64);
    const attributes = { name, description: null, executionMode: "remote", disabled: false, icon: null };
    const made = await go(owner, "POST", "/api/v1/organization", marshal("organization", "", attributes));
    const { id } = made.json().data;
    const ending = { ...attributes, name: `${name}_DEL_aZ09`, disabled: true };
    const gone = marshal("organization", id, { ...ending, description: "Deleted from terraform provider" });
    expect((await go(owner, "PATCH", `/api/v1/organization/${id}`, gone)).status).toBe(200);
    expect((await go(owner, "GET", `/api/v1/organization/${id}`)).status).toBe(404);
    const again = await go(owner, "POST", "/api/v1/organization", marshal("organization", "", attributes));
    expect(again.status).toBe(201);
  });
});
