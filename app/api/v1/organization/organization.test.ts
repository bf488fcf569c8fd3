import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Issued, openTestRest, type TestRest } from "@/lib/testing-rest";

/** terrakube-contract.md 1.3 and section 8, for organizations and teams. */

let rest: TestRest;
let owner: Issued;
let member: Issued;
let acme: string;

beforeAll(async () => {
  rest = await openTestRest();
  acme = await rest.addOrganization("acme");
  await rest.addTeam(acme, { name: "platform" });
  owner = await rest.issue(rest.owner, { mayManageTeams: true });
  member = await rest.issue(await rest.addPerson("Mia", "platform"));
});
afterAll(() => rest?.close());

const ROOT = "/api/v1/organization";
const document = (attributes: object, more: object = {}) => ({ data: { attributes, ...more } });
const post = (path: string, attributes: object) => rest.call(owner, "POST", path, document(attributes));
const patch = (path: string, attributes: object) => rest.call(owner, "PATCH", path, document(attributes));
const namesOf = (answer: { json: () => { data: { attributes: { name: string } }[] } }) =>
  answer.json().data.map(({ attributes }) => attributes.name);

describe("documents", () => {
  test("both media types are taken, with parameters; JSON:API's is answered", async () => {
    for (const type of ["application/vnd.api+json", "application/json", "application/json; charset=utf-8"]) {
      const body = JSON.stringify(document({ name: `by ${type}` }, { type: "organization" }));
      const made = await rest.call(owner, "POST", ROOT, body, { "content-type": type });
      expect([made.status, made.headers["content-type"]]).toEqual([201, "application/vnd.api+json"]);
    }
  });

  test("a team's document names its organization", async () => {
    const made = await post(`${ROOT}/${acme}/team`, { name: "shape" });
    expect(made.json().data).toMatchObject({
      type: "team",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      relationships: { organization: { data: { type: "organization", id: acme } } },
    });
  });

  test("unknown attributes and nulls that mean nothing are ignored; null and empty texts are kept apart", async () => {
    const sent = { name: "lenient", description: "", icon: null, createdBy: null, superuser: true };
    const made = await post(ROOT, { ...sent, executionMode: null, disabled: null });
    const attributes = {
      name: "lenient",
      description: "",
      executionMode: "remote",
      disabled: false,
      icon: null,
    };
    expect([made.status, made.json().data.attributes]).toEqual([201, attributes]);
    const path = `${ROOT}/${made.json().data.id}`;
    const changed = await patch(path, { name: null, description: null, icon: "" });
    expect(changed.json().data.attributes).toEqual({ ...attributes, description: null, icon: "" });
    expect((await patch(path, {})).json().data.attributes).toEqual({
      ...attributes,
      description: null,
      icon: "",
    });
  });

  test("a role is kept as typed, and so are the flags beside it", async () => {
    for (const role of ["Admin", "WRITE", "custom", null]) {
      const made = await post(`${ROOT}/${acme}/team`, { name: `role ${role}`, role, manageVcs: true });
      expect(made.json().data.attributes).toMatchObject({ role, manageVcs: true, manageState: false });
    }
  });

  test("a client's id for something new is not taken", async () => {
    const made = await rest.call(owner, "POST", ROOT, document({ name: "own id" }, { id: acme }));
    expect(made.status).toBe(201);
    expect(made.json().data.id).not.toBe(acme);
  });
});

describe("filters", () => {
  test.each([
    "filter=name==acme",
    "filter[organization]=name==acme",
    "filter%5Borganization%5D=name%3D%3Dacme",
    'filter[organization]=name=="acme"',
    "filter[organization]=name=='acme'",
    "filter=name%3D%3D%22acme%22",
  ])("%s finds it", async (query) => {
    const request = [`GET ${ROOT}?${query} HTTP/1.1`, "Host: HOST", `Authorization: Bearer ${owner.secret}`];
    expect(namesOf(await rest.send(request))).toEqual(["acme"]);
  });

  test("names are compared exactly, and may hold blanks, quotes and signs", async () => {
    const name = `it's "a+b" & 100% ==\\`;
    await post(ROOT, { name });
    const find = (filter: string) => rest.call(owner, "GET", `${ROOT}?filter=${encodeURIComponent(filter)}`);
    expect(namesOf(await find(`name==${name}`))).toEqual([name]);
    expect(namesOf(await find(`name=="${name.replace(/["\\]/g, "\\$&")}"`))).toEqual([name]);
    for (const other of ["ACME", "acm", "acme ", "*", "%", "acme,beta", ""])
      expect((await find(`name==${other}`)).text, other).not.toContain('"acme"');
  });

  test("a filter that is not understood is refused, since the list would hold what was not asked for", async () => {
    for (const query of [
      "filter=executionMode==local",
      "filter[team]=name==acme",
      "filter=name=in=(acme)",
      "filter=name==acme&filter=name==beta",
      "filter=name==a%00b",
      "filter=",
    ]) {
      const answer = await rest.call(owner, "GET", `${ROOT}?${query}`);
      expect([answer.status, answer.json().errors[0].meta.field], query).toEqual([400, "filter"]);
    }
    const teams = await rest.call(owner, "GET", `${ROOT}/${acme}/team?filter[team]=name==platform`);
    expect(namesOf(teams)).toEqual(["platform"]);
  });
});

