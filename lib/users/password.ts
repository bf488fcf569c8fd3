import { hash, verify } from "@node-rs/argon2";
import { fail, type Result } from "@/lib/result";

/** RFC 9106 section 4, second choice (64 MiB, 3 passes), on one lane; above OWASP's least (19 MiB, 2 passes).
 * The library's default variant is argon2id. */
const ARGON2 = { memoryCost: 65_536, timeCost: 3, parallelism: 1, outputLen: 32 };

/** So many hashings at once (64 MiB each); so many more may wait, about two seconds' worth. */
const PARALLEL = 2;
const WAITING = 32;

/** Too many sign-ins at once: refused at once instead of queueing without end. */
export class PasswordsBusyError extends Error {
  override name = "PasswordsBusyError";
  constructor() {
    super("too many password checks at once");
  }
}

const BUSY = {
  kind: "limited",
  message: "Many people are signing in at this moment. Try again in a few seconds.",
  retryAfterSeconds: 2,
} as const;

// Next bundles routes and actions apart from each other; the cap must still be one per process.
const shared = globalThis as typeof globalThis & {
  latchkeyHashing?: { running: number; done: number; waiting: (() => void)[] };
};
shared.latchkeyHashing ??= { running: 0, done: 0, waiting: [] };
const work = shared.latchkeyHashing;

/** Runs work that hashes; when too much of it is under way, the failure asks to try again in a moment. */
export async function limitWhenBusy<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PasswordsBusyError) return fail(BUSY);
    throw error;
  }
}

/** How many digests this process computed since it started. */
export function countHashings(): number {
  return work.done;
}

/** argon2id of a password (normalized by schema.ts), in PHC form. @throws PasswordsBusyError */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password, ARGON2));
}

/**
 * True when the password belongs to the digest. Null, for an account that has none or is unknown, costs the same
 * work and is always false. @throws PasswordsBusyError
 */
export async function verifyPassword(digest: string | null, password: string): Promise<boolean> {
  const isMatch = await inTurn(() => verify(digest ?? DUMMY, password));
  return digest !== null && isMatch;
}

// The digest of 32 random bytes that nobody kept, under the parameters above (a test holds them equal).
const DUMMY =
  "$argon2id$v=19$m=65536,t=3,p=1$NNuZoOTCr35mPkZ/bdNs2g$fTeH50nVGoTpjUkd5XIIfKjN31K0gyjkYGNFjWA1bBI";

async function inTurn<T>(task: () => Promise<T>): Promise<T> {
  if (work.running >= PARALLEL) {
    if (work.waiting.length >= WAITING) throw new PasswordsBusyError();
    await new Promise<void>((resolve) => work.waiting.push(resolve));
  } else work.running += 1;
  try {
    return await task();
  } finally {
    work.done += 1;
    // The slot goes straight to the next in line: counting down and up again would let a newcomer past.
    const next = work.waiting.shift();
    if (next) next();
    else work.running -= 1;
  }
}
