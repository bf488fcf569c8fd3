import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SessionActor } from "@/lib/actor";
import { digestOf } from "@/lib/digest";
import { suspendPerson } from "@/lib/people/service";
import { changePolicy } from "@/lib/policy/service";
import { endSession } from "@/lib/sessions/service";
import { HERE, OWNER_GROUP, openTestPeople, type TestPeople } from "@/lib/testing-people";
import { issueToken } from "@/lib/tokens/generation";
import { revokeToken } from "@/lib/tokens/service";
import { verifySecret } from "@/lib/tokens/verification";
import { addressOf } from "./login";
import { allowLogin, type Redemption, redeemCode } from "./service";

const REDIRECT = "http://localhost:10007/login";
const TERMINAL = { ip: "192.0.2.77", agent: "Terraform/1.11.4" };
const THIRTY_DAYS = { kind: "lifetime", days: 30, hours: 0, minutes: 0 };
let people: TestPeople;
let owner: SessionActor;
let ada: SessionActor;
let logins = 0;

beforeAll(async () => {
  people = await openTestPeople();
  await people.addPerson("owner@example.com", { groups: [OWNER_GROUP] });
  await people.addPerson("ada@example.com", { groups: ["platform"] });
  owner = await people.signInAs("owner@example.com");
  ada = await people.signInAs("ada@example.com");
});
afterAll(() => people.close());

/** A login that a terminal began: its verifier, and the address that it opened. */
function begin(state: string | null = "s") {
  logins += 1;
  const verifier = `${"v".repeat(42)}-${logins}`;
  const challenge = digestOf(verifier).toString("base64url");
  return { verifier, address: addressOf({ redirectUri: REDIRECT, challenge, state }) };
}

const allow = (address: string, actor = ada, expiry: object = THIRTY_DAYS) =>
  allowLogin(people.runtime, actor, { address, description: "terraform login", expiry });

/** As a browser and a terminal leave it: allowed, and not yet redeemed. */
async function allowed(actor = ada, expiry: object = THIRTY_DAYS): Promise<Redemption> {
  const { verifier, address } = begin();
  const result = await allow(address, actor, expiry);
  if (!result.ok) throw new Error(result.failure.message);
  const code = new URL(result.value.callback).searchParams.get("code") ?? "";
  return { code, clientId: "terraform-cli", redirectUri: REDIRECT, verifier };
}

const redeem = (redemption: Redemption) => redeemCode(people.runtime, redemption, TERMINAL);

async function redeemed(redemption: Redemption) {
  const result = await redeem(redemption);
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
}

const verdictOn = async (secret: string) => (await verifySecret(people.runtime, secret, TERMINAL)).kind;
const countTokens = async (actor = ada) =>
  (await people.query("select 1 from tokens where user_id = $1", [actor.userId])).length;
const REFUSED = { ok: false, failure: { kind: "gone" } };

