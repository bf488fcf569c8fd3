import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HERE, OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { changePassword } from "@/lib/users/service";
import { endOtherSessions, endSession, listSessions, signOut } from "./service";

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.close());

const THERE = { ip: "198.51.100.7", agent: "Mozilla/5.0 (iPhone) Version/18.0 Mobile Safari/604.1" };

describe("a session", () => {
  it("stands for its person with the groups they have at this moment", async () => {
    const id = await people.addPerson("groups@example.com");
    const actor = await people.signInAs("groups@example.com");
    expect(actor).toMatchObject({
      kind: "session",
      userId: id,
      groups: [],
      isInstanceOwner: false,
      ip: HERE.ip,
    });
    await people.query("insert into memberships (user_id, group_name, source) values ($1, $2, 'local')", [
      id,
      OWNER_GROUP,
    ]);
    await people.query("insert into memberships values ($1, $2, 'idp', now(), now() + interval '7 days')", [
      id,
      OWNER_GROUP,
    ]);
    expect(await people.ask(actor.sessionId)).toMatchObject({ groups: [OWNER_GROUP], isInstanceOwner: true });
    await people.query("delete from memberships where user_id = $1", [id]);
    expect(await people.ask(actor.sessionId)).toMatchObject({ groups: [], isInstanceOwner: false });
  });

  it("ends at once with the sign-out, which is recorded once however often it is asked", async () => {
    await people.addPerson("out@example.com");
    const actor = await people.signInAs("out@example.com");
    await signOut(people.runtime, actor.sessionId, HERE.ip);
    expect(await people.ask(actor.sessionId)).toBeNull();
    await signOut(people.runtime, actor.sessionId, HERE.ip);
    expect(await people.listEvents(actor.sessionId)).toEqual(["user.signed-in", "session.ended"]);
  });

  it("ends at once when its person changes the password elsewhere; the one that did it goes on", async () => {
    await people.addPerson("change@example.com");
    const [here, there] = [
      await people.signInAs("change@example.com"),
      await people.signInAs("change@example.com", THERE),
    ];
    const change = { current: "a tulip over three", next: "another tulip, over four" };
    expect(await changePassword(people.runtime, here, change)).toEqual({
      ok: true,
      value: { endedSessions: 1 },
    });
    expect(await people.ask(there.sessionId)).toBeNull();
    expect(await people.ask(here.sessionId)).not.toBeNull();
  });

  it("stops at once when its person is suspended", async () => {
    const id = await people.addPerson("suspended@example.com");
    const actor = await people.signInAs("suspended@example.com");
    await people.query("update users set status = 'suspended' where id = $1", [id]);
    expect(await people.ask(actor.sessionId)).toBeNull();
  });

  it("ends after a week without use", async () => {
    await people.addPerson("idle@example.com");
    const actor = await people.signInAs("idle@example.com");
    const setSeen = (ago: string) =>
      people.query("update sessions set last_seen_at = now() - $2::interval where id = $1", [
        actor.sessionId,
        ago,
      ]);
    await setSeen("6 days 23 hours 59 minutes");
    expect(await people.ask(actor.sessionId)).not.toBeNull();
    await setSeen("7 days 1 second");
    expect(await people.ask(actor.sessionId)).toBeNull();
    expect(await people.ask(actor.sessionId), "being asked for revived it").toBeNull();
  });

  it("ends thirty days after the sign-in, however much it is used", async () => {
    await people.addPerson("old@example.com");
    const actor = await people.signInAs("old@example.com");
    const [row] = await people.query<{ days: number }>(
      "select extract(epoch from expires_at - created_at)::int / 86400 as days from sessions where id = $1",
      [actor.sessionId],
    );
    expect(row?.days).toBe(30);
    await people.query("update sessions set expires_at = now() where id = $1", [actor.sessionId]);
    expect(await people.ask(actor.sessionId)).toBeNull();
  });

  it("notes when and from where it was last seen, at most once a minute", async () => {
    await people.addPerson("seen@example.com");
    const { sessionId } = await people.signInAs("seen@example.com");
    const read = async () =>
      (
        await people.query<{ ip: string; age: number }>(
          "select ip, extract(epoch from now() - last_seen_at)::int as age from sessions where id = $1",
          [sessionId],
        )
      )[0];
    await people.query("update sessions set last_seen_at = now() - interval '50 seconds' where id = $1", [
      sessionId,
    ]);
    await people.ask(sessionId, THERE);
    expect(await read()).toMatchObject({ ip: HERE.ip });
    await people.query("update sessions set last_seen_at = now() - interval '61 seconds' where id = $1", [
      sessionId,
    ]);
    await people.ask(sessionId, THERE);
    expect(await read()).toEqual({ ip: THERE.ip, age: 0 });
  });

  it.each(["", "x", "00000000-0000-4000-8000-000000000000", "' or true --"])(
    "that does not exist (%j) stands for nobody",
    async (id) => {
      expect(await people.ask(id)).toBeNull();
    },
  );

  it("keeps what it can of a strange User-Agent", async () => {
    await people.addPerson("agent@example.com");
    const actor = await people.signInAs("agent@example.com", {
      ip: null,
      agent: `a\u0000b${"c".repeat(1000)}`,
    });
    expect(actor.agent).toBe(`ab${"c".repeat(298)}`);
  });
});

describe("the list of sessions", () => {
  it("holds the person's own live ones, this browser first", async () => {
    await people.addPerson("list@example.com");
    await people.addPerson("other@example.com");
    const here = await people.signInAs("list@example.com");
    const there = await people.signInAs("list@example.com", THERE);
    const gone = await people.signInAs("list@example.com");
    await signOut(people.runtime, gone.sessionId, null);
    await people.signInAs("other@example.com");
    expect((await listSessions(people.runtime, here)).sessions).toMatchObject([
      { id: here.sessionId, isCurrent: true, device: "Firefox on Linux", ip: HERE.ip },
      { id: there.sessionId, isCurrent: false, device: "Safari on iPhone", ip: THERE.ip },
    ]);
  });

  it("lets a person end one of their sessions, and nobody else's", async () => {
    await people.addPerson("mine@example.com");
    await people.addPerson("theirs@example.com");
    const [mine, theirs] = [
      await people.signInAs("mine@example.com"),
      await people.signInAs("theirs@example.com"),
    ];
    const other = await people.signInAs("mine@example.com", THERE);
    expect(await endSession(people.runtime, mine, theirs.sessionId)).toMatchObject({
      failure: { kind: "not_found" },
    });
    expect(await people.ask(theirs.sessionId)).not.toBeNull();
    expect(await endSession(people.runtime, mine, "x")).toMatchObject({ failure: { kind: "not_found" } });
    expect(await endSession(people.runtime, mine, other.sessionId)).toEqual({ ok: true, value: null });
    expect(await people.ask(other.sessionId)).toBeNull();
    expect(await endSession(people.runtime, mine, other.sessionId)).toMatchObject({
      failure: { kind: "not_found" },
    });
  });

  it("lets a person end all others at once, each with its event", async () => {
    await people.addPerson("all@example.com");
    const here = await people.signInAs("all@example.com");
    const others = [
      await people.signInAs("all@example.com"),
      await people.signInAs("all@example.com", THERE),
    ];
    expect(await endOtherSessions(people.runtime, here)).toEqual({ ok: true, value: 2 });
    for (const { sessionId } of others) {
      expect(await people.ask(sessionId)).toBeNull();
      expect(await people.listEvents(sessionId)).toEqual(["user.signed-in", "session.ended"]);
    }
    expect(await people.ask(here.sessionId)).not.toBeNull();
  });
});
