import * as rows from "@/db/identities";
import type { OidcActor, Origin } from "@/lib/actor";
import { readIssuer } from "@/lib/jwt";
import type { Runtime } from "@/lib/runtime";
import { type IdentityProblem, readIdentity } from "./identity";
import { enter } from "./provisioning";

export type BearerVerdict =
  | { kind: "accepted"; actor: OidcActor /** The database's clock. */; now: Date; expiresAt: Date }
  /** Genuine, but nobody is let in by it. */
  | { kind: "refused"; problem: IdentityProblem }
  | { kind: "unknown" };

/**
 * Verifies a JWT of OIDC_ISSUER (design.md sections 5 and 8). Provisions its person; its groups apply only if it was
 * issued after what is known of them, so that an old JWT rolls nothing back. Who it stands for is read now, every time.
 * @returns null when it does not claim to be of that issuer
 * @throws IssuerUnavailable when the issuer's keys cannot be had: neither yes nor no
 */
export async function verifyBearer(
  runtime: Runtime,
  bearer: string,
  origin: Origin,
): Promise<BearerVerdict | null> {
  const { issuer, ownerGroup } = runtime;
  if (!issuer || readIssuer(bearer) !== issuer.settings.issuer) return null;
  const checked = await issuer.checkBearer(bearer);
  if (!checked.ok) return { kind: "unknown" };
  const { claims } = checked;
  const read = readIdentity(claims, issuer.settings.issuer, issuer.settings.groupsClaim);
  if ("problem" in read) return { kind: "refused", problem: read.problem };
  const { identity } = read;
  let standing = await rows.findStanding(runtime.db, identity);
  if (standing && standing.status !== "active") return { kind: "refused", problem: "Suspended" };
  if (!standing?.groupsAsOf || identity.issuedAt > standing.groupsAsOf) {
    const entered = await enter(runtime, identity, origin.ip, "if-newer", async () => {});
    if (!entered.ok) return { kind: "refused", problem: entered.problem };
    standing = await rows.findStanding(runtime.db, identity);
    if (!standing) return { kind: "unknown" };
  }
  const { userId, email, name, groups, now } = standing;
  const isInstanceOwner = groups.includes(ownerGroup);
  return {
    kind: "accepted",
    actor: { ...origin, kind: "oidc", userId, email, name, groups, isInstanceOwner },
    now: new Date(now),
    expiresAt: new Date((claims.exp ?? 0) * 1000),
  };
}
