import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Origin } from "@/lib/actor";
import { HERE, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";
import { countHashings } from "@/lib/users/password";
import { signIn } from "./service";

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.close());

const from = (ip: string): Origin => ({ ip, agent: "test" });
const tryAs = (email: string, password: string, origin: Origin) =>
  signIn(people.runtime, { email, password }, origin, null);

async function failFrom(email: string, origin: Origin, times: number): Promise<void> {
  for (let i = 0; i < times; i += 1) await tryAs(email, "wrong password", origin);
}

function passSeconds(seconds: number): void {
  people.clock.now = new Date(people.clock.now.getTime() + seconds * 1000);
}

describe("a sign-in", () => {
  it("starts a session with its event, whatever the case of the e-mail", async () => {
    const userId = await people.addPerson("ada@example.com");
    const result = await tryAs(" ADA@example.com ", PASSWORD, HERE);
    if (!result.ok) throw new Error(result.failure.message);
    expect(result.value.userId).toBe(userId);
    const { sessionId } = result.value;
    expect(await people.listEvents(sessionId)).toEqual(["user.signed-in"]);
    expect(await people.ask(sessionId)).toMatchObject({ userId });
  });

  it("replaces the session that this browser still held, and only if it is the same person's", async () => {
    await people.addPerson("again@example.com");
    await people.addPerson("bob@example.com");
    const first = await people.signInAs("again@example.com");
    const bob = await people.signInAs("bob@example.com", HERE, first.sessionId);
    expect(await people.ask(first.sessionId)).not.toBeNull();
    await people.signInAs("again@example.com", HERE, first.sessionId);
    expect(await people.ask(first.sessionId)).toBeNull();
    expect(await people.ask(bob.sessionId)).not.toBeNull();
  });

  it("answers a wrong password and an unknown account alike, and does the same work for both", async () => {
    await people.addPerson("known@example.com");
    const outcomes = [];
    for (const email of ["known@example.com", "unknown@example.com"]) {
      const before = countHashings();
      const result = await tryAs(email, "wrong password", from("203.0.113.1"));
      const keys = await people.query(
        "select 1 from throttles where key like '%203.0.113.1' or key like 'account:%'",
      );
      outcomes.push({ result, hashings: countHashings() - before, hasKeys: keys.length > 0 });
    }
    expect(outcomes[0]).toMatchObject({ result: { failure: { kind: "unauthenticated" } }, hashings: 1 });
    expect(outcomes[1]).toEqual(outcomes[0]);
  });

  it("never passes for an account without a password, not even with the empty one", async () => {
    const id = await people.addPerson("elsewhere@example.com");
    await people.query("update users set password = null where id = $1", [id]);
    const before = countHashings();
    expect(await tryAs("elsewhere@example.com", PASSWORD, from("203.0.113.2"))).toMatchObject({
      failure: { kind: "unauthenticated" },
    });
    expect(countHashings() - before).toBe(1);
    expect(await tryAs("elsewhere@example.com", "", from("203.0.113.2"))).toMatchObject({
      failure: { kind: "invalid_input", issues: [{ field: "password" }] },
    });
  });

  it("tells a suspended person so, but only to who knows the password", async () => {
    const id = await people.addPerson("paused@example.com");
    await people.query("update users set status = 'suspended' where id = $1", [id]);
    expect(await tryAs("paused@example.com", "wrong password", HERE)).toMatchObject({
      failure: { kind: "unauthenticated" },
    });
    expect(await tryAs("paused@example.com", PASSWORD, HERE)).toMatchObject({
      failure: { kind: "forbidden" },
    });
    expect(await people.query("select 1 from sessions where user_id = $1", [id])).toEqual([]);
  });

  it.each([null, {}, { email: 1, password: [] }, { email: "ada＠example.com", password: "x" }, "text"])(
    "with %j is bad input, counted nowhere",
    async (input) => {
      const before = await people.query("select sum(failures) as n from throttles");
      expect(await signIn(people.runtime, input, HERE, null)).toMatchObject({
        failure: { kind: "invalid_input" },
      });
      expect(await people.query("select sum(failures) as n from throttles")).toEqual(before);
    },
  );

  it("that fails is recorded for known and unknown accounts, without what was typed", async () => {
    const id = await people.addPerson("logged@example.com");
    await tryAs("logged@example.com", "wrong password", from("203.0.113.3"));
    await tryAs("hunter2@example.com", "wrong password", from("203.0.113.3"));
    const events = await people.query("select * from audit_events where ip = '203.0.113.3' order by id");
    expect(events).toMatchObject([
      { action: "user.sign-in-failed", subject_kind: "user", subject_id: id },
      { action: "user.sign-in-failed", subject_kind: "instance", subject_id: "1" },
    ]);
    expect(JSON.stringify([events, await people.query("select * from throttles")])).not.toMatch(
      /hunter2|wrong password/,
    );
  });
});

