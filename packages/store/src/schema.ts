/**
 * The data model of DESIGN.md: one table per noun. Every instant is `timestamptz`; claims are judged by the
 * database's clock, never by a process's. Long on purpose: tables refer to one another, and a reader wants the whole
 * model on one sheet.
 */
import type { HtmlSelectors } from '@rasid/core'
import { sql } from 'drizzle-orm'
import {
  bigint,
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'

const at = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' })
const id = () => bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity()
const ref = (name: string) => bigint(name, { mode: 'number' })
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' })

/** A URL we visit. `status`: active is polled, paused by an operator, gone after 410. */
export const feeds = pgTable(
  'feeds',
  {
    id: id(),
    url: text('url').notNull().unique(),
    /** Derived by the database, so that claims can keep to one connection a host. */
    host: text('host').generatedAlwaysAs(sql`coalesce(lower(substring(url from '^[A-Za-z]+://([^/?#]+)')), url)`),
    title: text('title'),
    outlet: text('outlet').notNull(),
    siteUrl: text('site_url'),
    status: text('status', { enum: ['active', 'paused', 'gone'] })
      .notNull()
      .default('active'),
    etag: text('etag'),
    lastModified: text('last_modified'),
    bodyHash: text('body_hash'),
    /** Weighted: a hard failure counts 1, a soft one ½, a temporary one ¼. 0 when the last visit succeeded. */
    failures: real('failures').notNull().default(0),
    failingSince: at('failing_since'),
    lastFailure: jsonb('last_failure').$type<{ class: string; code: string; detail: string; status?: number }>(),
    lastVisitAt: at('last_visit_at'),
    lastSuccessAt: at('last_success_at'),
    lastNewAt: at('last_new_at'),
    /** The newest item keys of the last body, for noticing a gap. */
    lastItemKeys: jsonb('last_item_keys').$type<string[]>().notNull().default([]),
    /** The longest span without news that was followed by news: what an unusual silence is measured by. */
    longestQuietMs: bigint('longest_quiet_ms', { mode: 'number' }).notNull().default(0),
    /** Since when its silence is noticed; null while it speaks. */
    silentSince: at('silent_since'),
    intervalMs: integer('interval_ms').notNull().default(900_000),
    /** An operator's own interval, instead of the learned one. */
    fixedIntervalMs: integer('fixed_interval_ms'),
    /** How we appear to this publisher, where our own name is blocked. */
    userAgent: text('user_agent'),
    /** For a page without a feed: where its items stand. */
    selectors: jsonb('selectors').$type<HtmlSelectors>(),
    /** Why it is paused, when that was not an operator's doing. */
    stateNote: text('state_note'),
    /** When a dead feed was last looked for at its site, and what was found there. */
    searchedAt: at('searched_at'),
    successors: jsonb('successors').$type<{ url: string; title: string | null; items: number }[]>(),
    nextCheckAt: at('next_check_at').notNull().defaultNow(),
    leaseOwner: uuid('lease_owner'),
    leaseUntil: at('lease_until'),
    /** Set by the first successful poll: what it brought is never alerted (invariant 9). */
    baselineAt: at('baseline_at'),
    addedBy: text('added_by').notNull().default('starter'),
    addedAt: at('added_at').notNull().defaultNow(),
  },
  (t) => [
    index('feeds_due').on(t.nextCheckAt).where(sql`${t.status} = 'active'`),
    index('feeds_leased').on(t.host).where(sql`${t.leaseUntil} is not null`),
  ],
)

/** One row a visit, with a note a person can read. */
export const fetches = pgTable(
  'fetches',
  {
    id: id(),
    feedId: ref('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    at: at('at').notNull().defaultNow(),
    durationMs: integer('duration_ms').notNull(),
    outcome: text('outcome', { enum: ['fetched', 'unchanged', 'slow-down', 'failed', 'not-a-feed'] }).notNull(),
    status: integer('status'),
    bytes: integer('bytes').notNull().default(0),
    items: integer('items').notNull().default(0),
    added: integer('added').notNull().default(0),
    edited: integer('edited').notNull().default(0),
    matched: integer('matched').notNull().default(0),
    gap: boolean('gap').notNull().default(false),
    note: text('note').notNull(),
  },
  (t) => [index('fetches_feed').on(t.feedId, t.at.desc()), index('fetches_gaps').on(t.at.desc()).where(sql`${t.gap}`)],
)

/** What operators are to know of a feed, each once: `toldAt` is set when the bot has said it. */
export const feedNotices = pgTable(
  'feed_notices',
  {
    id: id(),
    feedId: ref('feed_id')
      .notNull()
      .references(() => feeds.id, { onDelete: 'cascade' }),
    kind: text('kind', {
      enum: ['broken', 'works', 'silent', 'speaks', 'gone', 'merged', 'successor', 'choice'],
    }).notNull(),
    at: at('at').notNull().defaultNow(),
    detail: jsonb('detail').$type<Record<string, unknown>>().notNull().default({}),
    toldAt: at('told_at'),
  },
  (t) => [
    index('feed_notices_feed').on(t.feedId, t.at.desc()),
    index('feed_notices_untold').on(t.id).where(sql`${t.toldAt} is null`),
  ],
)

/** What we keep: every Arabic item, matched or not. `body` and `search` only for matched ones. */
export const articles = pgTable(
  'articles',
  {
    id: id(),
    feedId: ref('feed_id').references(() => feeds.id, { onDelete: 'set null' }),
    outlet: text('outlet').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull().default(''),
    url: text('url'),
    author: text('author'),
    lang: text('lang').notNull().default('ar'),
    /** What the publisher says, when believable; display order only (invariant 5). */
    publishedAt: at('published_at'),
    firstSeenAt: at('first_seen_at').notNull().defaultNow(),
    editedAt: at('edited_at'),
    contentHash: text('content_hash').notNull(),
    revision: integer('revision').notNull().default(1),
    tier: text('tier', { enum: ['core', 'related', 'none'] }).notNull(),
    ruleVersion: text('rule_version').notNull(),
    /** archive: a seed; baseline: a feed's first poll; live: everything after. Only live ones are told. */
    origin: text('origin', { enum: ['archive', 'baseline', 'live'] }).notNull(),
    body: text('body'),
    page: text('page', { enum: ['none', 'wanted', 'read', 'failed'] })
      .notNull()
      .default('none'),
    pageNote: text('page_note'),
    pageAttempts: integer('page_attempts').notNull().default(0),
    pageDueAt: at('page_due_at'),
    pageLeaseUntil: at('page_lease_until'),
    search: tsvector('search'),
  },
  (t) => [
    index('articles_seen').on(t.firstSeenAt.desc(), t.id.desc()),
    index('articles_feed').on(t.feedId, t.firstSeenAt.desc()),
    index('articles_search').using('gin', t.search).where(sql`${t.search} is not null`),
    // What an earlier way of making words has indexed, or an older worker still does: renewed in the background.
    index('articles_search_old')
      .on(t.id)
      .where(sql`${t.search} is not null and not (${t.search} @@ '''~1'''::tsquery)`),
    index('articles_pages_due').on(t.pageDueAt).where(sql`${t.page} = 'wanted'`),
  ],
)

/** The text an edited article had before. */
export const articleVersions = pgTable(
  'article_versions',
  {
    articleId: ref('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    revision: integer('revision').notNull(),
    title: text('title').notNull(),
    summary: text('summary').notNull(),
    contentHash: text('content_hash').notNull(),
    replacedAt: at('replaced_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.articleId, t.revision] })],
)

/** `guid:<feed>:<guid>` and `url:<canonical>`: any of them means the same article. Keys outlive articles (invariant 3). */
export const articleKeys = pgTable(
  'article_keys',
  {
    key: text('key').primaryKey(),
    articleId: ref('article_id').notNull(),
    contentHash: text('content_hash').notNull(),
    seenAt: at('seen_at').notNull().defaultNow(),
  },
  (t) => [index('article_keys_article').on(t.articleId)],
)

/** Articles about one event. Named by its earliest article; outlets are counted by publisher. */
export const stories = pgTable(
  'stories',
  {
    id: id(),
    topic: text('topic').notNull(),
    title: text('title').notNull(),
    tier: text('tier', { enum: ['core', 'related'] }).notNull(),
    /** Whether any of it may be told: false for archive and baseline stories until a live article joins. */
    origin: text('origin', { enum: ['archive', 'baseline', 'live'] }).notNull(),
    firstAt: at('first_at').notNull(),
    lastAt: at('last_at').notNull(),
    outlets: integer('outlets').notNull().default(1),
    articles: integer('articles').notNull().default(1),
    /** Independent texts: six outlets with one wire text are one. */
    texts: integer('texts').notNull().default(1),
  },
  (t) => [
    index('stories_recent').on(t.topic, t.lastAt.desc(), t.id.desc()),
    index('stories_newest').on(t.lastAt, t.id).where(sql`${t.articles} > 0`),
  ],
)

/** Article × topic with tier, score and evidence. `final` ones are told (DESIGN.md, the data path). */
export const matches = pgTable(
  'matches',
  {
    articleId: ref('article_id')
      .notNull()
      .references(() => articles.id, { onDelete: 'cascade' }),
    topic: text('topic').notNull(),
    tier: text('tier', { enum: ['core', 'related'] }).notNull(),
    score: real('score').notNull(),
    ruleVersion: text('rule_version').notNull(),
    /** The whole MatchResult of @rasid/core: evidence, rejected, mentions, reasons. */
    result: jsonb('result').notNull(),
    /** The story signature of @rasid/core, so that later articles can be compared without the text. */
    signature: jsonb('signature').notNull(),
    storyId: ref('story_id').references(() => stories.id),
    final: boolean('final').notNull(),
    matchedAt: at('matched_at').notNull().defaultNow(),
    /** These three are kept by the database itself (migration `search`), so that a page of a search is one walk along an
     *  index: when and by whom the article was seen, and the entities of the evidence. */
    seenAt: at('seen_at').notNull().defaultNow(),
    outlet: text('outlet').notNull().default(''),
    entities: text('entities').array().notNull().default([]),
  },
  (t) => [
    primaryKey({ columns: [t.articleId, t.topic] }),
    index('matches_story').on(t.storyId),
    index('matches_newest').on(t.seenAt, t.articleId, t.topic),
    index('matches_tier').on(t.tier, t.seenAt, t.articleId, t.topic),
    index('matches_outlet').on(t.outlet, t.seenAt, t.articleId, t.topic),
    index('matches_entities').using('gin', t.entities),
    index('matches_recent').on(t.topic, t.matchedAt.desc()),
    index('matches_open').on(t.matchedAt).where(sql`not ${t.final}`),
  ],
)

/** A state of a story worth telling. `tellable` is false for archive and baseline editions. */
export const storyEditions = pgTable(
  'story_editions',
  {
    storyId: ref('story_id')
      .notNull()
      .references(() => stories.id, { onDelete: 'cascade' }),
    n: integer('n').notNull(),
    reason: text('reason', { enum: ['new', 'raised', 'grown'] }).notNull(),
    tier: text('tier', { enum: ['core', 'related'] }).notNull(),
    outlets: integer('outlets').notNull(),
    tellable: boolean('tellable').notNull(),
    at: at('at').notNull().defaultNow(),
    /** When the bot turned it into messages (or found nobody to tell). */
    toldAt: at('told_at'),
  },
  (t) => [
    primaryKey({ columns: [t.storyId, t.n] }),
    index('story_editions_untold').on(t.at).where(sql`${t.tellable} and ${t.toldAt} is null`),
  ],
)

/** A user, group, channel or forum topic that talks to one bot. `threadId` 0 = the chat itself. */
export const chats = pgTable(
  'chats',
  {
    id: id(),
    botId: ref('bot_id').notNull(),
    chatId: ref('chat_id').notNull(),
    threadId: integer('thread_id').notNull().default(0),
    kind: text('kind', { enum: ['private', 'group', 'supergroup', 'channel'] }).notNull(),
    title: text('title').notNull().default(''),
    state: text('state', { enum: ['known', 'active', 'stopped', 'dead'] })
      .notNull()
      .default('known'),
    isOperators: boolean('is_operators').notNull().default(false),
    lang: text('lang', { enum: ['ar', 'en'] })
      .notNull()
      .default('ar'),
    zone: text('zone').notNull().default('Asia/Riyadh'),
    tier: text('tier', { enum: ['core', 'related'] })
      .notNull()
      .default('core'),
    alerts: boolean('alerts').notNull().default(true),
    digestTimes: jsonb('digest_times').$type<string[]>().notNull().default(['08:00']),
    settings: jsonb('settings').$type<Record<string, unknown>>().notNull().default({}),
    subscribedAt: at('subscribed_at'),
    /** Digests of this chat cover what came after this instant; a new chat gets no backlog of alerts. */
    toldUntil: at('told_until').notNull().defaultNow(),
    deadProofs: integer('dead_proofs').notNull().default(0),
    createdAt: at('created_at').notNull().defaultNow(),
  },
  (t) => [unique('chats_identity').on(t.botId, t.chatId, t.threadId)],
)

/** One Telegram message owed to one chat (invariant 2: a row before it is sent, unique on chat, kind, slot, part). */
export const messages = pgTable(
  'messages',
  {
    id: id(),
    chat: ref('chat')
      .notNull()
      .references(() => chats.id, { onDelete: 'cascade' }),
    kind: text('kind', { enum: ['alert', 'digest', 'edit', 'reply'] }).notNull(),
    slot: text('slot').notNull(),
    part: integer('part').notNull().default(1),
    state: text('state', { enum: ['owed', 'claimed', 'sending', 'sent', 'unknown', 'dead'] })
      .notNull()
      .default('owed'),
    /** MessageDraft of @rasid/core: text (Telegram HTML), buttons, preview, silent. */
    draft: jsonb('draft').notNull(),
    priority: integer('priority').notNull().default(0),
    notBefore: at('not_before').notNull().defaultNow(),
    claimOwner: uuid('claim_owner'),
    claimUntil: at('claim_until'),
    attempts: integer('attempts').notNull().default(0),
    /** Sent again once after an unknown outcome, marked for its reader. */
    maybeTwice: boolean('maybe_twice').notNull().default(false),
    plain: boolean('plain').notNull().default(false),
    telegramMessageId: integer('telegram_message_id'),
    note: text('note'),
    createdAt: at('created_at').notNull().defaultNow(),
    sentAt: at('sent_at'),
  },
  (t) => [
    uniqueIndex('messages_once').on(t.chat, t.kind, t.slot, t.part),
    index('messages_owed')
      .on(t.priority, t.notBefore, t.id)
      .where(sql`${t.state} in ('owed', 'claimed', 'sending', 'unknown')`),
    // Whoever looks for what is not sent, among very many that are.
    index('messages_unsettled').on(t.state, t.id).where(sql`${t.state} <> 'sent'`),
    index('messages_dead').on(t.createdAt).where(sql`${t.state} = 'dead'`),
  ],
)

/** Which editions a message tells; unique, so that no edition reaches a chat twice. */
export const messageStories = pgTable(
  'message_stories',
  {
    messageId: ref('message_id')
      .notNull()
      .references(() => messages.id, { onDelete: 'cascade' }),
    chat: ref('chat')
      .notNull()
      .references(() => chats.id, { onDelete: 'cascade' }),
    storyId: ref('story_id')
      .notNull()
      .references(() => stories.id, { onDelete: 'cascade' }),
    edition: integer('edition').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.chat, t.storyId, t.edition] }),
    index('message_stories_message').on(t.messageId),
    index('message_stories_story').on(t.storyId),
  ],
)

/** People who may run the operator commands. `userId` is a Telegram user id, per bot. */
export const operators = pgTable(
  'operators',
  {
    botId: ref('bot_id').notNull(),
    userId: ref('user_id').notNull(),
    name: text('name').notNull().default(''),
    role: text('role', { enum: ['owner', 'operator'] }).notNull(),
    addedBy: text('added_by').notNull(),
    addedAt: at('added_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.botId, t.userId] })],
)

export const audit = pgTable(
  'audit',
  {
    id: id(),
    at: at('at').notNull().defaultNow(),
    actor: text('actor').notNull(),
    action: text('action').notNull(),
    subject: text('subject').notNull().default(''),
    detail: jsonb('detail').notNull().default({}),
  },
  (t) => [index('audit_recent').on(t.at.desc())],
)

/** The operators' edits of a topic: an ordered list of operations, each undone in one step. */
export const topicEdits = pgTable('topic_edits', {
  id: id(),
  topic: text('topic').notNull(),
  op: jsonb('op').notNull(),
  author: text('author').notNull(),
  at: at('at').notNull().defaultNow(),
  undoneAt: at('undone_at'),
  undoneBy: text('undone_by'),
  /** Why it is set aside, when a new file no longer takes it. */
  setAside: text('set_aside'),
})

/** One vote a person on a story: 1 wanted, -1 not. */
export const feedback = pgTable(
  'feedback',
  {
    botId: ref('bot_id').notNull(),
    userId: ref('user_id').notNull(),
    storyId: ref('story_id')
      .notNull()
      .references(() => stories.id, { onDelete: 'cascade' }),
    vote: integer('vote').notNull(),
    at: at('at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ columns: [t.botId, t.userId, t.storyId] }), index('feedback_story').on(t.storyId)],
)

/** Claims on what only one process may do at a time (the sender of a token, the daily pruning). Always with an expiry. */
export const leases = pgTable('leases', {
  name: text('name').primaryKey(),
  owner: uuid('owner').notNull(),
  until: at('until').notNull(),
})

/** Small facts about this installation: the seeds that were loaded, an outage of ours, the owner's one-time code. */
export const facts = pgTable('facts', {
  name: text('name').primaryKey(),
  value: jsonb('value').notNull(),
  at: at('at').notNull().defaultNow(),
})

/** Keys to the page and the API, kept as hashes: what is stolen here opens nothing. */
export const tokens = pgTable('tokens', {
  id: id(),
  name: text('name').notNull(),
  hash: text('hash').notNull().unique(),
  scope: text('scope', { enum: ['read', 'operate'] }).notNull(),
  madeBy: text('made_by').notNull(),
  at: at('at').notNull().defaultNow(),
  /** To the minute; null: never. */
  lastUsedAt: at('last_used_at'),
  expiresAt: at('expires_at'),
  revokedAt: at('revoked_at'),
})

/** Who is signed in to the page: by a token, or as an operator of a bot. Kept as the hash of the cookie. */
export const sessions = pgTable(
  'sessions',
  {
    hash: text('hash').primaryKey(),
    /** As in `audit`: `telegram:<id>` or `token:<name>`. */
    actor: text('actor').notNull(),
    scope: text('scope', { enum: ['read', 'operate'] }).notNull(),
    /** It ends with the token that opened it. */
    tokenId: ref('token_id').references(() => tokens.id, { onDelete: 'cascade' }),
    /** It ends when the person is no operator any more. */
    botId: ref('bot_id'),
    userId: ref('user_id'),
    at: at('at').notNull().defaultNow(),
    expiresAt: at('expires_at').notNull(),
  },
  (t) => [index('sessions_expiry').on(t.expiresAt)],
)

/** A search that somebody named, so that a feed reader can follow it. `filters` as in the address of the search page. */
export const savedQueries = pgTable('saved_queries', {
  name: text('name').primaryKey(),
  of: text('of', { enum: ['stories', 'matches'] }).notNull(),
  filters: jsonb('filters').$type<Record<string, string | string[]>>().notNull(),
  /** As in `audit`. */
  madeBy: text('made_by').notNull(),
  at: at('at').notNull().defaultNow(),
})

/** What visits counted that are no longer kept (a trigger adds them when they are deleted), so that counters never fall. */
export const forgottenVisits = pgTable('forgotten_visits', {
  outcome: text('outcome').primaryKey(),
  visits: ref('visits').notNull(),
  items: ref('items').notNull(),
  added: ref('added').notNull(),
  edited: ref('edited').notNull(),
  matched: ref('matched').notNull(),
  bytes: ref('bytes').notNull(),
})
