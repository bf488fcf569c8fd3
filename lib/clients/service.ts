import { insertAuditEvent } from "@/db/audit";
import * as rows from "@/db/clients";
import type { SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeAdministration } from "@/lib/authorization";
import { digestOf, isSameDigest } from "@/lib/digest";
import { isOutage } from "@/lib/outage";
import { actAsOwner } from "@/lib/owners/service";
import { fail, invalid, issuesOf, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { hintOf } from "@/lib/tokens/secret";
import { checkName } from "@/lib/users/schema";
import { uuidFrom } from "@/lib/uuid";
import { CLIENT_SECRET_BYTES, type ClientView, writeClientSecret } from "./client";
import { clientId, clientInput } from "./schema";

/** The registered clients by name. @returns failures: forbidden */
export async function listClients(runtime: Runtime, actor: SessionActor): Promise<Result<ClientView[]>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  return ok(
    (await rows.listClients(runtime.db)).map(({ creatorName, createdAt, lastUsedAt, ...row }) => ({
      ...row,
      createdBy: creatorName,
      createdAt: createdAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
    })),
  );
}

/**
 * Registers a client. Its secret is in this one answer, and only its digest is stored.
 * @returns failures: forbidden, invalid_input, conflict (the name is taken)
 */
export async function registerClient(
  runtime: Runtime,
  actor: SessionActor,
  input: unknown,
): Promise<Result<{ id: string; name: string; secret: string }>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const parsed = clientInput.safeParse(input);
  if (!parsed.success) return invalid(...issuesOf(parsed.error));
  const checked = checkName(parsed.data.name);
  if ("issue" in checked) return invalid(checked.issue);
  const name = checked.text;
  return actAsOwner(runtime, actor, null, async (tx) => {
    const id = uuidFrom(runtime.randomBytes(16));
    const secret = writeClientSecret(runtime.randomBytes(CLIENT_SECRET_BYTES));
    const row = { id, name, digest: digestOf(secret), hint: hintOf(secret), createdBy: actor.userId };
    if (!(await rows.insertClient(tx, row)))
      return fail({ kind: "conflict", message: "Another client has this name already." });
    await insertAuditEvent(tx, auditOf(actor, "client.registered", { kind: "client", id }, { name }));
    return ok({ id, name, secret });
  });
}

/** Removes a client: its next call is refused. @returns failures: forbidden, not_found */
export async function deleteClient(
  runtime: Runtime,
  actor: SessionActor,
  id: unknown,
): Promise<Result<null>> {
  const known = clientId.safeParse(id);
  return actAsOwner(runtime, actor, null, async (tx) => {
    const name = known.success ? await rows.deleteClient(tx, known.data) : undefined;
    if (!known.success || name === undefined) return notFound("client");
    await insertAuditEvent(
      tx,
      auditOf(actor, "client.deleted", { kind: "client", id: known.data }, { name }),
    );
    return ok(null);
  });
}

export type Client = { id: string; name: string };

const NOBODY = { name: "", digest: digestOf("") };

/** The client whose id and secret these are, or null; an unknown id is compared too, with what no secret has. */
export async function authenticateClient(
  runtime: Runtime,
  id: string,
  secret: string,
): Promise<Client | null> {
  const known = clientId.safeParse(id);
  const row = known.success ? await rows.findClientDigest(runtime.db, known.data) : undefined;
  const isGenuine = isSameDigest(digestOf(secret), (row ?? NOBODY).digest);
  if (!known.success || !row || !isGenuine) return null;
  await noteUse(runtime, known.data);
  return { id: known.data, name: row.name };
}

/** A database that answers reads but takes no writes (a standby) still answers clients. */
async function noteUse(runtime: Runtime, id: string): Promise<void> {
  try {
    await rows.touchClient(runtime.db, id);
  } catch (error) {
    if (!isOutage(error)) throw error;
  }
}
