import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";
import { tokens } from "./tokens";
import { users } from "./users";

/** Who may ask about secrets and end them (RFC 7662, 7009): a resource server, a scanner. Instance owners register them. */
export const clients = pgTable(
  "clients",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    digest: bytea("digest").notNull(),
    hint: text("hint").notNull(),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
  },
  (t) => [
    uniqueIndex("clients_name_unique").on(sql`lower(${t.name})`),
    check("clients_digest_size", sql`octet_length(${t.digest}) = 32`),
  ],
);

/**
 * The codes of `terraform login`: what a person allowed, until the terminal fetches its token (RFC 6749 section 4.1).
 * Used ones stay for a while: a replay must find the token that it revokes.
 */
export const loginCodes = pgTable(
  "login_codes",
  {
    digest: bytea("digest").primaryKey(),
    clientId: text("client_id").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    /** Of the browser that allowed it; the token is generated only while it lives. */
    sessionId: uuid("session_id").notNull(),
    redirectUri: text("redirect_uri").notNull(),
    /** A login is allowed once: of two browsers that allow the same one, the second gets no code. */
    challenge: text("challenge").notNull(),
    description: text("description").notNull(),
    lifetimeDays: integer("lifetime_days").notNull(),
    lifetimeHours: integer("lifetime_hours").notNull(),
    lifetimeMinutes: integer("lifetime_minutes").notNull(),
    /** The chosen instant, where one was chosen; else the lifetime counts, and all zero = never. */
    until: instant("until"),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    tokenId: uuid("token_id").references(() => tokens.id),
  },
  (t) => [
    uniqueIndex("login_codes_challenge_unique").on(t.challenge),
    index("login_codes_user").on(t.userId),
  ],
);
