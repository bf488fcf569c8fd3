import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import * as rows from "@/db/identities";
import { voidInvitationsBy } from "@/db/invitations";
import {
  listMembers,
  listMembersBySource,
  listProviderGroups,
  replaceProviderMemberships,
} from "@/db/memberships";
import { closeSetup } from "@/db/setup-codes";
import { lockGroupName } from "@/db/teams";
import { findUserByEmail, insertUser, lockPerson, lockUser, type UserRow, updateEmail } from "@/db/users";
import { codeOf } from "@/lib/outage";
import type { Runtime } from "@/lib/runtime";
import { type Identity, type IdentityProblem, mayLinkByItself } from "./identity";
import { seal } from "./seal";

/** How what an identity provider says becomes an account, its memberships, and a sealed refresh token. */

export type Entered<T> = { ok: true; value: T } | { ok: false; problem: IdentityProblem };
export const refuse = (problem: IdentityProblem) => ({ ok: false, problem }) as const;

/** Refresh tokens are used hourly (design.md section 3). */
export const REFRESH_SECONDS = 3600;
const IV_BYTES = 12;

/**
 * In one transaction: finds or makes the person of an identity, makes the memberships of source idp what it says, and
 * runs `finish`. Two at once of one person come one after the other.
 * @param sync whether what was said before the last time is listened to: right now at a sign-in, who knows when in a JWT
 */
export async function enter<T>(
  runtime: Runtime,
  identity: Identity,
  ip: string | null,
  sync: "always" | "if-newer",
  finish: (tx: Transaction, userId: string) => Promise<T>,
): Promise<Entered<T>> {
  return inTransaction<Entered<T>>(runtime.db, async (tx) => {
    await rows.lockIdentityName(tx, identity);
    const found = await findOrProvision(runtime, tx, identity, ip);
    if (!found.ok) return found;
    const asOf = (await rows.findIdentity(tx, identity))?.groupsAsOf ?? null;
    if (sync === "always" || asOf === null || identity.issuedAt > asOf)
      await synchronize(runtime, tx, found.value, identity, ip);
    return { ok: true, value: await finish(tx, found.value) };
  }).catch((error: unknown) => {
    // Somebody took the e-mail between the look and the write.
    if (codeOf(error) === "23505") return refuse("EmailTaken");
    throw error;
  });
}

async function findOrProvision(
  runtime: Runtime,
  tx: Transaction,
  identity: Identity,
  ip: string | null,
): Promise<Entered<string>> {
  const known = await rows.findIdentity(tx, identity);
  if (!known) return provision(runtime, tx, identity, ip);
  await lockPerson(tx, known.userId, "exclusive");
  const user = await lockUser(tx, known.userId);
  if (user?.status !== "active") return refuse("Suspended");
  await followEmail(tx, user, identity);
  return { ok: true, value: user.id };
}

/** An account for whom nobody knew yet, or the one that has the e-mail if it may be taken over by itself. */
async function provision(
  runtime: Runtime,
  tx: Transaction,
  identity: Identity,
  ip: string | null,
): Promise<Entered<string>> {
  const { email, isEmailVerified, issuer, subject } = identity;
  if (email === null) return refuse("EmailMissing");
  // The upstream is told this e-mail as a verified one.
  if (isEmailVerified === false) return refuse("EmailUnverified");
  const holder = await findUserByEmail(tx, email);
  if (holder) {
    await lockPerson(tx, holder.id, "exclusive");
    const locked = await lockUser(tx, holder.id);
    if (!locked || !mayLinkByItself(identity, await describeHolder(runtime, tx, locked, issuer)))
      return refuse("EmailTaken");
    if (locked.status !== "active") return refuse("Suspended");
    await addIdentity(tx, identity, locked.id, "e-mail", ip);
    return { ok: true, value: locked.id };
  }
  const name = identity.name ?? email.split("@")[0] ?? email;
  const { id } = await insertUser(tx, { email, name, password: null });
  await insertAuditEvent(tx, {
    action: "user.created",
    actorKind: "system",
    subjectKind: "user",
    subjectId: id,
    details: { issuer, subject },
    ip,
  });
  await addIdentity(tx, identity, id, "provisioned", ip);
  return { ok: true, value: id };
}

async function describeHolder(runtime: Runtime, tx: Transaction, user: UserRow, issuer: string) {
  // Also who is one by a word too old to count: it may be confirmed again.
  const owners = await listMembersBySource(tx, runtime.ownerGroup);
  return {
    hasPassword: user.password !== null,
    isOwner: owners.some(({ id }) => id === user.id),
    hasIdentityOfIssuer: (await rows.findIdentityOf(tx, user.id, issuer)) !== undefined,
  };
}

