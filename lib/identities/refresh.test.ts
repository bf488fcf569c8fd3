import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { applyMaxAge } from "@/db/memberships";
import { createIssuer } from "@/lib/issuer";
import type { Runtime } from "@/lib/runtime";
import { HERE, OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { startTestProvider, type TestProvider } from "@/lib/testing-provider";
import { refreshDue } from "./refresh";
import { deriveSealKey, seal, unseal } from "./seal";
import { readIdentityView, signInByIdentity } from "./service";

let people: TestPeople;
let provider: TestProvider;
let runtime: Runtime;
beforeAll(async () => {
  people = await openTestPeople();
  provider = await startTestProvider();
});
beforeEach(async () => {
  provider.state.isDown = false;
  // A provider that did not answer is left alone for moments: not in the next test.
  runtime = { ...people.runtime, issuer: createIssuer(provider.settings, () => new Date()) };
  await people.query("update identities set refresh_due_at = now() + interval '1 day'");
});
afterAll(async () => {
  await provider?.close();
  await people?.close();
});

async function enter(login: string, groups: string[]) {
  provider.people.set(login, { email: `${login}@example.com`, email_verified: true, groups });
  const entered = await signInByIdentity(runtime, await provider.signIn(login), HERE, null);
  if (!entered.ok) throw new Error(entered.problem);
  const actor = await people.ask(entered.value.sessionId);
  if (!actor) throw new Error("a fresh session must live");
  return actor;
}
const groupsOf = async (sessionId: string) => (await people.ask(sessionId))?.groups;
const makeDue = (userId: string) =>
  people.query("update identities set refresh_due_at = now() where user_id = $1", [userId]);
const tell = (login: string, groups: unknown) =>
  provider.people.set(login, { email: `${login}@example.com`, email_verified: true, groups });

test("a group removed in the provider is gone at the next refresh, without a sign-in; an added one is there", async () => {
  const ada = await enter("ada", ["platform", "web"]);
  tell("ada", ["web", "new"]);
  expect(await refreshDue(runtime)).toBe(0);
  expect(await groupsOf(ada.sessionId)).toEqual(["platform", "web"]);
  await makeDue(ada.userId);
  expect(await refreshDue(runtime)).toBe(1);
  expect(await groupsOf(ada.sessionId)).toEqual(["new", "web"]);
  expect(await refreshDue(runtime)).toBe(0);
});

test("the refresh token that came instead of a used one is kept: ten refreshes in a row confirm", async () => {
  const ben = await enter("ben", ["platform"]);
  for (let round = 0; round < 10; round += 1) {
    tell("ben", [`round-${round}`]);
    await makeDue(ben.userId);
    await refreshDue(runtime);
    expect(await groupsOf(ben.sessionId)).toEqual([`round-${round}`]);
  }
});

test("two replicas at once use a refresh token once", async () => {
  const bea = await enter("bea", ["platform"]);
  await makeDue(bea.userId);
  const counts = await Promise.all([refreshDue(runtime), refreshDue(runtime), refreshDue(runtime)]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  await makeDue(bea.userId);
  await refreshDue(runtime);
  expect(await groupsOf(bea.sessionId)).toEqual(["platform"]);
});

test("who is gone at the provider (invalid_grant) is in none of its groups, stays in local ones, and reads why", async () => {
  const cora = await enter("cora", ["platform", OWNER_GROUP]);
  await people.query("insert into memberships values ($1, 'local', 'local')", [cora.userId]);
  provider.people.delete("cora");
  await makeDue(cora.userId);
  await refreshDue(runtime);
  expect(await people.ask(cora.sessionId)).toMatchObject({ groups: ["local"], isInstanceOwner: false });
  expect(await readIdentityView(runtime, cora)).toMatchObject({
    linked: { hasEnded: true, isRefreshed: false },
  });
  expect((await enter("cora", ["platform"])).groups).toEqual(["local", "platform"]);
});

test("a provider that cannot be asked takes nothing away, until the longest age is over", async () => {
  const dan = await enter("dan", ["platform"]);
  provider.state.isDown = true;
  await makeDue(dan.userId);
  await refreshDue(runtime);
  expect(await groupsOf(dan.sessionId)).toEqual(["platform"]);
  await people.query("update identities set groups_as_of = now() - interval '8 days' where user_id = $1", [
    dan.userId,
  ]);
  await applyMaxAge(runtime.db, 9 * 86_400);
  expect(await groupsOf(dan.sessionId)).toEqual(["platform"]);
  await applyMaxAge(runtime.db, 7 * 86_400);
  expect(await groupsOf(dan.sessionId)).toEqual([]);
  provider.state.isDown = false;
  runtime = { ...runtime, issuer: createIssuer(provider.settings, () => new Date()) };
  await makeDue(dan.userId);
  await refreshDue(runtime);
  expect(await groupsOf(dan.sessionId)).toEqual(["platform"]);
});

test.each([undefined, "platform", ["platform", 1]])(
  "a refreshed ID token with the groups %j confirms nothing and takes nothing away",
  async (groups) => {
    const eva = await enter("eva", ["platform"]);
    const before = (await readIdentityView(runtime, eva))?.linked?.groupsAsOf;
    tell("eva", groups);
    await makeDue(eva.userId);
    await refreshDue(runtime);
    expect(await groupsOf(eva.sessionId)).toEqual(["platform"]);
    expect((await readIdentityView(runtime, eva))?.linked).toMatchObject({
      groupsAsOf: before,
      isRefreshed: true,
    });
  },
);

test("who is suspended is not asked for", async () => {
  const fay = await enter("fay", ["platform"]);
  await makeDue(fay.userId);
  await people.query("update users set status = 'suspended' where id = $1", [fay.userId]);
  expect(await refreshDue(runtime)).toBe(0);
});

test("refresh tokens are sealed in the database, and open under this AUTH_SECRET in this row alone", async () => {
  const gil = await enter("gil", ["platform"]);
  const answer = await provider.signIn("gil");
  await signInByIdentity(runtime, answer, HERE, null);
  const [row] = await people.query<{ refresh_token: Buffer; subject: string; issuer: string }>(
    "select * from identities where user_id = $1",
    [gil.userId],
  );
  if (!row || !answer.refreshToken) throw new Error("no refresh token");
  expect(row.refresh_token.includes(answer.refreshToken)).toBe(false);
  expect(unseal(runtime.sealKey, row, row.refresh_token)).toBe(answer.refreshToken);
  expect(unseal(deriveSealKey("another secret"), row, row.refresh_token)).toBeNull();
  expect(unseal(runtime.sealKey, { ...row, subject: "eva" }, row.refresh_token)).toBeNull();
  const bent = Buffer.from(row.refresh_token);
  bent[bent.length - 1] = (bent.at(-1) ?? 0) ^ 1;
  expect(unseal(runtime.sealKey, row, bent)).toBeNull();
  expect(unseal(runtime.sealKey, row, Buffer.alloc(3))).toBeNull();
});

test("under another AUTH_SECRET the groups are left to age, and the token is forgotten", async () => {
  const hal = await enter("hal", ["platform"]);
  await makeDue(hal.userId);
  await refreshDue({ ...runtime, sealKey: deriveSealKey("another secret") });
  expect(await groupsOf(hal.sessionId)).toEqual(["platform"]);
  expect((await readIdentityView(runtime, hal))?.linked?.isRefreshed).toBe(false);
});

test("two texts sealed alike look different", () => {
  const row = { issuer: "i", subject: "s" };
  const [one, two] = [Buffer.alloc(12, 1), Buffer.alloc(12, 2)];
  expect(seal(runtime.sealKey, row, "t", one)).not.toEqual(seal(runtime.sealKey, row, "t", two));
});
