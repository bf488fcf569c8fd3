import { describe, expect, test } from "vitest";
import { EXPIRES_SOON_MS, isLive, statusOf, TOKEN_STATUSES } from "./token";
import { reasonOf } from "./verification";

const now = new Date("2026-03-01T12:00:00Z");
const at = (ms: number) => new Date(now.getTime() + ms);
const EXPIRIES = {
  never: null,
  past: at(-1),
  "this instant": at(0),
  soon: at(1),
  "in a week": at(EXPIRES_SOON_MS),
  later: at(EXPIRES_SOON_MS + 1),
};

for (const [name, expiresAt] of Object.entries(EXPIRIES))
  for (const paused of [false, true])
    for (const revoked of [false, true]) {
      const state = { expiresAt, pausedAt: paused ? at(-5) : null, revokedAt: revoked ? at(-5) : null };
      const isPast = name === "past" || name === "this instant";
      const alive = name === "never" || name === "later" ? "active" : "expires_soon";
      const expected = revoked ? "revoked" : isPast ? "expired" : paused ? "paused" : alive;
      test(`expiry ${name}, paused ${paused}, revoked ${revoked}: ${expected}`, () => {
        const status = statusOf(state, now);
        expect(status).toBe(expected);
        for (const userStatus of ["active", "suspended", null] as const) {
          const row = { ...state, isExpired: isPast, userId: "u", userStatus, ...unteamed };
          expect(reasonOf(row, "OWNERS") === null).toBe(isLive(status) && userStatus === "active");
        }
      });
    }

const unteamed = { group: null, hasTeam: false, ownerGroupTokens: false };

describe("a live token of a team", () => {
  const state = { expiresAt: null, pausedAt: null, revokedAt: null, isExpired: false };
  const owned = { userId: null, userStatus: null };
  for (const [group, hasTeam, ownerGroupTokens, reason] of [
    ["platform", true, false, null],
    ["platform", false, true, "teamless"],
    ["OWNERS", true, false, "teamless"],
    ["OWNERS", true, true, null],
    ["OWNERS", false, true, "teamless"],
    ["owners", true, false, null],
  ] as const)
    test(`of ${group}, team ${hasTeam}, owner-group tokens ${ownerGroupTokens}: ${reason ?? "accepted"}`, () => {
      expect(reasonOf({ ...state, ...owned, group, hasTeam, ownerGroupTokens }, "OWNERS")).toBe(reason);
    });
});

test("every status is reached", () => {
  expect(TOKEN_STATUSES).toHaveLength(5);
});
