import { sql } from "drizzle-orm";
import { boolean, check, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One row: what is true of this installation as a whole. */
export const instance = pgTable(
  "instance",
  {
    id: integer("id").primaryKey().default(1),
    /** Set once, never cleared: closes the setup page for ever. */
    ownerCreatedAt: instant("owner_created_at"),
  },
  (t) => [check("instance_one_row", sql`${t.id} = 1`)],
);

/** Instance-wide rules on tokens. One row, made by the first migration. */
export const policy = pgTable(
  "policy",
  {
    id: integer("id").primaryKey().default(1),
    neverAllowed: boolean("never_allowed").notNull().default(true),
    /** null = no longest lifetime. */
    longestLifetimeMinutes: integer("longest_lifetime_minutes"),
    ownerGroupTokens: boolean("owner_group_tokens").notNull().default(false),
  },
  (t) => [check("policy_one_row", sql`${t.id} = 1`)],
);

/** How the followed Terrakube was read last (design.md section 3). One row. */
export const following = pgTable(
  "following",
  {
    id: integer("id").primaryKey().default(1),
    /** When somebody last began to read it: single-flight and "at most once in 10 s" go by this. */
    attemptedAt: instant("attempted_at"),
    /** When the reading began whose answer is the mirrored state: its age is this one's. */
    readAt: instant("read_at"),
    /** Since when readings have failed, and why the last one did; null = the last one was good. */
    failingSince: instant("failing_since"),
    failure: text("failure"),
    /** What its /.well-known/terraform.json served. */
    services: jsonb("services").$type<Record<string, unknown>>().notNull().default({}),
  },
  (t) => [check("following_one_row", sql`${t.id} = 1`)],
);
