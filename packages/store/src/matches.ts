import { and, eq, inArray, lt, or } from 'drizzle-orm'
import type { Edition } from './editions-to-tell.ts'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { articles, matches } from './schema.ts'
import {
  announceEdition,
  lockStories,
  openStory,
  openStoryWindow,
  type RecentStory,
  recordEdition,
  recountStory,
  type StoryWindow,
} from './stories.ts'

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

/**
 * Records a match, finds or opens its story, and writes the edition that follows. The caller holds `lockStories` of
 * the topic. An article that is matched again stays in its story: what was told keeps its name.
 */
export async function recordMatch(
  tx: Db,
  match: MatchRecord,
  { assign, window }: { assign: AssignStory; window: StoryWindow },
): Promise<Edition | null> {
  const key = and(eq(matches.articleId, match.articleId), eq(matches.topic, match.topic))
  const [before] = await tx.select({ storyId: matches.storyId, final: matches.final }).from(matches).where(key)
  const storyId = before?.storyId ?? assign(match, window.recent) ?? (await openStory(tx, match))
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
  const edition = await settleStory(tx, storyId, match.origin)
  window.joined(storyId, match)
  return edition
}

/** Records matches topic by topic, each topic's in the order of time: the earliest opens what the others join. */
export async function recordMatches(
  tx: Db,
  records: readonly MatchRecord[],
  assign: AssignStory,
  each: (record: MatchRecord, step: (tx: Db) => Promise<Edition | null>) => Promise<void>,
): Promise<void> {
  for (const topic of [...new Set(records.map((record) => record.topic))].sort()) {
    await lockStories(tx, topic)
    const inOrder = records.filter((record) => record.topic === topic).sort((a, b) => a.at.getTime() - b.at.getTime())
    const [first, last] = [inOrder[0], inOrder.at(-1)]
    if (first === undefined || last === undefined) continue
    const window = await openStoryWindow(tx, { topic, from: first.at, until: last.at })
    for (const record of inOrder) await each(record, (sp) => recordMatch(sp, record, { assign, window }))
  }
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

/** The tiers that topics gave an article. */
export async function matchTiers(db: Db, articleId: number): Promise<Map<string, MatchRecord['tier']>> {
  const rows = await db
    .select({ topic: matches.topic, tier: matches.tier })
    .from(matches)
    .where(eq(matches.articleId, articleId))
  return new Map(rows.map(({ topic, tier }) => [topic, tier]))
}

/** A match waits this long for its article's page before it is told as it is (DESIGN.md, the data path). */
export const PAGE_PATIENCE_MS = 600_000

/** Makes matches final whose page was read, failed or did not come in time, and writes the editions that follow. */
export function finaliseMatches(db: Db, topic: string, patienceMs = PAGE_PATIENCE_MS): Promise<Edition[]> {
  return db.transaction(async (tx) => {
    const due = and(
      eq(matches.topic, topic),
      eq(matches.final, false),
      or(inArray(articles.page, ['none', 'read', 'failed']), lt(matches.matchedAt, fromNow(-patienceMs))),
    )
    const waiting = () =>
      tx
        .select({ articleId: matches.articleId, storyId: matches.storyId, origin: articles.origin })
        .from(matches)
        .innerJoin(articles, eq(articles.id, matches.articleId))
        .where(due)
        .orderBy(matches.matchedAt, matches.articleId)
        .limit(500)
    // Asked at every tick, and nearly always for nothing: the lock is taken only when there is something.
    if ((await waiting()).length === 0) return []
    await lockStories(tx, topic)
    const editions: Edition[] = []
    for (const { articleId, storyId, origin } of await waiting()) {
      await tx
        .update(matches)
        .set({ final: true })
        .where(and(eq(matches.articleId, articleId), eq(matches.topic, topic)))
      const edition = storyId === null ? null : await settleStory(tx, storyId, origin)
      if (edition !== null) editions.push(edition)
    }
    return editions
  })
}
