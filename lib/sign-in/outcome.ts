import { type Failure, UNAVAILABLE } from "@/lib/result";

/**
 * How a refused sign-in travels through next-auth, whose protocol has room for one word (`?error=`). The words say
 * what kind of failure it was; the sentences are made here, so that an address can put none on our pages.
 */
const SENTENCES = new Map<string, Failure>(
  Object.entries<Failure>({
    CredentialsSignin: { kind: "unauthenticated", message: "E-mail or password is wrong." },
    SessionRequired: { kind: "unauthenticated", message: "Your session has ended. Sign in again." },
    Suspended: {
      kind: "forbidden",
      message: "This account is suspended. Ask an instance owner to make it active again.",
    },
    Email: {
      kind: "invalid_input",
      message: "Enter an e-mail address like name@example.com.",
      issues: [{ field: "email", message: "Enter an e-mail address like name@example.com." }],
    },
    Unavailable: UNAVAILABLE,
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

/** Too many tries: the next one is looked at in so many seconds. */
export function limitedFor(retryAfterSeconds: number): Failure & { kind: "limited" } {
  const wait = retryAfterSeconds === 1 ? "1 second" : `${retryAfterSeconds} seconds`;
  return { kind: "limited", message: `Too many tries. Wait ${wait}, then try again.`, retryAfterSeconds };
}
