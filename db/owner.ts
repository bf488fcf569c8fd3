/** Whom a token belongs to: exactly one of a user (by id) or a group (a team's name, exact and case-sensitive). */
export type TokenOwner = { kind: "user"; userId: string } | { kind: "team"; group: string };

declare const authorized: unique symbol;

/**
 * An owner for whom the check has been made. Owner-scoped functions in db/ take nothing else, and only
 * lib/tokens/policy.ts can make one: a forgotten check is a type error.
 */
export type AuthorizedOwner = TokenOwner & { readonly [authorized]: true };
