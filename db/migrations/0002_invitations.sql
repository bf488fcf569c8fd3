ALTER TABLE "setup_codes" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD COLUMN "created_by" uuid;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD COLUMN "created_at" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD CONSTRAINT "setup_codes_created_by_users_id_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "setup_codes" ADD CONSTRAINT "setup_codes_invitation" CHECK (("setup_codes"."purpose" = 'invite') = ("setup_codes"."email" is not null));