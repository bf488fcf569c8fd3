import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { listMembershipsOf } from "@/db/memberships";
import { listTeamsOfGroups } from "@/db/teams";
import { findUser, lockPerson, lockUser, renameUser, type UserRow, updatePassword } from "@/db/users";
import type { SessionActor } from "@/lib/actor";
import { fail, invalid, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { endSessionsIn } from "@/lib/sessions/service";
import { limitedFor } from "@/lib/sign-in/outcome";
import { describeAttempt, forgiveAttempt, reserveAttempt } from "@/lib/sign-in/service";
import { hashPassword, PasswordsBusyError, verifyPassword } from "./password";
import { checkName, checkPassword, nameChange, normalizePassword, passwordChange } from "./schema";
import type { Profile } from "./user";

/** The actor's own account. */
export async function readProfile(runtime: Runtime, actor: SessionActor): Promise<Profile> {
  const [user, memberships] = await Promise.all([
    findUser(runtime.db, actor.userId),
    listMembershipsOf(runtime.db, actor.userId),
  ]);
  const teams = await listTeamsOfGroups(
    runtime.db,
    memberships.map(({ group }) => group),
  );
  return {
    name: user?.name ?? actor.name,
    email: actor.email,
    hasPassword: user?.password != null,
    memberships: memberships.map((membership) => ({
      ...membership,
      confirmedAt: membership.confirmedAt?.toISOString() ?? null,
      isOwnerGroup: membership.group === runtime.ownerGroup,
      teams: teams
        .filter(({ name }) => name === membership.group)
        .map(({ organizationId, organizationName, id }) => ({
          organizationId,
          organizationName,
          teamId: id,
        })),
    })),
  };
}

/** Gives the actor another name; returns it as stored (trimmed, NFC). */
export async function changeName(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<string>> {
  const parsed = nameChange.safeParse(input);
  if (!parsed.success) return invalid({ field: "name", message: "Enter a name." });
  const name = checkName(parsed.data.name);
  if ("issue" in name) return invalid(name.issue);
  await inTransaction(runtime.db, async (tx) => {
    const isChanged = await renameUser(tx, actor.userId, name.text);
    if (isChanged) await recordChange(tx, actor, "user.renamed");
  });
  return ok(name.text);
}

function recordChange(tx: Transaction, actor: SessionActor, action: string) {
  const { userId, ip } = actor;
  return insertAuditEvent(tx, {
    action,
    actorKind: "session",
    actorUserId: userId,
    subjectKind: "user",
    subjectId: userId,
    ip,
  });
}

/**
 * Sets another password and ends all other sessions of the person, in one transaction. Returns how many it ended.
 * Tries are throttled like sign-ins: a stolen session must not be a place to guess the password.
 * @returns failures: invalid_input (fields `current`, `next`), not_found, limited
 */
export async function changePassword(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<{ endedSessions: number }>> {
  const parsed = passwordChange.safeParse(input);
  if (!parsed.success) return invalid({ field: "current", message: "Enter both passwords." });
  const { current, next } = parsed.data;
  if (current === "") return invalid({ field: "current", message: "Enter your current password." });
  const checked = checkPassword(next, actor.email, "next");
  if ("issue" in checked) return invalid(checked.issue);
  if (checked.text === normalizePassword(current))
    return invalid({ field: "next", message: "The new password is the current one. Choose another." });

  const digest: { next?: string } = {};
  return actWithPassword(
    runtime,
    actor,
    { field: "current", password: current },
    async (tx, user) => {
      await updatePassword(tx, user.id, digest.next ?? "");
      const ended = await endSessionsIn(tx, user.id, "password-changed", actor, actor.sessionId);
      await recordChange(tx, actor, "user.password-changed");
      return ok({ endedSessions: ended });
    },
    async () => {
      digest.next = await hashPassword(checked.text);
    },
  );
}

/**
 * Runs `work` with the account locked, for who has just given its password. Tries are throttled like sign-ins: a
 * stolen session must not be a place to guess it.
 * @param given what was typed, and the field it came under
 * @param prepare runs once the password is known to be right, before the transaction
 * @returns failures: invalid_input (the field), not_found, limited, and those of `work`
 */
export async function actWithPassword<T>(
  runtime: Runtime,
  actor: SessionActor,
  { field, password }: { field: string; password: string },
  work: (tx: Transaction, user: UserRow) => Promise<Result<T>>,
  prepare: () => Promise<void> = async () => {},
): Promise<Result<T>> {
  if (password === "") return invalid({ field, message: "Enter your current password." });
  const wrong = invalid({ field, message: "This is not your current password." });
  const attempt = await describeAttempt(runtime, actor.email, actor);
  const wait = await reserveAttempt(runtime, attempt);
  if (wait > 0) return fail(limitedFor(wait));
  try {
    const user = await findUser(runtime.db, actor.userId);
    if (!user) return notFound("account");
    if (!(await verifyPassword(user.password, normalizePassword(password)))) return wrong;
    await prepare();
    return await inTransaction(runtime.db, async (tx) => {
      await lockPerson(tx, user.id, "exclusive");
      const locked = await lockUser(tx, user.id);
      if (locked?.password !== user.password) return wrong;
      await forgiveAttempt(tx, attempt, "passed");
      return work(tx, locked);
    });
  } catch (error) {
    if (!(error instanceof PasswordsBusyError)) throw error;
    await inTransaction(runtime.db, (tx) => forgiveAttempt(tx, attempt, "uncounted"));
    return fail(limitedFor(2));
  }
}
