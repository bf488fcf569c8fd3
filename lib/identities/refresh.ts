import { inTransaction } from "@/db/client";
import * as rows from "@/db/identities";
import { lockPerson, lockUser } from "@/db/users";
import type { Issuer, Refreshed } from "@/lib/issuer";
import { IssuerUnavailable } from "@/lib/issuer";
import { log } from "@/lib/log";
import { codeOf, isOutage } from "@/lib/outage";
import type { Runtime } from "@/lib/runtime";
import { readIdentity } from "./identity";
import { endProviderMemberships, keepRefreshToken, REFRESH_SECONDS, synchronize } from "./provisioning";
import { unseal } from "./seal";

/** Asks the provider hourly which groups people are in, without them (design.md section 3). */

/** Longer than the provider may take to answer: whoever took a refresh has it to themselves so long. */
const LEASE_SECONDS = 60;
const AGAIN_SECONDS = 300;
const MOST_A_ROUND = 200;
const ROUND_MS = 60_000;

type Due = rows.IdentityRow & { refreshToken: Buffer };

/** Refreshes what is due; stops at the first sign that the provider cannot be asked. @returns how many it asked for */
export async function refreshDue(runtime: Runtime): Promise<number> {
  const { issuer } = runtime;
  if (!issuer) return 0;
  for (let count = 0; count < MOST_A_ROUND; count += 1) {
    const due = await rows.takeDueRefresh(runtime.db, issuer.settings.issuer, LEASE_SECONDS);
    if (!due) return count;
    try {
      await refreshOne(runtime, issuer, due);
    } catch (error) {
      if (!(error instanceof IssuerUnavailable)) throw error;
      log.warn({ reason: error.message }, "identity provider: groups could not be refreshed");
      await rows.postponeRefresh(runtime.db, due, due.refreshToken, AGAIN_SECONDS);
      return count + 1;
    }
  }
  return MOST_A_ROUND;
}

async function refreshOne(runtime: Runtime, issuer: Issuer, due: Due): Promise<void> {
  const token = unseal(runtime.sealKey, due, due.refreshToken);
  // Sealed under another AUTH_SECRET: the groups age until the next sign-in.
  const answer = token === null ? null : await issuer.refresh(token);
  await inTransaction(runtime.db, async (tx) => {
    await rows.lockIdentityName(tx, due);
    await lockPerson(tx, due.userId, "exclusive");
    await lockUser(tx, due.userId);
    const current = await rows.findIdentity(tx, due);
    // A sign-in meanwhile knows better, and its own refresh token is another.
    if (!current?.refreshToken?.equals(due.refreshToken)) return;
    if (answer === null) return rows.storeRefreshToken(tx, due, null, 0);
    if (answer.kind === "ended") {
      await endProviderMemberships(runtime, tx, due.userId, null);
      return rows.noteGroupsEnded(tx, due);
    }
    // The one just used may be worthless by now: what came instead is kept whatever it says of the groups.
    if (answer.refreshToken === null)
      await rows.storeRefreshToken(tx, due, due.refreshToken, REFRESH_SECONDS);
    else await keepRefreshToken(runtime, tx, due, answer.refreshToken);
    const identity = identityOf(issuer, answer, due);
    if (identity) await synchronize(runtime, tx, due.userId, identity, null);
  });
}

/** Null when the answer confirms nothing: the groups stay as they are, and age. */
function identityOf(issuer: Issuer, answer: Refreshed & { kind: "refreshed" }, due: Due) {
  const read = readIdentity(answer.claims, issuer.settings.issuer, issuer.settings.groupsClaim);
  const problem = "problem" in read ? read.problem : read.identity.subject === due.subject ? null : "Subject";
  if (problem === null && "identity" in read) return read.identity;
  log.warn({ userId: due.userId, problem }, "identity provider: a refreshed ID token confirms no groups");
  return null;
}

/** Looks every minute for what is due, as long as the process lives. Replicas share the work. */
export function keepRefreshing(runtime: Runtime): void {
  if (!runtime.issuer) return;
  let isBusy = false;
  const round = setInterval(async () => {
    if (isBusy) return;
    isBusy = true;
    try {
      await refreshDue(runtime);
    } catch (error) {
      log[isOutage(error) ? "warn" : "error"](
        { code: codeOf(error), err: error },
        "refreshing groups failed",
      );
    }
    isBusy = false;
  }, ROUND_MS);
  round.unref();
}
