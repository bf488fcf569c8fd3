import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTeam, deleteTeam } from "@/lib/teams/service";
import { settle } from "@/lib/testing-result";
import { flushRecorder } from "@/lib/tokens/recorder";
import { revokeToken } from "@/lib/tokens/service";
import { openTestGateway, TEAM, type TestGateway, USER } from "./testing";

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await openTestGateway();
});
afterAll(() => gateway?.close());

describe("a live token", () => {
  test("of a user becomes a JWT with all of its user's groups as of now, whatever the method", async () => {
    const { secret, token } = await gateway.issue(USER);
    for (const method of ["GET", "POST", "DELETE", "PATCH"]) {
      const reply = await gateway.askAbout(secret, [], { method });
      expect(reply.status).toBe(200);
      expect(reply.headers).toMatchObject({
        "x-latchkey-token": token.id,
        "x-latchkey-subject": `user:${gateway.mia.userId}`,
        "cache-control": "no-store",
      });
      const claims = await gateway.claimsOf(reply);
      expect(claims).toMatchObject({ iss: "Terrakube", email: "mia@example.com" });
      expect((claims.groups as string[]).toSorted()).toEqual(["no team here", "platform"]);
      expect(claims.jti).toBeUndefined();
    }
    await gateway.people.query("delete from memberships where group_name = 'no team here'");
    expect((await gateway.claimsOf(await gateway.askAbout(secret))).groups).toEqual(["platform"]);
  });
  test("of a team becomes a JWT with exactly that group and nobody's e-mail", async () => {
    const { secret, token } = await gateway.issue(TEAM);
    const reply = await gateway.askAbout(secret);
    expect(reply.headers).toMatchObject({
      "x-latchkey-subject": "team:platform",
      "x-latchkey-groups": "platform",
    });
    expect(await gateway.claimsOf(reply)).toMatchObject({
      groups: ["platform"],
      email: `${token.id}@team.latchkey.invalid`,
    });
  });
  test("is told apart by the client that the key's holder names, and its use is counted", async () => {
    const { secret, token } = await gateway.issue(USER);
    await gateway.askAbout(secret, [
      "X-Forwarded-For",
      "203.0.113.9, 198.51.100.4",
      "User-Agent",
      "terraform/1.11",
    ]);
    await flushRecorder(gateway.people.runtime);
    const rows = await gateway.people.query(
      "select last_used_ip, last_used_agent from tokens where id = $1",
      [token.id],
    );
    expect(rows).toEqual([{ last_used_ip: "198.51.100.4", last_used_agent: "terraform/1.11" }]);
  });
  test("passes only from its allowed networks", async () => {
    const { secret } = await gateway.issue(USER, gateway.mia, {
      allowedCidrs: ["10.0.0.0/8", "2001:DB8::/32"],
    });
    const from = async (ip: string) => (await gateway.askAbout(secret, ["X-Forwarded-For", ip])).status;
    expect([await from("10.1.2.3"), await from("::ffff:10.1.2.3"), await from("2001:db8::7")]).toEqual([
      200, 200, 200,
    ]);
    expect([await from("11.1.2.3"), await from("nonsense"), await from("2001:db9::7")]).toEqual([
      401, 401, 401,
    ]);
  });
  test("of the listener's own network passes for nobody whom the key's holder names in words that are no address", async () => {
    const { secret } = await gateway.issue(USER, gateway.mia, { allowedCidrs: ["127.0.0.0/8"] });
    expect((await gateway.askAbout(secret)).status).toBe(200);
    for (const ip of ["198.51.100.4:4711", "[2001:db8::1]:80", "unknown", "_hidden", "", "10.0.0.1, "])
      expect([ip, (await gateway.askAbout(secret, ["X-Forwarded-For", ip])).status]).toEqual([ip, 401]);
  });
  test("is judged by all headers, however many came before them", async () => {
    const { secret } = await gateway.issue(USER, gateway.mia, { allowedCidrs: ["127.0.0.0/8"] });
    const many = Array.from({ length: 1500 }, () => ["a", ""]).flat();
    const askAfterMany = async (...last: string[]) =>
      (await gateway.askAbout(secret, [...many, ...last])).status;
    expect(await askAfterMany()).toBe(200);
    expect(await askAfterMany("X-Forwarded-For", "198.51.100.4")).toBe(401);
    expect(await askAfterMany("Authorization", "Bearer another")).toBe(401);
  });
});

describe("refused at the next call, by every replica", () => {
  test("a revoked token, 40 times, and its presenter is told which and when", async () => {
    for (let round = 0; round < 40; round += 1) {
      const { secret, token } = await gateway.issue(USER);
      expect((await gateway.askAbout(secret, [], { replica: 1 })).status).toBe(200);
      await settle(revokeToken(gateway.people.runtime, gateway.mia, USER, token.id));
      // Each from its own network: the throttle has its own test.
      const reply = await gateway.askAbout(secret, ["X-Forwarded-For", `192.0.2.${round}`], {
        replica: round % 2,
      });
      expect(reply.status).toBe(401);
      expect(JSON.parse(reply.body)).toMatchObject({ token: { id: token.id, reason: "revoked" } });
      expect(reply.headers["www-authenticate"]).toContain("was revoked");
    }
  });
  test("an expired one, a suspended user's, one whose team was deleted", async () => {
    const expired = await gateway.issue(USER);
    await gateway.people.query("update tokens set expires_at = now() where id = $1", [expired.token.id]);
    expect((await gateway.askAbout(expired.secret)).status).toBe(401);
    const suspended = await gateway.issue(USER);
    await gateway.people.query("update users set status = 'suspended' where id = $1", [gateway.mia.userId]);
    expect((await gateway.askAbout(suspended.secret)).status).toBe(401);
    await gateway.people.query("update users set status = 'active' where id = $1", [gateway.mia.userId]);
    expect((await gateway.askAbout(suspended.secret)).status).toBe(200);
    const teams = await gateway.issue(TEAM);
    await settle(deleteTeam(gateway.people.runtime, gateway.owner, gateway.acme, gateway.teamId));
    expect((await gateway.askAbout(teams.secret)).status).toBe(401);
    await settle(createTeam(gateway.people.runtime, gateway.owner, gateway.acme, { name: "platform" }));
    expect((await gateway.askAbout(teams.secret)).status).toBe(401);
  });
});
