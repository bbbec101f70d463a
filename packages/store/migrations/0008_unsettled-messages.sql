CREATE INDEX "messages_unsettled" ON "messages" USING btree ("state","id") WHERE "messages"."state" <> 'sent';--> statement-breakpoint
-- Each count is made once for all stories asked for, and for one story of its own rows only: a condition on the story's id
-- reaches through the joins. Asking story by story took seconds over twenty thousand.
CREATE OR REPLACE VIEW "stories_v1" AS
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
       coalesce(e.editions, 0) AS editions,
       coalesce(t.told_chats, 0) AS told_chats,
       coalesce(v.votes_wanted, 0) AS votes_wanted,
       coalesce(v.votes_unwanted, 0) AS votes_unwanted
  FROM stories s
  LEFT JOIN (SELECT story_id, count(*)::int AS editions FROM story_editions GROUP BY story_id) e ON e.story_id = s.id
  LEFT JOIN (SELECT d.story_id, count(*)::int AS told_chats
               FROM (SELECT DISTINCT t.story_id, t.chat FROM message_stories t JOIN messages m ON m.id = t.message_id WHERE m.state = 'sent') d
              GROUP BY d.story_id) t ON t.story_id = s.id
  LEFT JOIN (SELECT story_id, count(*) FILTER (WHERE vote > 0)::int AS votes_wanted, count(*) FILTER (WHERE vote < 0)::int AS votes_unwanted
               FROM feedback GROUP BY story_id) v ON v.story_id = s.id
 WHERE s.articles > 0;
