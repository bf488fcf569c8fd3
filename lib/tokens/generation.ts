import { insertAuditEvent } from "@/db/audit";
import { inTransaction, readTransactionClock, type Transaction } from "@/db/client";
import { claimIdempotencyKey } from "@/db/idempotency";
import { lockMembership } from "@/db/memberships";
import { lockPolicy } from "@/db/policy";
import { lockLiveSession } from "@/db/sessions";
import { lockCountingTeam, lockGroupName } from "@/db/teams";
import * as rows from "@/db/tokens";
import { lockActiveUser, lockPerson } from "@/db/users";
import type { Actor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeOwner } from "@/lib/authorization";
import { digestOf } from "@/lib/digest";
import { type Failure, fail, forbidden, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { IDLE_SECONDS } from "@/lib/sessions/policy";
import { uuidFrom } from "@/lib/uuid";
import { checkNetworks } from "./networks";
import { checkExpiry, checkGrants, expiresAtOf } from "./policy";
import { digestSecret, ENTROPY_BYTES, hintOf, signSecret } from "./secret";
import type { OwnerRef, TokenView } from "./token";
import { viewOf } from "./view";
import type { Wish } from "./wish";

export type Generated = { secret: string; token: TokenView };

/**
 * Issues a token in one transaction (security.md rule 6): the actor is checked again under lock, then the policy and
 * the idempotency key; token and audit event are written; the secret is answered only after COMMIT.
 */
export function issueToken(
  runtime: Runtime,
  actor: Actor,
  owner: OwnerRef,
  wish: Wish,
): Promise<Result<Generated>> {
  return inTransaction(runtime.db, (tx) => issueTokenIn(runtime, tx, actor, owner, wish));
}

/**
 * As issueToken, inside the transaction that found out what is wished; its caller answers the secret after COMMIT.
 * @param clientId the OAuth client that the token is for
 */
export async function issueTokenIn(
  runtime: Runtime,
  tx: Transaction,
  actor: Actor,
  owner: OwnerRef,
  wish: Wish,
  clientId: string | null = null,
): Promise<Result<Generated>> {
  const authorized = authorizeOwner(actor, owner, "generate");
  if (!authorized.ok) return authorized;
  const granted = checkGrants(actor, owner, wish);
  if (!granted.ok) return granted;
  const parent = await lockStanding(tx, actor);
  if (!parent.ok) return parent;
  const now = await readTransactionClock(tx);
  const policy = await lockPolicy(tx);
  if (!policy) throw new Error("the policy row is missing");
  if (owner.kind === "team") {
    const refusal = await lockTeamStanding(tx, actor, owner.group, {
      isForbidden: owner.group === runtime.ownerGroup && !policy.ownerGroupTokens,
    });
    if (refusal) return refusal;
  }
  const expiresAt = expiresAtOf(wish.expiry, now);
  const field = wish.expiry.kind === "lifetime" ? "days" : "expiry";
  const refusal = checkExpiry(expiresAt, {
    policy,
    now,
    parent: owner.kind === "user" ? parent.value : null,
    field,
  });
  if (refusal) return fail(refusal);
  // A team's token is bound to nobody, also where its minter is bound to networks.
  const bound = owner.kind === "user" ? (parent.value?.allowedCidrs ?? null) : null;
  const networks = checkNetworks(wish.allowedCidrs ?? null, bound);
  if (!networks.ok) return networks;
  const id = uuidFrom(runtime.randomBytes(16));
  const repeat = await claim(tx, actor, owner, wish, id);
  if (repeat) return fail(repeat);
  const entropy = runtime.randomBytes(ENTROPY_BYTES);
  const secret = await signSecret(runtime.tokenKeys[0], {
    tokenId: id,
    issuedAt: now,
    expiresAt,
    entropy,
  });
  await rows.insertToken(tx, authorized.value, {
    id,
    description: wish.description,
    digest: digestSecret(secret),
    hint: hintOf(secret),
    createdBy: actor.kind === "team-token" ? null : actor.userId,
    mintedBy: "tokenId" in actor ? actor.tokenId : null,
    createdAt: now,
    lifetimeDays: wish.lifetime.days,
    lifetimeHours: wish.lifetime.hours,
    lifetimeMinutes: wish.lifetime.minutes,
    expiresAt,
    mayManageTokens: wish.mayManageTokens,
    mayManageTeams: wish.mayManageTeams,
    allowedCidrs: networks.value,
    clientId,
  });
  const details = {
    description: wish.description,
    expiresAt: expiresAt?.toISOString() ?? null,
    mayManageTokens: wish.mayManageTokens,
    mayManageTeams: wish.mayManageTeams,
    ...(networks.value && { allowedCidrs: networks.value.join(", ") }),
    ...(owner.kind === "team" && { group: owner.group }),
    ...(clientId !== null && { clientId }),
  };
  await insertAuditEvent(tx, auditOf(actor, "token.generated", { kind: "token", id }, details));
  const row = await rows.findToken(tx, authorized.value, id);
  if (!row) throw new Error("a token that was just inserted is not there");
  return ok({ secret, token: viewOf(row) });
}

/** The actor as of now, held until the transaction ends. The value is the parent of what a token mints. */
async function lockStanding(
  tx: Transaction,
  actor: Actor,
): Promise<Result<{ expiresAt: Date | null; allowedCidrs: string[] | null } | null>> {
  const ended = fail({
    kind: "unauthenticated",
    message: "Your session or token has ended. Nothing was generated.",
  });
  if (actor.kind !== "team-token") await lockPerson(tx, actor.userId, "shared");
  if (actor.kind === "session") {
    return (await lockLiveSession(tx, actor.sessionId, IDLE_SECONDS)) ? ok(null) : ended;
  }
  if (actor.kind !== "team-token" && !(await lockActiveUser(tx, actor.userId))) return ended;
  if (actor.kind === "oidc") return ok(null);
  const parent = await rows.lockLiveToken(tx, actor.tokenId);
  return parent ? ok({ expiresAt: parent.expiresAt, allowedCidrs: parent.allowedCidrs }) : ended;
}

/** The membership and the team, held until the transaction ends: a removal or a deletion comes before or after. */
async function lockTeamStanding(
  tx: Transaction,
  actor: Actor,
  group: string,
  ownerGroup: { isForbidden: boolean },
): Promise<Result<never> | null> {
  if (ownerGroup.isForbidden)
    return forbidden("The owner group has no team tokens: the instance's policy does not allow them.");
  await lockGroupName(tx, group, "shared");
  if (actor.kind === "team-token" || !(await lockMembership(tx, actor.userId, group)))
    return forbidden(`You are no longer a member of “${group}”. Nothing was generated.`);
  return (await lockCountingTeam(tx, group)) ? null : notFound("team");
}

/** Null when the key is free or none was sent; else why this generation is a repeat (security.md rule 3). */
async function claim(
  tx: Transaction,
  actor: Actor,
  owner: OwnerRef,
  wish: Wish,
  tokenId: string,
): Promise<Failure | null> {
  if (wish.idempotencyKey === null) return null;
  const { idempotencyKey: key, ...payload } = wish;
  const fingerprint = digestOf(JSON.stringify({ ...payload, owner }));
  const name = "tokenId" in actor ? `token:${actor.tokenId}` : `user:${actor.userId}`;
  const used = await claimIdempotencyKey(tx, { actor: name, key, fingerprint, tokenId });
  if (!used) return null;
  if (!used.fingerprint.equals(fingerprint))
    return { kind: "mismatch", message: "This idempotency key was used for another token. Use a new key." };
  return {
    kind: "conflict",
    message:
      "A token was generated with this key already. Its secret went into that one answer; if it never arrived, delete the token.",
    tokenId: used.tokenId,
  };
}