/** Gives the account an identity, with its event. `by`: who vouched for the two being one person. */
export async function addIdentity(
  tx: Transaction,
  { issuer, subject }: rows.IdentityKey,
  userId: string,
  by: "e-mail" | "provisioned" | "password",
  ip: string | null,
): Promise<void> {
  await rows.insertIdentity(tx, { issuer, subject, userId });
  await insertAuditEvent(tx, {
    action: "identity.linked",
    actorKind: by === "password" ? "session" : "system",
    actorUserId: by === "password" ? userId : null,
    subjectKind: "user",
    subjectId: userId,
    details: { issuer, subject, by },
    ip,
  });
}

/** An account without a password is the provider's: its e-mail follows, when it is verified and free. */
async function followEmail(
  tx: Transaction,
  user: UserRow,
  { email, isEmailVerified }: Identity,
): Promise<void> {
  if (email === null || isEmailVerified !== true || user.password !== null || email === user.email) return;
  if (await findUserByEmail(tx, email)) return;
  await updateEmail(tx, user.id, email);
  const details = { from: user.email, to: email };
  const subject = { subjectKind: "user", subjectId: user.id, details } as const;
  await insertAuditEvent(tx, { action: "user.email-changed", actorKind: "system", ...subject });
}

/**
 * Makes a locked person's memberships of source idp what the identity says, with an event for each that came or went.
 * A claim with exactly the owner group makes an instance owner: the provider decides who they are, as it does for
 * Terrakube. Setup is closed by the first one.
 */
export async function synchronize(
  runtime: Runtime,
  tx: Transaction,
  userId: string,
  identity: Identity,
  ip: string | null,
): Promise<void> {
  const { ownerGroup } = runtime;
  const had = await listProviderGroups(tx, userId);
  // Whoever takes another owner away counts those that are left under this lock.
  if (had.includes(ownerGroup) !== identity.groups.includes(ownerGroup)) await lockGroupName(tx, ownerGroup);
  const asOf = await rows.noteSync(tx, identity, identity.issuedAt);
  const { groupsMaxAgeSeconds } = runtime;
  const change = await replaceProviderMemberships(tx, userId, identity.groups, asOf, groupsMaxAgeSeconds);
  await recordChange(tx, userId, change, ip);
  if (change.added.includes(ownerGroup)) await closeSetup(tx);
  if (change.removed.includes(ownerGroup)) await withdrawInvitations(runtime, tx, userId);
}

/** Ends all memberships of source idp of a locked person. */
export async function endProviderMemberships(
  runtime: Runtime,
  tx: Transaction,
  userId: string,
  ip: string | null,
): Promise<void> {
  if ((await listProviderGroups(tx, userId)).includes(runtime.ownerGroup))
    await lockGroupName(tx, runtime.ownerGroup);
  const change = await replaceProviderMemberships(tx, userId, [], new Date(0), 0);
  await recordChange(tx, userId, change, ip);
  if (change.removed.includes(runtime.ownerGroup)) await withdrawInvitations(runtime, tx, userId);
}

async function recordChange(
  tx: Transaction,
  userId: string,
  change: { added: string[]; removed: string[] },
  ip: string | null,
): Promise<void> {
  for (const [action, groups] of [
    ["membership.added", change.added],
    ["membership.removed", change.removed],
  ] as const)
    for (const group of groups)
      await insertAuditEvent(tx, {
        action,
        actorKind: "system",
        subjectKind: "user",
        subjectId: userId,
        details: { group, source: "idp" },
        ip,
      });
}

/** Who may invite no more leaves no open door behind. */
async function withdrawInvitations(runtime: Runtime, tx: Transaction, userId: string): Promise<void> {
  if ((await listMembers(tx, runtime.ownerGroup)).some(({ id }) => id === userId)) return;
  for (const email of await voidInvitationsBy(tx, userId))
    await insertAuditEvent(tx, {
      action: "invitation.withdrawn",
      actorKind: "system",
      subjectKind: "invitation",
      subjectId: email,
    });
}

/** Seals and keeps it; a provider that gave none this time has made the one before useless, as far as we know. */
export async function keepRefreshToken(
  runtime: Runtime,
  tx: Transaction,
  identity: rows.IdentityKey,
  refreshToken: string | null,
): Promise<void> {
  const sealed =
    refreshToken === null
      ? null
      : seal(runtime.sealKey, identity, refreshToken, runtime.randomBytes(IV_BYTES));
  await rows.storeRefreshToken(tx, identity, sealed, REFRESH_SECONDS);
}
