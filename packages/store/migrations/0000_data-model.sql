CREATE TABLE "article_keys" (
	"key" text PRIMARY KEY NOT NULL,
	"article_id" bigint NOT NULL,
	"content_hash" text NOT NULL,
	"seen_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "article_versions" (
	"article_id" bigint NOT NULL,
	"revision" integer NOT NULL,
	"title" text NOT NULL,
	"summary" text NOT NULL,
	"content_hash" text NOT NULL,
	"replaced_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "article_versions_article_id_revision_pk" PRIMARY KEY("article_id","revision")
);
--> statement-breakpoint
CREATE TABLE "articles" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "articles_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"feed_id" bigint,
	"outlet" text NOT NULL,
	"title" text NOT NULL,
	"summary" text DEFAULT '' NOT NULL,
	"url" text,
	"author" text,
	"lang" text DEFAULT 'ar' NOT NULL,
	"published_at" timestamp with time zone,
	"first_seen_at" timestamp with time zone DEFAULT now() NOT NULL,
	"edited_at" timestamp with time zone,
	"content_hash" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"tier" text NOT NULL,
	"rule_version" text NOT NULL,
	"origin" text NOT NULL,
	"body" text,
	"page" text DEFAULT 'none' NOT NULL,
	"page_note" text,
	"page_attempts" integer DEFAULT 0 NOT NULL,
	"page_due_at" timestamp with time zone,
	"page_lease_until" timestamp with time zone,
	"search" "tsvector"
);
--> statement-breakpoint
CREATE TABLE "audit" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "audit_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"subject" text DEFAULT '' NOT NULL,
	"detail" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "chats" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "chats_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"bot_id" bigint NOT NULL,
	"chat_id" bigint NOT NULL,
	"thread_id" integer DEFAULT 0 NOT NULL,
	"kind" text NOT NULL,
	"title" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'known' NOT NULL,
	"is_operators" boolean DEFAULT false NOT NULL,
	"lang" text DEFAULT 'ar' NOT NULL,
	"zone" text DEFAULT 'Asia/Riyadh' NOT NULL,
	"tier" text DEFAULT 'core' NOT NULL,
	"alerts" boolean DEFAULT true NOT NULL,
	"digest_times" jsonb DEFAULT '["08:00"]'::jsonb NOT NULL,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"subscribed_at" timestamp with time zone,
	"told_until" timestamp with time zone DEFAULT now() NOT NULL,
	"dead_proofs" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "chats_identity" UNIQUE("bot_id","chat_id","thread_id")
);
--> statement-breakpoint
CREATE TABLE "facts" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "feedback" (
	"bot_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"story_id" bigint NOT NULL,
	"vote" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feedback_bot_id_user_id_story_id_pk" PRIMARY KEY("bot_id","user_id","story_id")
);
--> statement-breakpoint
CREATE TABLE "feeds" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "feeds_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"url" text NOT NULL,
	"host" text GENERATED ALWAYS AS (coalesce(lower(substring(url from '^[A-Za-z]+://([^/?#]+)')), url)) STORED,
	"title" text,
	"outlet" text NOT NULL,
	"site_url" text,
	"status" text DEFAULT 'active' NOT NULL,
	"etag" text,
	"last_modified" text,
	"body_hash" text,
	"failures" real DEFAULT 0 NOT NULL,
	"failing_since" timestamp with time zone,
	"last_failure" jsonb,
	"last_visit_at" timestamp with time zone,
	"last_success_at" timestamp with time zone,
	"last_new_at" timestamp with time zone,
	"last_item_keys" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"interval_ms" integer DEFAULT 900000 NOT NULL,
	"next_check_at" timestamp with time zone DEFAULT now() NOT NULL,
	"lease_owner" uuid,
	"lease_until" timestamp with time zone,
	"baseline_at" timestamp with time zone,
	"added_by" text DEFAULT 'starter' NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "feeds_url_unique" UNIQUE("url")
);
--> statement-breakpoint
CREATE TABLE "fetches" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "fetches_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"feed_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"duration_ms" integer NOT NULL,
	"outcome" text NOT NULL,
	"status" integer,
	"bytes" integer DEFAULT 0 NOT NULL,
	"items" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"edited" integer DEFAULT 0 NOT NULL,
	"matched" integer DEFAULT 0 NOT NULL,
	"gap" boolean DEFAULT false NOT NULL,
	"note" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"name" text PRIMARY KEY NOT NULL,
	"owner" uuid NOT NULL,
	"until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "matches" (
	"article_id" bigint NOT NULL,
	"topic" text NOT NULL,
	"tier" text NOT NULL,
	"score" real NOT NULL,
	"rule_version" text NOT NULL,
	"result" jsonb NOT NULL,
	"signature" jsonb NOT NULL,
	"story_id" bigint,
	"final" boolean NOT NULL,
	"matched_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "matches_article_id_topic_pk" PRIMARY KEY("article_id","topic")
);
--> statement-breakpoint
CREATE TABLE "message_stories" (
	"message_id" bigint NOT NULL,
	"chat" bigint NOT NULL,
	"story_id" bigint NOT NULL,
	"edition" integer NOT NULL,
	CONSTRAINT "message_stories_chat_story_id_edition_pk" PRIMARY KEY("chat","story_id","edition")
);
--> statement-breakpoint
CREATE TABLE "messages" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "messages_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"chat" bigint NOT NULL,
	"kind" text NOT NULL,
	"slot" text NOT NULL,
	"part" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'owed' NOT NULL,
	"draft" jsonb NOT NULL,
	"priority" integer DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"claim_owner" uuid,
	"claim_until" timestamp with time zone,
	"attempts" integer DEFAULT 0 NOT NULL,
	"maybe_twice" boolean DEFAULT false NOT NULL,
	"plain" boolean DEFAULT false NOT NULL,
	"telegram_message_id" integer,
	"note" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"sent_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "operators" (
	"bot_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"role" text NOT NULL,
	"added_by" text NOT NULL,
	"added_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "operators_bot_id_user_id_pk" PRIMARY KEY("bot_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "stories" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "stories_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"topic" text NOT NULL,
	"title" text NOT NULL,
	"tier" text NOT NULL,
	"origin" text NOT NULL,
	"first_at" timestamp with time zone NOT NULL,
	"last_at" timestamp with time zone NOT NULL,
	"outlets" integer DEFAULT 1 NOT NULL,
	"articles" integer DEFAULT 1 NOT NULL,
	"texts" integer DEFAULT 1 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "story_editions" (
	"story_id" bigint NOT NULL,
	"n" integer NOT NULL,
	"reason" text NOT NULL,
	"tier" text NOT NULL,
	"outlets" integer NOT NULL,
	"tellable" boolean NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"told_at" timestamp with time zone,
	CONSTRAINT "story_editions_story_id_n_pk" PRIMARY KEY("story_id","n")
);
--> statement-breakpoint
CREATE TABLE "topic_edits" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "topic_edits_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"topic" text NOT NULL,
	"op" jsonb NOT NULL,
	"author" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by" text,
	"set_aside" text
);
--> statement-breakpoint
ALTER TABLE "article_versions" ADD CONSTRAINT "article_versions_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "articles" ADD CONSTRAINT "articles_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feedback" ADD CONSTRAINT "feedback_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "fetches" ADD CONSTRAINT "fetches_feed_id_feeds_id_fk" FOREIGN KEY ("feed_id") REFERENCES "public"."feeds"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_article_id_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "matches" ADD CONSTRAINT "matches_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_stories" ADD CONSTRAINT "message_stories_message_id_messages_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."messages"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_stories" ADD CONSTRAINT "message_stories_chat_chats_id_fk" FOREIGN KEY ("chat") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message_stories" ADD CONSTRAINT "message_stories_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_chat_chats_id_fk" FOREIGN KEY ("chat") REFERENCES "public"."chats"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "story_editions" ADD CONSTRAINT "story_editions_story_id_stories_id_fk" FOREIGN KEY ("story_id") REFERENCES "public"."stories"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "article_keys_article" ON "article_keys" USING btree ("article_id");--> statement-breakpoint
CREATE INDEX "articles_seen" ON "articles" USING btree ("first_seen_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "articles_feed" ON "articles" USING btree ("feed_id","first_seen_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "articles_search" ON "articles" USING gin ("search") WHERE "articles"."search" is not null;--> statement-breakpoint
CREATE INDEX "articles_pages_due" ON "articles" USING btree ("page_due_at") WHERE "articles"."page" = 'wanted';--> statement-breakpoint
CREATE INDEX "audit_recent" ON "audit" USING btree ("at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "feeds_due" ON "feeds" USING btree ("next_check_at") WHERE "feeds"."status" = 'active';--> statement-breakpoint
CREATE INDEX "feeds_leased" ON "feeds" USING btree ("host") WHERE "feeds"."lease_until" is not null;--> statement-breakpoint
CREATE INDEX "fetches_feed" ON "fetches" USING btree ("feed_id","at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "matches_story" ON "matches" USING btree ("story_id");--> statement-breakpoint
CREATE INDEX "matches_recent" ON "matches" USING btree ("topic","matched_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "matches_open" ON "matches" USING btree ("matched_at") WHERE not "matches"."final";--> statement-breakpoint
CREATE INDEX "message_stories_message" ON "message_stories" USING btree ("message_id");--> statement-breakpoint
CREATE UNIQUE INDEX "messages_once" ON "messages" USING btree ("chat","kind","slot","part");--> statement-breakpoint
CREATE INDEX "messages_owed" ON "messages" USING btree ("priority","not_before","id") WHERE "messages"."state" in ('owed', 'claimed', 'sending', 'unknown');--> statement-breakpoint
CREATE INDEX "stories_recent" ON "stories" USING btree ("topic","last_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "story_editions_untold" ON "story_editions" USING btree ("at") WHERE "story_editions"."tellable" and "story_editions"."told_at" is null;