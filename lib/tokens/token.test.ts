import { expect, test } from "vitest";
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
          const row = { ...state, isExpired: isPast, userId: "u", userStatus };
          expect(reasonOf(row) === null).toBe(isLive(status) && userStatus === "active");
        }
      });
    }

test("every status is reached", () => {
  expect(TOKEN_STATUSES).toHaveLength(5);
});
