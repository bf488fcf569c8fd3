import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import { addLocalMembership } from "@/db/memberships";
import {
  hasOwnerEverExisted,
  insertSetupCode,
  lockInstance,
  markOwnerCreated,
  readSetupCode,
  redeemSetupCode,
  voidSetupCodes,
} from "@/db/setup-codes";
import { findUser, findUserByEmail, insertUser } from "@/db/users";
import type { Origin } from "@/lib/actor";
import { digestOf } from "@/lib/digest";
import { fail, invalid, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { hashPassword, limitWhenBusy } from "@/lib/users/password";
import { checkEmail, checkName, checkPassword, ownerInput } from "@/lib/users/schema";
import { CODE_BYTES, CODE_LIFETIME_MINUTES, type SetupView } from "./setup";

/** What the environment says about the first owner (LATCHKEY_OWNER_*), and the group that makes an owner. */
export type FirstRunSettings = {
  ownerGroup: string;
  ownerEmail: string | undefined;
  ownerName: string | undefined;
  ownerPassword: string | undefined;
};

export type FirstRun =
  | { kind: "setup-link"; code: string }
  | { kind: "ready" }
  | { kind: "owner-created"; email: string };

/** LATCHKEY_OWNER_* cannot be used. The message names the variables, never their values. */
export class FirstRunError extends Error {
  override name = "FirstRunError";
}

type NewOwner = { name: string; email: string; digest: string };

/**
 * To be called at every start. While no owner has ever existed it creates the one that the environment describes,
 * or makes a one-time code for the setup page and voids the codes of earlier starts.
 * @throws FirstRunError
 */
export async function prepareFirstRun(runtime: Runtime, settings: FirstRunSettings): Promise<FirstRun> {
  if (await hasOwnerEverExisted(runtime.db)) return { kind: "ready" };
  const owner = await readOwner(settings);
  return inTransaction(runtime.db, async (tx): Promise<FirstRun> => {
    if ((await lockInstance(tx)).hasOwner) return { kind: "ready" };
    await voidSetupCodes(tx, "setup");
    if (!owner) return { kind: "setup-link", code: await issueCode(runtime, tx, "setup", null) };
    if (await findUserByEmail(tx, owner.email))
      throw new FirstRunError("LATCHKEY_OWNER_EMAIL belongs to an account that is no owner.");
    await insertOwner(tx, owner, settings.ownerGroup, null);
    return { kind: "owner-created", email: owner.email };
  });
}

async function readOwner(settings: FirstRunSettings): Promise<NewOwner | null> {
  const { ownerEmail, ownerName, ownerPassword } = settings;
  if (ownerEmail === undefined && ownerName === undefined && ownerPassword === undefined) return null;
  const email = checkEmail(ownerEmail ?? "");
  const name = checkName(ownerName ?? "");
  const password = checkPassword(ownerPassword ?? "", "text" in email ? email.text : "");
  const wrong: string[] = [];
  if ("issue" in email) wrong.push("LATCHKEY_OWNER_EMAIL must be an e-mail address like name@example.com.");
  if ("issue" in name) wrong.push("LATCHKEY_OWNER_NAME must have 1 to 80 printable characters.");
  if ("issue" in password)
    wrong.push(
      "LATCHKEY_OWNER_PASSWORD must have 12 to 256 characters and be neither widely used nor the e-mail.",
    );
  if ("issue" in email || "issue" in name || "issue" in password) throw new FirstRunError(wrong.join("\n"));
  return { email: email.text, name: name.text, digest: await hashPassword(password.text) };
}

/** A new code: 256 random bits. Only its digest is stored. */
export async function issueCode(
  runtime: Runtime,
  tx: Transaction,
  purpose: "setup" | "recover",
  userId: string | null,
): Promise<string> {
  const code = runtime.randomBytes(CODE_BYTES).toString("base64url");
  const lifetimeMinutes = CODE_LIFETIME_MINUTES;
  await insertSetupCode(tx, { digest: digestOf(code), purpose, userId, lifetimeMinutes });
  return code;
}

/** The account, its membership, the closed door and both events. */
async function insertOwner(
  tx: Transaction,
  owner: NewOwner,
  ownerGroup: string,
  ip: string | null,
): Promise<void> {
  const { email, name, digest } = owner;
  const user = await insertUser(tx, { email, name, password: digest });
  await addLocalMembership(tx, user.id, ownerGroup);
  await markOwnerCreated(tx);
  const event = { actorKind: "system", subjectKind: "user", subjectId: user.id, ip } as const;
  await insertAuditEvent(tx, { ...event, action: "user.created" });
  await insertAuditEvent(tx, {
    ...event,
    action: "membership.added",
    details: { group: ownerGroup, source: "local" },
  });
}

const CLOSED = "An owner account exists already, so this link is closed for good. Sign in instead.";
const USED = "This link was used already: each works once.";
const INVITATION_USED =
  "This invitation was used already: the account exists, and its e-mail and password sign in.";
const INVITATION_OVER = "This invitation has expired or was withdrawn. Ask whoever sent it for a new one.";
const EXPIRED = "This link has expired: each works for an hour, and a new one voids the old.";
const UNKNOWN = "This link is not complete or not from this Latchkey. Open all of it, exactly as you got it.";
const TAKEN = { field: "email", message: "This e-mail belongs to another account already." };

const gone = (message: string) => fail({ kind: "gone", message });

/** True while no owner has ever existed. */
export async function isSetupOpen(runtime: Runtime): Promise<boolean> {
  return !(await hasOwnerEverExisted(runtime.db));
}

/**
 * What a one-time link opens, without using it up.
 * @returns failures: gone (used, expired, withdrawn, closed), not_found
 */
export async function inspectCode(runtime: Runtime, code: unknown): Promise<Result<SetupView>> {
  const row = typeof code === "string" ? await readSetupCode(runtime.db, digestOf(code)) : undefined;
  if (!row) return fail({ kind: "not_found", message: UNKNOWN });
  if (row.purpose === "setup" && (await hasOwnerEverExisted(runtime.db))) return gone(CLOSED);
  const isInvitation = row.purpose === "invite";
  if (row.state === "used") return gone(isInvitation ? INVITATION_USED : USED);
  if (row.state === "expired") return gone(isInvitation ? INVITATION_OVER : EXPIRED);
  if (row.purpose === "setup") return ok({ purpose: "setup" });
  const userId = isInvitation ? row.createdBy : row.userId;
  const user = userId === null ? undefined : await findUser(runtime.db, userId);
  if (row.email !== null) return ok({ purpose: "invite", email: row.email, invitedBy: user?.name ?? null });
  return user ? ok({ purpose: "recover", email: user.email, name: user.name }) : notFound("account");
}

/**
 * Creates the first owner by a one-time code, which is used up. Of several at once exactly one succeeds.
 * @returns failures: invalid_input (name, email, password), gone, not_found, conflict
 */
export async function createFirstOwner(
  runtime: Runtime,
  ownerGroup: string,
  code: unknown,
  input: unknown,
  origin: Origin,
): Promise<Result<{ email: string }>> {
  const opened = await inspectCode(runtime, code);
  if (!opened.ok) return opened;
  const checked = checkOwner(input);
  if (!checked.ok) return checked;
  const { name, email, password } = checked.value;
  return limitWhenBusy(async () => {
    const owner = { name, email, digest: await hashPassword(password) };
    return inTransaction(runtime.db, async (tx) => {
      if ((await lockInstance(tx)).hasOwner) return gone(CLOSED);
      if (await findUserByEmail(tx, owner.email)) return invalid(TAKEN);
      if (!(await redeemSetupCode(tx, digestOf(String(code)), "setup"))) return gone(USED);
      await insertOwner(tx, owner, ownerGroup, origin.ip);
      return ok({ email: owner.email });
    });
  });
}

/** All fields at once, so that a person mends them at once. */
function checkOwner(input: unknown): Result<{ name: string; email: string; password: string }> {
  const parsed = ownerInput.safeParse(input);
  const missing = { field: "name", message: "Enter name, e-mail and password." };
  if (!parsed.success) return invalid(missing);
  const name = checkName(parsed.data.name);
  const email = checkEmail(parsed.data.email);
  const password = checkPassword(parsed.data.password, "text" in email ? email.text : "");
  if ("text" in name && "text" in email && "text" in password)
    return ok({ name: name.text, email: email.text, password: password.text });
  const [first, ...rest] = [name, email, password].flatMap((one) => ("issue" in one ? [one.issue] : []));
  return invalid(first ?? missing, ...rest);
}
