import { insertAuditEvent } from "@/db/audit";
import { inTransaction, readTransactionClock, type Transaction } from "@/db/client";
import * as codes from "@/db/login-codes";
import { lockPolicy } from "@/db/policy";
import { lockLiveSession } from "@/db/sessions";
import { lockPerson } from "@/db/users";
import type { Origin, SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { digestOf } from "@/lib/digest";
import { type Failure, fail, invalid, issuesOf, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { IDLE_SECONDS } from "@/lib/sessions/policy";
import { actorOf } from "@/lib/sessions/service";
import { type Generated, issueTokenIn } from "@/lib/tokens/generation";
import { checkExpiry, expiresAtOf } from "@/lib/tokens/policy";
import { revokePresentedIn } from "@/lib/tokens/revocation";
import { type Lifetime, minutesOf } from "@/lib/tokens/token";
import { readTerms, type Wish } from "@/lib/tokens/wish";
import { callbackOf, readLoginRequest, TERRAFORM_CLIENT } from "./login";
import { provesChallenge } from "./pkce";
import { allowInput } from "./schema";

const CODE_BYTES = 32;

const SIGNED_OUT: Failure = {
  kind: "unauthenticated",
  message: "Your session has ended. Nothing was allowed.",
};
const ALLOWED_ALREADY: Failure = {
  kind: "conflict",
  message:
    "This login was allowed already. If terraform still waits, press Ctrl-C there and run terraform login again.",
};

/**
 * The person allows a login: stores a code for it, and answers where the browser takes that. What the browser sends is
 * read as if it were new; policy is asked now, so that a refusal is seen here, and again when the token is generated.
 * @returns failures: invalid_input, unauthenticated, conflict (the same login was allowed before)
 */
export async function allowLogin(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<{ callback: string }>> {
  const parsed = allowInput.safeParse(input);
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const request = readLoginRequest(new URLSearchParams(parsed.data.address.replace(/^[^?]*/, "")));
  if (!request.ok) return request;
  const terms = readTerms(parsed.data, runtime.now());
  if (!terms.ok) return terms;
  const { description, expiry, lifetime } = terms.value;
  const code = runtime.randomBytes(CODE_BYTES).toString("base64url");
  return inTransaction(runtime.db, async (tx) => {
    await lockPerson(tx, actor.userId, "shared");
    if (!(await lockLiveSession(tx, actor.sessionId, IDLE_SECONDS))) return fail(SIGNED_OUT);
    const now = await readTransactionClock(tx);
    const policy = await lockPolicy(tx);
    if (!policy) throw new Error("the policy row is missing");
    const field = expiry.kind === "lifetime" ? "days" : "expiry";
    const refusal = checkExpiry(expiresAtOf(expiry, now), { policy, now, parent: null, field });
    if (refusal) return fail(refusal);
    const isStored = await codes.insertLoginCode(tx, {
      digest: digestOf(code),
      clientId: TERRAFORM_CLIENT,
      userId: actor.userId,
      sessionId: actor.sessionId,
      redirectUri: request.value.redirectUri,
      challenge: request.value.challenge,
      description,
      lifetimeDays: lifetime.days,
      lifetimeHours: lifetime.hours,
      lifetimeMinutes: lifetime.minutes,
      until: expiry.kind === "until" ? expiry.instant : null,
    });
    if (!isStored) return fail(ALLOWED_ALREADY);
    const subject = { kind: "session", id: actor.sessionId } as const;
    await insertAuditEvent(tx, auditOf(actor, "login.allowed", subject, { clientId: TERRAFORM_CLIENT }));
    return ok({ callback: callbackOf(request.value, code) });
  });
}

/** What a terminal sends for its token (RFC 6749 section 4.1.3, RFC 7636 section 4.5). */
export type Redemption = { code: string; clientId: string; redirectUri: string; verifier: string };

const NO_GRANT: Failure = {
  kind: "gone",
  message:
    "The code is unknown, expired or used, or was made for another request. Run terraform login again.",
};
const ENDED: Failure = {
  kind: "gone",
  message:
    "The session that allowed this login has ended, or the account is suspended. Nothing was generated.",
};

/**
 * Turns a code into a user token, once: the code is used up by the first who presents it, whatever comes of it. Session,
 * account and policy are looked at again under lock. A replay gets nothing, and ends the token that the code became.
 * The locks are taken in the order of all generations (person, session, policy), the code's row after them.
 * @returns failures: gone (RFC 6749's invalid_grant), invalid_input (policy allows this lifetime no more)
 */
export async function redeemCode(
  runtime: Runtime,
  { code, clientId, redirectUri, verifier }: Redemption,
  origin: Origin,
): Promise<Result<Generated>> {
  const digest = digestOf(code);
  return inTransaction(runtime.db, async (tx) => {
    const known = await codes.findLoginCode(tx, digest);
    if (!known) return fail(NO_GRANT);
    await lockPerson(tx, known.userId, "shared");
    const session = await lockLiveSession(tx, known.sessionId, IDLE_SECONDS);
    await lockPolicy(tx);
    const grant = await codes.redeemLoginCode(tx, digest);
    if (!grant) {
      await revokeReplayed(tx, digest, origin);
      return fail(NO_GRANT);
    }
    const isBound = grant.clientId === clientId && grant.redirectUri === redirectUri;
    if (grant.isExpired || !isBound || !provesChallenge(verifier, grant.challenge)) return fail(NO_GRANT);
    if (!session) return fail(ENDED);
    const actor = actorOf(session, runtime.ownerGroup, origin);
    const issued = await issueTokenIn(runtime, tx, actor, { kind: "user" }, wishOf(grant), clientId);
    if (issued.ok) await codes.linkLoginCode(tx, digest, issued.value.token.id);
    return issued;
  });
}

function wishOf({
  description,
  until,
  ...parts
}: Lifetime & { description: string; until: Date | null }): Wish {
  const lifetime = { days: parts.days, hours: parts.hours, minutes: parts.minutes };
  const rest = { description, lifetime, mayManageTokens: false, mayManageTeams: false, idempotencyKey: null };
  if (until) return { ...rest, expiry: { kind: "until", instant: until } };
  return minutesOf(lifetime) === 0
    ? { ...rest, expiry: { kind: "never" } }
    : { ...rest, expiry: { kind: "lifetime", lifetime } };
}

/** Somebody else has the code too, and one of the two is not the terminal (RFC 6749 section 4.1.2). */
async function revokeReplayed(tx: Transaction, digest: Buffer, { ip }: Origin): Promise<void> {
  const used = await codes.findLoginCode(tx, digest);
  if (!used?.tokenId) return;
  const reason = "code replayed";
  await revokePresentedIn(tx, used.tokenId, { userId: null, reason }, (id) => ({
    action: "token.revoked",
    actorKind: "system",
    subjectKind: "token",
    subjectId: id,
    details: { reason },
    ip,
  }));
}
