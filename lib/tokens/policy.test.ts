import { describe, expect, test } from "vitest";
import type { Actor } from "@/lib/actor";
import { authorizeOwner, checkExpiry, checkGrants, expiresAtOf, type TokenVerb } from "./policy";

const base = { ip: null, agent: null };
const person = { ...base, userId: "u", email: "e", name: "n", groups: [] };
const ACTORS: Record<string, Actor> = {
  session: { ...person, kind: "session", sessionId: "s", isInstanceOwner: false },
  "granted token": { ...person, kind: "user-token", tokenId: "t", expiresAt: null, mayManageTokens: true },
  "plain token": { ...person, kind: "user-token", tokenId: "t", expiresAt: null, mayManageTokens: false },
  "team token": { ...base, kind: "team-token", group: "g", tokenId: "t" },
};
const ALLOWED: Record<string, TokenVerb[]> = {
  session: ["list", "read", "generate", "describe", "revoke"],
  "granted token": ["list", "read", "generate", "describe", "revoke"],
  "plain token": ["list", "read"],
  "team token": [],
};

describe("design.md section 5, user tokens", () => {
  for (const [name, actor] of Object.entries(ACTORS))
    for (const verb of ["list", "read", "generate", "describe", "revoke"] as const) {
      const may = ALLOWED[name]?.includes(verb) ?? false;
      test(`a ${name} ${may ? "may" : "may not"} ${verb}`, () => {
        const result = authorizeOwner(actor, { kind: "user" }, verb);
        if (may) expect(result).toEqual({ ok: true, value: { kind: "user", userId: "u" } });
        else expect(result).toMatchObject({ ok: false, failure: { kind: "forbidden" } });
      });
    }
  test("only a person in a browser may grant “May manage tokens”", () => {
    for (const [name, actor] of Object.entries(ACTORS))
      expect(checkGrants(actor, { mayManageTokens: true }).ok).toBe(name === "session");
  });
});

describe("expiry", () => {
  const now = new Date("2026-03-28T12:00:00Z");
  const days = (n: number) => new Date(now.getTime() + n * 86_400_000);
  const check = (
    expiresAt: Date | null,
    never = true,
    longest: number | null = null,
    parent: { expiresAt: Date | null } | null = null,
  ) =>
    checkExpiry(expiresAt, {
      policy: { neverAllowed: never, longestLifetimeMinutes: longest },
      now,
      parent,
      field: "days",
    });

  test("a day is 24 hours across a change of the clocks", () => {
    expect(expiresAtOf({ kind: "lifetime", lifetime: { days: 30, hours: 0, minutes: 0 } }, now)).toEqual(
      new Date("2026-04-27T12:00:00Z"),
    );
  });
  test("never is refused where the policy or the parent forbids it", () => {
    expect(check(null)).toBeNull();
    expect(check(null, false)?.kind).toBe("invalid_input");
    expect(check(null, true, 60)?.kind).toBe("invalid_input");
    expect(check(null, true, null, { expiresAt: days(1) })?.kind).toBe("invalid_input");
    expect(check(null, true, null, { expiresAt: null })).toBeNull();
  });
  test("the latest instant itself is allowed, a millisecond more is refused with that instant named", () => {
    expect(check(days(1), true, 1440)).toBeNull();
    expect(check(new Date(days(1).getTime() + 1), true, 1440)?.message).toContain(days(1).toISOString());
    expect(check(days(2), true, null, { expiresAt: days(1) })?.message).toContain(days(1).toISOString());
  });
  test("an expiry that is not in the future is refused", () => {
    expect(check(now)?.kind).toBe("invalid_input");
  });
});
