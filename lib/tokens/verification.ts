import type { Call } from "@/db/calls";
import { findByDigest } from "@/db/presented-tokens";
import type { BearerActor, Origin } from "@/lib/actor";
import type { Runtime } from "@/lib/runtime";
import { digestSecret, openSecret } from "./secret";

/** Why a genuine secret is refused; told to whoever presents it (design.md section 6). */
export type DeadToken = {
  id: string;
  description: string;
  reason: Exclude<Call["outcome"], "accepted" | "network">;
  at: string | null;
};

export type Verdict =
  | { kind: "accepted"; actor: BearerActor }
  | { kind: "dead"; token: DeadToken }
  | { kind: "unknown" };

type Presented = NonNullable<Awaited<ReturnType<typeof findByDigest>>>;

type Decisive =
  | "revokedAt"
  | "isExpired"
  | "pausedAt"
  | "userId"
  | "userStatus"
  | "group"
  | "hasTeam"
  | "ownerGroupTokens";

/**
 * The decision on a row, pure. Revoked outweighs expired outweighs paused outweighs what befell its owner: the user is
 * suspended, or no enabled organization has the team (or the policy allows the owner group no tokens).
 */
export function reasonOf(row: Pick<Presented, Decisive>, ownerGroup: string): DeadToken["reason"] | null {
  if (row.revokedAt) return "revoked";
  if (row.isExpired) return "expired";
  if (row.pausedAt) return "paused";
  if (row.userId !== null && row.userStatus !== "active") return "suspended";
  if (row.group !== null && (!row.hasTeam || (row.group === ownerGroup && !row.ownerGroupTokens)))
    return "teamless";
  return null;
}

/**
 * Verifies a presented secret: shape and signature without the database, then digest and lookup, then the decision.
 * No cache: what is true in the primary now decides.
 */
export async function verifySecret(runtime: Runtime, secret: string, origin: Origin): Promise<Verdict> {
  const tokenId = await openSecret(runtime.tokenKeys, secret);
  if (tokenId === null) return { kind: "unknown" };
  const row = await findByDigest(runtime.db, digestSecret(secret));
  if (!row || row.id !== tokenId) return { kind: "unknown" };
  const reason = reasonOf(row, runtime.ownerGroup);
  if (reason) {
    const at = {
      revoked: row.revokedAt,
      expired: row.expiresAt,
      paused: row.pausedAt,
      suspended: null,
      teamless: null,
    }[reason];
    return {
      kind: "dead",
      token: { id: row.id, description: row.description, reason, at: at?.toISOString() ?? null },
    };
  }
  if (row.group !== null)
    return { kind: "accepted", actor: { ...origin, kind: "team-token", group: row.group, tokenId } };
  if (row.userId === null) return { kind: "unknown" };
  return {
    kind: "accepted",
    actor: {
      ...origin,
      kind: "user-token",
      userId: row.userId,
      email: row.userEmail ?? "",
      name: row.userName ?? "",
      groups: row.groups,
      isInstanceOwner: row.groups.includes(runtime.ownerGroup),
      tokenId,
      expiresAt: row.expiresAt,
      mayManageTokens: row.mayManageTokens,
      mayManageTeams: row.mayManageTeams,
    },
  };
}
