import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { addLocalMembership, listMembers, type Member } from "@/db/memberships";
import { hasOwnerEverExisted, redeemSetupCode, voidSetupCodes } from "@/db/setup-codes";
import { findUserByEmail, lockUser, updatePassword } from "@/db/users";
import type { Origin } from "@/lib/actor";
import { digestOf } from "@/lib/digest";
import { fail, invalid, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { endSessionsIn } from "@/lib/sessions/service";
import { inspectCode, issueCode } from "@/lib/setup/service";
import { clearAttempts } from "@/lib/sign-in/service";
import { hashPassword, limitWhenBusy } from "@/lib/users/password";
import { checkPassword, recoveryInput } from "@/lib/users/schema";

/** For whom a recovery link is asked. `mayMakeOwner`: also an account that is none, if no active owner is left. */
export type RecoveryRequest = { email: string | undefined; mayMakeOwner: boolean };

/** "ownerless": no active owner is left, and asking again with `mayMakeOwner` makes this account one. */
export type Recovery =
  | { kind: "link"; code: string; email: string; hasBecomeOwner: boolean }
  | { kind: "ownerless"; message: string }
  | { kind: "refused"; message: string };

/**
 * Makes a one-time code with which an owner sets a new password; it voids the account's earlier ones. Whoever can
 * run this holds the database's secrets anyway.
 */
export async function startRecovery(
  runtime: Runtime,
  ownerGroup: string,
  request: RecoveryRequest,
): Promise<Recovery> {
  if (!(await hasOwnerEverExisted(runtime.db)))
    return refuse("There is no owner yet: start Latchkey and open the setup link it prints.");
  const owners = await listMembers(runtime.db, ownerGroup);
  const names = owners.map((owner) => owner.email).join(", ");
  if (request.email === undefined) {
    const [only, ...others] = owners;
    if (!only)
      return refuse(`The group ${ownerGroup} is empty. Name the account that shall become an owner.`);
    return others.length === 0 ? issueFor(runtime, only, null) : refuse(`Say for which owner: ${names}`);
  }
  const email = request.email.trim().toLowerCase();
  const owner = owners.find((candidate) => candidate.email.toLowerCase() === email);
  if (owner) return issueFor(runtime, owner, null);
  const user = await findUserByEmail(runtime.db, email);
  if (!user) return refuse(`There is no account ${email}.`);
  if (owners.some((candidate) => candidate.status === "active"))
    return refuse(`${email} is not an owner. Owners: ${names}`);
  if (request.mayMakeOwner) return issueFor(runtime, user, ownerGroup);
  return { kind: "ownerless", message: `${email} is not an owner, and no active owner is left.` };
}

function refuse(message: string): Recovery {
  return { kind: "refused", message };
}

function issueFor(
  runtime: Runtime,
  { id, email }: Pick<Member, "id" | "email">,
  makeMemberOf: string | null,
): Promise<Recovery> {
  return inTransaction(runtime.db, async (tx) => {
    if (makeMemberOf !== null) await makeOwner(tx, id, makeMemberOf);
    await voidSetupCodes(tx, "recover", id);
    const code = await issueCode(runtime, tx, "recover", id);
    await record(tx, "owner.recovery-started", id, null);
    return { kind: "link", code, email, hasBecomeOwner: makeMemberOf !== null };
  });
}

async function makeOwner(tx: Transaction, userId: string, group: string): Promise<void> {
  if (!(await addLocalMembership(tx, userId, group))) return;
  const details = { group, source: "local" };
  const event = { actorKind: "system", subjectKind: "user", subjectId: userId } as const;
  await insertAuditEvent(tx, { ...event, action: "membership.added", details });
}

function record(tx: Transaction, action: string, userId: string, ip: string | null): Promise<void> {
  return insertAuditEvent(tx, { action, actorKind: "system", subjectKind: "user", subjectId: userId, ip });
}

/**
 * Sets the new password by a one-time code: uses it up, ends every session of the account and makes it active.
 * @returns failures: invalid_input (password), gone, not_found
 */
export async function recoverOwner(
  runtime: Runtime,
  code: unknown,
  input: unknown,
  origin: Origin,
): Promise<Result<{ email: string }>> {
  const opened = await inspectCode(runtime, code);
  if (!opened.ok) return opened;
  if (opened.value.purpose !== "recover")
    return fail({ kind: "gone", message: "This link is for the first setup." });
  const parsed = recoveryInput.safeParse(input);
  const { email } = opened.value;
  const password = checkPassword(parsed.success ? parsed.data.password : "", email);
  if ("issue" in password) return invalid(password.issue);
  return limitWhenBusy(async () => {
    const digest = await hashPassword(password.text);
    return inTransaction(runtime.db, async (tx) => {
      const redeemed = await redeemSetupCode(tx, digestOf(String(code)), "recover");
      const user = redeemed?.userId ? await lockUser(tx, redeemed.userId) : undefined;
      if (!user) return fail({ kind: "gone", message: "This link was used already: each works once." });
      await updatePassword(tx, user.id, digest, { reactivate: true });
      await endSessionsIn(tx, user.id, "recovered", { userId: null, ip: origin.ip });
      await clearAttempts(tx, user.email, origin);
      await record(tx, "owner.recovered", user.id, origin.ip);
      return ok({ email: user.email });
    });
  });
}
