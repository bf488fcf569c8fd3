import { insertAuditEvent } from "@/db/audit";
import { lockPolicyForChange, readPolicy, updatePolicy } from "@/db/policy";
import type { SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeAdministration } from "@/lib/authorization";
import { actAsOwner } from "@/lib/owners/service";
import { ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import type { TokenPolicy } from "@/lib/tokens/token";
import { readPolicyInput } from "./schema";

/**
 * Sets the instance's rules on tokens. Each generation comes wholly before it or wholly after it; tokens that exist
 * stay as they are.
 * @returns failures: forbidden, invalid_input
 */
export async function changePolicy(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<TokenPolicy>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const read = readPolicyInput(input);
  if (!read.ok) return read;
  const next = read.value;
  return actAsOwner(runtime, actor, lockPolicyForChange, async (tx) => {
    const before = await readPolicy(tx);
    if (!before) throw new Error("the policy row is missing");
    const isChanged =
      before.neverAllowed !== next.neverAllowed ||
      before.longestLifetimeMinutes !== next.longestLifetimeMinutes ||
      before.ownerGroupTokens !== next.ownerGroupTokens;
    if (isChanged) {
      await updatePolicy(tx, next);
      await insertAuditEvent(tx, auditOf(actor, "policy.changed", { kind: "policy", id: "1" }, next));
    }
    return ok(next);
  });
}
