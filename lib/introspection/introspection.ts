import type { PresentedRow } from "@/db/presented-tokens";
import { subjectOf, type TokenActor } from "@/lib/actor";
import { groupsOf } from "@/lib/authorization";

/** What a client learns of a secret that is accepted now (RFC 7662 section 2.2). Pure. */

/** Everything else is exactly this: expired, revoked, paused, suspended, forged, unknown. */
export const INACTIVE = { active: false } as const;

const seconds = (at: Date) => Math.floor(at.getTime() / 1000);

/**
 * `username` names a person by e-mail; a team token has none, so that no team's name passes for a person's.
 * `groups` are those of this moment; `owner_kind` is ours (section 2.2 allows it).
 * @param issuer PUBLIC_URL, as in the server's metadata
 */
export function describeActive(
  row: Pick<PresentedRow, "id" | "clientId" | "createdAt" | "expiresAt">,
  actor: TokenActor,
  issuer: string,
) {
  return {
    active: true,
    token_type: "Bearer",
    iss: issuer,
    sub: subjectOf(actor),
    ...(actor.kind === "user-token" && { username: actor.email, name: actor.name }),
    owner_kind: actor.kind === "user-token" ? "user" : "team",
    groups: groupsOf(actor),
    jti: row.id,
    iat: seconds(row.createdAt),
    ...(row.expiresAt && { exp: seconds(row.expiresAt) }),
    ...(row.clientId !== null && { client_id: row.clientId }),
  };
}
