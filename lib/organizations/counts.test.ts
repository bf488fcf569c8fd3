import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { changeOrganization, countRefusedWhileDisabled, listOrganizationSummaries } from "./service";

let people: TestPeople;
beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("owner@example.test", { groups: [OWNER_GROUP] });
  await people.addPerson("ann@example.test", { groups: ["platform"] });
});
beforeEach(() => people.query("truncate teams, organizations, tokens cascade"));
afterAll(() => people.close());

async function addOrganization(name: string, ...teams: string[]): Promise<string> {
  const [row] = await people.query<{ id: string }>(
    "insert into organizations (name) values ($1) returning id",
    [name],
  );
  if (!row) throw new Error("no row");
  for (const team of teams)
    await people.query("insert into teams (organization_id, name) values ($1, $2)", [row.id, team]);
  return row.id;
}

const addToken = (group: string, columns = "", values = "") =>
  people.query(
    `insert into tokens (id, family_id, group_name, description, digest, hint, created_at, updated_at,
       lifetime_days, lifetime_hours, lifetime_minutes ${columns})
     values (gen_random_uuid(), gen_random_uuid(), $1, 'ci', sha256(gen_random_uuid()::text::bytea), 'abcd', now(), now(),
       0, 0, 0 ${values})`,
    [group],
  );

test("what disabling refuses are the live tokens of teams that no other enabled organization has", async () => {
  const acme = await addOrganization("acme", "platform", "shared", "half");
  await addOrganization("umbrella", "shared", "foreign");
  const closed = await addOrganization("closed", "half");
  const owner = await people.signInAs("owner@example.test");
  await changeOrganization(people.runtime, owner, closed, { isDisabled: true });
  await addToken("platform");
  await addToken("platform", ", expires_at", ", now() + interval '1 day'");
  await addToken("platform", ", expires_at", ", now() - interval '1 day'");
  await addToken("platform", ", revoked_at", ", now()");
  await addToken("shared");
  await addToken("half");
  await addToken("foreign");
  expect(await countRefusedWhileDisabled(people.runtime, owner, acme)).toEqual({ ok: true, value: 3 });
  await changeOrganization(people.runtime, owner, acme, { isDisabled: true });
  expect(await countRefusedWhileDisabled(people.runtime, owner, acme)).toEqual({ ok: true, value: 3 });
});

test("who may not change organizations is not told how many tokens they hold", async () => {
  const acme = await addOrganization("acme", "platform");
  const ann = await people.signInAs("ann@example.test");
  expect(await countRefusedWhileDisabled(people.runtime, ann, acme)).toMatchObject({
    ok: false,
    failure: { kind: "forbidden" },
  });
});

test("a member's list counts the teams of the own organizations and holds no others; an owner's holds all", async () => {
  const acme = await addOrganization("acme", "platform", "audit");
  const empty = await addOrganization("empty");
  const ann = await people.signInAs("ann@example.test");
  const owner = await people.signInAs("owner@example.test");
  const counts = async (actor: typeof ann) =>
    (await listOrganizationSummaries(people.runtime, actor)).map(({ id, teamCount }) => [id, teamCount]);
  expect(await counts(ann)).toEqual([[acme, 2]]);
  expect(await counts(owner)).toEqual([
    [acme, 2],
    [empty, 0],
  ]);
});
