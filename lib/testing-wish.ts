import type { Wish } from "./tokens/wish";

const lifetime = { days: 1, hours: 0, minutes: 0 };

/** A sound wish for a token of a day, for tests that are about what comes after it. */
export const WISH: Wish = {
  description: "t",
  expiry: { kind: "lifetime", lifetime },
  lifetime,
  mayManageTokens: false,
  mayManageTeams: false,
  idempotencyKey: null,
};
