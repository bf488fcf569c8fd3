import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { changeOrganization, createOrganization } from "@/lib/organizations/service";
import type { Runtime } from "@/lib/runtime";
import { createTeam, deleteTeam, listTeams } from "@/lib/teams/service";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { settle } from "@/lib/testing-result";
import { openTestTerrakube, type TestTerrakube } from "@/lib/testing-terrakube";
import { issueForTest } from "@/lib/testing-wish";
import { verifySecret } from "@/lib/tokens/verification";
import { assertMayFollow, follow, readFollowedServices, readFollowingView } from "./service";

const KEY = new Uint8Array(randomBytes(32));
const NOWHERE = { ip: null, agent: null };
let people: TestPeople;
let runtime: Runtime;
let terrakube: TestTerrakube;
let acme: string;
let platform: string;

beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("owner@example.test", { groups: [OWNER_GROUP] });
  await people.addPerson("mia@example.test", { groups: ["platform", "web"] });
});
beforeEach(async () => {
  await people.query("truncate teams, organizations, tokens cascade");
  await people.query(
    "update following set attempted_at = null, read_at = null, failure = null, failing_since = null, services = '{}'",
  );
  terrakube = await openTestTerrakube(KEY, OWNER_GROUP);
  runtime = { ...people.runtime, terrakube: { apiUrl: terrakube.url, uiUrl: null, key: KEY } };
  acme = terrakube.addOrganization("acme");
  platform = terrakube.addTeam(acme, "platform", { role: "Admin", manageVcs: true });
  return () => terrakube.close();
});
afterAll(() => people.close());

const read = () => follow(runtime, 0);
const names = async () =>
  (await people.query<{ name: string }>("select name from teams order by name")).map(({ name }) => name);

async function issue(group = "platform"): Promise<string> {
  const mia = await people.signInAs("mia@example.test");
  return (await issueForTest(runtime, mia, {}, { kind: "team", group })).secret;
}
const verdict = async (secret: string) => {
  const found = await verifySecret(runtime, secret, NOWHERE);
  return found.kind === "dead" ? found.token.reason : found.kind;
};
/** As if so many minutes had passed since a team was first found gone. */
const wait = (minutes: number) =>
  people.query(`update teams set gone_at = gone_at - interval '${minutes} minutes'`);

describe("a Terrakube that answers", () => {
  test("is mirrored under its own ids, as received: role and flags as they are, null and empty kept apart", async () => {
    const other = terrakube.addOrganization("other", {
      description: "",
      icon: "FaBeer:#123456",
      executionMode: "local",
    });
    terrakube.addTeam(other, "platform");
    terrakube.addTeam(other, "platform", { role: "" });
    terrakube.addTeam(other, "  odd Naïve 團隊 ");
    expect(await read()).toBe("good");
    const organizations = await people.query(
      "select id, name, description, icon, execution_mode from organizations order by name",
    );
    expect(organizations).toEqual([
      { id: acme, name: "acme", description: null, icon: null, execution_mode: "remote" },
      { id: other, name: "other", description: "", icon: "FaBeer:#123456", execution_mode: "local" },
    ]);
    const [row] = await people.query("select role, manage_vcs, plan_job from teams where id = $1", [
      platform,
    ]);
    expect(row).toEqual({ role: "Admin", manage_vcs: true, plan_job: false });
    expect(await names()).toEqual(["  odd Naïve 團隊 ", "platform", "platform", "platform"]);
  });

  test("is read page by page to the end, whether it pages or not", async () => {
    for (let i = 0; i < 450; i += 1) terrakube.addTeam(acme, `team ${i}`);
    expect(await read()).toBe("good");
    expect(await names()).toHaveLength(451);
    terrakube.isPaged = false;
    terrakube.addTeam(acme, "one more");
    expect(await read()).toBe("good");
    expect(await names()).toHaveLength(452);
  });

  test("is told nothing but a short-lived JWT of the owner group, and writes are never asked for", async () => {
    await read();
    expect(new Set(terrakube.asked.map((path) => path.split("?")[0]))).toEqual(
      new Set(["/api/v1/organization", `/api/v1/organization/${acme}/team`, "/.well-known/terraform.json"]),
    );
  });

  test("changes what it changes there, and leaves one event for each", async () => {
    await read();
    terrakube.organizations.set(acme, { ...terrakube.organizations.get(acme), description: "now" });
    terrakube.teams.set(platform, { organizationId: acme, name: "platform", role: "read" });
    await read();
    await read();
    expect(await people.listEvents(platform)).toEqual(["team.created", "team.changed"]);
    expect(await people.listEvents(acme)).toEqual(["organization.created", "organization.changed"]);
    expect(await people.query("select role, manage_vcs from teams")).toEqual([
      { role: "read", manage_vcs: false },
    ]);
  });

  test("gives terraform its services, and its own sign-in is left out", async () => {
    expect(await readFollowedServices(runtime)).toEqual({
      "state.v2": "/remote/state/v2/",
      "tfe.v2": "/remote/tfe/v2/",
      "tfe.v2.1": "/remote/tfe/v2/",
    });
    await read();
    const services = await readFollowedServices(runtime);
    expect(services).toMatchObject({ "tfe.v3": "/remote/tfe/v3/", "tfe.v2": "/remote/tfe/v2/" });
    expect(services["login.v1"]).toBeUndefined();
    expect(await readFollowedServices(people.runtime)).toEqual({});
  });
});

