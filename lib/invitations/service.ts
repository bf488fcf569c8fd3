import { insertAuditEvent } from "@/db/audit";
import { inTransaction } from "@/db/client";
import { listOpenInvitations, voidInvitation } from "@/db/invitations";
import { insertSetupCode, redeemSetupCode } from "@/db/setup-codes";
import { findUserByEmail, insertUser, type UserRow } from "@/db/users";
import type { Origin, SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeAdministration } from "@/lib/authorization";
import { digestOf } from "@/lib/digest";
import { actAsOwner } from "@/lib/owners/service";
import { fail, type Issue, invalid, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { inspectCode } from "@/lib/setup/service";
import { CODE_BYTES } from "@/lib/setup/setup";
import { hashPassword, limitWhenBusy } from "@/lib/users/password";
import { checkEmail, checkName, checkPassword } from "@/lib/users/schema";
import { INVITATION_DAYS, type InvitationView } from "./invitation";
import { acceptanceInput, invitationInput } from "./schema";

/** The invitations that wait to be used, the oldest first. @returns failures: forbidden */
export async function listInvitations(
  runtime: Runtime,
  actor: SessionActor,
): Promise<Result<InvitationView[]>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const open = await listOpenInvitations(runtime.db);
  return ok(
    open.map(({ email, createdAt, expiresAt, inviterName }) => ({
      email: email ?? "",
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      invitedBy: inviterName,
    })),
  );
}

/**
 * Makes a one-time code with which one person makes their account under this e-mail; it voids the e-mail's earlier
 * one. The code is answered once, its digest stored.
 * @returns failures: forbidden, invalid_input (email: malformed, or an account has it)
 */
export async function invite(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<{ email: string; code: string; hasReplaced: boolean }>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const parsed = invitationInput.safeParse(input);
  const checked = checkEmail(parsed.success ? parsed.data.email : "");
  if ("issue" in checked) return invalid(checked.issue);
  const email = checked.text;
  return actAsOwner(runtime, actor, null, async (tx) => {
    const user = await findUserByEmail(tx, email);
    if (user) return invalid(takenBy(user));
    const hasReplaced = await voidInvitation(tx, email);
    const code = runtime.randomBytes(CODE_BYTES).toString("base64url");
    await insertSetupCode(tx, {
      digest: digestOf(code),
      purpose: "invite",
      lifetimeMinutes: INVITATION_DAYS * 24 * 60,
      invitation: { email, createdBy: actor.userId },
    });
    await insertAuditEvent(
      tx,
      auditOf(actor, "invitation.created", { kind: "invitation", id: email }, { hasReplaced }),
    );
    return ok({ email, code, hasReplaced });
  });
}

function takenBy({ name, status }: UserRow): Issue {
  const message =
    status === "suspended"
      ? `This e-mail belongs to the suspended account of ${name}. Restore that one instead.`
      : `This e-mail belongs to the account of ${name} already.`;
  return { field: "email", message };
}

/** Makes the open invitation of an e-mail open nothing any more. @returns failures: forbidden, not_found */
export async function withdrawInvitation(
  runtime: Runtime,
  actor: SessionActor,
  email: unknown,
): Promise<Result<null>> {
  const checked = checkEmail(typeof email === "string" ? email : "");
  return actAsOwner(runtime, actor, null, async (tx) => {
    if (!("text" in checked) || !(await voidInvitation(tx, checked.text))) return notFound("invitation");
    const subject = { kind: "invitation", id: checked.text } as const;
    await insertAuditEvent(tx, auditOf(actor, "invitation.withdrawn", subject));
    return ok(null);
  });
}

/**
 * Makes the account that an invitation is for, and uses the code up. Of several at once exactly one succeeds.
 * @returns the e-mail as stored; failures: invalid_input (name, password), gone, not_found, limited
 */
export async function acceptInvitation(
  runtime: Runtime,
  code: unknown,
  input: unknown,
  origin: Origin,
): Promise<Result<{ email: string }>> {
  const opened = await inspectCode(runtime, code);
  if (!opened.ok) return opened;
  if (opened.value.purpose !== "invite") return notFound("invitation");
  const checked = readAcceptance(input, opened.value.email);
  if (!checked.ok) return checked;
  const { name, password } = checked.value;
  return limitWhenBusy(async () => {
    const digest = await hashPassword(password);
    return inTransaction(runtime.db, async (tx) => {
      const redeemed = await redeemSetupCode(tx, digestOf(String(code)), "invite");
      const { email, createdBy } = redeemed ?? {};
      if (!email) return fail({ kind: "gone", message: "This invitation was used or withdrawn just now." });
      if (await findUserByEmail(tx, email)) return fail({ kind: "gone", message: TAKEN });
      const user = await insertUser(tx, { email, name, password: digest });
      await insertAuditEvent(tx, {
        action: "user.created",
        actorKind: "system",
        subjectKind: "user",
        subjectId: user.id,
        details: { invitedBy: createdBy ?? null },
        ip: origin.ip,
      });
      return ok({ email });
    });
  });
}

const TAKEN = "An account with this e-mail exists already. Sign in instead.";

/** All fields at once, so that a person mends them at once. */
function readAcceptance(input: unknown, email: string): Result<{ name: string; password: string }> {
  const parsed = acceptanceInput.safeParse(input);
  const missing = { field: "name", message: "Enter name and password." };
  if (!parsed.success) return invalid(missing);
  const name = checkName(parsed.data.name);
  const password = checkPassword(parsed.data.password, email);
  if ("text" in name && "text" in password) return ok({ name: name.text, password: password.text });
  const [first, ...rest] = [name, password].flatMap((one) => ("issue" in one ? [one.issue] : []));
  return invalid(first ?? missing, ...rest);
}
