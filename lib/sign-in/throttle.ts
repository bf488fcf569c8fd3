import { digestOf } from "@/lib/digest";

/** When a failed sign-in may be followed by another try. Pure; `now` is the caller's. */

/** `free` failures cost nothing; each further one doubles the wait, up to `longestSeconds`. */
type Rule = { free: number; firstSeconds: number; longestSeconds: number; windowSeconds: number };

export const RULES = {
  /** One account from one network: a person who mistypes. */
  pair: { free: 5, firstSeconds: 15, longestSeconds: 900, windowSeconds: 3600 },
  /** One network, whatever the accounts: an office shares it, so it bears more. */
  network: { free: 100, firstSeconds: 60, longestSeconds: 900, windowSeconds: 900 },
  /** One account from everywhere, but for networks it signed in from before: its person is never locked out. */
  account: { free: 20, firstSeconds: 60, longestSeconds: 900, windowSeconds: 3600 },
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

/** One try to sign in: for which account (e-mail in lower case), from where. */
export type Attempt = { email: string; network: string; isKnownNetwork: boolean };

/**
 * The counters that a try is held against, by key. What people type as an e-mail may be a password: no key shows
 * it. The account's own counter is not asked for networks that its person is known from.
 */
export function keysOf(attempt: Attempt): Map<string, RuleName> {
  const account = digestOf(attempt.email).toString("base64url");
  const keys = new Map<string, RuleName>([
    [`pair:${account}:${attempt.network}`, "pair"],
    [`network:${attempt.network}`, "network"],
  ]);
  if (!attempt.isKnownNetwork) keys.set(`account:${account}`, "account");
  return keys;
}

export type Count = { failures: number; windowStartedAt: Date; lastFailedAt: Date };

/** Seconds until the next try is looked at, rounded up; 0 = now. */
export function waitSeconds(count: Count, name: RuleName, now: Date): number {
  const rule: Rule = RULES[name];
  const beyond = count.failures - rule.free;
  if (beyond < 0) return 0;
  const waitMs = 1000 * Math.min(rule.longestSeconds, rule.firstSeconds * 2 ** beyond);
  const leftMs = count.lastFailedAt.getTime() + waitMs - now.getTime();
  return Math.min(rule.longestSeconds, Math.max(0, Math.ceil(leftMs / 1000)));
}

/** The count after one more failure; with the window passed, it starts anew. */
export function countFailure(count: Count, name: RuleName, now: Date): Count {
  const ageMs = now.getTime() - count.windowStartedAt.getTime();
  return count.failures === 0 || ageMs >= RULES[name].windowSeconds * 1000
    ? { failures: 1, windowStartedAt: now, lastFailedAt: now }
    : { failures: count.failures + 1, windowStartedAt: count.windowStartedAt, lastFailedAt: now };
}
