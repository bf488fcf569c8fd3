import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";

export const users = pgTable(
  "users",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    email: text("email").notNull(),
    name: text("name").notNull(),
    status: text("status", { enum: ["active", "suspended"] })
      .notNull()
      .default("active"),
    /** argon2id in PHC form; null for people who sign in elsewhere only. */
    password: text("password"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("users_email_unique").on(sql`lower(${t.email})`),
    check("users_status", sql`${t.status} in ('active', 'suspended')`),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    /** The absolute limit; the idle limit is derived from lastSeenAt. */
    expiresAt: instant("expires_at").notNull(),
    endedAt: instant("ended_at"),
    endedReason: text("ended_reason"),
    ip: text("ip"),
    agent: text("agent"),
    /** The password was given just now, to link an identity: used up by the link, or void after minutes. */
    linkConfirmedAt: instant("link_confirmed_at"),
  },
  (t) => [index("sessions_user").on(t.userId)],
);

/** Whom an identity provider knows a person as; of one issuer at most one each. */
export const identities = pgTable(
  "identities",
  {
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** When the issuer said the groups that memberships of source idp show; null = never, or they were ended. */
    groupsAsOf: instant("groups_as_of"),
    /** The issuer refused to go on (invalid_grant): no groups until the next sign-in. */
    groupsEndedAt: instant("groups_ended_at"),
    /** Sealed (lib/identities/seal.ts): of no use to a reader of the database alone. */
    refreshToken: bytea("refresh_token"),
    refreshDueAt: instant("refresh_due_at"),
  },
  (t) => [
    primaryKey({ columns: [t.issuer, t.subject] }),
    uniqueIndex("identities_user_unique").on(t.userId, t.issuer),
    index("identities_refresh_due").on(t.refreshDueAt).where(sql`${t.refreshToken} is not null`),
  ],
);

/** One-time codes (printed on the terminal: first run, recovery; invitations): only their digests are here. */
export const setupCodes = pgTable(
  "setup_codes",
  {
    digest: bytea("digest").primaryKey(),
    purpose: text("purpose", { enum: ["setup", "recover", "invite"] }).notNull(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    /** Of an invitation: for whom, and by whom. The account is made when the code is used. */
    email: text("email"),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "cascade" }),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [check("setup_codes_invitation", sql`(${t.purpose} = 'invite') = (${t.email} is not null)`)],
);

/** Failed sign-ins per account and network; keys hold no password and no plain e-mail. */
export const throttles = pgTable("throttles", {
  key: text("key").primaryKey(),
  failures: integer("failures").notNull(),
  windowStartedAt: instant("window_started_at").notNull(),
  lastFailedAt: instant("last_failed_at").notNull(),
});
