import { insertAuditEvent } from "@/db/audit";
import { inTransaction } from "@/db/client";
import * as rows from "@/db/identities";
import { listMembersBySource } from "@/db/memberships";
import { readLiveSession } from "@/db/sessions";
import { lockPerson, lockUser } from "@/db/users";
import type { Origin, SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { codeOf } from "@/lib/outage";
import { refuseLastOwner } from "@/lib/owners/service";
import { type Failure, fail, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { IDLE_SECONDS } from "@/lib/sessions/policy";
import { endSessionIn, startSession } from "@/lib/sessions/service";
import { actWithPassword } from "@/lib/users/service";
import { type IdentityView, readIdentity } from "./identity";
import {
  addIdentity,
  type Entered,
  endProviderMemberships,
  enter,
  keepRefreshToken,
  refuse,
  synchronize,
} from "./provisioning";
import { passwordInput } from "./schema";

/** What a provider answered at a sign-in: the checked ID token's claims, and a refresh token where it gave one. */
export type Answer = { claims: Record<string, unknown>; refreshToken: string | null };

/** So long after the password was given, the provider's answer still links. */
const LINK_SECONDS = 600;

/**
 * Signs in whom the provider vouches for: provisions the account if it is new, makes its memberships what the claim
 * says, and starts a session that replaces `previous`.
 */
export async function signInByIdentity(
  runtime: Runtime,
  answer: Answer,
  origin: Origin,
  previous: string | null,
): Promise<Entered<{ userId: string; sessionId: string }>> {
  const read = readAnswer(runtime, answer);
  if ("problem" in read) return refuse(read.problem);
  return enter(runtime, read.identity, origin.ip, "always", async (tx, userId) => {
    await keepRefreshToken(runtime, tx, read.identity, answer.refreshToken);
    const ender = { userId, ip: origin.ip };
    if (previous !== null) await endSessionIn(tx, { id: previous, userId }, "replaced", ender);
    return { userId, sessionId: await startSession(tx, userId, origin) };
  });
}

function readAnswer(runtime: Runtime, { claims }: Answer) {
  if (!runtime.issuer) throw new Error("nobody signs in with an issuer that is not configured");
  const { issuer, groupsClaim } = runtime.issuer.settings;
  return readIdentity(claims, issuer, groupsClaim);
}

/** What Profile shows; null without an identity provider. */
export async function readIdentityView(runtime: Runtime, actor: SessionActor): Promise<IdentityView | null> {
  if (!runtime.issuer) return null;
  const { issuer, name } = runtime.issuer.settings;
  const row = await rows.findIdentityOf(runtime.db, actor.userId, issuer);
  const linked = row && {
    at: row.createdAt.toISOString(),
    groupsAsOf: row.groupsAsOf?.toISOString() ?? null,
    hasEnded: row.groupsEndedAt !== null,
    isRefreshed: row.refreshToken !== null,
  };
  return { provider: name, linked: linked ?? null };
}

const LINKED_ALREADY: Failure = {
  kind: "conflict",
  message: "This account is linked already. Unlink it first.",
};

/**
 * The first half of a link: the person gives the password, and the session may link for ten minutes, once.
 * @returns failures: invalid_input (password), not_found, conflict (there is an identity), limited
 */
export async function confirmLink(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<null>> {
  if (!runtime.issuer) return notFound("identity provider");
  if (await rows.findIdentityOf(runtime.db, actor.userId, runtime.issuer.settings.issuer))
    return fail(LINKED_ALREADY);
  const password = passwordInput.safeParse(input).data?.password ?? "";
  return actWithPassword(runtime, actor, { field: "password", password }, async (tx) => {
    await rows.confirmLink(tx, actor.sessionId);
    return ok(null);
  });
}

/**
 * The second half: links whom the provider vouches for to the session's person. Null when the session is not about to
 * link, so that this is a sign-in.
 */
export async function linkIdentity(
  runtime: Runtime,
  sessionId: string,
  answer: Answer,
  ip: string | null,
): Promise<Entered<null> | null> {
  const limits = { idleSeconds: IDLE_SECONDS, staleSeconds: 0 };
  const session = await readLiveSession(runtime.db, sessionId, limits);
  if (!session) return null;
  const { userId } = session;
  const read = readAnswer(runtime, answer);
  return inTransaction<Entered<null> | null>(runtime.db, async (tx) => {
    if ("identity" in read) await rows.lockIdentityName(tx, read.identity);
    await lockPerson(tx, userId, "exclusive");
    if ((await lockUser(tx, userId))?.status !== "active") return refuse("Suspended");
    const confirmed = await rows.takeLinkConfirmation(tx, sessionId, LINK_SECONDS);
    if (!confirmed) return null;
    if (!confirmed.isFresh) return refuse("LinkExpired");
    if ("problem" in read) return refuse(read.problem);
    const { identity } = read;
    const known = await rows.findIdentity(tx, identity);
    if (known && known.userId !== userId) return refuse("IdentityTaken");
    if (!known) await addIdentity(tx, identity, userId, "password", ip);
    await synchronize(runtime, tx, userId, identity, ip);
    await keepRefreshToken(runtime, tx, identity, answer.refreshToken);
    return { ok: true, value: null };
  }).catch((error: unknown) => {
    // The person has another identity of this issuer by now.
    if (codeOf(error) === "23505") return refuse("IdentityTaken");
    throw error;
  });
}

/**
 * Takes the identity away from an account with a password, after that password; its memberships of source idp end.
 * @returns failures: invalid_input (password), not_found, conflict (the last owner), limited
 */
export async function unlinkIdentity(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<null>> {
  if (!runtime.issuer) return notFound("identity provider");
  const { issuer } = runtime.issuer.settings;
  const password = passwordInput.safeParse(input).data?.password ?? "";
  return actWithPassword(runtime, actor, { field: "password", password }, async (tx) => {
    const identity = await rows.findIdentityOf(tx, actor.userId, issuer);
    if (!identity) return notFound("linked account");
    const owner = (await listMembersBySource(tx, runtime.ownerGroup)).find(({ id }) => id === actor.userId);
    const refusal =
      owner && !owner.isLocal && owner.isConfirmed ? await refuseLastOwner(runtime, tx, actor.userId) : null;
    if (refusal) return fail(refusal);
    await endProviderMemberships(runtime, tx, actor.userId, actor.ip);
    await rows.deleteIdentity(tx, identity);
    const { subject } = identity;
    await insertAuditEvent(
      tx,
      auditOf(actor, "identity.unlinked", { kind: "user", id: actor.userId }, { issuer, subject }),
    );
    return ok(null);
  });
}