describe("an outage changes nothing: the last state stands, and its age is shown", () => {
  const OUTAGES: Record<string, NonNullable<TestTerrakube["disturb"]>> = {
    "an empty list of organizations": (path, response) =>
      path.endsWith("/organization") && !!response.end('{"data":[]}'),
    "[] for everything": (_, response) => !!response.end("[]"),
    "an empty list for everything": (_, response) => !!response.end('{"data":[]}'),
    "403 for everything": (_, response) => !!response.writeHead(403).end('{"errors":[{"detail":"no"}]}'),
    "403 for the teams": (path, response) =>
      path.includes("/team") && !!response.writeHead(403).end('{"errors":[{"detail":"no"}]}'),
    "401": (_, response) => !!response.writeHead(401).end(),
    "500": (_, response) => !!response.writeHead(500).end("{}"),
    "a redirect": (_, response) => !!response.writeHead(302, { location: "/elsewhere" }).end(),
    "a proxy's page with 200": (_, response) => !!response.end("<html>login</html>"),
    "404 by a proxy": (_, response) => !!response.writeHead(404).end("<html>404</html>"),
    "an empty list of teams, and the team's own 404 by a proxy": (path, response) =>
      path.endsWith("/team")
        ? !!response.end('{"data":[]}')
        : path.includes("/team/") && !!response.writeHead(404).end('{"message":"no route"}'),
    "half an answer": (_, response) => {
      response.writeHead(200, { "content-length": "500" }).write('{"data":[{"type":"organ');
      setTimeout(() => response.destroy(), 20);
      return true;
    },
    "half a JSON": (_, response) => !!response.end('{"data":[{"type":"organization"'),
    "teams of another type": (path, response) =>
      path.endsWith("/team") && !!response.end('{"data":[{"type":"workspace","id":"x"}]}'),
    "a list that is shorter than its own total": (path, response) =>
      path.endsWith("/team") && !!response.end('{"data":[],"meta":{"page":{"totalRecords":7}}}'),
    "NUL in a name": (path, response) =>
      path.endsWith("/team") &&
      !!response.end(`{"data":[{"type":"team","id":"${platform}","attributes":{"name":"a\\u0000"}}]}`),
  };

  test.each(Object.keys(OUTAGES))("%s", async (name) => {
    await read();
    const secret = await issue();
    terrakube.disturb = OUTAGES[name] ?? null;
    for (let round = 0; round < 3; round += 1) {
      expect(await read()).toBe("failed");
      await wait(6);
    }
    expect(await verdict(secret)).toBe("accepted");
    expect(await names()).toEqual(["platform"]);
    const view = await readFollowingView(runtime);
    expect(view?.failure?.reason).toMatch(/^It/);
    expect(view?.ageSeconds).toBeGreaterThanOrEqual(0);
    terrakube.disturb = null;
    expect(await read()).toBe("good");
    expect((await readFollowingView(runtime))?.failure).toBeNull();
  });

  test("nobody there", async () => {
    await read();
    const secret = await issue();
    await terrakube.close();
    expect(await read()).toBe("failed");
    expect(await verdict(secret)).toBe("accepted");
    terrakube = await openTestTerrakube(KEY, OWNER_GROUP);
  });

  test("silence and slowness end the reading in seconds, while nothing is held up", async () => {
    await read();
    const secret = await issue();
    terrakube.disturb = () => true;
    const startedAt = performance.now();
    const reading = read();
    expect(await verdict(secret)).toBe("accepted");
    expect(await follow(runtime, 0)).toBe("busy");
    expect(await reading).toBe("failed");
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect((await readFollowingView(runtime))?.failure?.reason).toContain("too long");
  });

  test("an owner group that is not Terrakube's is said so", async () => {
    await terrakube.close();
    terrakube = await openTestTerrakube(KEY, "SOMETHING_ELSE");
    terrakube.addOrganization("acme");
    runtime = { ...runtime, terrakube: { apiUrl: terrakube.url, uiUrl: null, key: KEY } };
    expect(await read()).toBe("failed");
    expect((await readFollowingView(runtime))?.failure?.reason).toContain("OWNER_GROUP");
  });

  test("a list that leaves a team out while the team itself answers is half a list: the team stays", async () => {
    terrakube.addTeam(acme, "web");
    await read();
    const secret = await issue();
    terrakube.disturb = (path, response) =>
      path.endsWith("/team") && !!response.end(JSON.stringify({ data: [] }));
    expect(await read()).toBe("good");
    await wait(10);
    expect(await read()).toBe("good");
    expect(await verdict(secret)).toBe("accepted");
    expect(await names()).toEqual(["platform", "web"]);
  });
});

