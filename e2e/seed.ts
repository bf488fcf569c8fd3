import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { tokens } from "../db/schema/tokens";
import type { TestDatabase } from "../db/testing";
import type { Person } from "./fixtures";

export type SampleToken = {
  description: string;
  /** PostgreSQL intervals: from now to its expiry, and from its last use to now; null: never. */
  expiresIn: string | null;
  usedAgo?: string | null;
  ip?: string | null;
  agent?: string | null;
};

/** Rows as a month of use would have left them. Nobody knows their secrets: their digests are random. */
export async function seedTokens(
  { db }: TestDatabase,
  owner: Person | { group: string },
  samples: readonly SampleToken[],
): Promise<void> {
  const whose = "group" in owner ? owner : { userId: owner.id, createdBy: owner.id };
  await db.insert(tokens).values(
    samples.map(({ description, expiresIn, usedAgo = null, ip = null, agent = null }) => ({
      id: sql`gen_random_uuid()`,
      familyId: sql`gen_random_uuid()`,
      ...whose,
      description,
      digest: randomBytes(32),
      hint: randomBytes(3).toString("base64url"),
      createdAt: sql`now() - interval '1 day'`,
      updatedAt: sql`now()`,
      lifetimeDays: 30,
      lifetimeHours: 0,
      lifetimeMinutes: 0,
      expiresAt: expiresIn === null ? null : sql`now() + ${expiresIn}::interval`,
      lastUsedAt: usedAgo === null ? null : sql`now() - ${usedAgo}::interval`,
      lastUsedIp: ip,
      lastUsedAgent: agent,
    })),
  );
}
