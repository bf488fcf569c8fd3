import { inTransaction } from "@/db/client";
import { findByDigest } from "@/db/presented-tokens";
import type { Client } from "@/lib/clients/service";
import type { Runtime } from "@/lib/runtime";
import { revokePresentedIn } from "@/lib/tokens/revocation";
import { digestSecret, openSecret } from "@/lib/tokens/secret";
import { examineSecret } from "@/lib/tokens/verification";
import { describeActive, INACTIVE } from "./introspection";

/**
 * What a secret stands for at this moment, by the same verification as a call with it; being asked is no use of the
 * token and is not recorded as one.
 * @param clientIp whence the bearer called, as the client says; unknown, a token bound to networks is inactive
 */
export async function introspect(
  runtime: Runtime,
  secret: string,
  clientIp: string | null,
  issuer: string,
): Promise<object> {
  const { verdict, row } = await examineSecret(runtime, secret, { ip: clientIp, agent: null });
  return verdict.kind === "accepted" && row ? describeActive(row, verdict.actor, issuer) : INACTIVE;
}

/** Who ends a token by its secret without being its bearer, and why; `reason` is what its owner reads. */
export type Ending = { reason: "revoked by a client" | "leaked"; client: Client | null; ip: string | null };

/**
 * Ends the token of a genuine secret, and what it minted; one that is ended already stays as it is. Answers nothing:
 * what a secret was is not told (RFC 7009 section 2.2).
 */
export async function revokeSecret(runtime: Runtime, secret: string, ending: Ending): Promise<void> {
  const tokenId = await openSecret(runtime.tokenKeys, secret);
  if (tokenId === null) return;
  const { reason, client, ip } = ending;
  await inTransaction(runtime.db, async (tx) => {
    const row = await findByDigest(tx, digestSecret(secret));
    if (row?.id !== tokenId) return;
    await revokePresentedIn(tx, tokenId, { userId: null, reason }, (id) => ({
      action: "token.revoked",
      actorKind: client ? "client" : "system",
      subjectKind: "token",
      subjectId: id,
      details: { reason, ...(client && { clientId: client.id, client: client.name }) },
      ip,
    }));
  });
}

/** Ends the tokens of all genuine secrets among these, one after the other; the rest is ignored. */
export async function reportLeaks(
  runtime: Runtime,
  secrets: readonly string[],
  ip: string | null,
): Promise<void> {
  for (const secret of new Set(secrets))
    await revokeSecret(runtime, secret, { reason: "leaked", client: null, ip });
}
