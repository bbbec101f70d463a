CREATE TABLE "forgotten_visits" (
	"outcome" text PRIMARY KEY NOT NULL,
	"visits" bigint NOT NULL,
	"items" bigint NOT NULL,
	"added" bigint NOT NULL,
	"edited" bigint NOT NULL,
	"matched" bigint NOT NULL,
	"bytes" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "saved_queries" (
	"name" text PRIMARY KEY NOT NULL,
	"of" text NOT NULL,
	"filters" jsonb NOT NULL,
	"made_by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE FUNCTION "remember_visits"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "forgotten_visits" AS known ("outcome", "visits", "items", "added", "edited", "matched", "bytes")
  SELECT outcome, count(*), sum(items), sum(added), sum(edited), sum(matched), sum(bytes) FROM forgotten GROUP BY outcome
  ON CONFLICT ("outcome") DO UPDATE SET
    visits = known.visits + excluded.visits, items = known.items + excluded.items, added = known.added + excluded.added,
    edited = known.edited + excluded.edited, matched = known.matched + excluded.matched, bytes = known.bytes + excluded.bytes;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER "fetches_forgotten" AFTER DELETE ON "fetches" REFERENCING OLD TABLE AS forgotten FOR EACH STATEMENT EXECUTE FUNCTION "remember_visits"();
--> statement-breakpoint
CREATE VIEW "feeds_v1" AS
SELECT f.id,
       regexp_replace(regexp_replace(f.url, '^([A-Za-z]+://)[^/?#]*@', '\1'), '[?#].*$', '?***') AS url,
       lower(substring(f.url from '^[A-Za-z]+://(?:[^/?#]*@)?([^/?#]+)')) AS host,
       f.outlet,
       f.title,
       f.status,
       CASE WHEN f.status <> 'active' THEN f.status
            WHEN f.failures > 0 THEN 'failing'
            WHEN f.last_success_at IS NULL THEN 'unvisited'
            ELSE 'healthy' END AS health,
       f.failures,
       f.failing_since,
       f.last_failure ->> 'class' AS last_failure_class,
       f.last_failure ->> 'code' AS last_failure_code,
       f.last_visit_at,
       f.last_success_at,
       f.last_new_at,
       f.silent_since,
       f.interval_ms / 1000 AS interval_seconds,
       f.next_check_at,
       f.baseline_at,
       f.added_at
  FROM feeds f;
--> statement-breakpoint
CREATE VIEW "fetches_v1" AS
SELECT v.id, v.feed_id, v.at, v.duration_ms, v.outcome, v.status, v.bytes, v.items, v.added, v.edited, v.matched, v.gap
  FROM fetches v;
--> statement-breakpoint
CREATE VIEW "articles_v1" AS
SELECT a.id,
       a.feed_id,
       a.outlet,
       a.title,
       a.summary,
       a.url,
       a.author,
       a.lang,
       coalesce(a.published_at, a.first_seen_at) AS at,
       a.published_at,
       a.first_seen_at,
       a.edited_at,
       a.revision,
       a.tier,
       a.rule_version,
       a.origin,
       a.page,
       length(a.body) AS body_chars
  FROM articles a;
--> statement-breakpoint
CREATE VIEW "matches_v1" AS
SELECT m.article_id,
       m.topic,
       m.story_id,
       m.tier,
       m.score,
       m.rule_version,
       m.final,
       m.matched_at,
       ARRAY(SELECT DISTINCT e ->> 'entity' FROM jsonb_array_elements(m.result -> 'evidence') e ORDER BY 1) AS entities,
       ARRAY(SELECT DISTINCT e ->> 'surface' FROM jsonb_array_elements(m.result -> 'evidence') e ORDER BY 1) AS words,
       ARRAY(SELECT DISTINCT r ->> 'rule' FROM jsonb_array_elements(m.result -> 'reasons') r WHERE r ? 'rule' ORDER BY 1) AS rules
  FROM matches m;
--> statement-breakpoint
CREATE VIEW "stories_v1" AS
SELECT s.id,
       s.topic,
       s.tier,
       s.title,
       s.origin,
       s.first_at,
       s.last_at,
       s.outlets,
       s.articles,
       s.texts,
       (SELECT count(*)::int FROM story_editions e WHERE e.story_id = s.id) AS editions,
       (SELECT count(DISTINCT t.chat)::int FROM message_stories t JOIN messages m ON m.id = t.message_id
         WHERE t.story_id = s.id AND m.state = 'sent') AS told_chats,
       (SELECT count(*)::int FROM feedback v WHERE v.story_id = s.id AND v.vote > 0) AS votes_wanted,
       (SELECT count(*)::int FROM feedback v WHERE v.story_id = s.id AND v.vote < 0) AS votes_unwanted
  FROM stories s
 WHERE s.articles > 0;
--> statement-breakpoint
CREATE VIEW "story_editions_v1" AS
SELECT e.story_id, e.n, e.reason, e.tier, e.outlets, e.tellable, e.at, e.told_at
  FROM story_editions e;
--> statement-breakpoint
CREATE VIEW "messages_v1" AS
SELECT m.id,
       m.chat AS chat_number,
       c.kind AS chat_kind,
       m.kind,
       m.part,
       m.state,
       m.attempts,
       m.maybe_twice,
       m.created_at,
       m.not_before,
       m.sent_at
  FROM messages m JOIN chats c ON c.id = m.chat;
--> statement-breakpoint
CREATE VIEW "message_stories_v1" AS
SELECT t.message_id, t.story_id, t.edition
  FROM message_stories t;
