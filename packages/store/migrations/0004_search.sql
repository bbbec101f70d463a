ALTER TABLE "matches" ADD COLUMN "seen_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "outlet" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "matches" ADD COLUMN "entities" text[] DEFAULT '{}' NOT NULL;
--> statement-breakpoint
-- Filled by triggers, so that a worker of an older version, which knows nothing of these columns, fills them as well.
CREATE FUNCTION match_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  SELECT a.first_seen_at, a.outlet INTO NEW.seen_at, NEW.outlet FROM articles a WHERE a.id = NEW.article_id;
  NEW.entities := ARRAY(SELECT DISTINCT e #>> '{}' FROM jsonb_path_query(NEW.result, '$.evidence[*].entity') e ORDER BY 1);
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER match_facts BEFORE INSERT OR UPDATE OF article_id, result ON matches FOR EACH ROW EXECUTE FUNCTION match_facts();
--> statement-breakpoint
CREATE FUNCTION article_facts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE matches SET seen_at = NEW.first_seen_at, outlet = NEW.outlet WHERE article_id = NEW.id;
  RETURN NULL;
END $$;
--> statement-breakpoint
CREATE TRIGGER article_facts AFTER UPDATE OF first_seen_at, outlet ON articles FOR EACH ROW
  WHEN (OLD.first_seen_at IS DISTINCT FROM NEW.first_seen_at OR OLD.outlet IS DISTINCT FROM NEW.outlet)
  EXECUTE FUNCTION article_facts();
--> statement-breakpoint
UPDATE matches m SET seen_at = a.first_seen_at, outlet = a.outlet,
       entities = ARRAY(SELECT DISTINCT e #>> '{}' FROM jsonb_path_query(m.result, '$.evidence[*].entity') e ORDER BY 1)
  FROM articles a WHERE a.id = m.article_id;
--> statement-breakpoint
CREATE INDEX "articles_search_old" ON "articles" USING btree ("id") WHERE "articles"."search" is not null and not ("articles"."search" @@ '''~1'''::tsquery);--> statement-breakpoint
CREATE INDEX "matches_newest" ON "matches" USING btree ("seen_at","article_id","topic");--> statement-breakpoint
CREATE INDEX "matches_tier" ON "matches" USING btree ("tier","seen_at","article_id","topic");--> statement-breakpoint
CREATE INDEX "matches_outlet" ON "matches" USING btree ("outlet","seen_at","article_id","topic");--> statement-breakpoint
CREATE INDEX "matches_entities" ON "matches" USING gin ("entities");