CREATE TABLE "identities" (
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"groups_as_of" timestamp (3) with time zone,
	"groups_ended_at" timestamp (3) with time zone,
	"refresh_token" "bytea",
	"refresh_due_at" timestamp (3) with time zone,
	CONSTRAINT "identities_issuer_subject_pk" PRIMARY KEY("issuer","subject")
);
--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "counts_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "link_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "identities_user_unique" ON "identities" USING btree ("user_id","issuer");--> statement-breakpoint
CREATE INDEX "identities_refresh_due" ON "identities" USING btree ("refresh_due_at") WHERE "identities"."refresh_token" is not null;--> statement-breakpoint
UPDATE "memberships" SET "counts_until" = "created_at" + interval '7 days' WHERE "source" = 'idp';--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_counts_until" CHECK (("memberships"."source" = 'idp') = ("memberships"."counts_until" is not null));