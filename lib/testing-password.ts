import { hash } from "@node-rs/argon2";

/**
 * argon2id at the least it can cost, for accounts that tests put into a database by hand: a digest names its own
 * parameters, so that signing in as one of them goes the real way and costs a test next to nothing. What accounts are
 * given is lib/users/password.ts, with no cheaper way into it; its tests hold the parameters.
 */
export function hashCheaply(password: string): Promise<string> {
  return hash(password, { memoryCost: 8, timeCost: 1, parallelism: 1, outputLen: 32 });
}
