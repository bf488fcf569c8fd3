import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { endOwnership } from "@/lib/owners/service";
import { suspendPerson } from "@/lib/people/service";
import { recoverOwner } from "@/lib/recovery/service";
import { createFirstOwner, inspectCode } from "@/lib/setup/service";
import { HERE, OWNER_GROUP, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";
import { acceptInvitation, invite, listInvitations, withdrawInvitation } from "./service";

let people: TestPeople;
let owner: SessionActor;
let ada: SessionActor;
beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("owner@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("ada@example.com");
  owner = await people.signInAs("owner@example.com");
  ada = await people.signInAs("ada@example.com");
  await people.query("update instance set owner_created_at = now()");
});
afterAll(() => people.close());

const INVITEE = { name: "Ivy", password: PASSWORD };
const accept = (code: unknown, input: unknown = INVITEE) =>
  acceptInvitation(people.runtime, code, input, HERE);
async function make(email: string, actor = owner): Promise<string> {
  const invited = await invite(people.runtime, actor, { email });
  if (!invited.ok) throw new Error(invited.failure.message);
  return invited.value.code;
}
async function listPending(): Promise<string[]> {
  const listed = await listInvitations(people.runtime, owner);
  return listed.ok ? listed.value.map(({ email }) => email) : [];
}
const countUsers = async (email: string) =>
  (await people.query("select 1 from users where email = $1", [email])).length;

