import { and, eq, inArray, lt, or, sql } from 'drizzle-orm'
import type { Edition } from './editions-to-tell.ts'
import type { Db } from './open-store.ts'
import { articles, matches } from './schema.ts'
import { announceEdition, openStory, type RecentStory, recentStories, recordEdition, recountStory } from './stories.ts'

export type Match = typeof matches.$inferSelect

/** A verdict on a stored article that is to be recorded. */
export interface MatchRecord {
  articleId: number
  topic: string
  title: string
  outlet: string
  origin: 'archive' | 'baseline' | 'live'
  /** When it was published, else first seen. */
  at: Date
  tier: 'core' | 'related'
  score: number
  ruleVersion: string
  /** The whole MatchResult and the story signature of @rasid/core. */
  result: object
  signature: object
  /** Final ones are told: core, or the page was read, or it is not going to be. */
  final: boolean
}

/** Step 7 as the store needs it: the id of the story that the article joins, or null for a story of its own. */
export type AssignStory = (article: MatchRecord, recent: RecentStory[]) => number | null

// How far around an article's time stories are offered; core's own window is narrower (72 h for evolving tolls).
const STORY_WINDOW_MS = 7 * 86_400_000
const MAX_RECENT_STORIES = 400

/**
 * Records a match, finds or opens its story, and writes the edition that follows. The caller holds `lockStories` of
 * the topic. An article that is matched again stays in its story: what was told keeps its name.
 */
export async function recordMatch(tx: Db, match: MatchRecord, assign: AssignStory): Promise<Edition | null> {
  const key = and(eq(matches.articleId, match.articleId), eq(matches.topic, match.topic))
  const [before] = await tx.select({ storyId: matches.storyId, final: matches.final }).from(matches).where(key)
  const storyId = before?.storyId ?? (await storyOf(tx, match, assign))
  const values = {
    tier: match.tier,
    score: match.score,
    ruleVersion: match.ruleVersion,
    result: match.result,
    signature: match.signature,
    final: match.final || before?.final === true,
    storyId,
  }
  await tx
    .insert(matches)
    .values({ articleId: match.articleId, topic: match.topic, ...values })
    .onConflictDoUpdate({ target: [matches.articleId, matches.topic], set: values })
  return settleStory(tx, storyId, match.origin)
}

async function storyOf(tx: Db, match: MatchRecord, assign: AssignStory): Promise<number> {
  const recent = await recentStories(tx, {
    topic: match.topic,
    from: new Date(match.at.getTime() - STORY_WINDOW_MS),
    until: new Date(match.at.getTime() + STORY_WINDOW_MS),
    limit: MAX_RECENT_STORIES,
  })
  return assign(match, recent) ?? openStory(tx, match)
}

async function settleStory(tx: Db, storyId: number, origin: MatchRecord['origin']): Promise<Edition | null> {
  await recountStory(tx, storyId)
  const edition = await recordEdition(tx, storyId, origin)
  if (edition !== null) await announceEdition(tx, edition)
  return edition
}

/** Takes back the match of an article that an edit made irrelevant; what was told of its story stays told. */
export async function dropMatch(tx: Db, articleId: number, topic: string): Promise<void> {
  const [row] = await tx
    .delete(matches)
    .where(and(eq(matches.articleId, articleId), eq(matches.topic, topic)))
    .returning({ storyId: matches.storyId })
  if (row?.storyId != null) await recountStory(tx, row.storyId)
}

/** Topics that hold a match of the article. */
export async function matchedTopics(db: Db, articleId: number): Promise<string[]> {
  const rows = await db.select({ topic: matches.topic }).from(matches).where(eq(matches.articleId, articleId))
  return rows.map(({ topic }) => topic)
}

/** A match waits this long for its article's page before it is told as it is (DESIGN.md, the data path). */
export const PAGE_PATIENCE_MS = 600_000

/**
 * Makes matches final whose page was read, failed or did not come in time, and writes the editions that follow.
 * The caller holds `lockStories` of the topic.
 */
export async function finaliseMatches(tx: Db, topic: string, patienceMs = PAGE_PATIENCE_MS): Promise<Edition[]> {
  const waiting = await tx
    .select({ articleId: matches.articleId, storyId: matches.storyId, origin: articles.origin })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(
      and(
        eq(matches.topic, topic),
        eq(matches.final, false),
        or(
          inArray(articles.page, ['none', 'read', 'failed']),
          lt(matches.matchedAt, sql`now() - ${Math.round(patienceMs)}::bigint * interval '1 millisecond'`),
        ),
      ),
    )
    .orderBy(matches.matchedAt, matches.articleId)
    .limit(500)
  const editions: Edition[] = []
  for (const match of waiting) {
    await tx
      .update(matches)
      .set({ final: true })
      .where(and(eq(matches.articleId, match.articleId), eq(matches.topic, topic)))
    if (match.storyId === null) continue
    const edition = await settleStory(tx, match.storyId, match.origin)
    if (edition !== null) editions.push(edition)
  }
  return editions
}
