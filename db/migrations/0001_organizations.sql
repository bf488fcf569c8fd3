CREATE TABLE "organizations" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"name" text NOT NULL,
	"description" text,
	"execution_mode" text DEFAULT 'remote' NOT NULL,
	"icon" text,
	"is_disabled" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "organizations_execution_mode" CHECK ("organizations"."execution_mode" in ('remote', 'local'))
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"organization_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text,
	"manage_state" boolean DEFAULT false NOT NULL,
	"manage_workspace" boolean DEFAULT false NOT NULL,
	"manage_module" boolean DEFAULT false NOT NULL,
	"manage_provider" boolean DEFAULT false NOT NULL,
	"manage_vcs" boolean DEFAULT false NOT NULL,
	"manage_template" boolean DEFAULT false NOT NULL,
	"manage_collection" boolean DEFAULT false NOT NULL,
	"manage_job" boolean DEFAULT false NOT NULL,
	"plan_job" boolean DEFAULT false NOT NULL,
	"approve_job" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_organization_id_organizations_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "organizations_name_unique" ON "organizations" USING btree ("name") WHERE not "organizations"."is_disabled";--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name_unique" ON "teams" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "teams_name" ON "teams" USING btree ("name");