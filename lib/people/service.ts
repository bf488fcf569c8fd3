import { insertAuditEvent } from "@/db/audit";
import * as rows from "@/db/people";
import { voidSetupCodes } from "@/db/setup-codes";
import { lockPerson, lockUser, updateStatus } from "@/db/users";
import type { SessionActor } from "@/lib/actor";
import { auditOf } from "@/lib/audit";
import { authorizeAdministration } from "@/lib/authorization";
import { readCursor, writeCursor } from "@/lib/cursor";
import { actAsOwner, refuseLastOwner, withdrawInvitationsBy } from "@/lib/owners/service";
import { fail, notFound, ok, type Result } from "@/lib/result";
import type { Runtime } from "@/lib/runtime";
import { IDLE_SECONDS } from "@/lib/sessions/policy";
import { endSessionsIn } from "@/lib/sessions/service";
import type { PeopleList, PeopleQuery, PersonView, Suspension } from "./person";
import { personId } from "./schema";

const PAGE_SIZE = 25;
const SORT = "name";

type Row = Awaited<ReturnType<typeof rows.listPeople>>[number];

/** A page of the accounts, by name. An unreadable cursor is the first page. @returns failures: forbidden */
export async function listPeople(
  runtime: Runtime,
  actor: SessionActor,
  query: PeopleQuery,
): Promise<Result<PeopleList>> {
  const authorized = authorizeAdministration(actor);
  if (!authorized.ok) return authorized;
  const after = readCursor(query.cursor, SORT);
  const [page, { now, ...counts }] = await Promise.all([
    rows.listPeople(runtime.db, { search: query.search, after, limit: PAGE_SIZE + 1 }, IDLE_SECONDS),
    rows.countPeople(runtime.db),
  ]);
  const shown = page.slice(0, PAGE_SIZE);
  const last = shown.at(-1);
  return ok({
    people: shown.map((row) => viewOf(row, runtime.ownerGroup, actor.userId)),
    nextCursor:
      page.length > PAGE_SIZE && last ? writeCursor(SORT, { key: last.sortKey, id: last.id }) : null,
    counts,
    now: new Date(now).toISOString(),
  });
}

function viewOf(row: Row, ownerGroup: string, actorId: string): PersonView {
  const { id, name, email, status, groups, localGroups, liveTokens, liveSessions, lastSeenAt } = row;
  return {
    id,
    name,
    email,
    status,
    groups: groups.filter((group) => group !== ownerGroup),
    isOwner: groups.includes(ownerGroup),
    isLocalOwner: localGroups.includes(ownerGroup),
    isSelf: id === actorId,
    liveTokens,
    liveSessions,
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
  };
}

/**
 * Suspends a person: their sessions end, their tokens are refused from the next call on, a recovery link and the
 * invitations that they made open nothing any more. Team tokens live on: they are the team's. Twice is fine.
 * @returns failures: forbidden, not_found, conflict (oneself, the last active owner)
 */
export async function suspendPerson(
  runtime: Runtime,
  actor: SessionActor,
  userId: unknown,
): Promise<Result<Suspension>> {
  const known = personId.safeParse(userId);
  const id = known.data ?? "";
  return actAsOwner(
    runtime,
    actor,
    (tx) => lockPerson(tx, id, "exclusive"),
    async (tx) => {
      const user = known.success ? await lockUser(tx, id) : undefined;
      if (!user) return notFound("person");
      if (id === actor.userId) return fail(ONESELF);
      if (user.status === "suspended") return ok({ tokens: 0, sessions: 0 });
      const refusal = await refuseLastOwner(runtime, tx, id);
      if (refusal) return fail(refusal);
      await updateStatus(tx, id, "suspended");
      const sessions = await endSessionsIn(tx, id, "suspended", actor);
      await voidSetupCodes(tx, "recover", id);
      await withdrawInvitationsBy(tx, actor, id);
      const stopped = { tokens: await rows.countLiveTokens(tx, id), sessions };
      await insertAuditEvent(tx, auditOf(actor, "user.suspended", { kind: "user", id }, stopped));
      return ok(stopped);
    },
  );
}

const ONESELF = {
  kind: "conflict",
  message: "You cannot suspend yourself. Another instance owner can.",
} as const;

/**
 * Makes a suspended person active: their tokens that are still live are accepted again, their sessions stay ended.
 * @returns how many tokens live again; failures: forbidden, not_found
 */
export async function restorePerson(
  runtime: Runtime,
  actor: SessionActor,
  userId: unknown,
): Promise<Result<{ tokens: number }>> {
  const known = personId.safeParse(userId);
  return actAsOwner(runtime, actor, null, async (tx) => {
    const user = known.success ? await lockUser(tx, known.data) : undefined;
    if (!user) return notFound("person");
    if (user.status === "active") return ok({ tokens: 0 });
    await updateStatus(tx, user.id, "active");
    const tokens = await rows.countLiveTokens(tx, user.id);
    await insertAuditEvent(tx, auditOf(actor, "user.restored", { kind: "user", id: user.id }, { tokens }));
    return ok({ tokens });
  });
}
