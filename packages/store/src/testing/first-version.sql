-- What the worker and the bot of version 0.1.0 write, statement by statement: a visit, a match, a message.
insert into feeds (url, outlet, added_by) values ('https://example.org/rss', 'الأولى', 'starter');
update feeds set lease_owner = 'b7e23ec2-9af2-4c5e-9b0c-1f6a6f3f0f11', lease_until = now() + interval '2 minutes'
 where id in (select id from feeds where status = 'active' and next_check_at <= now() order by next_check_at limit 16 for update skip locked);
update feeds set etag = '"1"', last_modified = null, body_hash = 'h', failures = 0, failing_since = null, last_failure = null,
       last_visit_at = now(), last_success_at = now(), last_new_at = now(), last_item_keys = '["guid:1:1"]', interval_ms = 600000,
       next_check_at = now() + interval '10 minutes', lease_owner = null, lease_until = null, baseline_at = now(), title = 't', site_url = null
 where id = 1 and lease_owner = 'b7e23ec2-9af2-4c5e-9b0c-1f6a6f3f0f11';
insert into article_keys (key, article_id, content_hash) values ('guid:1:1', 1, 'c') on conflict do nothing;
insert into articles (id, feed_id, outlet, title, summary, url, author, lang, published_at, content_hash, tier, rule_version, origin, page, body, search)
  overriding system value
  values (1, 1, 'الأولى', 'عنوان', '', null, null, 'ar', now(), 'c', 'core', 'v1', 'live', 'none', null, to_tsvector('simple', 'عنوان'));
select pg_advisory_xact_lock(1);
insert into stories (topic, title, tier, origin, first_at, last_at) values ('t', 'عنوان', 'core', 'live', now(), now());
insert into matches (article_id, topic, tier, score, rule_version, result, signature, story_id, final)
  values (1, 't', 'core', 1, 'v1', '{"evidence": []}', '{}', 1, true);
insert into story_editions (story_id, n, reason, tier, outlets, tellable) values (1, 1, 'new', 'core', 1, true);
insert into fetches (feed_id, duration_ms, outcome, status, bytes, items, added, edited, matched, gap, note)
  values (1, 12, 'fetched', 200, 900, 1, 1, 0, 1, false, '1 items, 1 new');
insert into chats (bot_id, chat_id, thread_id, kind, title) values (1, 2, 0, 'private', 'قارئ')
  on conflict (bot_id, chat_id, thread_id) do update set kind = excluded.kind, title = excluded.title;
update chats set state = 'active', subscribed_at = now(), told_until = now(), dead_proofs = 0 where id = 1 and state <> 'active';
insert into messages (chat, kind, slot, part, draft, priority) values (1, 'alert', 'story:1:1', 1, '{"text": ""}', 1) on conflict do nothing;
insert into message_stories (message_id, chat, story_id, edition) values (1, 1, 1, 1) on conflict do nothing;
update story_editions set told_at = now() where story_id = 1 and n = 1;
update messages set state = 'claimed', claim_owner = 'b7e23ec2-9af2-4c5e-9b0c-1f6a6f3f0f11', claim_until = now() + interval '20 seconds' where id = 1;
update messages set state = 'sending', claim_until = now() + interval '1 minute' where id = 1 and state = 'claimed';
update messages set state = 'sent', attempts = 1, claim_owner = null, claim_until = null, sent_at = now(), telegram_message_id = 7
 where id = 1 and state in ('claimed', 'sending') and claim_owner = 'b7e23ec2-9af2-4c5e-9b0c-1f6a6f3f0f11';
insert into facts (name, value) values ('outage', '{"since": "2026-11-22T00:00:00Z"}') on conflict do nothing;
insert into audit (actor, action, subject, detail) values ('telegram:1', 'claim-owner', '', '{}');
