import { describe, expect, test } from "vitest";
import { checkExpiry, expiresAtOf } from "./policy";

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
