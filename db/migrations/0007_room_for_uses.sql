-- Each use writes a new version of its token's row and of its call's. With room left on the page it stays there, and no
-- index is touched (HOT; db/calls.test.ts). Holds for pages written from now on.
ALTER TABLE "tokens" SET (fillfactor = 70);--> statement-breakpoint
ALTER TABLE "token_calls" SET (fillfactor = 70);
