import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestGateway, TEAM, type TestGateway, USER } from "@/gateway/testing";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** terrakube-contract.md section 8: each line of the checklist, over HTTP. The clients' own stories are beside. */

let rest: TestRest;
let gateway: TestGateway;
let owner: Issued;
let mia: Issued;
let acme: string;

beforeAll(async () => {
  rest = await openTestRest();
  gateway = await openTestGateway();
  acme = await rest.addOrganization("acme");
  await rest.addTeam(acme, { name: "platform", role: "Plan", manageVcs: true });
  owner = await rest.issue(rest.owner, { mayManageTeams: true });
  mia = await rest.issue(await rest.addPerson("Mia", "platform"), { mayManageTokens: true });
});
afterAll(async () => {
  await rest?.close();
  await gateway?.close();
});

const TOKENS = "/access-token/v1/teams";
const ROOT = "/api/v1/organization";
const claimsOf = (jwt: string) => JSON.parse(Buffer.from(jwt.split(".")[1] ?? "", "base64url").toString());
const wish = { description: "  as  typed ", days: 0, hours: 36, minutes: 1 };

describe("terrakube-contract.md section 8", () => {
  test.each([
    [TOKENS, { ...wish, group: "platform" }],
    ["/pat/v1", wish],
  ])(
    "1: POST %s is 201 with a JWT-shaped token whose string jti is the id of the answer and of the list",
    async (path, body) => {
      const made = await rest.call(mia, "POST", path, body);
      const { id, token } = made.json();
      expect([made.status, claimsOf(token).jti]).toEqual([201, id]);
      expect(token.split(".")).toHaveLength(3);
      const listed = (await rest.call(mia, "GET", path)).json();
      expect(listed.map((item: { id: string }) => item.id)).toContain(id);
    },
  );

  test("2: lists are 202 with an array that echoes what was sent, ISO dates and a creator", async () => {
    const { id } = (await rest.call(mia, "POST", TOKENS, { ...wish, group: "platform" })).json();
    const list = await rest.call(mia, "GET", TOKENS);
    expect([list.status, list.headers["content-type"]]).toEqual([202, "application/json"]);
    const item = list.json().find((one: { id: string }) => one.id === id);
    expect(item).toMatchObject({ ...wish, group: "platform", createdBy: expect.stringContaining("@") });
    expect(item.createdDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|\+00:00)$/);
  });

  test("3: DELETE is exactly 202, and again; whoever may not list gets 401 or 403, never [] or 2xx", async () => {
    const { id } = (await rest.call(mia, "POST", TOKENS, { ...wish, group: "platform" })).json();
    for (let round = 0; round < 2; round += 1)
      expect((await rest.call(mia, "DELETE", `${TOKENS}/${id}`)).status).toBe(202);
    expect((await rest.call(null, "GET", TOKENS)).status).toBe(401);
    const team = (await rest.call(mia, "POST", TOKENS, { ...wish, group: "platform" })).json();
    expect((await rest.call({ id: team.id, secret: team.token }, "GET", "/pat/v1")).status).toBe(403);
  });

  test("4: both media types, digits as text, unknown fields, doubled slashes and every spelling of the filter", async () => {
    for (const type of ["application/vnd.api+json", "application/json"]) {
      const body = JSON.stringify({
        description: "x",
        days: "1",
        hours: "0",
        other: true,
        group: "platform",
      });
      expect((await rest.call(mia, "POST", `/${TOKENS}`, body, { "content-type": type })).status).toBe(201);
    }
    for (const filter of [
      "filter=name==acme",
      "filter[organization]=name==acme",
      "filter%5Borganization%5D=name%3D%3D%22acme%22",
    ])
      expect((await rest.call(mia, "GET", `${ROOT}?${filter}`)).json().data).toHaveLength(1);
  });

  test("5: organizations and teams: 201, 200 with the document, 204, 404; what is stored comes back as sent", async () => {
    const send = (method: string, path: string, type: string, attributes: object) =>
      rest.call(owner, method, path, { data: { type, attributes } });
    const made = await send("POST", `${ROOT}/${acme}/team`, "team", {
      name: "web",
      role: "Admin",
      manageState: false,
    });
    expect([made.status, made.json().data.type]).toEqual([201, "team"]);
    const path = `${ROOT}/${acme}/team/${made.json().data.id}`;
    expect(made.json().data.attributes).toMatchObject({
      role: "Admin",
      manageState: false,
      manageVcs: false,
    });
    const changed = await send("PATCH", path, "team", { name: "", role: null });
    expect([changed.status, changed.json().data.attributes]).toMatchObject([
      200,
      { name: "web", role: null },
    ]);
    expect((await rest.call(owner, "DELETE", path)).status).toBe(204);
    const gone = await rest.call(owner, "GET", path);
    expect([gone.status, typeof gone.json().errors[0].detail]).toEqual([404, "string"]);
    const organization = await send("POST", ROOT, "organization", { name: "short", description: null });
    const one = `${ROOT}/${organization.json().data.id}`;
    expect(organization.json().data).toMatchObject({
      type: "organization",
      attributes: { description: null },
    });
    expect((await rest.call(owner, "DELETE", one)).status).toBe(204);
    expect((await rest.call(owner, "GET", one)).status).toBe(404);
  });

  test("6: current-teams are the caller's groups; permissions are the eleven booleans", async () => {
    expect((await rest.call(mia, "GET", `${TOKENS}/current-teams`)).json()).toEqual({ groups: ["platform"] });
    const permissions = (await rest.call(mia, "GET", `${TOKENS}/permissions/organization/${acme}`)).json();
    expect(Object.keys(permissions)).toHaveLength(11);
    expect(Object.entries(permissions).filter(([, value]) => value === true)).toEqual([
      ["planJob", true],
      ["manageJob", true],
    ]);
  });

  test("7: the gateway's JWT: the claims of 2.3, HS256, five minutes at most, no jti, the groups of now", async () => {
    for (const [whose, groups] of [
      [USER, ["no team here", "platform"]],
      [TEAM, ["platform"]],
    ] as const) {
      const reply = await gateway.askAbout((await gateway.issue(whose)).secret);
      const claims = await gateway.claimsOf(reply);
      expect(claims).toMatchObject({
        iss: "Terrakube",
        aud: "Terrakube",
        email_verified: true,
        sub: expect.stringMatching(/ \(Token\)$/),
      });
      expect([...(claims.groups as string[])].toSorted()).toEqual(groups);
      expect(Number(claims.exp) - Number(claims.iat)).toBeLessThanOrEqual(300);
      expect(claims).not.toHaveProperty("jti");
    }
    const { secret } = await gateway.issue(USER);
    await gateway.people.query("delete from memberships where group_name = 'no team here'");
    expect((await gateway.claimsOf(await gateway.askAbout(secret))).groups).toEqual(["platform"]);
  });

  test("8: well-known ignores Authorization, login.v1 offers ports, and a code that is none is invalid_grant", async () => {
    const dead = { id: "", secret: "long.dead.secret" };
    const found = await rest.call(dead, "GET", "/.well-known/terraform.json");
    const login = found.json()["login.v1"];
    expect([found.status, found.headers["content-type"]]).toEqual([200, "application/json"]);
    expect(login.ports[1] - login.ports[0]).toBeGreaterThan(1);
    const form = {
      grant_type: "authorization_code",
      client_id: login.client,
      code: "none",
      redirect_uri: "http://localhost:10000/login",
      code_verifier: "v".repeat(46),
    };
    const exchange = (fields: object) =>
      rest.call(null, "POST", "/oauth/token", new URLSearchParams({ ...form, ...fields }).toString(), {
        "content-type": "application/x-www-form-urlencoded",
      });
    const answer = await exchange({});
    expect([answer.status, answer.json().error]).toEqual([400, "invalid_grant"]);
    expect((await exchange({ redirect_uri: "http://localhost:9999/login" })).status).toBe(400);
    expect((await exchange({ code_verifier: "" })).status).toBe(400);
  });
});
