import { insertAuditEvent } from "@/db/audit";
import { inTransaction, type Transaction } from "@/db/client";
import {
  endSessionRow,
  endSessionRowsOf,
  insertSession,
  type LiveSession,
  listLiveSessions,
  lockLiveSession,
  readLiveSession,
  touchSession,
} from "@/db/sessions";
import type { Origin, SessionActor } from "@/lib/actor";
import { isOutage } from "@/lib/outage";
import { notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { type EndReason, IDLE_SECONDS, LONGEST_SECONDS, TOUCH_SECONDS } from "./policy";
import { sessionId } from "./schema";
import { describeAgent, type SessionView } from "./session";

/**
 * Who a session stands for at this moment: rows are read at every request, so that what ended a session, suspended
 * its person or changed their groups holds at the next one. Null when it does not live.
 */
export async function findActor(runtime: Runtime, id: string, origin: Origin): Promise<SessionActor | null> {
  if (!sessionId.safeParse(id).success) return null;
  const limits = { idleSeconds: IDLE_SECONDS, staleSeconds: TOUCH_SECONDS };
  const session = await readLiveSession(runtime.db, id, limits);
  if (!session) return null;
  if (session.isStale) await noteUse(runtime, id, origin);
  return actorOf(session, runtime.ownerGroup, origin);
}

/** The actor that a live session is, with the rights of this moment. */
export function actorOf(session: LiveSession, ownerGroup: string, origin: Origin): SessionActor {
  const { id: sessionId, userId, email, name, groups } = session;
  const isInstanceOwner = groups.includes(ownerGroup);
  return { kind: "session", sessionId, userId, email, name, groups, isInstanceOwner, ...clip(origin) };
}

/** A database that answers reads but takes no writes (a standby) still shows pages. */
async function noteUse(runtime: Runtime, id: string, origin: Origin): Promise<void> {
  try {
    await touchSession(runtime.db, id, clip(origin));
  } catch (error) {
    if (!isOutage(error)) throw error;
  }
}

/** A User-Agent is the client's to choose: bounded, and without what PostgreSQL cannot store. */
function clip(origin: Origin): Origin {
  return { ip: origin.ip, agent: origin.agent?.replace(/\p{Cc}/gu, "").slice(0, 300) ?? null };
}

/** Starts a session inside the transaction that found the person to be who they say. */
export async function startSession(tx: Transaction, userId: string, origin: Origin): Promise<string> {
  const id = await insertSession(tx, { userId, ...clip(origin) }, LONGEST_SECONDS);
  const { ip } = origin;
  await insertAuditEvent(tx, {
    action: "user.signed-in",
    actorKind: "session",
    actorUserId: userId,
    subjectKind: "session",
    subjectId: id,
    ip,
  });
  return id;
}

/** By whom sessions are ended; null = by the system (a recovery, a sign-in that replaces them). */
export type Ender = { userId: string | null; ip: string | null };

/** Ends one session with its audit event; false when it is not that person's, or has ended already. */
export async function endSessionIn(
  tx: Transaction,
  session: { id: string; userId: string },
  reason: EndReason,
  ender: Ender,
): Promise<boolean> {
  const isEnded = await endSessionRow(tx, session, reason);
  if (isEnded) await recordEnd(tx, session.id, reason, ender);
  return isEnded;
}

/** Ends all sessions of a person but `except`, each with its audit event; returns how many. */
export async function endSessionsIn(
  tx: Transaction,
  userId: string,
  reason: EndReason,
  ender: Ender,
  except?: string,
): Promise<number> {
  const ids = await endSessionRowsOf(tx, userId, reason, except);
  for (const id of ids) await recordEnd(tx, id, reason, ender);
  return ids.length;
}

async function recordEnd(tx: Transaction, id: string, reason: EndReason, ender: Ender): Promise<void> {
  await insertAuditEvent(tx, {
    action: "session.ended",
    actorKind: ender.userId === null ? "system" : "session",
    actorUserId: ender.userId,
    subjectKind: "session",
    subjectId: id,
    details: { reason },
    ip: ender.ip,
  });
}

/** Signs a browser out: its session is dead for every replica when this returns. One that is dead already is fine. */
export async function signOut(runtime: Runtime, id: string, ip: string | null): Promise<void> {
  if (!sessionId.safeParse(id).success) return;
  await inTransaction(runtime.db, async (tx) => {
    const session = await lockLiveSession(tx, id, IDLE_SECONDS);
    if (session) await endSessionIn(tx, session, "signed-out", { userId: session.userId, ip });
  });
}

/** The actor's live sessions, the own first, then the one used last; `now` is the clock's reading, ISO 8601. */
export async function listSessions(
  runtime: Runtime,
  actor: SessionActor,
): Promise<{ sessions: SessionView[]; now: string }> {
  const rows = await listLiveSessions(runtime.db, actor.userId, IDLE_SECONDS);
  const sessions = rows.map((row) => ({
    id: row.id,
    isCurrent: row.id === actor.sessionId,
    device: describeAgent(row.agent),
    ip: row.ip,
    startedAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
  }));
  sessions.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  return { sessions, now: runtime.now().toISOString() };
}

/** Ends one of the actor's other sessions. Another person's session does not exist for them. */
export async function endSession(runtime: Runtime, actor: SessionActor, id: unknown): Promise<Result<null>> {
  const parsed = sessionId.safeParse(id);
  if (!parsed.success) return notFound("session");
  const session = { id: parsed.data, userId: actor.userId };
  const isEnded = await inTransaction(runtime.db, (tx) => endSessionIn(tx, session, "ended", actor));
  return isEnded ? ok(null) : notFound("session");
}

/** Ends all of the actor's sessions but this one; returns how many there were. */
export async function endOtherSessions(runtime: Runtime, actor: SessionActor): Promise<Result<number>> {
  const count = await inTransaction(runtime.db, (tx) =>
    endSessionsIn(tx, actor.userId, "ended", actor, actor.sessionId),
  );
  return ok(count);
}
