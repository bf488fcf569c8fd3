import type { IdentityProblem } from "@/lib/identities/identity";
import { type Failure, UNAVAILABLE } from "@/lib/result";

type NextAuthWord = "OAuthSignin" | "OAuthCallback" | "Callback" | "AccessDenied";

const refused = (message: string): Failure => ({ kind: "forbidden", message });

const UNCONFIRMED = refused(
  "The identity provider did not confirm the sign-in: it was cancelled, took too long, or was answered twice. Try again.",
);

/** What became of a sign-in with the identity provider; next-auth's own words first. */
const PROVIDER_SENTENCES: Record<IdentityProblem | NextAuthWord, Failure> = {
  OAuthSignin: {
    kind: "unavailable",
    message: "The identity provider cannot be reached right now. Nothing was changed; try again in a moment.",
    retryAfterSeconds: 5,
  },
  OAuthCallback: UNCONFIRMED,
  Callback: UNCONFIRMED,
  AccessDenied: refused("The identity provider did not let you in."),
  Suspended: refused("This account is suspended. Ask an instance owner to make it active again."),
  GroupsMissing: refused(
    "The identity provider did not say which groups you are in, so nobody was let in. Whoever runs it has to put the groups claim into its tokens.",
  ),
  GroupsUnreadable: refused(
    "What the identity provider says of your groups is not a list of names, so nobody was let in. Whoever runs it can mend the claim.",
  ),
  GroupsTooMany: refused(
    "The identity provider puts you into more groups than fit into a call. Whoever runs it has to narrow the claim to those that matter here.",
  ),
  IdentityUnreadable: refused(
    "The identity provider did not say who you are in a way that can be kept here.",
  ),
  EmailMissing: refused(
    "The identity provider gave no e-mail address that an account here may have, so none was made.",
  ),
  EmailUnverified: refused(
    "The identity provider has not verified your e-mail address. Verify it there, then sign in again.",
  ),
  EmailTaken: refused(
    "An account here has your e-mail address already. Sign in to it with its password and link the identity provider in User Settings > Profile; without a password, ask an instance owner.",
  ),
  IdentityTaken: refused("This sign-in belongs to another account here. Nothing was linked."),
  LinkExpired: refused(
    "Too much time has passed since you gave your password. Nothing was linked; try again.",
  ),
};

/**
 * How a refused sign-in travels through next-auth, whose protocol has room for one word (`?error=`). The words say
 * what kind of failure it was; the sentences are made here, so that an address can put none on our pages.
 */
const SENTENCES = new Map<string, Failure>(
  Object.entries<Failure>({
    CredentialsSignin: { kind: "unauthenticated", message: "E-mail or password is wrong." },
    SessionRequired: { kind: "unauthenticated", message: "Your session has ended. Sign in again." },
    Email: {
      kind: "invalid_input",
      message: "Enter an e-mail address like name@example.com.",
      issues: [{ field: "email", message: "Enter an e-mail address like name@example.com." }],
    },
    Unavailable: UNAVAILABLE,
    ...PROVIDER_SENTENCES,
  }),
);

const FAILED: Failure = {
  kind: "unavailable",
  message: "Signing in failed on Latchkey's side. Try again; if it stays so, its log says why.",
  retryAfterSeconds: 5,
};

/** The word for a failure of lib/sign-in/service.ts. */
export function encodeFailure(failure: Failure): string {
  if (failure.kind === "limited") return `Limited.${failure.retryAfterSeconds}`;
  if (failure.kind === "forbidden") return "Suspended";
  if (failure.kind === "unavailable") return "Unavailable";
  return failure.kind === "invalid_input" ? "Email" : "CredentialsSignin";
}

/** The failure that a word stands for; unknown words are a failure of ours. */
export function decodeFailure(word: string): Failure {
  const wait = /^Limited\.([1-9][0-9]{0,4})$/.exec(word)?.[1];
  return wait ? limitedFor(Number(wait)) : (SENTENCES.get(word) ?? FAILED);
}

/** Whether the word is one that a sign-in with the identity provider ends in. */
export function isProviderWord(word: string): boolean {
  return Object.hasOwn(PROVIDER_SENTENCES, word);
}

/** Too many tries: the next one is looked at in so many seconds. */
export function limitedFor(retryAfterSeconds: number): Failure & { kind: "limited" } {
  const wait = retryAfterSeconds === 1 ? "1 second" : `${retryAfterSeconds} seconds`;
  return { kind: "limited", message: `Too many tries. Wait ${wait}, then try again.`, retryAfterSeconds };
}
