import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createFirstOwner, inspectCode } from "@/lib/setup/service";
import { signIn } from "@/lib/sign-in/service";
import { HERE, OWNER_GROUP, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";
import { recoverOwner, startRecovery } from "./service";

let people: TestPeople;
beforeEach(async () => {
  people = await openTestPeople();
  await people.query("update instance set owner_created_at = now()");
});
afterEach(() => people.close());

const NEXT = "another tulip, over four";
const ask = (email?: string, mayMakeOwner = false) =>
  startRecovery(people.runtime, OWNER_GROUP, { email, mayMakeOwner });

async function start(email?: string): Promise<string> {
  const result = await ask(email);
  if (result.kind !== "link") throw new Error(result.message);
  return result.code;
}
const recover = (code: unknown, password: unknown = NEXT) =>
  recoverOwner(people.runtime, code, { password }, HERE);
const addOwner = (email: string) => people.addPerson(email, { groups: [OWNER_GROUP] });

describe("a recovery link", () => {
  it("sets a new password, ends every session and is recorded", async () => {
    const id = await addOwner("ada@example.com");
    const session = await people.signInAs("ada@example.com");
    const code = await start();
    expect(await inspectCode(people.runtime, code)).toEqual({
      ok: true,
      value: { purpose: "recover", email: "ada@example.com", name: "ada" },
    });
    expect(await recover(code)).toEqual({ ok: true, value: { email: "ada@example.com" } });
    expect(await people.ask(session.sessionId)).toBeNull();
    await expect(people.signInAs("ada@example.com")).rejects.toThrow("wrong");
    expect(
      await signIn(people.runtime, { email: "ada@example.com", password: NEXT }, HERE, null),
    ).toMatchObject({ ok: true });
    expect(await people.listEvents(id)).toEqual([
      "owner.recovery-started",
      "owner.recovered",
      "user.sign-in-failed",
    ]);
  });

  it("makes a suspended owner active again", async () => {
    const id = await addOwner("ada@example.com");
    await people.query("update users set status = 'suspended' where id = $1", [id]);
    await recover(await start());
    expect(
      await signIn(people.runtime, { email: "ada@example.com", password: NEXT }, HERE, null),
    ).toMatchObject({ ok: true });
  });

  it("lets in who had to wait for guessing the old password", async () => {
    await addOwner("ada@example.com");
    const guess = (password: string) =>
      signIn(people.runtime, { email: "ada@example.com", password }, HERE, null);
    for (let i = 0; i < 6; i += 1) await guess("wrong password");
    expect(await guess(PASSWORD)).toMatchObject({ failure: { kind: "limited" } });
    await recover(await start());
    expect(await guess(NEXT)).toMatchObject({ ok: true });
  });

  it("works once, for an hour, and a new one voids the old", async () => {
    await addOwner("ada@example.com");
    const [old, current] = [await start(), await start()];
    expect(await recover(old)).toMatchObject({ failure: { kind: "gone" } });
    expect(await recover(current)).toMatchObject({ ok: true });
    expect(await recover(current, "a third tulip, over five")).toMatchObject({ failure: { kind: "gone" } });
    const late = await start();
    await people.query("update setup_codes set expires_at = now() where used_at is null");
    expect(await recover(late)).toMatchObject({ failure: { kind: "gone" } });
  });

  it("used by two at once works for one", async () => {
    await addOwner("ada@example.com");
    const code = await start();
    const results = await Promise.all([recover(code), recover(code, "a third tulip, over five")]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it.each(["short", "", "ada@example.com", 1])("is not used up by the password %j", async (password) => {
    await addOwner("ada@example.com");
    const code = await start();
    expect(await recover(code, password)).toMatchObject({
      failure: { kind: "invalid_input", issues: [{ field: "password" }] },
    });
    expect(await recover(code)).toMatchObject({ ok: true });
  });

  it("makes no account: it is no setup link", async () => {
    await addOwner("ada@example.com");
    const code = await start();
    await people.query("update instance set owner_created_at = null");
    const input = { name: "Eve", email: "eve@example.com", password: NEXT };
    expect(await createFirstOwner(people.runtime, OWNER_GROUP, code, input, HERE)).toMatchObject({
      ok: false,
    });
    expect(await people.query("select 1 from users")).toHaveLength(1);
  });
});

describe("asking for a recovery link", () => {
  it("needs an e-mail when there are several owners, and names them", async () => {
    await addOwner("ada@example.com");
    await addOwner("bob@example.com");
    expect(await ask()).toEqual({
      kind: "refused",
      message: expect.stringContaining("ada@example.com, bob@example.com"),
    });
    expect(await ask(" Bob@Example.com ")).toMatchObject({ email: "bob@example.com", hasBecomeOwner: false });
  });

  it("is refused for others while an active owner is left, whatever is asked", async () => {
    await addOwner("ada@example.com");
    const eve = await people.addPerson("eve@example.com");
    for (const mayMakeOwner of [false, true])
      expect(await ask("eve@example.com", mayMakeOwner)).toMatchObject({ kind: "refused" });
    expect(await people.query("select 1 from memberships where user_id = $1", [eve])).toEqual([]);
    expect(await ask("nobody@example.com")).toMatchObject({ kind: "refused" });
  });

  it("makes another account an owner only when no active owner is left and it is asked to", async () => {
    const ada = await addOwner("ada@example.com");
    await people.query("update users set status = 'suspended' where id = $1", [ada]);
    const eve = await people.addPerson("eve@example.com");
    expect(await ask("eve@example.com")).toMatchObject({ kind: "ownerless" });
    expect(await people.query("select 1 from memberships where user_id = $1", [eve])).toEqual([]);
    expect(await ask("eve@example.com", true)).toMatchObject({ kind: "link", hasBecomeOwner: true });
    expect(await people.signInAs("eve@example.com")).toMatchObject({ isInstanceOwner: true });
    expect(await people.listEvents(eve)).toEqual(["membership.added", "owner.recovery-started"]);
  });

  it("points to the setup link while no owner has ever existed", async () => {
    await people.query("update instance set owner_created_at = null");
    expect(await ask()).toEqual({ kind: "refused", message: expect.stringContaining("setup link") });
  });
});