describe("a login that a person allows", () => {
  it("becomes an ordinary user token of theirs, with the description and the lifetime they chose", async () => {
    const redemption = await allowed();
    expect(redemption.code).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const { secret, token } = await redeemed(redemption);
    expect(token).toMatchObject({
      description: "terraform login",
      lifetime: { days: 30, hours: 0, minutes: 0 },
      status: "active",
      createdBy: { email: "ada@example.com" },
      mintedBy: null,
      mayManageTokens: false,
      mayManageTeams: false,
    });
    const lived = Date.parse(token.expiresAt ?? "") - Date.parse(token.createdAt);
    expect(lived).toBe(30 * 86_400_000);
    expect(await verdictOn(secret)).toBe("accepted");
    expect(await people.listEvents(token.id)).toEqual(["token.generated"]);
    expect(await people.listEvents(ada.sessionId)).toContain("login.allowed");
    const [row] = await people.query("select client_id, created_by from tokens where id = $1", [token.id]);
    expect(row).toEqual({ client_id: "terraform-cli", created_by: ada.userId });
    expect(await revokeToken(people.runtime, ada, { kind: "user" }, token.id)).toMatchObject({ ok: true });
    expect(await verdictOn(secret)).toBe("dead");
  });

  it("may live until an instant, or for ever, as asked", async () => {
    const instant = "2030-01-01T00:00:00.000Z";
    expect((await redeemed(await allowed(ada, { kind: "until", instant }))).token.expiresAt).toBe(instant);
    expect((await redeemed(await allowed(ada, { kind: "never" }))).token.expiresAt).toBeNull();
  });

  it("is stored by its code's digest alone", async () => {
    const { code, verifier } = await allowed();
    const rows = await people.query("select * from login_codes where digest = $1", [digestOf(code)]);
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(JSON.stringify(rows)).not.toContain(verifier);
  });

  it("is allowed once: of two browsers at the same moment one gets a code, and later ones none", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { address } = begin();
      const results = await Promise.all([allow(address), allow(address, owner), allow(address)]);
      expect(results.filter(({ ok }) => ok)).toHaveLength(1);
      expect(await allow(address)).toMatchObject({ failure: { kind: "conflict" } });
    }
  });

  it("is allowed anew when its code ran out unused, and only the new code counts", async () => {
    const { verifier, address } = begin();
    const first = await allow(address);
    await people.query("update login_codes set expires_at = now() where used_at is null");
    const second = await allow(address);
    if (!first.ok || !second.ok) throw new Error("both must be allowed");
    const codeIn = ({ callback }: { callback: string }) => new URL(callback).searchParams.get("code") ?? "";
    const rest = { clientId: "terraform-cli", redirectUri: REDIRECT, verifier };
    expect(await redeem({ ...rest, code: codeIn(first.value) })).toMatchObject(REFUSED);
    expect(await redeem({ ...rest, code: codeIn(second.value) })).toMatchObject({ ok: true });
  });

  it.each([
    [{ description: "", expiry: THIRTY_DAYS }, "description"],
    [{ description: "x", expiry: { kind: "lifetime", days: 0, hours: 0, minutes: 0 } }, "days"],
    [{ description: "x", expiry: { kind: "lifetime", days: -1, hours: 0, minutes: 0 } }, "days"],
    [{ description: "x", expiry: THIRTY_DAYS, mayManageTokens: true }, "mayManageTokens"],
    [{ description: "x", expiry: THIRTY_DAYS, address: "/oauth/authorize?client_id=evil" }, "client_id"],
  ])("with %j is refused at %s, and stores nothing", async (change, field) => {
    const before = await people.query("select 1 from login_codes");
    const { address } = begin();
    expect(await allowLogin(people.runtime, ada, { address, ...change })).toMatchObject({
      failure: {
        kind: "invalid_input",
        issues: expect.arrayContaining([expect.objectContaining({ field })]),
      },
    });
    expect(await people.query("select 1 from login_codes")).toHaveLength(before.length);
  });
});