describe("failed sign-ins", () => {
  it("make an account wait on that network, with the seconds told, and the right password too", async () => {
    await people.addPerson("wait@example.com");
    const origin = from("203.0.113.20");
    await failFrom("wait@example.com", origin, 5);
    const hashings = countHashings();
    const limited = { failure: { kind: "limited", retryAfterSeconds: 15 } };
    expect(await tryAs("wait@example.com", "wrong password", origin)).toMatchObject(limited);
    expect(await tryAs("wait@example.com", PASSWORD, origin)).toMatchObject(limited);
    expect(countHashings(), "a refused try was hashed").toBe(hashings);
    passSeconds(15);
    expect(await tryAs("wait@example.com", PASSWORD, origin)).toMatchObject({ ok: true });
    expect(await tryAs("wait@example.com", "wrong password", origin)).toMatchObject({
      failure: { kind: "unauthenticated" },
    });
  });

  it("of an unknown account wait in the same way", async () => {
    const origin = from("203.0.113.21");
    await failFrom("nobody@example.com", origin, 5);
    expect(await tryAs("nobody@example.com", "wrong password", origin)).toMatchObject({
      failure: { kind: "limited", retryAfterSeconds: 15 },
    });
  });

  it("never lock the real person out: from a network they used before they get in during an attack", async () => {
    await people.addPerson("target@example.com");
    const home = from("198.51.100.50");
    await people.signInAs("target@example.com", home);
    for (let i = 0; i < 20; i += 1)
      await tryAs("target@example.com", "wrong password", from(`203.0.113.${100 + i}`));
    expect(await tryAs("target@example.com", PASSWORD, from("203.0.113.200"))).toMatchObject({
      failure: { kind: "limited" },
    });
    expect(await tryAs("target@example.com", PASSWORD, home)).toMatchObject({ ok: true });
    expect(await tryAs("target@example.com", PASSWORD, from("203.0.113.200"))).toMatchObject({
      failure: { kind: "limited" },
    });
  });

  it("count a whole /64 of IPv6 as one network, and its neighbour as another", async () => {
    for (let i = 1; i <= 5; i += 1)
      await tryAs("six@example.com", "wrong password", from(`2001:db8:1:2::${i}`));
    expect(await tryAs("six@example.com", "x", from("2001:db8:1:2:ffff::9"))).toMatchObject({
      failure: { kind: "limited" },
    });
    expect(await tryAs("six@example.com", "x", from("2001:db8:1:3::1"))).toMatchObject({
      failure: { kind: "unauthenticated" },
    });
  });

  it("over many accounts from one network make that network wait, and no other", async () => {
    const origin = from("203.0.113.30");
    const now = people.clock.now;
    await people.query(
      "insert into throttles (key, failures, window_started_at, last_failed_at) values ($1, 100, $2, $2)",
      ["network:203.0.113.30", now],
    );
    await people.addPerson("office@example.com");
    expect(await tryAs("office@example.com", PASSWORD, origin)).toMatchObject({
      failure: { kind: "limited", retryAfterSeconds: 60 },
    });
    expect(await tryAs("office@example.com", PASSWORD, from("203.0.113.31"))).toMatchObject({ ok: true });
  });

  it("are not wiped from the network's count by signing in to an account of one's own", async () => {
    await people.addPerson("mallory@example.com");
    const origin = from("203.0.113.40");
    await failFrom("victim@example.com", origin, 4);
    await tryAs("mallory@example.com", PASSWORD, origin);
    const [row] = await people.query("select failures from throttles where key = 'network:203.0.113.40'");
    expect(row).toEqual({ failures: 4 });
  });

  it("sent all at once are all counted: of thirty guesses five are looked at", async () => {
    const origin = from("203.0.113.60");
    const hashings = countHashings();
    const results = await Promise.all(
      Array.from({ length: 30 }, (_, i) => tryAs("burst@example.com", `guess number ${i}`, origin)),
    );
    const kinds = results.map((result) => (result.ok ? "ok" : result.failure.kind));
    expect(kinds.filter((kind) => kind === "unauthenticated")).toHaveLength(5);
    expect(kinds.filter((kind) => kind === "limited")).toHaveLength(25);
    expect(countHashings() - hashings).toBe(5);
  });
});
