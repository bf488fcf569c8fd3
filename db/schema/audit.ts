import { sql } from "drizzle-orm";
import { bigserial, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { instant } from "./columns";

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
