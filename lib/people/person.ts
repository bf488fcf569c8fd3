/** An account as instance owners see it. Pure. */

/** Dates are ISO 8601 in UTC. */
export type PersonView = {
  id: string;
  name: string;
  email: string;
  status: "active" | "suspended";
  /** Each once, sorted, without the owner group. */
  groups: string[];
  isOwner: boolean;
  /** False for an owner by the identity provider alone. */
  isLocalOwner: boolean;
  /** True for the one who asks. */
  isSelf: boolean;
  /** Neither expired nor deleted: what a suspension stops. */
  liveTokens: number;
  liveSessions: number;
  /** The latest use of any of their browser sessions; null = never signed in. */
  lastSeenAt: string | null;
};

export type PeopleQuery = { search: string; cursor: string | null };

export type PeopleList = {
  people: PersonView[];
  /** Opaque; null on the last page. */
  nextCursor: string | null;
  /** Whatever the search. */
  counts: { all: number; suspended: number };
  /** The database's clock at the reading, ISO 8601. */
  now: string;
};

/** What a suspension stopped. */
export type Suspension = { tokens: number; sessions: number };
