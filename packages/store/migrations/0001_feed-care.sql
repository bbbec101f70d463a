CREATE TABLE "feed_notices" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feed_notices_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"feed_id" bigint NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"told_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "longest_quiet_ms" bigint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "silent_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "fixed_interval_ms" integer;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "user_agent" text;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "selectors" jsonb;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "state_note" text;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "searched_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "feeds" ADD COLUMN "successors" jsonb;--> statement-breakpoint
ALTER TABLE "feed_notices" ADD CONSTRAINT "feed_notices_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "feed_notices_feed" ON "feed_notices" USING btree ("feed_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "feed_notices_untold" ON "feed_notices" USING btree ("id") WHERE "feed_notices"."told_at" is null;--> statement-breakpoint
CREATE INDEX "fetches_gaps" ON "fetches" USING btree ("at" DESC NULLS LAST) WHERE "fetches"."gap";