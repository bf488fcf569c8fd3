import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  boolean,
  check,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { bytea, instant } from "./columns";
import { users } from "./users";

export const tokens = pgTable(
  "tokens",
  {
    /** Also the secret's `jti`. */
    id: uuid("id").primaryKey(),
    userId: uuid("user_id").references(() => users.id, { onDelete: "cascade" }),
    group: text("group_name"),
    description: text("description").notNull(),
    digest: bytea("digest").notNull(),
    hint: text("hint").notNull(),
    createdBy: uuid("created_by").references(() => users.id, { onDelete: "set null" }),
    mintedBy: uuid("minted_by").references((): AnyPgColumn => tokens.id),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    /** Exactly as asked: Terrakube's clients compare them. All zero = never. */
    lifetimeDays: integer("lifetime_days").notNull(),
    lifetimeHours: integer("lifetime_hours").notNull(),
    lifetimeMinutes: integer("lifetime_minutes").notNull(),
    /** null = never. Compared with the database's clock only. */
    expiresAt: instant("expires_at"),
    /** The expiry, where never is the last instant of all: what lists sort by and indexes hold. */
    deadline: instant("deadline").generatedAlwaysAs(sql`coalesce(expires_at, 'infinity')`),
    pausedAt: instant("paused_at"),
    revokedAt: instant("revoked_at"),
    revokedBy: uuid("revoked_by").references(() => users.id, { onDelete: "set null" }),
    revokedReason: text("revoked_reason"),
    familyId: uuid("family_id").notNull(),
    retiresAt: instant("retires_at"),
    mayManageTokens: boolean("may_manage_tokens").notNull().default(false),
    mayManageTeams: boolean("may_manage_teams").notNull().default(false),
    allowedCidrs: text("allowed_cidrs").array(),
    /** The OAuth client that the token was generated for (terraform login); null for all others. */
    clientId: text("client_id"),
    lastUsedAt: instant("last_used_at"),
    lastUsedIp: text("last_used_ip"),
    lastUsedAgent: text("last_used_agent"),
    useCount: bigint("use_count", { mode: "number" }).notNull().default(0),
  },
  (t) => [
    uniqueIndex("tokens_digest_unique").on(t.digest),
    // As the list sorts and pages; with what its counters ask, so that they read no rows.
    index("tokens_user").on(t.userId, t.deadline, t.id, t.revokedAt, t.pausedAt),
    index("tokens_group").on(t.group, t.deadline, t.id, t.revokedAt, t.pausedAt),
    index("tokens_minted_by").on(t.mintedBy),
    check("tokens_one_owner", sql`(${t.userId} is null) <> (${t.group} is null)`),
    check("tokens_digest_size", sql`octet_length(${t.digest}) = 32`),
    check(
      "tokens_lifetime",
      sql`${t.lifetimeDays} >= 0 and ${t.lifetimeHours} >= 0 and ${t.lifetimeMinutes} >= 0`,
    ),
  ],
);

/** Recent calls of a token, accepted and refused, merged by client; bounded per token (db/calls.ts). */
export const tokenCalls = pgTable(
  "token_calls",
  {
    tokenId: uuid("token_id")
      .notNull()
      .references(() => tokens.id, { onDelete: "cascade" }),
    outcome: text("outcome", {
      enum: ["accepted", "expired", "revoked", "paused", "suspended", "teamless", "network"],
    }).notNull(),
    ip: text("ip").notNull(),
    agent: text("agent").notNull(),
    lastAt: instant("last_at").notNull(),
    count: bigint("count", { mode: "number" }).notNull(),
  },
  (t) => [primaryKey({ columns: [t.tokenId, t.outcome, t.ip, t.agent] })],
);

/** One generation per actor and key for 24 hours (security.md rule 3). */
export const idempotencyKeys = pgTable(
  "idempotency_keys",
  {
    actor: text("actor").notNull(),
    key: uuid("key").notNull(),
    fingerprint: bytea("fingerprint").notNull(),
    tokenId: uuid("token_id").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.actor, t.key] }), index("idempotency_keys_created").on(t.createdAt)],
);
