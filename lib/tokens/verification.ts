import { findByDigest, type PresentedRow } from "@/db/presented-tokens";
import type { Origin, TokenActor } from "@/lib/actor";
import { isWithin } from "@/lib/http/network";
import type { Runtime } from "@/lib/runtime";
import type { DeadToken } from "./dead-token";
import { digestSecret, openSecret } from "./secret";

export type Verdict =
  | { kind: "accepted"; actor: TokenActor }
  | { kind: "dead"; token: DeadToken }
  | { kind: "unknown" };

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
export function reasonOf(
  row: Pick<PresentedRow, Decisive>,
  ownerGroup: string,
): Exclude<DeadToken["reason"], "network"> | null {
  if (row.revokedAt) return "revoked";
  if (row.isExpired) return "expired";
  if (row.pausedAt) return "paused";
  if (row.userId !== null && row.userStatus !== "active") return "suspended";
  if (row.group !== null && (!row.hasTeam || (row.group === ownerGroup && !row.ownerGroupTokens)))
    return "teamless";
  return null;
}

/** An address that is not known is from elsewhere: a doubt is a refusal. */
function isFromElsewhere(row: Pick<PresentedRow, "allowedCidrs">, origin: Origin): boolean {
  return row.allowedCidrs !== null && !isWithin(origin.ip, row.allowedCidrs);
}

/**
 * Verifies a presented secret: shape and signature without the database, then digest and lookup, then the decision.
 * No cache: what is true in the primary now decides.
 */
export async function verifySecret(runtime: Runtime, secret: string, origin: Origin): Promise<Verdict> {
  return (await examineSecret(runtime, secret, origin)).verdict;
}

/** As verifySecret, with the row that was judged. */
export async function examineSecret(
  runtime: Runtime,
  secret: string,
  origin: Origin,
): Promise<{ verdict: Verdict; row?: PresentedRow | undefined }> {
  const tokenId = await openSecret(runtime.tokenKeys, secret);
  if (tokenId === null) return { verdict: { kind: "unknown" } };
  const row = await findByDigest(runtime.db, digestSecret(secret));
  return { verdict: judgeRow(row, tokenId, runtime.ownerGroup, origin), row };
}

/** The verdict on what was found under a secret's digest; the secret must name that very token. */
export function judgeRow(
  row: PresentedRow | undefined,
  tokenId: string,
  ownerGroup: string,
  origin: Origin,
): Verdict {
  if (!row || row.id !== tokenId) return { kind: "unknown" };
  const reason = reasonOf(row, ownerGroup) ?? (isFromElsewhere(row, origin) ? "network" : null);
  if (reason) {
    const at = {
      revoked: row.revokedAt,
      expired: row.expiresAt,
      paused: row.pausedAt,
      suspended: null,
      teamless: null,
      network: null,
    }[reason];
    return {
      kind: "dead",
      token: { id: row.id, description: row.description, reason, at: at?.toISOString() ?? null },
    };
  }
  if (row.group !== null)
    return { kind: "accepted", actor: { kind: "team-token", group: row.group, tokenId, ...origin } };
  if (row.userId === null) return { kind: "unknown" };
  // The spread stands last: V8 copies an object that grows after a spread slowly (docs/measurements.md).
  return {
    kind: "accepted",
    actor: {
      kind: "user-token",
      userId: row.userId,
      email: row.userEmail ?? "",
      name: row.userName ?? "",
      groups: row.groups,
      isInstanceOwner: row.groups.includes(ownerGroup),
      tokenId,
      expiresAt: row.expiresAt,
      mayManageTokens: row.mayManageTokens,
      mayManageTeams: row.mayManageTeams,
      ...origin,
    },
  };
}
