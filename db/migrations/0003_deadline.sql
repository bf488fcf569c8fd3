DROP INDEX "tokens_user";--> statement-breakpoint
DROP INDEX "tokens_group";--> statement-breakpoint
ALTER TABLE "tokens" ADD COLUMN "deadline" timestamp (3) with time zone GENERATED ALWAYS AS (coalesce(expires_at, 'infinity')) STORED;--> statement-breakpoint
CREATE INDEX "tokens_user" ON "tokens" USING btree ("user_id","deadline","id","revoked_at","paused_at");--> statement-breakpoint
CREATE INDEX "tokens_group" ON "tokens" USING btree ("group_name","deadline","id","revoked_at","paused_at");