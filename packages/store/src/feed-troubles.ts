import { and, asc, count, desc, eq, gt, gte, inArray, isNotNull, max, or, sql } from 'drizzle-orm'
import type { Feed } from './feeds.ts'
import type { Db } from './open-store.ts'
import { articles, feeds, fetches } from './schema.ts'

/** A feed that needs a look, with what it is worth. */
export interface TroubledFeed {
  feed: Feed
  /** Visits of the last seven days that had nothing in common with the one before. */
  gaps: number
  lastGapAt: Date | null
  /** New items that it brought in the last 30 days, and the matches among them. */
  items30d: number
  matches30d: number
}

const DAY_MS = 24 * 3_600_000

/**
 * Feeds that fail, are gone, silent, merged into another one, or missed items lately; the worst first. With
 * `failuresFrom` a failing feed counts only when its failures weigh so much: one bad answer is no trouble yet.
 */
export async function troubledFeeds(
  db: Db,
  now: Date,
  { failuresFrom = 0 }: { failuresFrom?: number } = {},
): Promise<TroubledFeed[]> {
  const gaps = await gapsSince(db, new Date(now.getTime() - 7 * DAY_MS))
  const isActive = eq(feeds.status, 'active')
  const fails = and(gt(feeds.failures, 0), gte(feeds.failures, failuresFrom))
  const needsLook = or(fails, isNotNull(feeds.silentSince), inArray(feeds.id, [...gaps.keys()]))
  const isMerged = and(eq(feeds.status, 'paused'), isNotNull(feeds.stateNote))
  const troubled = await db
    .select()
    .from(feeds)
    .where(or(eq(feeds.status, 'gone'), isMerged, and(isActive, needsLook)))
    .orderBy(desc(feeds.failures), asc(feeds.id))
  const ids = troubled.map(({ id }) => id)
  const brought = await broughtSince(db, ids, new Date(now.getTime() - 30 * DAY_MS))
  return troubled.map((feed) => ({
    feed,
    ...(gaps.get(feed.id) ?? { gaps: 0, lastGapAt: null }),
    ...(brought.get(feed.id) ?? { items30d: 0, matches30d: 0 }),
  }))
}

async function gapsSince(db: Db, since: Date): Promise<Map<number, { gaps: number; lastGapAt: Date | null }>> {
  const { feedId, at, gap } = fetches
  const rows = await db
    .select({ feedId, gaps: count(), lastGapAt: max(at) })
    .from(fetches)
    .where(and(gap, gt(at, since)))
    .groupBy(feedId)
  return new Map(rows.map(({ feedId: id, ...row }) => [id, row]))
}

async function broughtSince(
  db: Db,
  ids: readonly number[],
  since: Date,
): Promise<Map<number, { items30d: number; matches30d: number }>> {
  if (ids.length === 0) return new Map()
  const { feedId, firstSeenAt, tier } = articles
  const rows = await db
    .select({ feedId, items30d: count(), matches30d: sql<number>`count(*) filter (where ${tier} <> 'none')::int` })
    .from(articles)
    .where(and(inArray(feedId, [...ids]), gt(firstSeenAt, since)))
    .groupBy(feedId)
  return new Map(rows.flatMap(({ feedId: id, ...row }) => (id === null ? [] : [[id, row] as const])))
}
