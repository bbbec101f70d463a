import { and, asc, count, gt, gte, lte, max, min, ne, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articles, matches } from './schema.ts'

/** A stored article as matching sees it, with what stories and telling need of it. */
export interface StoredText {
  id: number
  revision: number
  feedId: number | null
  outlet: string
  title: string
  summary: string
  /** The page's text, kept for matches only. */
  body: string | null
  url: string | null
  lang: string
  publishedAt: Date | null
  firstSeenAt: Date
  origin: 'archive' | 'baseline' | 'live'
  page: 'none' | 'wanted' | 'read' | 'failed'
  tier: 'core' | 'related' | 'none'
  ruleVersion: string
}

const columns = {
  id: articles.id,
  revision: articles.revision,
  feedId: articles.feedId,
  outlet: articles.outlet,
  title: articles.title,
  summary: articles.summary,
  body: articles.body,
  url: articles.url,
  lang: articles.lang,
  publishedAt: articles.publishedAt,
  firstSeenAt: articles.firstSeenAt,
  origin: articles.origin,
  page: articles.page,
  tier: articles.tier,
  ruleVersion: articles.ruleVersion,
}

/** Which stored articles are meant: by id, and only those that another version judged. */
export interface TextRange {
  /** Ids after this one … */
  after: number
  /** … up to this one. */
  until: number
  notVersion?: string
  seenSince?: Date
}

const inRange = ({ after, until, notVersion, seenSince }: TextRange) =>
  and(
    gt(articles.id, after),
    lte(articles.id, until),
    notVersion === undefined ? undefined : ne(articles.ruleVersion, notVersion),
    seenSince && gte(articles.firstSeenAt, seenSince),
  )

/** Stored articles in order of id, a batch at a time: start with `after` 0 and go on with the last id. */
export function storedTexts(db: Db, ask: TextRange & { limit: number }): Promise<StoredText[]> {
  return db.select(columns).from(articles).where(inRange(ask)).orderBy(asc(articles.id)).limit(ask.limit)
}

/** The same, held until the transaction ends, so that no edit comes between a verdict and its record. */
export function lockStoredTexts(tx: Db, ask: TextRange & { limit: number }): Promise<StoredText[]> {
  return tx.select(columns).from(articles).where(inRange(ask)).orderBy(asc(articles.id)).limit(ask.limit).for('update')
}

export interface TextCounts {
  articles: number
  lastId: number
  /** How many came after their feed's first poll, and when the first and the last of those were seen. */
  live: number
  firstLiveAt: Date | null
  lastLiveAt: Date | null
}

/** How many articles a run over them will see. */
export async function countStoredTexts(db: Db, ask: Omit<TextRange, 'until'>): Promise<TextCounts> {
  const live = sql`${articles.origin} = 'live'`
  const [row] = await db
    .select({
      articles: count(),
      lastId: max(articles.id),
      live: sql<number>`count(*) filter (where ${live})::int`,
      firstLiveAt: min(sql`case when ${live} then ${articles.firstSeenAt} end`).mapWith(articles.firstSeenAt),
      lastLiveAt: max(sql`case when ${live} then ${articles.firstSeenAt} end`).mapWith(articles.firstSeenAt),
    })
    .from(articles)
    .where(inRange({ ...ask, until: Number.MAX_SAFE_INTEGER }))
  const { firstLiveAt = null, lastLiveAt = null } = row ?? {}
  return { articles: row?.articles ?? 0, lastId: row?.lastId ?? 0, live: row?.live ?? 0, firstLiveAt, lastLiveAt }
}

/** The matches of some articles: what each topic said, whether it may be told, and its story. */
export function matchesOf(db: Db, range: { after: number; until: number }) {
  return db
    .select({
      articleId: matches.articleId,
      topic: matches.topic,
      tier: matches.tier,
      final: matches.final,
      ruleVersion: matches.ruleVersion,
      storyId: matches.storyId,
    })
    .from(matches)
    .where(and(gt(matches.articleId, range.after), lte(matches.articleId, range.until)))
}
