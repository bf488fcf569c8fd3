import { describe, expect, it } from "vitest";
import { formatAgo, formatDay, formatInstant, formatUntil, toLocalInput } from "./instant";

const at = new Date("2026-03-24T13:05:00Z");
const later = (ms: number) => new Date(at.getTime() + ms);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe("an absolute instant", () => {
  it("is told in the reader's zone", () => {
    expect(formatInstant(at, "Europe/Madrid")).toBe("Tue 24 Mar 2026, 14:05");
    expect(formatInstant(at, "UTC")).toBe("Tue 24 Mar 2026, 13:05");
    expect(formatDay(new Date("2026-03-24T23:30:00Z"), "Europe/Madrid")).toBe("25 Mar 2026");
  });
  it("says midnight as 00:00", () => {
    expect(formatInstant(new Date("2026-09-01T00:00:00Z"), "UTC")).toBe("Tue 1 Sep 2026, 00:00");
  });
  it("fills a datetime-local input", () => {
    expect(toLocalInput(new Date("2026-03-04T23:05:00Z"), "America/New_York")).toBe("2026-03-04T18:05");
  });
});

describe("what lies ahead", () => {
  it.each([
    [30 * DAY - 1500, "in 30 days"],
    [365 * DAY, "in 365 days"],
    [47 * HOUR, "in 47 hours"],
    [HOUR, "in 1 hour"],
    [HOUR - 20_000, "in 1 hour"],
    [90_000, "in 2 minutes"],
    [MINUTE, "in 1 minute"],
    [59_000, "in less than a minute"],
    [0, "now"],
    [-DAY, "now"],
  ])("%d ms: %s", (ms, words) => expect(formatUntil(later(ms), at)).toBe(words));
});

describe("what has passed", () => {
  it.each([
    [0, "just now"],
    [-5000, "just now"],
    [59_000, "just now"],
    [3 * MINUTE + 50_000, "3 min ago"],
    [59 * MINUTE + 59_000, "59 min ago"],
    [HOUR, "1 hour ago"],
    [47 * HOUR, "47 hours ago"],
    [48 * HOUR, "2 days ago"],
  ])("%d ms: %s", (ms, words) => expect(formatAgo(at, later(ms))).toBe(words));
  it("can be told at length", () => expect(formatAgo(at, later(2 * MINUTE), "long")).toBe("2 minutes ago"));
});
