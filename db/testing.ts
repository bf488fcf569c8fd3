import { randomBytes } from "node:crypto";
import pg from "pg";
import { connectDatabase, type Database } from "./client";
import { sessions, users } from "./schema";
import { TEMPLATE } from "./testing-setup";

export type TestDatabase = { url: string; db: Database; close: () => Promise<void> };

/** A migrated database of one's own on a running engine; `close` drops it. */
export async function createTestDatabase(engineUrl: string): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  await runAsAdmin(engineUrl, `create database ${name} template ${TEMPLATE}`);
  const url = new URL(engineUrl);
  url.pathname = name;
  const { db, close } = connectDatabase(url.href);
  return {
    url: url.href,
    db,
    close: async () => {
      await close();
      await runAsAdmin(engineUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

/** As createTestDatabase, inside vitest. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { inject } = await import("vitest");
  return createTestDatabase(inject("engineUrl"));
}

async function runAsAdmin(engineUrl: string, statement: string): Promise<void> {
  const admin = new pg.Client({ connectionString: engineUrl });
  await admin.connect();
  await admin.query(statement).finally(() => admin.end());
}

/** An active person with a live session, as an actor of lib/actor.ts. */
export async function seedPerson(db: Database, name = "Ada") {
  const email = `${name.toLowerCase()}-${randomBytes(4).toString("hex")}@example.test`;
  const [user] = await db.insert(users).values({ name, email }).returning();
  if (!user) throw new Error("no user");
  const expiresAt = new Date(Date.now() + 86_400_000);
  const [session] = await db.insert(sessions).values({ userId: user.id, expiresAt }).returning();
  if (!session) throw new Error("no session");
  return {
    kind: "session" as const,
    userId: user.id,
    sessionId: session.id,
    email,
    name,
    groups: [] as string[],
    isInstanceOwner: false,
    ip: "127.0.0.1",
    agent: "test",
  };
}
