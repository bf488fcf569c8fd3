import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { voidInvitationsBy } from "@/db/invitations";
import {
  addLocalMembership,
  listMembers,
  listMembersBySource,
  removeLocalMembership,
} from "@/db/memberships";
import { lockLiveSession } from "@/db/sessions";
import { lockGroupName } from "@/db/teams";
import { findUser, lockUser } from "@/db/users";
import type { SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeAdministration } from "@/lib/authorization";
import { personId } from "@/lib/people/schema";
import { type Failure, fail, forbidden, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { IDLE_SECONDS } from "@/lib/sessions/policy";

/**
 * Runs an instance owner's change in one transaction. Such changes come one after the other, and who acts is looked at
 * again under that lock: of two owners who suspend each other at once, the second is an owner no more.
 * @param first takes the locks that come before this one in the order that generations keep (person, policy, group)
 */
export async function actAsOwner<T>(
  runtime: Runtime,
  actor: SessionActor,
  first: ((tx: Transaction) => Promise<void>) | null,
  work: (tx: Transaction) => Promise<Result<T>>,
): Promise<Result<T>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  return inTransaction(runtime.db, async (tx) => {
    await first?.(tx);
    await lockGroupName(tx, runtime.ownerGroup);
    const session = await lockLiveSession(tx, actor.sessionId, IDLE_SECONDS);
    if (!session)
      return fail({ kind: "unauthenticated", message: "Your session has ended. Nothing was changed." });
    if (!session.groups.includes(runtime.ownerGroup))
      return forbidden("You are no longer an instance owner. Nothing was changed.");
    return work(tx);
  });
}

/** The last active owner cannot be taken away: nobody could bring one back but by the terminal. */
const LAST_OWNER: Failure = {
  kind: "conflict",
  message: "This is the last active instance owner. Make somebody else an owner first.",
};

/**
 * LAST_OWNER when without this person no active owner would be left, else null. Whoever takes an owner away asks here
 * first, in the same transaction: the lock makes the second of two see what the first did.
 */
export async function refuseLastOwner(
  runtime: Runtime,
  tx: Transaction,
  userId: string,
): Promise<Failure | null> {
  await lockGroupName(tx, runtime.ownerGroup);
  const active = (await listMembers(tx, runtime.ownerGroup)).filter(({ status }) => status === "active");
  return active.every(({ id }) => id === userId) ? LAST_OWNER : null;
}

/** Adds a local membership of the owner group. An owner already is fine. @returns failures: forbidden, not_found */
export async function makeOwner(
  runtime: Runtime,
  actor: SessionActor,
  userId: unknown,
): Promise<Result<null>> {
  const known = personId.safeParse(userId);
  return actAsOwner(runtime, actor, null, async (tx) => {
    if (!known.success || !(await lockUser(tx, known.data))) return notFound("person");
    if (await addLocalMembership(tx, known.data, runtime.ownerGroup))
      await insertAuditEvent(tx, auditOf(actor, "membership.added", ...about(known.data, runtime)));
    return ok(null);
  });
}

/**
 * Ends the local membership of the owner group, and withdraws the person's open invitations.
 * @returns failures: forbidden, not_found, conflict (the last owner; an owner by the identity provider)
 */
export async function endOwnership(
  runtime: Runtime,
  actor: SessionActor,
  userId: unknown,
): Promise<Result<null>> {
  const known = personId.safeParse(userId);
  return actAsOwner(runtime, actor, null, async (tx) => {
    const user = known.success ? await findUser(tx, known.data) : undefined;
    if (!user) return notFound("person");
    const owner = (await listMembersBySource(tx, runtime.ownerGroup)).find(({ id }) => id === user.id);
    if (!owner) return ok(null);
    if (owner.isFromProvider) return fail(FROM_PROVIDER);
    const refusal = await refuseLastOwner(runtime, tx, user.id);
    if (refusal) return fail(refusal);
    await removeLocalMembership(tx, user.id, runtime.ownerGroup);
    await insertAuditEvent(tx, auditOf(actor, "membership.removed", ...about(user.id, runtime)));
    await withdrawInvitationsBy(tx, actor, user.id);
    return ok(null);
  });
}

const FROM_PROVIDER: Failure = {
  kind: "conflict",
  message: "The identity provider says that this person is an owner. Change the group there.",
};

function about(userId: string, { ownerGroup }: Runtime) {
  return [
    { kind: "user", id: userId },
    { group: ownerGroup, source: "local" },
  ] as const;
}

/** Who may invite no more leaves no open door behind. */
export async function withdrawInvitationsBy(
  tx: Transaction,
  actor: SessionActor,
  userId: string,
): Promise<void> {
  for (const email of await voidInvitationsBy(tx, userId))
    await insertAuditEvent(tx, auditOf(actor, "invitation.withdrawn", { kind: "invitation", id: email }));
}
