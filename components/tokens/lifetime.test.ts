import { describe, expect, it } from "vitest";
import {
  chooseFirst,
  type ExpiryChoice,
  isAllowed,
  readExpiry,
  refuseExpiry,
  sayMinutes,
  toLifetime,
} from "./lifetime";

const now = new Date("2026-02-22T13:05:00Z");
const open = { neverAllowed: true, longestLifetimeMinutes: null, ownerGroupTokens: false };
const DAY = 1440;
const choice = (part: Partial<ExpiryChoice>): ExpiryChoice => ({ ...chooseFirst(open), ...part });

describe("the first choice", () => {
  it("is 30 days", () => expect(chooseFirst(open).kind).toBe("30d"));
  it("is the longest preset below, where policy allows less", () =>
    expect(chooseFirst({ ...open, longestLifetimeMinutes: 8 * DAY, ownerGroupTokens: false }).kind).toBe(
      "7d",
    ));
  it("is custom where policy allows no preset", () =>
    expect(chooseFirst({ ...open, longestLifetimeMinutes: 30, ownerGroupTokens: false }).kind).toBe(
      "custom",
    ));
});

describe("what a choice comes to", () => {
  it("30 days are 720 hours", () =>
    expect(readExpiry(choice({}), now)).toEqual({
      expiry: { kind: "lifetime", days: 30, hours: 0, minutes: 0 },
      at: new Date("2026-03-24T13:05:00Z"),
    }));
  it("a year is 365 days", () =>
    expect(readExpiry(choice({ kind: "1y" }), now)).toMatchObject({ expiry: { days: 365 } }));
  it("never is said outright, not as zero", () =>
    expect(readExpiry(choice({ kind: "never" }), now)).toEqual({ expiry: { kind: "never" }, at: null }));
  it("a custom duration keeps its parts as typed", () =>
    expect(readExpiry(choice({ kind: "custom", hours: "36" }), now)).toMatchObject({
      expiry: { kind: "lifetime", days: 0, hours: 36, minutes: 0 },
    }));
  it("an instant is sent in UTC", () =>
    expect(readExpiry(choice({ kind: "custom", custom: "until", until: "2026-03-01T10:00" }), now)).toEqual({
      expiry: { kind: "until", instant: new Date("2026-03-01T10:00").toISOString() },
      at: new Date("2026-03-01T10:00"),
    }));
});

describe("what is wrong with a choice", () => {
  it.each([
    [{ days: "" }, "days"],
    [{ days: "0", hours: "0" }, "days"],
    [{ days: "1.5" }, "days"],
    [{ days: "-1" }, "days"],
    [{ days: "x" }, "days"],
    [{ days: "1", minutes: "0.5" }, "minutes"],
    [{ days: "36501" }, "days"],
    [{ custom: "until" as const, until: "" }, "instant"],
    [{ custom: "until" as const, until: "2026-02-22T10:00" }, "instant"],
  ])("%j is told at %s", (part, field) => {
    const read = readExpiry(choice({ kind: "custom", ...part }), new Date("2026-02-23T13:05:00Z"));
    expect(read).toMatchObject({ issues: [{ field }] });
  });
});

describe("policy", () => {
  const strict = { neverAllowed: false, longestLifetimeMinutes: 90 * DAY, ownerGroupTokens: false };
  it("bounds inclusively", () => {
    expect(isAllowed(90 * DAY, strict)).toBe(true);
    expect(isAllowed(90 * DAY + 1, strict)).toBe(false);
    expect(isAllowed(null, strict)).toBe(false);
    expect(isAllowed(null, open)).toBe(true);
    expect(isAllowed(null, { ...open, longestLifetimeMinutes: 90 * DAY })).toBe(false);
  });
  it("refuses beyond its bound, with the latest instant, at the field that was typed in", () => {
    const rules = { policy: strict, now, sayInstant: (at: Date) => at.toISOString() };
    const typed = choice({ kind: "custom", days: "91" });
    expect(refuseExpiry(typed, new Date("2026-05-24T13:05:00Z"), rules)).toEqual({
      field: "days",
      message: "At most 90 days are allowed here: until 2026-05-23T13:05:00.000Z.",
    });
    expect(refuseExpiry(typed, new Date("2026-05-23T13:05:00Z"), rules)).toBeNull();
    expect(refuseExpiry(choice({ kind: "never" }), null, rules)).toMatchObject({ field: "instant" });
    expect(refuseExpiry(typed, null, { ...rules, policy: open })).toBeNull();
  });
  it("is told in a person's units", () => {
    expect(sayMinutes(90 * DAY)).toBe("90 days");
    expect(sayMinutes(DAY + 61)).toBe("1 day 1 hour 1 minute");
    expect(toLifetime(720 * 60)).toEqual({ days: 30, hours: 0, minutes: 0 });
  });
});
