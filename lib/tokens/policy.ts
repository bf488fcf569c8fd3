import type { Actor } from "@/lib/actor";
import { type Failure, forbidden, invalid, ok, type Result } from "@/lib/result";
import { type Lifetime, minutesOf, type OwnerRef, type TokenPolicy } from "./token";

/** Which lifetimes and grants are allowed. Pure; who may do what is lib/authorization.ts. */

type ExpiryPolicy = Pick<TokenPolicy, "neverAllowed" | "longestLifetimeMinutes">;

/** A wish for an expiry: a lifetime, an instant, or never. */
export type Expiry =
  | { kind: "lifetime"; lifetime: Lifetime }
  | { kind: "until"; instant: Date }
  | { kind: "never" };

/** The instant an expiry wish comes to at `now` (the transaction's database clock); null = never. */
export function expiresAtOf(expiry: Expiry, now: Date): Date | null {
  switch (expiry.kind) {
    case "never":
      return null;
    case "until":
      return expiry.instant;
    case "lifetime":
      return new Date(now.getTime() + minutesOf(expiry.lifetime) * 60_000);
    default:
      return expiry satisfies never;
  }
}

/**
 * Whether a token may expire at `expiresAt` (null = never): in the future, within the instance's policy and, for a
 * token minted by a token, not beyond its parent. Nothing is clamped in silence: the refusal names the latest instant.
 * @param field the input field that the refusal names
 */
export function checkExpiry(
  expiresAt: Date | null,
  rules: { policy: ExpiryPolicy; now: Date; parent: { expiresAt: Date | null } | null; field: string },
): Failure | null {
  const { policy, now, parent, field } = rules;
  const refuse = (message: string): Failure => invalid({ field, message }).failure;
  const bound = latestExpiry(policy, now, parent);
  if (expiresAt === null) {
    if (!policy.neverAllowed) return refuse(`Tokens that never expire are not allowed here.${until(bound)}`);
    if (bound) return refuse(`This token must expire.${until(bound)}`);
    return null;
  }
  if (expiresAt.getTime() <= now.getTime()) return refuse("The expiry must lie in the future.");
  if (bound && expiresAt.getTime() > bound.getTime())
    return refuse(`The lifetime is too long.${until(bound)}`);
  return null;
}

function until(bound: Date | null): string {
  return bound ? ` The latest expiry is ${bound.toISOString()}.` : "";
}

/** The latest instant at which a token made now may expire; null = unbounded. */
export function latestExpiry(
  policy: ExpiryPolicy,
  now: Date,
  parent: { expiresAt: Date | null } | null,
): Date | null {
  const bounds = [
    policy.longestLifetimeMinutes === null
      ? null
      : new Date(now.getTime() + policy.longestLifetimeMinutes * 60_000),
    parent?.expiresAt ?? null,
  ].filter((bound) => bound !== null);
  return bounds.length ? new Date(Math.min(...bounds.map((bound) => bound.getTime()))) : null;
}

/**
 * What a token may be granted: a child never a grant of its own, a team token none, and “May manage teams” is for
 * instance owners to give (design.md section 5).
 */
export function checkGrants(
  actor: Actor,
  owner: OwnerRef,
  grants: { mayManageTokens: boolean; mayManageTeams: boolean },
): Result<null> {
  if (!grants.mayManageTokens && !grants.mayManageTeams) return ok(null);
  const field = grants.mayManageTokens ? "mayManageTokens" : "mayManageTeams";
  if (owner.kind === "team")
    return invalid({ field, message: "A team token manages neither tokens nor teams." });
  if (actor.kind !== "session")
    return forbidden("Only in the browser is a token allowed to manage tokens or teams.");
  if (grants.mayManageTeams && !actor.isInstanceOwner)
    return forbidden("Only instance owners may grant “May manage teams”.");
  return ok(null);
}
