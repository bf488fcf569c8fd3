import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HERE, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";
import { changeName, changePassword, readProfile } from "./service";

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
});
afterAll(() => people.close());

const NEXT = "another tulip, over four";

async function signInFresh(email: string, origin = HERE) {
  await people.addPerson(email);
  return people.signInAs(email, origin);
}

describe("a name", () => {
  it("is changed with an event, and once only when it stays the same", async () => {
    const actor = await signInFresh("name@example.com");
    const result = await changeName(people.runtime, actor, { name: "  Ada Lovelace " });
    expect(result).toEqual({ ok: true, value: "Ada Lovelace" });
    await changeName(people.runtime, actor, { name: "Ada Lovelace" });
    expect(await people.listEvents(actor.userId)).toEqual(["user.renamed"]);
    expect(await readProfile(people.runtime, actor)).toMatchObject({
      name: "Ada Lovelace",
      hasPassword: true,
    });
    expect(await people.ask(actor.sessionId)).toMatchObject({ name: "Ada Lovelace" });
  });

  it.each([
    { name: " " },
    { name: 1 },
    {},
    null,
    { name: "Ada", email: "root@example.com" },
    { name: "a\u202eb" },
  ])("%j changes nothing and names the field", async (input) => {
    const actor = await people.signInAs("name@example.com");
    expect(await changeName(people.runtime, actor, input)).toMatchObject({
      failure: { kind: "invalid_input", issues: [{ field: "name" }] },
    });
    expect(await people.ask(actor.sessionId)).toMatchObject({ name: "Ada Lovelace" });
  });

  it("is not changed when its event cannot be written", async () => {
    const actor = await signInFresh("atomic-name@example.com");
    await people.breakAudit("user.renamed");
    await expect(changeName(people.runtime, actor, { name: "Grace" })).rejects.toThrow();
    await people.mendAudit();
    expect(await readProfile(people.runtime, actor)).toMatchObject({ name: "atomic-name" });
  });
});

describe("a password", () => {
  it("is changed by who knows the current one, with an event, as argon2id", async () => {
    const actor = await signInFresh("pass@example.com");
    const result = await changePassword(people.runtime, actor, { current: PASSWORD, next: NEXT });
    expect(result).toEqual({ ok: true, value: { endedSessions: 0 } });
    expect(await people.listEvents(actor.userId)).toEqual(["user.password-changed"]);
    const [row] = await people.query<{ password: string }>("select password from users where id = $1", [
      actor.userId,
    ]);
    expect(row?.password).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=1\$/);
    await expect(people.signInAs("pass@example.com")).rejects.toThrow("wrong");
  });

  it.each([
    [{ current: "not the current one", next: NEXT }, "current"],
    [{ current: "", next: NEXT }, "current"],
    [{ current: PASSWORD, next: "short" }, "next"],
    [{ current: PASSWORD, next: "refuse@example.com" }, "next"],
    [{ current: PASSWORD, next: PASSWORD }, "next"],
    [{ current: PASSWORD }, "current"],
    [null, "current"],
  ])("%j changes nothing and names the field %s", async (input, field) => {
    const email = "refuse@example.com";
    if ((await people.query("select 1 from users where email = $1", [email])).length === 0)
      await people.addPerson(email);
    const actor = await people.signInAs(email);
    expect(await changePassword(people.runtime, actor, input)).toMatchObject({
      failure: { kind: "invalid_input", issues: [{ field }] },
    });
    await people.signInAs(email);
  });

  it("cannot be guessed from a stolen session: wrong ones wait as at the sign-in", async () => {
    const actor = await signInFresh("stolen@example.com", { ip: "203.0.113.77", agent: null });
    for (let i = 0; i < 5; i += 1)
      await changePassword(people.runtime, actor, { current: `guess ${i}`, next: NEXT });
    expect(await changePassword(people.runtime, actor, { current: PASSWORD, next: NEXT })).toMatchObject({
      failure: { kind: "limited", retryAfterSeconds: 15 },
    });
  });

  it("stays, and all sessions live on, when an event of the change cannot be written", async () => {
    const here = await signInFresh("atomic@example.com");
    const there = await people.signInAs("atomic@example.com");
    await people.breakAudit("user.password-changed");
    await expect(changePassword(people.runtime, here, { current: PASSWORD, next: NEXT })).rejects.toThrow();
    await people.mendAudit();
    expect(await people.ask(there.sessionId)).not.toBeNull();
    await people.signInAs("atomic@example.com");
  });

  it("that is changed twice at once takes one of the two, and the other is told", async () => {
    const actor = await signInFresh("race@example.com");
    const results = await Promise.all(
      [NEXT, "a third tulip, over five"].map((next) =>
        changePassword(people.runtime, actor, { current: PASSWORD, next }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.find((result) => !result.ok)).toMatchObject({
      failure: { issues: [{ field: "current" }] },
    });
  });
});
