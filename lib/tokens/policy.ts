import type { AuthorizedOwner } from "@/db/owner";
import type { Actor } from "@/lib/actor";
import { type Failure, fail, forbidden, invalid, ok, type Result } from "@/lib/result";
import { type Lifetime, minutesOf, type OwnerRef, type TokenPolicy } from "./token";

/** Who may do what with tokens, and which lifetimes are allowed. Pure (design.md section 5). */

export type TokenVerb = "list" | "read" | "generate" | "describe" | "revoke";

const TEAM_TOKEN = "A team token acts for its team: it has no user tokens. Use a user token.";
const NO_GRANT =
  "This token may not manage tokens. Use one generated with “May manage tokens”, or the settings page.";

type Verdict = true | string;
const own = (): Verdict => true;

/** The table: actor × verb on the actor's own user tokens → allowed, or the sentence of the 403. */
export const USER_TOKEN_RULES: Record<
  Actor["kind"],
  Record<TokenVerb, (actor: { mayManageTokens?: boolean }) => Verdict>
> = {
  session: { list: own, read: own, generate: own, describe: own, revoke: own },
  "user-token": { list: own, read: own, generate: granted, describe: granted, revoke: granted },
  "team-token": { list: team, read: team, generate: team, describe: team, revoke: team },
};

function granted(actor: { mayManageTokens?: boolean }): Verdict {
  return actor.mayManageTokens === true || NO_GRANT;
}

function team(): Verdict {
  return TEAM_TOKEN;
}

/**
 * Turns "the tokens of `owner`" into an owner that db/ accepts, or says why not. The only maker of AuthorizedOwner.
 */
export function authorizeOwner(actor: Actor, owner: OwnerRef, verb: TokenVerb): Result<AuthorizedOwner> {
  const verdict = USER_TOKEN_RULES[actor.kind][verb](actor.kind === "user-token" ? actor : {});
  if (verdict !== true) return forbidden(verdict);
  if (actor.kind === "team-token") return forbidden(TEAM_TOKEN);
  owner.kind satisfies "user";
  return ok({ kind: "user", userId: actor.userId } as AuthorizedOwner);
}

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
  rules: { policy: TokenPolicy; now: Date; parent: { expiresAt: Date | null } | null; field: string },
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
  policy: TokenPolicy,
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

/** What a child may be granted: never a grant of its own (design.md section 5). */
export function checkGrants(actor: Actor, grants: { mayManageTokens: boolean }): Result<null> {
  if (actor.kind !== "session" && grants.mayManageTokens)
    return fail({ kind: "forbidden", message: "A token minted by a token may not manage tokens." });
  return ok(null);
}
