import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { users } from "./users";

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
