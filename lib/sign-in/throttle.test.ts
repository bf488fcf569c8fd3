import { describe, expect, it } from "vitest";
import { type Count, countFailure, keysOf, RULES, type RuleName, waitSeconds } from "./throttle";

const start = new Date("2026-03-01T12:00:00Z");
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const none: Count = { failures: 0, windowStartedAt: start, lastFailedAt: start };

function fail(times: number, name: RuleName, now = start): Count {
  let count = none;
  for (let i = 0; i < times; i += 1) count = countFailure(count, name, now);
  return count;
}

describe("the wait after failed sign-ins", () => {
  it("is none for the first five of an account from one network, then doubles up to a quarter of an hour", () => {
    const waits = [0, 4, 5, 6, 7, 10, 11, 40, 5000].map((times) =>
      waitSeconds(fail(times, "pair"), "pair", start),
    );
    expect(waits).toEqual([0, 0, 15, 30, 60, 480, 900, 900, 900]);
  });

  it("runs down to the second, rounded up", () => {
    const count = fail(5, "pair");
    expect(waitSeconds(count, "pair", later(0.001))).toBe(15);
    expect(waitSeconds(count, "pair", later(14.001))).toBe(1);
    expect(waitSeconds(count, "pair", later(15))).toBe(0);
  });

  it("is never longer than the rule says, even when the clock was set back", () => {
    expect(waitSeconds(fail(50, "pair"), "pair", later(-86_400))).toBe(900);
  });

  it("starts anew once the window has passed, but not while a wait runs", () => {
    const { windowSeconds } = RULES.pair;
    const late = later(windowSeconds);
    expect(countFailure(fail(9, "pair"), "pair", late).failures).toBe(1);
    expect(countFailure(fail(9, "pair"), "pair", later(windowSeconds - 1)).failures).toBe(10);
    const running = { ...fail(40, "pair"), lastFailedAt: later(windowSeconds - 1) };
    expect(waitSeconds(running, "pair", late)).toBe(899);
  });
});

describe("the counters of a try", () => {
  const attempt = { email: "ada@example.com", network: "10.0.0.1", isKnownNetwork: false };

  it("are the account here, the network, and the account everywhere", () => {
    expect([...keysOf(attempt).values()].sort()).toEqual(["account", "network", "pair"]);
  });

  it("leave out the account everywhere for a network its person is known from", () => {
    expect([...keysOf({ ...attempt, isKnownNetwork: true }).values()].sort()).toEqual(["network", "pair"]);
  });

  it("show no e-mail", () => {
    expect([...keysOf(attempt).keys()].join()).not.toContain("ada");
  });
});
