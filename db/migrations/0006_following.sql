CREATE TABLE "following" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"attempted_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"failing_since" timestamp (3) with time zone,
	"failure" text,
	"services" jsonb DEFAULT '{}'::jsonb NOT NULL,
	CONSTRAINT "following_one_row" CHECK ("following"."id" = 1)
);
--> statement-breakpoint
DROP INDEX "organizations_name_unique";--> statement-breakpoint
DROP INDEX "teams_name_unique";--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "is_mirrored" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "is_mirrored" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "gone_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_name_unique" ON "organizations" USING btree ("name") WHERE not "organizations"."is_disabled" and not "organizations"."is_mirrored";--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name_unique" ON "teams" USING btree ("organization_id","name") WHERE not "teams"."is_mirrored";--> statement-breakpoint
INSERT INTO "following" ("id") VALUES (1);