describe("a code", () => {
  it("works for sixty seconds of the database's clock", async () => {
    const redemption = await allowed();
    const [row] = await people.query<{ left: number }>(
      "select extract(epoch from expires_at - now())::float as left from login_codes where digest = $1",
      [digestOf(redemption.code)],
    );
    expect(row?.left).toBeGreaterThan(50);
    expect(row?.left).toBeLessThanOrEqual(60);
    await people.query("update login_codes set expires_at = now() where digest = $1", [
      digestOf(redemption.code),
    ]);
    expect(await redeem(redemption)).toMatchObject(REFUSED);
  });

  it.each([
    ["verifier", "w".repeat(43)],
    ["verifier", "v".repeat(42)],
    ["verifier", "v".repeat(129)],
    ["clientId", "another-client"],
    ["redirectUri", "http://localhost:10008/login"],
  ])("presented with another %s (%s) gives nothing, and is used up", async (field, value) => {
    const before = await countTokens();
    const redemption = await allowed();
    expect(await redeem({ ...redemption, [field]: value })).toMatchObject(REFUSED);
    expect(await redeem(redemption)).toMatchObject(REFUSED);
    expect(await countTokens()).toBe(before);
  });

  it("that nobody was given gives nothing", async () => {
    const { code } = await allowed();
    for (const guess of ["", "x", `${code}x`, code.toLowerCase(), "\u0000", "🔑".repeat(10)])
      expect(await redeem({ ...(await allowed()), code: guess })).toMatchObject(REFUSED);
  });

  it("presented again ends the token that it became, and what that had minted", async () => {
    const redemption = await allowed();
    const { secret, token } = await redeemed(redemption);
    const lifetime = { days: 1, hours: 0, minutes: 0 };
    await people.query("update tokens set may_manage_tokens = true where id = $1", [token.id]);
    const bearer = await verifySecret(people.runtime, secret, TERMINAL);
    if (bearer.kind !== "accepted") throw new Error("a fresh token must live");
    const child = await issueToken(
      people.runtime,
      bearer.actor,
      { kind: "user" },
      {
        description: "child",
        expiry: { kind: "lifetime", lifetime },
        lifetime,
        mayManageTokens: false,
        mayManageTeams: false,
        idempotencyKey: null,
      },
    );
    if (!child.ok) throw new Error(child.failure.message);
    expect(await redeem({ ...redemption, verifier: "x".repeat(43) })).toMatchObject(REFUSED);
    expect(await verdictOn(secret)).toBe("dead");
    expect(await verdictOn(child.value.secret)).toBe("dead");
    const [row] = await people.query("select revoked_reason from tokens where id = $1", [token.id]);
    expect(row).toEqual({ revoked_reason: "code replayed" });
    expect(await people.listEvents(token.id)).toEqual(["token.generated", "token.revoked"]);
  });

  it("used at two replicas at once becomes one token at most, which the replay ends: 20 times", async () => {
    for (let round = 0; round < 20; round += 1) {
      const before = await countTokens();
      const redemption = await allowed();
      const results = await Promise.all([redeem(redemption), redeem(redemption), redeem(redemption)]);
      const won = results.flatMap((result) => (result.ok ? [result.value] : []));
      expect(won).toHaveLength(1);
      expect(await countTokens()).toBe(before + 1);
      expect(await verdictOn(won[0]?.secret ?? "")).toBe("dead");
    }
  });

  it("of a person who was suspended meanwhile gives nothing", async () => {
    await people.addPerson("sam@example.com");
    const sam = await people.signInAs("sam@example.com");
    const redemption = await allowed(sam);
    expect(await suspendPerson(people.runtime, owner, sam.userId)).toMatchObject({ ok: true });
    expect(await redeem(redemption)).toMatchObject(REFUSED);
    expect(await countTokens(sam)).toBe(0);
  });

  it("of a session that was ended meanwhile gives nothing, and such a session allows nothing", async () => {
    const other = await people.signInAs("ada@example.com");
    const before = await countTokens();
    const redemption = await allowed(other);
    expect(await endSession(people.runtime, ada, other.sessionId)).toMatchObject({ ok: true });
    expect(await redeem(redemption)).toMatchObject(REFUSED);
    expect(await allow(begin().address, other)).toMatchObject({ failure: { kind: "unauthenticated" } });
    expect(await countTokens()).toBe(before);
  });

  it("whose lifetime policy allows no more gives nothing; asked for after the change, nothing is allowed", async () => {
    const rules = { neverAllowed: false, ownerGroupTokens: false };
    const before = await countTokens();
    const [month, never] = [await allowed(), await allowed(ada, { kind: "never" })];
    const changed = await changePolicy(people.runtime, owner, {
      ...rules,
      longestLifetime: { days: 7, hours: 0 },
    });
    expect(changed).toMatchObject({ ok: true });
    for (const redemption of [month, never])
      expect(await redeem(redemption)).toMatchObject({
        failure: { kind: "invalid_input", message: expect.stringContaining("The latest expiry is") },
      });
    expect(await allow(begin().address)).toMatchObject({ failure: { issues: [{ field: "days" }] } });
    expect(await countTokens()).toBe(before);
    await changePolicy(people.runtime, owner, { ...rules, neverAllowed: true, longestLifetime: null });
  });

  it("waits for policy changes and other logins without ever standing in each other's way: 20 times", async () => {
    const rules = { neverAllowed: true, ownerGroupTokens: false, longestLifetime: null };
    for (let round = 0; round < 20; round += 1) {
      const [one, two] = [await allowed(), await allowed(owner)];
      const { address } = begin();
      const results = await Promise.all([
        redeem(one),
        allow(address),
        changePolicy(people.runtime, owner, { ...rules, ownerGroupTokens: round % 2 === 0 }),
        redeem(two),
        allow(address, owner),
      ]);
      expect(results.filter(({ ok }) => !ok)).toHaveLength(1);
    }
    await changePolicy(people.runtime, owner, rules);
  });

  it("is given and turned into a token only together with its event", async () => {
    const redemption = await allowed();
    await people.breakAudit("login.allowed");
    await expect(allow(begin().address)).rejects.toThrow();
    await people.mendAudit();
    await people.breakAudit("token.generated");
    await expect(redeem(redemption)).rejects.toThrow();
    await people.mendAudit();
    expect(await redeem(redemption)).toMatchObject({ ok: true });
  });

  it("is forgotten a month after it ran out, and its token lives on", async () => {
    const redemption = await allowed();
    const { secret } = await redeemed(redemption);
    const digest = digestOf(redemption.code);
    await people.query("update login_codes set expires_at = now() - interval '31 days' where digest = $1", [
      digest,
    ]);
    await allowed();
    expect(await people.query("select 1 from login_codes where digest = $1", [digest])).toEqual([]);
    expect(await verdictOn(secret)).toBe("accepted");
  });
});

it("a browser's address is never shown as the terminal's: the audit names who fetched the token", async () => {
  const { token } = await redeemed(await allowed());
  const [row] = await people.query("select ip, actor_kind from audit_events where subject_id = $1", [
    token.id,
  ]);
  expect(row).toEqual({ ip: TERMINAL.ip, actor_kind: "session" });
  expect(HERE.ip).not.toBe(TERMINAL.ip);
});
