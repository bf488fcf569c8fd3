import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createIssuer } from "@/lib/issuer";
import type { Runtime } from "@/lib/runtime";
import { HERE, OWNER_GROUP, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";
import { type ProviderPerson, startTestProvider, type TestProvider } from "@/lib/testing-provider";
import { readProfile } from "@/lib/users/service";
import { confirmLink, linkIdentity, readIdentityView, signInByIdentity, unlinkIdentity } from "./service";

let people: TestPeople;
let provider: TestProvider;
let runtime: Runtime;
beforeAll(async () => {
  people = await openTestPeople();
  provider = await startTestProvider();
  runtime = { ...people.runtime, issuer: createIssuer(provider.settings, () => new Date()) };
  await people.addPerson("olive@example.com", { groups: [OWNER_GROUP] });
});
afterAll(async () => {
  await provider?.close();
  await people?.close();
});

/** Tells the provider who somebody is, signs them in there, and brings the answer here. */
async function enter(login: string, person?: ProviderPerson) {
  if (person) provider.people.set(login, person);
  return signInByIdentity(runtime, await provider.signIn(login), HERE, null);
}
async function settle(login: string, person?: ProviderPerson) {
  const entered = await enter(login, person);
  if (!entered.ok) throw new Error(entered.problem);
  const actor = await people.ask(entered.value.sessionId);
  if (!actor) throw new Error("a fresh session must live");
  return actor;
}
const claimsOf = (sub: string, more: Record<string, unknown> = {}) => ({
  claims: { sub, iat: Math.floor(Date.now() / 1000), groups: [], ...more },
  refreshToken: null,
});
const tell = (sub: string, more: Record<string, unknown> = {}) =>
  signInByIdentity(runtime, claimsOf(sub, more), HERE, null);

describe("a first sign-in", () => {
  test("makes the account with the provider's name and e-mail, in exactly its groups, with events", async () => {
    const ada = await settle("ada", {
      email: "Ada@Example.com",
      email_verified: true,
      name: "Ada Lovelace",
      groups: ["platform", "web", "platform"],
    });
    expect(ada).toMatchObject({ email: "ada@example.com", name: "Ada Lovelace", isInstanceOwner: false });
    expect(ada.groups).toEqual(["platform", "web"]);
    expect(await people.listEvents(ada.userId)).toEqual([
      "user.created",
      "identity.linked",
      "membership.added",
      "membership.added",
    ]);
    const profile = await readProfile(runtime, ada);
    expect(profile.hasPassword).toBe(false);
    expect(profile.memberships[0]).toMatchObject({ isFromProvider: true, isConfirmed: true });
    expect(Date.parse(profile.memberships[0]?.confirmedAt ?? "")).toBeGreaterThan(Date.now() - 60_000);
  });
  test("of one person, four times at once, makes one account", async () => {
    const entries = await Promise.all(
      Array.from({ length: 4 }, () => tell("four", { email: "four@example.com" })),
    );
    expect(new Set(entries.map((entry) => entry.ok && entry.value.userId)).size).toBe(1);
  });
  test("with an unverified e-mail makes none; one of which the provider says nothing does", async () => {
    const unverified = { email: "eve@example.com", email_verified: false };
    expect(await tell("eve", unverified)).toEqual({ ok: false, problem: "EmailUnverified" });
    expect(await tell("eve", { ...unverified, email_verified: "false" })).toMatchObject({ ok: false });
    expect(await tell("eve", { email: "eve@example.com" })).toMatchObject({ ok: true });
  });
  test.each([
    undefined,
    "",
    "no address",
    "о@example.com",
    "ｅve@example.com",
    "a＠example.com",
    ["a@example.com"],
    `${"a".repeat(300)}@example.com`,
  ])("with the e-mail %j makes none", async (email) => {
    expect(await tell("nobody", { email })).toEqual({ ok: false, problem: "EmailMissing" });
  });
});

describe("groups", () => {
  test("follow the claim at every sign-in, and local memberships stay", async () => {
    const first = await settle("gus", { email: "gus@example.com", email_verified: true, groups: ["a", "b"] });
    await people.query("insert into memberships values ($1, 'kept', 'local')", [first.userId]);
    await people.query("insert into memberships values ($1, 'a', 'local')", [first.userId]);
    const again = await settle("gus", { email: "gus@example.com", email_verified: true, groups: ["b", "c"] });
    expect(again.userId).toBe(first.userId);
    expect(again.groups).toEqual(["a", "b", "c", "kept"]);
    expect((await people.ask(first.sessionId))?.groups).toEqual(again.groups);
    expect((await settle("gus", { email: "gus@example.com", groups: [] })).groups).toEqual(["a", "kept"]);
  });
  test.each([
    ["GroupsMissing", {}],
    ["GroupsMissing", { groups: null }],
    ["GroupsUnreadable", { groups: "platform" }],
    ["GroupsUnreadable", { groups: { platform: true } }],
    ["GroupsUnreadable", { groups: ["platform", 7] }],
    ["GroupsUnreadable", { groups: ["platform", ["web"]] }],
    ["GroupsUnreadable", { groups: ["platform", ""] }],
    ["GroupsUnreadable", { groups: ["plat\u0000form"] }],
    ["GroupsUnreadable", { groups: ["\ud800"] }],
    ["GroupsUnreadable", { groups: ["x".repeat(257)] }],
    ["GroupsTooMany", { groups: Array.from({ length: 501 }, (_, i) => `g${i}`) }],
  ])("%s: %j lets nobody in and changes nothing", async (problem, claim) => {
    const known = await settle("kim", { email: "kim@example.com", email_verified: true, groups: ["kept"] });
    const claims = { sub: "kim", iat: Math.floor(Date.now() / 1000), email: "kim@example.com", ...claim };
    const entered = await signInByIdentity(runtime, { claims, refreshToken: null }, HERE, null);
    expect(entered).toEqual({ ok: false, problem });
    expect((await people.ask(known.sessionId))?.groups).toEqual(["kept"]);
  });
  test("five hundred are taken, all of them", async () => {
    const groups = Array.from({ length: 500 }, (_, i) => `team-${i}`);
    const entered = await tell("many", { email: "many@example.com", groups });
    if (!entered.ok) throw new Error(entered.problem);
    expect((await people.ask(entered.value.sessionId))?.groups).toHaveLength(500);
  });
  test("unconfirmed for the longest age they stop counting, and come back with a confirmation", async () => {
    const ann = await settle("ann", { email: "ann@example.com", email_verified: true, groups: ["platform"] });
    await people.query("update memberships set counts_until = now() where user_id = $1", [ann.userId]);
    expect((await people.ask(ann.sessionId))?.groups).toEqual([]);
    expect((await readProfile(runtime, ann)).memberships).toMatchObject([
      { group: "platform", isConfirmed: false, isFromProvider: true },
    ]);
    expect((await settle("ann")).groups).toEqual(["platform"]);
  });
});

describe("the owner group in the claim", () => {
  test("exactly so named makes an instance owner, and taking it away ends that and the invitations", async () => {
    const boss = { email: "boss@example.com", email_verified: true };
    const owner = await settle("boss", { ...boss, groups: [OWNER_GROUP] });
    expect(owner.isInstanceOwner).toBe(true);
    await people.query(
      `insert into setup_codes (digest, purpose, email, created_by, expires_at)
       values (sha256('x'), 'invite', 'friend@example.com', $1, now() + interval '1 day')`,
      [owner.userId],
    );
    expect((await settle("boss", { ...boss, groups: [] })).isInstanceOwner).toBe(false);
    expect((await people.ask(owner.sessionId))?.isInstanceOwner).toBe(false);
    expect(await people.listEvents("friend@example.com")).toEqual(["invitation.withdrawn"]);
  });
  test.each([OWNER_GROUP.toLowerCase(), ` ${OWNER_GROUP}`, `${OWNER_GROUP} `, "ОWNERS", "OWNERS\u200b"])(
    "a look-alike, %j, makes none",
    async (group) => {
      const entered = await tell("like", { email: "like@example.com", groups: [group] });
      if (!entered.ok) throw new Error(entered.problem);
      expect((await people.ask(entered.value.sessionId))?.isInstanceOwner).toBe(false);
    },
  );
  test("closes the setup when it made the first owner", async () => {
    await people.query("update instance set owner_created_at = null");
    await settle("boss", { email: "boss@example.com", email_verified: true, groups: [OWNER_GROUP] });
    const [row] = await people.query<{ at: Date | null }>("select owner_created_at as at from instance");
    expect(row?.at).not.toBeNull();
  });
});

describe("an e-mail that an account has", () => {
  test("with a password is not taken over, not even verified, and its person is told what to do", async () => {
    await people.addPerson("paul@example.com");
    const entered = await enter("paul", { email: "PAUL@example.com", email_verified: true, groups: [] });
    expect(entered).toEqual({ ok: false, problem: "EmailTaken" });
  });
  test("of an owner is not taken over, with a password or without, also while the ownership is too old to count", async () => {
    expect(await tell("mallory", { email: "olive@example.com", email_verified: true })).toMatchObject({
      problem: "EmailTaken",
    });
    await people.query("update users set password = null where email = 'olive@example.com'");
    await people.query(
      `update memberships set source = 'idp', counts_until = now() - interval '1 day'
       where user_id = (select id from users where email = 'olive@example.com')`,
    );
    expect(await tell("mallory", { email: "olive@example.com", email_verified: true })).toMatchObject({
      problem: "EmailTaken",
    });
  });
  test("that was given to somebody new does not give them the old person's account", async () => {
    await settle("joe-1", { email: "joe@example.com", email_verified: true, groups: ["platform"] });
    const newcomer = await enter("joe-2", { email: "joe@example.com", email_verified: true, groups: [] });
    expect(newcomer).toEqual({ ok: false, problem: "EmailTaken" });
  });
  test("of an account that nobody could sign in to otherwise is linked, when it is verified", async () => {
    const id = await people.addPerson("old@example.com");
    await people.query("update users set password = null where id = $1", [id]);
    expect(await tell("old", { email: "old@example.com" })).toMatchObject({ problem: "EmailTaken" });
    expect(await tell("old", { email: "old@example.com", email_verified: true })).toMatchObject({
      value: { userId: id },
    });
  });
  test("follows the provider when verified and free, and never takes another's", async () => {
    const rose = await settle("rose", { email: "rose@example.com", email_verified: true, groups: [] });
    const married = { email: "rose.red@example.com", email_verified: true, groups: [] };
    expect(await settle("rose", married)).toMatchObject({
      userId: rose.userId,
      email: "rose.red@example.com",
    });
    expect((await settle("rose", { ...married, email: "paul@example.com" })).email).toBe(
      "rose.red@example.com",
    );
    expect((await settle("rose", { ...married, email: "r@example.com", email_verified: false })).email).toBe(
      "rose.red@example.com",
    );
  });
});

test("the same subject at another issuer is another person", async () => {
  const here = await settle("sam", { email: "sam@example.com", email_verified: true, groups: ["platform"] });
  const settings = { ...provider.settings, issuer: "https://other.example" };
  const other = { ...runtime, issuer: createIssuer(settings, () => new Date()) };
  const entered = await signInByIdentity(
    other,
    claimsOf("sam", { email: "other.sam@example.com" }),
    HERE,
    null,
  );
  expect(entered.ok && entered.value.userId).not.toBe(here.userId);
});

test("who is suspended is refused, and their groups stay as they were", async () => {
  const sue = await settle("sue", { email: "sue@example.com", email_verified: true, groups: ["platform"] });
  await people.query("update users set status = 'suspended' where id = $1", [sue.userId]);
  expect(await enter("sue", { email: "sue@example.com", groups: [] })).toEqual({
    ok: false,
    problem: "Suspended",
  });
  const rows = await people.query("select 1 from memberships where user_id = $1", [sue.userId]);
  expect(rows).toHaveLength(1);
});

test("a sign-in replaces the session that this browser held", async () => {
  const answer = claimsOf("rex", { email: "rex@example.com" });
  const first = await signInByIdentity(runtime, answer, HERE, null);
  if (!first.ok) throw new Error(first.problem);
  await signInByIdentity(runtime, answer, HERE, first.value.sessionId);
  expect(await people.ask(first.value.sessionId)).toBeNull();
});

describe("a link in Profile", () => {
  const link = (
    sessionId: string,
    answer: { claims: Record<string, unknown>; refreshToken: string | null },
  ) => linkIdentity(runtime, sessionId, answer, null);

  test("after the password links the next answer to this browser, once; then both ways sign in", async () => {
    await people.addPerson("lin@example.com");
    const lin = await people.signInAs("lin@example.com");
    expect(await confirmLink(runtime, lin, { password: "not it, not at all" })).toMatchObject({
      failure: { kind: "invalid_input" },
    });
    expect(await link(lin.sessionId, claimsOf("lin", { email: "lin@example.com" }))).toBeNull();
    expect(await confirmLink(runtime, lin, { password: PASSWORD })).toMatchObject({ ok: true });
    const answer = claimsOf("lin", { email: "elsewhere@example.com", groups: ["platform"] });
    expect(await link(lin.sessionId, answer)).toEqual({ ok: true, value: null });
    expect(await link(lin.sessionId, claimsOf("lin-2"))).toBeNull();
    expect(await readIdentityView(runtime, lin)).toMatchObject({
      provider: "Dex",
      linked: { hasEnded: false },
    });
    const entered = await signInByIdentity(runtime, answer, HERE, null);
    expect(entered).toMatchObject({ value: { userId: lin.userId } });
    // The account's own e-mail signs in with the password: it stays.
    expect(await people.signInAs("lin@example.com")).toMatchObject({ groups: ["platform"] });
  });
  test("is refused when ten minutes have passed, and for what is somebody else's", async () => {
    await people.addPerson("max@example.com");
    const max = await people.signInAs("max@example.com");
    await confirmLink(runtime, max, { password: PASSWORD });
    await people.query(
      "update sessions set link_confirmed_at = now() - interval '11 minutes' where id = $1",
      [max.sessionId],
    );
    expect(await link(max.sessionId, claimsOf("max"))).toEqual({ ok: false, problem: "LinkExpired" });
    await confirmLink(runtime, max, { password: PASSWORD });
    expect(await link(max.sessionId, claimsOf("lin"))).toEqual({ ok: false, problem: "IdentityTaken" });
  });
  test("is taken back after the password, and the groups end with it", async () => {
    const lin = await people.signInAs("lin@example.com");
    expect((await unlinkIdentity(runtime, lin, { password: "wrong, so wrong" })).ok).toBe(false);
    expect(await unlinkIdentity(runtime, lin, { password: PASSWORD })).toMatchObject({ ok: true });
    expect((await people.ask(lin.sessionId))?.groups).toEqual([]);
    expect((await people.listEvents(lin.userId)).at(-1)).toBe("identity.unlinked");
  });
});
