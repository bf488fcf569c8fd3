import { findUnprintable } from "@/lib/text";
import { checkEmail, checkName, EMAIL_MAX, NAME_MAX } from "@/lib/users/schema";

/** What an identity provider says of a person, and what is taken from it. Pure. */

/** A person as an identity provider vouches for them; `issuedAt` is its own clock's. */
export type Identity = {
  issuer: string;
  subject: string;
  /** Null when there is none, or one that no account may have (checkEmail). */
  email: string | null;
  /** Null when the provider says nothing of it. */
  isEmailVerified: boolean | null;
  name: string | null;
  /** Each once, exact and case-sensitive. */
  groups: string[];
  issuedAt: Date;
};

/** Why nobody is let in; the words travel as `?error=` (lib/sign-in/outcome.ts has the sentences). */
export type IdentityProblem =
  | "GroupsMissing"
  | "GroupsUnreadable"
  | "GroupsTooMany"
  | "IdentityUnreadable"
  | "EmailMissing"
  | "EmailUnverified"
  | "EmailTaken"
  | "IdentityTaken"
  | "LinkExpired"
  | "Suspended";

/** Headers and JWTs that carry a person's groups have to pass proxies; nobody is in so many teams. */
export const GROUPS_MAX = 500;
const GROUP_MAX = 256;
const SUBJECT_MAX = 255;

/**
 * Reads the claims of a checked ID token or bearer JWT. The groups are all there or none is taken: no claim is not
 * "no groups", and what is no list of texts is not guessed at.
 */
export function readIdentity(
  claims: Record<string, unknown>,
  issuer: string,
  groupsClaim: string,
): { identity: Identity } | { problem: IdentityProblem } {
  const { sub, iat, email, email_verified: verified, name } = claims;
  if (typeof sub !== "string" || !isKeepable(sub, SUBJECT_MAX) || typeof iat !== "number")
    return { problem: "IdentityUnreadable" };
  const groups = Object.hasOwn(claims, groupsClaim) ? claims[groupsClaim] : undefined;
  if (groups === undefined || groups === null) return { problem: "GroupsMissing" };
  if (!Array.isArray(groups) || !groups.every((group) => isKeepable(group, GROUP_MAX)))
    return { problem: "GroupsUnreadable" };
  const distinct = [...new Set(groups as string[])];
  if (distinct.length > GROUPS_MAX) return { problem: "GroupsTooMany" };
  return {
    identity: {
      issuer,
      subject: sub,
      email: readEmail(email),
      // Some providers write the boolean as a text.
      isEmailVerified: verified === undefined ? null : verified === true || verified === "true",
      name: readName(name),
      groups: distinct.sort(),
      issuedAt: new Date(iat * 1000),
    },
  };
}

function isKeepable(text: unknown, longest: number): text is string {
  return typeof text === "string" && text !== "" && text.length <= longest && findUnprintable(text) === null;
}

function readEmail(email: unknown): string | null {
  if (typeof email !== "string" || email.length > EMAIL_MAX) return null;
  const checked = checkEmail(email);
  return "text" in checked ? checked.text : null;
}

/** A name that is no name costs nobody the sign-in: the account bears the e-mail's first part then. */
function readName(name: unknown): string | null {
  if (typeof name !== "string") return null;
  const checked = checkName([...name].slice(0, NAME_MAX).join(""));
  return "text" in checked ? checked.text : null;
}

/** The account that an e-mail belongs to, as far as a link by itself depends on it. */
export type Holder = { hasPassword: boolean; isOwner: boolean; hasIdentityOfIssuer: boolean };

/**
 * Whether an unknown identity may take over the account that has its e-mail. Only one that nobody could sign in to
 * otherwise, and by a verified e-mail: a password, ownership, or another subject of the same issuer (an address that
 * was given to somebody new) each need the person's own hand, in Profile.
 */
export function mayLinkByItself(identity: Identity, holder: Holder): boolean {
  return (
    identity.isEmailVerified === true && !holder.hasPassword && !holder.isOwner && !holder.hasIdentityOfIssuer
  );
}

/** What Profile shows of how one signs in elsewhere. Dates are ISO 8601 in UTC. */
export type IdentityView = {
  /** What OIDC_NAME says. */
  provider: string;
  linked: {
    at: string;
    /** When the provider last said which groups; null = not since they ended. */
    groupsAsOf: string | null;
    /** The provider refused to go on: the groups come back at the next sign-in. */
    hasEnded: boolean;
    /** Groups are asked for again hourly, without a sign-in. */
    isRefreshed: boolean;
  } | null;
};