describe("a team that is deleted there", () => {
  test("stops counting at once; its tokens die with the second 404, five minutes later, and not before", async () => {
    await read();
    const secret = await issue();
    terrakube.teams.delete(platform);
    expect(await read()).toBe("good");
    expect(await verdict(secret)).toBe("teamless");
    await wait(4);
    expect(await read()).toBe("good");
    expect(await verdict(secret)).toBe("teamless");
    expect(await names()).toEqual(["platform"]);
    await wait(2);
    expect(await read()).toBe("good");
    expect(await verdict(secret)).toBe("revoked");
    expect(await names()).toEqual([]);
    expect(await people.listEvents(platform)).toEqual(["team.created", "team.gone", "team.deleted"]);
  });

  test("and is back before that: its tokens work again", async () => {
    await read();
    const secret = await issue();
    const team = terrakube.teams.get(platform);
    if (!team) throw new Error("no team");
    terrakube.teams.delete(platform);
    await read();
    terrakube.teams.set(platform, team);
    await read();
    await wait(10);
    expect(await verdict(secret)).toBe("accepted");
    await read();
    expect(await verdict(secret)).toBe("accepted");
  });

  test("and made anew under its old name revives nothing, while the new one's tokens live", async () => {
    await read();
    const old = await issue();
    terrakube.teams.delete(platform);
    terrakube.addTeam(acme, "platform");
    await read();
    const fresh = await issue();
    expect([await verdict(old), await verdict(fresh)]).toEqual(["teamless", "accepted"]);
    await wait(6);
    await people.query(
      "update tokens set created_at = created_at - interval '6 minutes' where digest <> (select digest from tokens order by created_at desc limit 1)",
    );
    await read();
    expect([await verdict(old), await verdict(fresh)]).toEqual(["revoked", "accepted"]);
  });

  test("leaves the tokens alone when an older team of another organization bears the name", async () => {
    terrakube.addTeam(terrakube.addOrganization("other"), "platform");
    await read();
    const secret = await issue();
    // Both teams and the token are older than the loss, which `wait` takes back by minutes.
    await people.query("update teams set created_at = created_at - interval '1 hour'");
    await people.query("update tokens set created_at = created_at - interval '1 hour'");
    terrakube.teams.delete(platform);
    await read();
    expect(await verdict(secret)).toBe("accepted");
    await wait(6);
    await read();
    expect(await verdict(secret)).toBe("accepted");
    expect(await names()).toEqual(["platform"]);
  });
});

