import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigint,
  bigserial,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";

const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

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

export const organizations = pgTable(
  "organizations",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    /** null and "" differ: Terrakube's clients compare what they sent. */
    description: text("description"),
    executionMode: text("execution_mode", { enum: ["remote", "local"] })
      .notNull()
      .default("remote"),
    icon: text("icon"),
    /** Disabled instead of deleted: its teams do not count meanwhile. */
    isDisabled: boolean("is_disabled").notNull().default(false),
    /** A followed Terrakube's, under its own id; disabled = gone or disabled there. */
    isMirrored: boolean("is_mirrored").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("organizations_name_unique")
      .on(t.name)
      .where(sql`not ${t.isDisabled} and not ${t.isMirrored}`),
    check("organizations_execution_mode", sql`${t.executionMode} in ('remote', 'local')`),
  ],
);

export const teams = pgTable(
  "teams",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    organizationId: uuid("organization_id")
      .notNull()
      .references(() => organizations.id),
    /** The group that belongs to the team: exact and case-sensitive. */
    name: text("name").notNull(),
    /** As sent, null = custom; lib/teams/permissions.ts reads it without case. */
    role: text("role"),
    // The ten flags as given: what they come to is derived from role and flags in lib/teams/permissions.ts.
    manageState: boolean("manage_state").notNull().default(false),
    manageWorkspace: boolean("manage_workspace").notNull().default(false),
    manageModule: boolean("manage_module").notNull().default(false),
    manageProvider: boolean("manage_provider").notNull().default(false),
    manageVcs: boolean("manage_vcs").notNull().default(false),
    manageTemplate: boolean("manage_template").notNull().default(false),
    manageCollection: boolean("manage_collection").notNull().default(false),
    manageJob: boolean("manage_job").notNull().default(false),
    planJob: boolean("plan_job").notNull().default(false),
    approveJob: boolean("approve_job").notNull().default(false),
    /** A followed Terrakube's, under its own id and as received: there two teams of an organization may share a name. */
    isMirrored: boolean("is_mirrored").notNull().default(false),
    /** When the followed Terrakube first answered 404 for it: it does not count until it is back, or deleted for good. */
    goneAt: instant("gone_at"),
    /** Since when it has borne its name: a rename starts anew. */
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex("teams_name_unique").on(t.organizationId, t.name).where(sql`not ${t.isMirrored}`),
    index("teams_name").on(t.name),
  ],
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

/** A group is a team's name across organizations (design.md section 3). */
export const memberships = pgTable(
  "memberships",
  {
    userId: uuid("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    group: text("group_name").notNull(),
    source: text("source", { enum: ["local", "idp"] }).notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Of source idp: from here on it counts no more, unless the provider confirms it again. */
    countsUntil: instant("counts_until"),
  },
  (t) => [
    primaryKey({ columns: [t.userId, t.group, t.source] }),
    index("memberships_group").on(t.group),
    check("memberships_source", sql`${t.source} in ('local', 'idp')`),
    check("memberships_counts_until", sql`(${t.source} = 'idp') = (${t.countsUntil} is not null)`),
  ],
);

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

/** Append-only: a trigger in the first migration refuses UPDATE, DELETE and TRUNCATE. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: bigserial("id", { mode: "number" }).primaryKey(),
    at: instant("at").notNull().default(sql`clock_timestamp()`),
    action: text("action").notNull(),
    actorKind: text("actor_kind", {
      enum: ["session", "user-token", "team-token", "oidc", "client", "system"],
    }).notNull(),
    actorUserId: uuid("actor_user_id"),
    actorTokenId: uuid("actor_token_id"),
    subjectKind: text("subject_kind", {
      enum: [
        "token",
        "user",
        "session",
        "instance",
        "policy",
        "organization",
        "team",
        "invitation",
        "client",
      ],
    }).notNull(),
    subjectId: text("subject_id").notNull(),
    details: jsonb("details").$type<Record<string, string | number | boolean | null>>().notNull().default({}),
    ip: text("ip"),
  },
  (t) => [index("audit_events_subject").on(t.subjectKind, t.subjectId)],
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
