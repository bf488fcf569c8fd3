/** Who is acting now. Made by lib/session.ts (a browser) or lib/http/bearer.ts (a secret or a JWT), by nobody else. */

export type Origin = {
  /** The client's address as far as TRUSTED_PROXIES lets us know it. */
  ip: string | null;
  agent: string | null;
};

export type SessionActor = Origin & {
  kind: "session";
  userId: string;
  sessionId: string;
  email: string;
  name: string;
  groups: string[];
  isInstanceOwner: boolean;
};

export type UserTokenActor = Origin & {
  kind: "user-token";
  userId: string;
  email: string;
  name: string;
  groups: string[];
  isInstanceOwner: boolean;
  tokenId: string;
  /** The bound of what it mints: null = never expires. */
  expiresAt: Date | null;
  mayManageTokens: boolean;
  mayManageTeams: boolean;
};

export type TeamTokenActor = Origin & { kind: "team-token"; group: string; tokenId: string };

/** Who presented a JWT of OIDC_ISSUER. */
export type OidcActor = Origin & {
  kind: "oidc";
  userId: string;
  email: string;
  name: string;
  groups: string[];
  isInstanceOwner: boolean;
};

export type TokenActor = UserTokenActor | TeamTokenActor;
export type BearerActor = TokenActor | OidcActor;
export type Actor = SessionActor | BearerActor;

/** Whom a token stands for, unmistakably, in one word of ASCII: a group's name may hold any letter. */
export function subjectOf(actor: BearerActor): string {
  return actor.kind === "team-token" ? `team:${encodeURIComponent(actor.group)}` : `user:${actor.userId}`;
}
