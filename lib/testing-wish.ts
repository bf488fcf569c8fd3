import type { SessionActor } from "./actor";
import type { Runtime } from "./runtime";
import { settle } from "./testing-result";
import { type Generated, issueToken } from "./tokens/generation";
import type { OwnerRef } from "./tokens/token";
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

/** A token by that wish, changed where the test is about it; the actor's own unless an owner is named. */
export function issueForTest(
  runtime: Runtime,
  actor: SessionActor,
  changes: Partial<Wish> = {},
  owner: OwnerRef = { kind: "user" },
): Promise<Generated> {
  return settle(issueToken(runtime, actor, owner, { ...WISH, ...changes }));
}
