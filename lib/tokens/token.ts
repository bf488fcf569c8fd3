/** A token as people and clients see it. Pure: no clock, no database. */

/** Whose tokens are meant, as the panel and the actions say it; lib/authorization.ts turns it into an owner. */
export type OwnerRef = { kind: "user" } | { kind: "team"; group: string };
/** Also several owners' at once: all teams of the actor. */
export type ScopeRef = OwnerRef | { kind: "teams" };

/** What was asked for; all zero means "never expires". 1 day = 24 hours, whatever the calendar does. */
export type Lifetime = { days: number; hours: number; minutes: number };

export const TOKEN_STATUSES = ["active", "expires_soon", "paused", "expired", "revoked"] as const;
export type TokenStatus = (typeof TOKEN_STATUSES)[number];

/** A week before its expiry a token is pointed out. */
export const EXPIRES_SOON_MS = 7 * 24 * 3_600_000;

/** What decides whether a token lives. All instants are of the database's clock. */
export type TokenState = { expiresAt: Date | null; pausedAt: Date | null; revokedAt: Date | null };

/**
 * The status at `now` (the database's clock). A token is dead from its expiry instant on, not after it.
 * Revoked outweighs expired outweighs paused.
 */
export function statusOf(token: TokenState, now: Date): TokenStatus {
  if (token.revokedAt) return "revoked";
  const leftMs = token.expiresAt ? token.expiresAt.getTime() - now.getTime() : Number.POSITIVE_INFINITY;
  if (leftMs <= 0) return "expired";
  if (token.pausedAt) return "paused";
  return leftMs <= EXPIRES_SOON_MS ? "expires_soon" : "active";
}

/** True when a call with the token is accepted. */
export function isLive(status: TokenStatus): boolean {
  return status === "active" || status === "expires_soon";
}

/** A token without its digest: the only shape that leaves lib/tokens/service.ts. Dates are ISO 8601 in UTC. */
export type TokenView = {
  id: string;
  description: string;
  hint: string;
  status: TokenStatus;
  lifetime: Lifetime;
  createdAt: string;
  updatedAt: string;
  /** The creator's name and e-mail; null when the account is gone. */
  createdBy: { name: string; email: string } | null;
  /** Description and hint of the token that minted this one. */
  mintedBy: { id: string; description: string; hint: string } | null;
  expiresAt: string | null;
  lastUse: { at: string; ip: string; agent: string; count: number } | null;
  revokedAt: string | null;
  revokedReason: string | null;
  revokedBy: string | null;
  mayManageTokens: boolean;
  mayManageTeams: boolean;
  /** The networks from which alone it works; null = from anywhere. */
  allowedCidrs: string[] | null;
  /** The team's name; null for a user's token. */
  group: string | null;
  /** How many live team tokens this token minted: they outlive it unless one asks. */
  mintedTeamTokens: number;
  /** Calls that were refused because the token is dead: how many, and the latest. */
  refused: { count: number; at: string; ip: string; agent: string } | null;
};

/** What a list may be narrowed to; "live" is the default. */
export const TOKEN_FILTERS = [
  "live",
  "active",
  "expiring7",
  "expiring30",
  "unused",
  "expired",
  "revoked",
] as const;
export type TokenFilter = (typeof TOKEN_FILTERS)[number];

export const TOKEN_SORTS = ["expiry", "created", "used", "description"] as const;
export type TokenSort = (typeof TOKEN_SORTS)[number];

export type TokenListQuery = { filter: TokenFilter; sort: TokenSort; search: string; cursor: string | null };

/** The counters over a list stop here: a page must not read every token that an owner has. */
export const COUNTED = 1000;

export type TokenList = {
  tokens: TokenView[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
  /** How many tokens each filter holds, whatever the search; more than COUNTED says no more than that. */
  counts: Record<TokenFilter, number>;
  /** The database's clock at the reading, ISO 8601. */
  now: string;
};

/** The rules of the instance that the Generate dialog shows and the service enforces. */
export type TokenPolicy = {
  neverAllowed: boolean;
  longestLifetimeMinutes: number | null;
  /** Whether the owner group may have team tokens. */
  ownerGroupTokens: boolean;
};

/** All of a lifetime in minutes; 0 = never. */
export function minutesOf(lifetime: Lifetime): number {
  return (lifetime.days * 24 + lifetime.hours) * 60 + lifetime.minutes;
}

/** What an empty description is shown as: Terrakube's clients may send none. */
export const UNTITLED = "Untitled";
