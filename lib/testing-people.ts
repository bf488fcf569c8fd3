import { inTransaction } from "@/db/client";
import { addLocalMembership } from "@/db/memberships";
import { openTestDatabase } from "@/db/testing";
import { insertUser } from "@/db/users";
import type { Origin, SessionActor } from "./actor";
import { findActor } from "./sessions/service";
import { signIn } from "./sign-in/service";
import { hashCheaply } from "./testing-password";
import { makeTestRuntime } from "./testing-runtime";

export const OWNER_GROUP = "OWNERS";
export const PASSWORD = "a tulip over three";
export const HERE: Origin = { ip: "192.0.2.10", agent: "Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0" };

/** A database of one's own with people in it. `clock.now` is what the runtime's clock says. */
export async function openTestPeople() {
  const database = await openTestDatabase();
  const clock = { now: new Date("2026-03-01T12:00:00Z") };
  const runtime = makeTestRuntime(database.db, () => clock.now, OWNER_GROUP);
  const digest = await hashCheaply(PASSWORD);

  async function query<T = Record<string, unknown>>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await database.db.$client.query(text, values)).rows as T[];
  }

  return {
    runtime,
    clock,
    query,
    /** An account with PASSWORD; returns its id. */
    addPerson: (email: string, options: { groups?: string[] } = {}) =>
      inTransaction(runtime.db, async (tx) => {
        const { id } = await insertUser(tx, { email, name: email.split("@")[0] ?? email, password: digest });
        for (const group of options.groups ?? []) await addLocalMembership(tx, id, group);
        return id;
      }),
    /** A browser that signed in. */
    signInAs: async (email: string, origin = HERE, previous: string | null = null): Promise<SessionActor> => {
      const result = await signIn(runtime, { email, password: PASSWORD }, origin, previous);
      if (!result.ok) throw new Error(result.failure.message);
      const actor = await findActor(runtime, result.value.sessionId, origin);
      if (!actor) throw new Error("a fresh session must live");
      return actor;
    },
    /** Who a session stands for now. */
    ask: (sessionId: string, origin = HERE) => findActor(runtime, sessionId, origin),
    /** The actions recorded on a subject, oldest first. */
    listEvents: async (subjectId: string): Promise<string[]> => {
      const rows = await query<{ action: string }>(
        "select action from audit_events where subject_id = $1 order by id",
        [subjectId],
      );
      return rows.map((row) => row.action);
    },
    /** From here on no event of this action can be written: what it belongs to must then not happen either. */
    breakAudit: async (action: string): Promise<void> => {
      await query(`create or replace function refuse_event() returns trigger language plpgsql as
        $$ begin raise exception 'no events today'; end $$`);
      await query(`create or replace trigger refuse_event before insert on audit_events
        for each row when (new.action = '${action}') execute function refuse_event()`);
    },
    mendAudit: () => query("drop trigger refuse_event on audit_events"),
    close: database.close,
  };
}

export type TestPeople = Awaited<ReturnType<typeof openTestPeople>>;