test("a rename there leaves the tokens alone while an older team of another organization bears the name", async () => {
  const other = terrakube.addTeam(terrakube.addOrganization("other"), "platform");
  await read();
  const secret = await issue();
  terrakube.teams.set(platform, { organizationId: acme, name: "infra" });
  await read();
  expect(await verdict(secret)).toBe("accepted");
  const organizationId = terrakube.teams.get(other)?.organizationId ?? "";
  terrakube.teams.set(other, { organizationId, name: "web" });
  await read();
  expect(await verdict(secret)).toBe("revoked");
});

test("a rename there is a deletion and a creation: the old name's tokens die, also when two swap", async () => {
  const web = terrakube.addTeam(acme, "web");
  await read();
  const [ofPlatform, ofWeb] = [await issue("platform"), await issue("web")];
  terrakube.teams.set(web, { organizationId: acme, name: "platform" });
  terrakube.teams.set(platform, { organizationId: acme, name: "web" });
  await read();
  expect([await verdict(ofPlatform), await verdict(ofWeb)]).toEqual(["revoked", "revoked"]);
  expect([await verdict(await issue("platform")), await verdict(await issue("web"))]).toEqual([
    "accepted",
    "accepted",
  ]);
});

test("an organization that is disabled or deleted there refuses its teams' tokens, and revokes none", async () => {
  terrakube.addOrganization("other");
  await read();
  const secret = await issue();
  terrakube.organizations.set(acme, { ...terrakube.organizations.get(acme), disabled: true });
  for (let round = 0; round < 3; round += 1) {
    expect(await read()).toBe("good");
    await wait(6);
    expect(await verdict(secret)).toBe("teamless");
  }
  terrakube.organizations.set(acme, { ...terrakube.organizations.get(acme), disabled: false });
  await read();
  expect(await verdict(secret)).toBe("accepted");
});

test("of many that ask at once one reads, and at most once in ten seconds", async () => {
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => follow(runtime)));
  expect(outcomes.filter((outcome) => outcome === "good")).toHaveLength(1);
  const asked = terrakube.asked.length;
  expect(await follow(runtime)).toBe("recent");
  expect(terrakube.asked).toHaveLength(asked);
  await people.query("update following set attempted_at = attempted_at - interval '10 seconds'");
  expect(await follow(runtime)).toBe("good");
});

describe("while a Terrakube is followed", () => {
  test("nobody makes, changes or deletes organizations and teams here", async () => {
    await read();
    const owner = await people.signInAs("owner@example.test");
    const refused = {
      ok: false,
      failure: { kind: "forbidden", message: expect.stringContaining("Terrakube") },
    };
    expect(await createOrganization(runtime, owner, { name: "own" })).toMatchObject(refused);
    expect(await changeOrganization(runtime, owner, acme, { isDisabled: true })).toMatchObject(refused);
    expect(await createTeam(runtime, owner, acme, { name: "own" })).toMatchObject(refused);
    expect(await deleteTeam(runtime, owner, acme, platform)).toMatchObject(refused);
    expect(await names()).toEqual(["platform"]);
  });

  test("a team that is gone there is seen by owners in the browser only", async () => {
    terrakube.addTeam(acme, "web");
    await read();
    terrakube.teams.delete(platform);
    await read();
    const seen = async (email: string) =>
      (await settle(listTeams(runtime, await people.signInAs(email), acme))).map(({ name, isGone }) => [
        name,
        isGone,
      ]);
    expect(await seen("owner@example.test")).toEqual([
      ["platform", true],
      ["web", false],
    ]);
    expect(await seen("mia@example.test")).toEqual([["web", false]]);
  });
});

test("a database with organizations or teams of its own is not followed; one with mirrored ones is", async () => {
  await read();
  await assertMayFollow(runtime);
  await people.query("insert into teams (organization_id, name) values ($1, 'made here')", [acme]);
  await expect(assertMayFollow(runtime)).rejects.toThrow(/TERRAKUBE_API_URL.*teams \(1\)/);
  await assertMayFollow(people.runtime);
  await people.query("truncate teams, organizations cascade");
  const owner = await people.signInAs("owner@example.test");
  const { id } = await settle(createOrganization(people.runtime, owner, { name: "own" }));
  await expect(assertMayFollow(runtime)).rejects.toThrow(/organizations \(1 enabled\)/);
  await settle(changeOrganization(people.runtime, owner, id, { isDisabled: true }));
  await assertMayFollow(runtime);
});
