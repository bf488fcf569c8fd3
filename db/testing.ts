import { randomBytes } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import pg from "pg";
import { connectDatabase, type Database } from "./client";
import { sessions, users } from "./schema/users";
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
      await dropDatabase(engineUrl, name);
    },
  };
}

/** As createTestDatabase, inside vitest. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { inject } = await import("vitest");
  return createTestDatabase(inject("engineUrl"));
}

/** While PostgreSQL's own autovacuum is in it, force is refused (42501): that takes a moment. */
async function dropDatabase(engineUrl: string, name: string, tries = 20): Promise<void> {
  try {
    await runAsAdmin(engineUrl, `drop database if exists ${name} with (force)`);
  } catch (error) {
    if ((error as { code?: string }).code !== "42501" || tries === 1) throw error;
    await setTimeout(250);
    await dropDatabase(engineUrl, name, tries - 1);
  }
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