describe("sort and page", () => {
  test("lists are sorted and cut as asked, and say how many there are in all when asked", async () => {
    const other = await rest.addOrganization("paged");
    for (const name of ["b", "C", "a"]) await rest.addTeam(other, { name });
    const list = async (query: string) => rest.call(owner, "GET", `${ROOT}/${other}/team?${query}`);
    expect(namesOf(await list("sort=-name"))).toEqual(["b", "a", "C"]);
    expect(namesOf(await list("sort=name&page[size]=2&page[number]=2"))).toEqual(["b"]);
    const page = await list("page%5Bsize%5D=2&page%5Btotals%5D");
    expect(page.json()).toMatchObject({ meta: { page: { totalRecords: 3, totalPages: 2 } } });
    expect(page.json().data).toHaveLength(2);
    expect((await list("")).json()).not.toHaveProperty("meta");
  });

  test.each([
    "include=team",
    "fields[team]=name",
    "page[offset]=1",
    "page=2",
    "sort=role",
    "page[size]=0",
    "page[number]=x",
  ])("%s is refused by its name, not ignored", async (query) => {
    const answer = await rest.call(owner, "GET", `${ROOT}?${query}`);
    expect([answer.status, answer.json().errors[0].meta.field]).toEqual([400, query.split("=")[0]]);
  });
});

describe("errors", () => {
  test("are JSON:API's, whatever went wrong", async () => {
    for (const [answer, status] of [
      [await rest.call(null, "GET", ROOT), 401],
      [await rest.call(member, "POST", ROOT, document({ name: "x" })), 403],
      [await rest.call(owner, "GET", `${ROOT}/${randomUUID()}`), 404],
      [await rest.call(owner, "GET", `${ROOT}/not-a-uuid`), 404],
      [await rest.call(owner, "GET", `${ROOT}/${acme}/workspace`), 404],
      [await post(ROOT, { name: "acme" }), 409],
      [await post(`${ROOT}/${acme}/team`, { name: "platform" }), 409],
      [await post(ROOT, {}), 400],
      [await post(ROOT, { name: "x", disabled: true }), 400],
      [await post(ROOT, { name: "x", executionMode: "agent" }), 400],
      [await post(`${ROOT}/${acme}/team`, { name: "x", manageVcs: "true" }), 400],
      [await post(`${ROOT}/${acme}/team`, { name: "x", role: "emperor" }), 400],
      [await post(`${ROOT}/${acme}/team`, { name: " owners" }), 400],
      [await post(`${ROOT}/${acme}/team`, { name: "0wners" }), 400],
      [await rest.call(owner, "POST", ROOT, "{"), 400],
      [await rest.call(owner, "POST", ROOT, { name: "no document" }), 400],
      [await rest.call(owner, "POST", ROOT, document({ name: "x" }, { type: "team" })), 400],
      [await rest.call(owner, "POST", ROOT, { data: { attributes: [] } }), 400],
    ] as const) {
      expect([answer.status, answer.headers["content-type"]], answer.text).toEqual([
        status,
        "application/vnd.api+json",
      ]);
      const [error] = answer.json().errors;
      expect(error).toMatchObject({ status: String(status), title: expect.any(String) });
      expect(error.detail).toMatch(/\.$/);
    }
  });

  test("a body of another content type is 415, as Terrakube's", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
      for (const [method, path] of [
        ["POST", ROOT],
        ["PATCH", `${ROOT}/${acme}`],
        ["POST", `${ROOT}/${acme}/team`],
      ] as const) {
        const body = JSON.stringify(document({ name: "x" }));
        const answer = await rest.call(owner, method, path, body, { "content-type": type });
        expect([answer.status, answer.headers["content-type"], answer.json().errors[0].status]).toEqual([
          415,
          "application/vnd.api+json",
          "415",
        ]);
      }
  });

  test("each wrong attribute is named", async () => {
    const answer = await post(ROOT, { name: "", description: "a\u0000", icon: "no colour" });
    const fields = answer.json().errors.map(({ meta }: { meta: { field: string } }) => meta.field);
    expect(fields).toEqual(["description", "icon"]);
  });

  test("a dead token is named in the error's meta", async () => {
    const victim = await rest.issue(await rest.addPerson("Vic"));
    await rest.call(victim, "DELETE", "/tokens/v1/self");
    const answer = await rest.call(victim, "GET", ROOT);
    expect(answer.json().errors[0].meta.token).toMatchObject({ id: victim.id, reason: "revoked" });
  });

  test("methods that there are not are 405 with Allow", async () => {
    for (const path of [ROOT, `${ROOT}/${acme}`, `${ROOT}/${acme}/team`, `${ROOT}/${acme}/team/${acme}`]) {
      const answer = await rest.call(owner, "PUT", path, {});
      expect([answer.status, answer.headers.allow?.includes("GET")]).toEqual([405, true]);
    }
  });
});

test("a disabled organization is gone with its teams, also for owners, and its name is free", async () => {
  const made = await post(ROOT, { name: "gone" });
  const path = `${ROOT}/${made.json().data.id}`;
  const team = (await post(`${path}/team`, { name: "platform" })).json().data.id;
  expect((await rest.call(owner, "DELETE", path)).status).toBe(204);
  for (const [method, target, body] of [
    ["GET", path],
    ["PATCH", path, document({ disabled: false })],
    ["DELETE", path],
    ["GET", `${path}/team`],
    ["POST", `${path}/team`, document({ name: "late" })],
    ["GET", `${path}/team/${team}`],
    ["PATCH", `${path}/team/${team}`, document({ role: "admin" })],
    ["DELETE", `${path}/team/${team}`],
    ["GET", `/access-token/v1/teams/permissions/organization/${made.json().data.id}`],
  ] as const)
    expect((await rest.call(owner, method, target, body)).status, `${method} ${target}`).toBe(404);
  for (const token of [owner, member])
    expect((await rest.call(token, "GET", `${ROOT}?filter=name==gone`)).json()).toEqual({ data: [] });
  expect((await post(ROOT, { name: "gone" })).status).toBe(201);
});
