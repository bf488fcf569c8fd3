/** Whom a token belongs to: exactly one of a user (by id) or a group (a team's name, exact and case-sensitive). */
export type TokenOwner = { kind: "user"; userId: string } | { kind: "team"; group: string };

/** Whose tokens are meant: one owner's, or those of several groups at once; `groups: null` = of every group. */
export type TokenScope = TokenOwner | { kind: "teams"; groups: string[] | null };

/** Which organizations and teams are meant: all, the enabled ones, or of those where one of the groups is a team. */
export type Reach = { kind: "all" } | { kind: "enabled" } | { kind: "groups"; groups: string[] };

declare const authorized: unique symbol;
type Authorized = { readonly [authorized]: true };

/**
 * What has been checked. Functions in db/ that reach another's rows take nothing else, and only lib/authorization.ts
 * can make one: a forgotten check is a type error.
 */
export type AuthorizedOwner = TokenOwner & Authorized;
export type AuthorizedScope = TokenScope & Authorized;
export type AuthorizedReach = Reach & Authorized;
