CREATE INDEX "feedback_story" ON "feedback" USING btree ("story_id");--> statement-breakpoint
CREATE INDEX "message_stories_story" ON "message_stories" USING btree ("story_id");