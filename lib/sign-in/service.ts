import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { listAddressesOf, purgeSessions } from "@/db/sessions";
import { clearThrottle, forgiveThrottle, lockThrottles, purgeThrottles, writeThrottle } from "@/db/throttles";
import { findUserByEmail, lockUser, type UserRow } from "@/db/users";
import type { Origin } from "@/lib/actor";
import { networkOf } from "@/lib/http/network";
import { fail, invalid, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { endSessionIn, startSession } from "@/lib/sessions/service";
import { PasswordsBusyError, verifyPassword } from "@/lib/users/password";
import { checkEmail, credentials, normalizePassword } from "@/lib/users/schema";
import { decodeFailure, limitedFor } from "./outcome";
import { type Attempt, countFailure, keysOf, waitSeconds } from "./throttle";

/** Counters that rest for a day are removed; about one try in 256 looks for them, and for old sessions. */
const FORGET_MS = 86_400_000;

/** A network counts as the person's own when they were signed in from it within so many days. */
const KNOWN_NETWORK_DAYS = 90;

const WRONG = fail(decodeFailure("CredentialsSignin"));
const SUSPENDED = fail(decodeFailure("Suspended"));

/**
 * Signs a person in with e-mail and password and starts a session. Unknown accounts cost the same work as known
 * ones, and every try is counted before it is looked at (security.md rule 9).
 * @param previous the session this browser still holds; the new one replaces it
 * @returns failures: invalid_input, unauthenticated (wrong pair), forbidden (suspended), limited
 */
export async function signIn(
  runtime: Runtime,
  input: unknown,
  origin: Origin,
  previous: string | null,
): Promise<Result<{ userId: string; sessionId: string }>> {
  const parsed = credentials.safeParse(input);
  if (!parsed.success) return invalid({ field: "email", message: "Enter e-mail and password." });
  const email = checkEmail(parsed.data.email);
  if ("issue" in email) return invalid(email.issue);
  if (parsed.data.password === "") return invalid({ field: "password", message: "Enter your password." });

  const attempt = await describeAttempt(runtime, email.text, origin);
  const wait = await reserveAttempt(runtime, attempt);
  if (wait > 0) return fail(limitedFor(wait));

  const user = await findUserByEmail(runtime.db, email.text);
  try {
    const isRight = await verifyPassword(user?.password ?? null, normalizePassword(parsed.data.password));
    if (!isRight || !user) return refuse(runtime, user, origin);
  } catch (error) {
    if (!(error instanceof PasswordsBusyError)) throw error;
    await inTransaction(runtime.db, (tx) => forgiveAttempt(tx, attempt, "uncounted"));
    return fail(limitedFor(2));
  }
  return enter(runtime, user, attempt, origin, previous);
}

export async function describeAttempt(runtime: Runtime, email: string, origin: Origin): Promise<Attempt> {
  const network = networkOf(origin.ip);
  const addresses = await listAddressesOf(runtime.db, email, KNOWN_NETWORK_DAYS);
  return { email, network, isKnownNetwork: addresses.some((address) => networkOf(address) === network) };
}

/** Recorded for known and unknown accounts alike; what was typed is not kept. */
async function refuse(runtime: Runtime, user: UserRow | undefined, origin: Origin) {
  await insertAuditEvent(runtime.db, {
    action: "user.sign-in-failed",
    actorKind: "system",
    subjectKind: user ? "user" : "instance",
    subjectId: user?.id ?? "1",
    ip: origin.ip,
  });
  return WRONG;
}

/** The password was right when it was checked; whether it still is, the locked row decides. */
function enter(runtime: Runtime, user: UserRow, attempt: Attempt, origin: Origin, previous: string | null) {
  return inTransaction(runtime.db, async (tx) => {
    const current = await lockUser(tx, user.id);
    if (!current || current.password !== user.password) return WRONG;
    await forgiveAttempt(tx, attempt, "passed");
    if (current.status !== "active") return SUSPENDED;
    const ender = { userId: user.id, ip: origin.ip };
    if (previous !== null) await endSessionIn(tx, { id: previous, userId: user.id }, "replaced", ender);
    return ok({ userId: user.id, sessionId: await startSession(tx, user.id, origin) });
  });
}

/**
 * Counts the try as failed before its password is looked at, so that a thousand at once are a thousand failures.
 * Returns the seconds to wait before the next try when it may not go on, and then counts nothing; 0 = go on.
 */
export async function reserveAttempt(runtime: Runtime, attempt: Attempt): Promise<number> {
  const [now, keys] = [runtime.now(), keysOf(attempt)];
  if (runtime.randomBytes(1)[0] === 0) {
    await purgeThrottles(runtime.db, new Date(now.getTime() - FORGET_MS));
    await purgeSessions(runtime.db, KNOWN_NETWORK_DAYS);
  }
  return inTransaction(runtime.db, async (tx) => {
    const rows = await lockThrottles(tx, [...keys.keys()], now);
    const counts = [...rows.values()].flatMap((row) => {
      const rule = keys.get(row.key);
      return rule ? [{ row, rule }] : [];
    });
    const wait = Math.max(0, ...counts.map(({ row, rule }) => waitSeconds(row, rule, now)));
    if (wait > 0) return wait;
    for (const { row, rule } of counts) await writeThrottle(tx, { ...row, ...countFailure(row, rule, now) });
    return 0;
  });
}

/**
 * Takes the count back. "passed": the password was right, and this account is forgiven all from this network (only
 * this one try elsewhere: an attacker with an account of their own wipes nothing by using it). "uncounted": the
 * password was never looked at.
 */
export async function forgiveAttempt(
  tx: Transaction,
  attempt: Attempt,
  outcome: "passed" | "uncounted",
): Promise<void> {
  for (const [key, rule] of [...keysOf(attempt)].sort()) {
    if (rule === "pair" && outcome === "passed") await clearThrottle(tx, key);
    else await forgiveThrottle(tx, key);
  }
}

/** Forgets an account's failures, here and account-wide: its password has just been set by a recovery. */
export async function clearAttempts(tx: Transaction, email: string, origin: Origin): Promise<void> {
  const attempt = { email, network: networkOf(origin.ip), isKnownNetwork: false };
  for (const [key, rule] of [...keysOf(attempt)].sort()) if (rule !== "network") await clearThrottle(tx, key);
}