describe("an invitation", () => {
  it("makes the account when it is used, under its e-mail, in no group, and not before", async () => {
    const code = await make(" Ivy@Example.com ");
    expect(await countUsers("ivy@example.com")).toBe(0);
    expect(await listPending()).toEqual(["ivy@example.com"]);
    expect(await inspectCode(people.runtime, code)).toEqual({
      ok: true,
      value: { purpose: "invite", email: "ivy@example.com", invitedBy: "owner" },
    });
    expect(await accept(code)).toEqual({ ok: true, value: { email: "ivy@example.com" } });
    expect(await people.signInAs("ivy@example.com")).toMatchObject({
      name: "Ivy",
      groups: [],
      isInstanceOwner: false,
    });
    expect(await listPending()).toEqual([]);
    expect(await people.listEvents("ivy@example.com")).toEqual(["invitation.created"]);
    expect(await accept(code)).toMatchObject({
      failure: { kind: "gone", message: expect.stringContaining("used already") },
    });
  });

  it("works for seven days, holds 256 random bits, and only their digest is stored", async () => {
    const code = await make("week@example.com");
    expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [row] = await people.query<{ s: number }>(
      "select *, extract(epoch from expires_at - now())::int as s from setup_codes where email = 'week@example.com'",
    );
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row?.s).toBeGreaterThan(7 * 86_400 - 60);
    expect(row?.s).toBeLessThanOrEqual(7 * 86_400);
    await people.query("update setup_codes set expires_at = now() where email = 'week@example.com'");
    expect(await accept(code)).toMatchObject({
      failure: { kind: "gone", message: expect.stringContaining("expired") },
    });
  });

  it("makes one account, however many use it at once", async () => {
    const code = await make("rush@example.com");
    const results = await Promise.all(
      [1, 2, 3, 4, 5].map((i) => accept(code, { ...INVITEE, name: `Ivy ${i}` })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.failure.kind).toBe("gone");
    expect(await countUsers("rush@example.com")).toBe(1);
  });

  it("is voided by the next for the same e-mail, also when two are made at once", async () => {
    const old = await make("again@example.com");
    const again = await invite(people.runtime, owner, { email: "again@example.com" });
    expect(again).toMatchObject({ ok: true, value: { hasReplaced: true } });
    expect(await accept(old)).toMatchObject({ failure: { kind: "gone" } });
    const codes = await Promise.all([1, 2, 3, 4].map(() => make("again@example.com")));
    expect((await listPending()).filter((email) => email === "again@example.com")).toHaveLength(1);
    const results = await Promise.all(codes.map((code) => accept(code)));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it("opens nothing once withdrawn; who is not invited cannot be withdrawn", async () => {
    const code = await make("gone@example.com");
    expect(await withdrawInvitation(people.runtime, owner, "Gone@example.com")).toMatchObject({ ok: true });
    expect(await accept(code)).toMatchObject({
      failure: { kind: "gone", message: expect.stringContaining("withdrawn") },
    });
    for (const email of ["gone@example.com", "nobody@example.com", "x", null])
      expect(await withdrawInvitation(people.runtime, owner, email)).toMatchObject({
        failure: { kind: "not_found" },
      });
    expect(await people.listEvents("gone@example.com")).toEqual([
      "invitation.created",
      "invitation.withdrawn",
    ]);
  });

  it("for an e-mail that an account has is refused with the account's name, a suspended one named so", async () => {
    await people.addPerson("taken@example.com");
    await people.addPerson("resting@example.com");
    await people.query("update users set status = 'suspended' where email = 'resting@example.com'");
    for (const [email, words] of [
      ["Taken@example.com", "account of taken"],
      ["resting@example.com", "suspended account of resting"],
      ["no address", "e-mail"],
      ["ivy＠example.com", "looks like"],
      [undefined, "Enter"],
    ])
      expect(await invite(people.runtime, owner, { email })).toMatchObject({
        failure: {
          kind: "invalid_input",
          issues: [{ field: "email", message: expect.stringContaining(String(words)) }],
        },
      });
  });

  it("whose e-mail was taken in the meantime makes nothing and says so", async () => {
    const code = await make("late@example.com");
    await people.addPerson("late@example.com");
    expect(await accept(code)).toMatchObject({
      failure: { kind: "gone", message: expect.stringContaining("exists already") },
    });
    expect(await countUsers("late@example.com")).toBe(1);
  });

  it("is not used up by bad input, and every field is named at once", async () => {
    const code = await make("careful@example.com");
    expect(await accept(code, { name: " ", password: "careful@example.com" })).toMatchObject({
      failure: { kind: "invalid_input", issues: [{ field: "name" }, { field: "password" }] },
    });
    for (const input of [null, {}, { ...INVITEE, email: "root@example.com" }, { ...INVITEE, status: "x" }])
      expect(await accept(code, input)).toMatchObject({ failure: { kind: "invalid_input" } });
    expect(await accept(code)).toMatchObject({ ok: true, value: { email: "careful@example.com" } });
  });

  it("opens neither the setup nor a recovery", async () => {
    const code = await make("wrong-door@example.com");
    expect(
      await createFirstOwner(people.runtime, OWNER_GROUP, code, { ...INVITEE, email: "o@example.com" }, HERE),
    ).toMatchObject({ failure: { kind: "gone" } });
    expect(await recoverOwner(people.runtime, code, { password: PASSWORD }, HERE)).toMatchObject({
      failure: { kind: "gone" },
    });
    expect(await countUsers("o@example.com")).toBe(0);
  });

  it("is made, listed and withdrawn by instance owners alone", async () => {
    await make("private@example.com");
    for (const result of [
      await invite(people.runtime, ada, { email: "eve@example.com" }),
      await listInvitations(people.runtime, ada),
      await withdrawInvitation(people.runtime, ada, "private@example.com"),
      await invite(people.runtime, { ...ada, isInstanceOwner: true }, { email: "eve@example.com" }),
    ])
      expect(result).toMatchObject({ failure: { kind: "forbidden" } });
    expect(await listPending()).toContain("private@example.com");
  });

  it("does not outlive its maker's suspension, nor the end of their ownership", async () => {
    for (const end of [suspendPerson, endOwnership]) {
      const email = `${end.name.toLowerCase()}@example.com`;
      await people.addPerson(email, { groups: [OWNER_GROUP] });
      const maker = await people.signInAs(email);
      const code = await make(`invited-by-${email}`, maker);
      expect(await end(people.runtime, owner, maker.userId)).toMatchObject({ ok: true });
      expect(await accept(code)).toMatchObject({ failure: { kind: "gone" } });
    }
  });

  it("is neither made nor used when its event cannot be written", async () => {
    await people.breakAudit("invitation.created");
    await expect(make("broken@example.com")).rejects.toThrow();
    await people.mendAudit();
    const code = await make("broken@example.com");
    await people.breakAudit("user.created");
    await expect(accept(code)).rejects.toThrow();
    await people.mendAudit();
    expect(await countUsers("broken@example.com")).toBe(0);
    expect(await accept(code)).toMatchObject({ ok: true });
  });
});
