import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HERE, OWNER_GROUP, openTestPeople, PASSWORD, type TestPeople } from "@/lib/testing-people";
import { createFirstOwner, type FirstRunSettings, inspectCode, prepareFirstRun } from "./service";

let people: TestPeople;
beforeEach(async () => {
  people = await openTestPeople();
});
afterEach(() => people.close());

const NOTHING: FirstRunSettings = {
  ownerGroup: OWNER_GROUP,
  ownerEmail: undefined,
  ownerName: undefined,
  ownerPassword: undefined,
};
const ADA = { name: "Ada", email: "Ada@example.com", password: PASSWORD };

async function start(): Promise<string> {
  const firstRun = await prepareFirstRun(people.runtime, NOTHING);
  if (firstRun.kind !== "setup-link") throw new Error(`no link but ${firstRun.kind}`);
  return firstRun.code;
}
const create = (code: unknown, input: unknown = ADA) =>
  createFirstOwner(people.runtime, OWNER_GROUP, code, input, HERE);
const countUsers = async () => (await people.query("select 1 from users")).length;

describe("the setup link", () => {
  it("makes the owner: account, membership and events, in lower case, and they sign in", async () => {
    const code = await start();
    expect(await inspectCode(people.runtime, code)).toEqual({ ok: true, value: { purpose: "setup" } });
    expect(await create(code)).toEqual({ ok: true, value: { email: "ada@example.com" } });
    const actor = await people.signInAs("ada@example.com");
    expect(actor).toMatchObject({ name: "Ada", groups: [OWNER_GROUP], isInstanceOwner: true });
    expect(await people.listEvents(actor.userId)).toEqual(["user.created", "membership.added"]);
  });

  it("holds 256 random bits, and only their digest is stored", async () => {
    const code = await start();
    expect(code).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const [row] = await people.query<{ digest: Buffer }>("select * from setup_codes");
    expect(row?.digest).toHaveLength(32);
    expect(JSON.stringify(row)).not.toContain(code);
    expect(row?.digest.toString("base64url")).not.toBe(code);
  });

  it("works once", async () => {
    const code = await start();
    await create(code);
    await people.query("update instance set owner_created_at = null");
    expect(await create(code, { ...ADA, email: "eve@example.com" })).toMatchObject({
      failure: { kind: "gone", message: expect.stringContaining("used already") },
    });
    expect(await countUsers()).toBe(1);
  });

  it("works for an hour", async () => {
    const code = await start();
    const [row] = await people.query<{ s: number }>(
      "select extract(epoch from expires_at - now())::int as s from setup_codes",
    );
    expect(row?.s).toBeGreaterThan(3590);
    expect(row?.s).toBeLessThanOrEqual(3600);
    await people.query("update setup_codes set expires_at = now()");
    const expired = { failure: { kind: "gone", message: expect.stringContaining("expired") } };
    expect(await inspectCode(people.runtime, code)).toMatchObject(expired);
    expect(await create(code)).toMatchObject(expired);
    expect(await countUsers()).toBe(0);
  });

  it("is voided by the next start", async () => {
    const [old, current] = [await start(), await start()];
    expect(await create(old)).toMatchObject({ failure: { kind: "gone" } });
    expect(await create(current)).toMatchObject({ ok: true });
  });

  it("is closed for ever once an owner has existed, also when every account is gone", async () => {
    const code = await start();
    await people.query("update instance set owner_created_at = now()");
    const closed = { failure: { kind: "gone", message: expect.stringContaining("closed for good") } };
    expect(await inspectCode(people.runtime, code)).toMatchObject(closed);
    expect(await create(code)).toMatchObject(closed);
    expect(await prepareFirstRun(people.runtime, NOTHING)).toEqual({ kind: "ready" });
    expect(await countUsers()).toBe(0);
  });

  it("makes one owner, however many submit it at once", async () => {
    const code = await start();
    const results = await Promise.all(
      Array.from({ length: 6 }, (_, i) => create(code, { ...ADA, email: `owner${i}@example.com` })),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    for (const result of results) if (!result.ok) expect(result.failure.kind).toBe("gone");
    expect(await countUsers()).toBe(1);
  });

  it.each([
    ["nothing", ""],
    ["one letter", "x"],
    ["null", null],
    ["a number", 42],
    ["a well-formed code that nobody made", "A".repeat(43)],
    ["100,000 letters", "A".repeat(100_000)],
  ])("%s is no link", async (_, code) => {
    await start();
    expect(await create(code)).toMatchObject({ failure: { kind: "not_found" } });
  });

  it("is not used up by bad input, and every field is named at once", async () => {
    const code = await start();
    const bad = { name: " ", email: "ada＠example.com", password: "short" };
    expect(await create(code, bad)).toMatchObject({
      failure: {
        kind: "invalid_input",
        issues: [{ field: "name" }, { field: "email" }, { field: "password" }],
      },
    });
    expect(await create(code, { ...ADA, password: "ada@example.com" })).toMatchObject({
      failure: { issues: [{ field: "password", message: expect.stringContaining("e-mail") }] },
    });
    expect(await create(code, { ...ADA, role: "admin" })).toMatchObject({
      failure: { kind: "invalid_input" },
    });
    await people.addPerson("taken@example.com");
    expect(await create(code, { ...ADA, email: "Taken@example.com" })).toMatchObject({
      failure: { issues: [{ field: "email" }] },
    });
    expect(await create(code)).toMatchObject({ ok: true });
  });

  it("makes nothing when an event cannot be written, and still works afterwards", async () => {
    const code = await start();
    await people.breakAudit("membership.added");
    await expect(create(code)).rejects.toThrow();
    expect(await countUsers()).toBe(0);
    await people.mendAudit();
    expect(await create(code)).toMatchObject({ ok: true });
  });
});

describe("LATCHKEY_OWNER_*", () => {
  const settings = { ...NOTHING, ownerName: "Ada", ownerEmail: "Ada@example.com", ownerPassword: PASSWORD };

  it("create the owner while there is none, and are not looked at afterwards", async () => {
    expect(await prepareFirstRun(people.runtime, settings)).toEqual({
      kind: "owner-created",
      email: "ada@example.com",
    });
    expect(await people.signInAs("ada@example.com")).toMatchObject({ isInstanceOwner: true });
    const wrong = { ...settings, ownerEmail: "nonsense", ownerPassword: "x" };
    expect(await prepareFirstRun(people.runtime, wrong)).toEqual({ kind: "ready" });
    expect(await countUsers()).toBe(1);
  });

  it("make one owner when several processes start at once", async () => {
    const kinds = (await Promise.all([1, 2, 3, 4].map(() => prepareFirstRun(people.runtime, settings)))).map(
      ({ kind }) => kind,
    );
    expect(kinds.sort()).toEqual(["owner-created", "ready", "ready", "ready"]);
    expect(await countUsers()).toBe(1);
  });

  it("void a link that an earlier start printed", async () => {
    const code = await start();
    await prepareFirstRun(people.runtime, settings);
    expect(await create(code, { ...ADA, email: "eve@example.com" })).toMatchObject({
      failure: { kind: "gone" },
    });
  });

  it.each([
    [{ ownerEmail: undefined }, "LATCHKEY_OWNER_EMAIL"],
    [{ ownerEmail: "hunter2hunter2" }, "LATCHKEY_OWNER_EMAIL"],
    [{ ownerName: undefined }, "LATCHKEY_OWNER_NAME"],
    [{ ownerPassword: undefined }, "LATCHKEY_OWNER_PASSWORD"],
    [{ ownerPassword: "hunter2" }, "LATCHKEY_OWNER_PASSWORD"],
    [{ ownerPassword: "ada@example.com" }, "LATCHKEY_OWNER_PASSWORD"],
  ])("with %j stop the start, naming %s and never its value", async (override, variable) => {
    const run = prepareFirstRun(people.runtime, { ...settings, ...override });
    await expect(run).rejects.toThrow(variable);
    await expect(run).rejects.not.toThrow(/hunter2|ada@/);
    expect(await countUsers()).toBe(0);
  });
});
