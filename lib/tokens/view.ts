import type { TokenRow } from "@/db/tokens";
import { statusOf, type TokenView } from "./token";

/** A row as people and clients see it: field by field, so that a new column never leaks by itself. */
export function viewOf(row: NonNullable<TokenRow>): TokenView {
  return {
    id: row.id,
    description: row.description,
    hint: row.hint,
    status: statusOf(row, new Date(row.now)),
    lifetime: { days: row.lifetimeDays, hours: row.lifetimeHours, minutes: row.lifetimeMinutes },
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    createdBy: row.creatorName === null ? null : { name: row.creatorName, email: row.creatorEmail ?? "" },
    mintedBy:
      row.minterId === null
        ? null
        : { id: row.minterId, description: row.minterDescription ?? "", hint: row.minterHint ?? "" },
    expiresAt: row.expiresAt?.toISOString() ?? null,
    lastUse: row.lastUsedAt && {
      at: row.lastUsedAt.toISOString(),
      ip: row.lastUsedIp ?? "unknown",
      agent: row.lastUsedAgent ?? "unknown",
      count: row.useCount,
    },
    revokedAt: row.revokedAt?.toISOString() ?? null,
    revokedReason: row.revokedReason,
    revokedBy: row.revokerName,
    mayManageTokens: row.mayManageTokens,
    mayManageTeams: row.mayManageTeams,
    allowedCidrs: row.allowedCidrs,
    group: row.group,
    mintedTeamTokens: row.mintedTeamTokens,
    refused: row.refusedAt
      ? {
          count: row.refusedCount,
          at: new Date(row.refusedAt).toISOString(),
          ip: row.refusedIp ?? "",
          agent: row.refusedAgent ?? "",
        }
      : null,
  };
}
