import { wordsOf } from '@rasid/core'
import { and, asc, desc, eq, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articles, matches, stories, storyEditions } from './schema.ts'
import { articleTime, type Story } from './stories.ts'

/** A matched article with everything needed to show and explain it. */
export interface MatchedArticle {
  id: number
  outlet: string
  title: string
  summary: string
  url: string | null
  lang: string
  publishedAt: Date | null
  firstSeenAt: Date
  editedAt: Date | null
  origin: 'archive' | 'baseline' | 'live'
  topic: string
  tier: 'core' | 'related'
  score: number
  ruleVersion: string
  final: boolean
  storyId: number | null
  /** The MatchResult of @rasid/core; its `text` offsets are into `body`. */
  result: unknown
}

/** A story with its articles in order of time. */
export interface StoryWithArticles extends Story {
  matched: MatchedArticle[]
}

export interface StoryFilters {
  limit: number
  /** Keyset: only stories after this one in the order of `latestStories`. */
  before?: { lastAt: Date; id: number }
  tier?: Story['tier']
  origin?: Story['origin']
  /** By the time of the story's newest article. */
  since?: Date
  until?: Date
  topic?: string
}

/** Stories, the most recent first, each with its articles. */
export async function latestStories(db: Db, filters: StoryFilters): Promise<StoryWithArticles[]> {
  const { before, tier, origin, since, until, topic } = filters
  const found = await db
    .select()
    .from(stories)
    .where(
      and(
        sql`${stories.articles} > 0`,
        before && sql`(${stories.lastAt}, ${stories.id}) < (${before.lastAt.toISOString()}::timestamptz, ${before.id})`,
        tier && eq(stories.tier, tier),
        origin && eq(stories.origin, origin),
        since && gte(stories.lastAt, since),
        until && lt(stories.lastAt, until),
        topic === undefined ? undefined : eq(stories.topic, topic),
      ),
    )
    .orderBy(desc(stories.lastAt), desc(stories.id))
    .limit(filters.limit)
  return withArticles(db, found)
}

/** One story with its articles and editions; undefined when there is none. */
export async function story(
  db: Db,
  id: number,
): Promise<(StoryWithArticles & { editions: (typeof storyEditions.$inferSelect)[] }) | undefined> {
  const found = await db.select().from(stories).where(eq(stories.id, id))
  const [one] = await withArticles(db, found)
  if (one === undefined) return undefined
  const editions = await db.select().from(storyEditions).where(eq(storyEditions.storyId, id)).orderBy(storyEditions.n)
  return { ...one, editions }
}

async function withArticles(db: Db, found: Story[]): Promise<StoryWithArticles[]> {
  if (found.length === 0) return []
  const rows = await selectMatched(db)
    .where(
      inArray(
        matches.storyId,
        found.map(({ id }) => id),
      ),
    )
    .orderBy(asc(articleTime), asc(articles.id))
  const byStory = Map.groupBy(rows, ({ storyId }) => storyId)
  return found.map((one) => ({ ...one, matched: byStory.get(one.id) ?? [] }))
}

const selectMatched = (db: Db) =>
  db
    .select({
      id: articles.id,
      outlet: articles.outlet,
      title: articles.title,
      summary: articles.summary,
      url: articles.url,
      lang: articles.lang,
      publishedAt: articles.publishedAt,
      firstSeenAt: articles.firstSeenAt,
      editedAt: articles.editedAt,
      origin: articles.origin,
      topic: matches.topic,
      tier: matches.tier,
      score: matches.score,
      ruleVersion: matches.ruleVersion,
      final: matches.final,
      storyId: matches.storyId,
      result: matches.result,
    })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .$dynamic()

export interface MatchFilters {
  /** Words, all of them, in any spelling that core folds together; "…" keeps a phrase, -word excludes. */
  text?: string
  tier?: Story['tier']
  outlet?: string
  topic?: string
  origin?: MatchedArticle['origin']
  /** By the time at which an article was first seen: what a publisher's clock says decides nothing (invariant 5). */
  since?: Date
  until?: Date
  limit: number
  /** `next` of the page before. */
  cursor?: string
}

export interface MatchPage {
  matches: MatchedArticle[]
  /** Null on the last page. */
  next: string | null
}

/** Matched articles that the filters let through, newest first, a page at a time. Throws on a cursor that is none. */
export async function queryMatches(db: Db, filters: MatchFilters): Promise<MatchPage> {
  const { tier, outlet, topic, origin, since, until, limit, cursor, text } = filters
  const after = cursor === undefined ? undefined : readCursor(cursor)
  const rows = await selectMatched(db)
    .where(
      and(
        text === undefined ? undefined : searchFor(text),
        tier && eq(matches.tier, tier),
        outlet === undefined ? undefined : eq(articles.outlet, outlet),
        topic === undefined ? undefined : eq(matches.topic, topic),
        origin && eq(articles.origin, origin),
        since && gte(articles.firstSeenAt, since),
        until && lt(articles.firstSeenAt, until),
        after && sql`(${articles.firstSeenAt}, ${articles.id}) < (${after.at}::timestamptz, ${after.id})`,
      ),
    )
    .orderBy(desc(articles.firstSeenAt), desc(articles.id))
    .limit(limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { matches: page, next: rows.length > limit && last !== undefined ? await cursorAt(db, last.id) : null }
}

/** The search condition of a query, its words folded as the index folds them; nothing but signs finds nothing. */
function searchFor(text: string): SQL {
  const parts = [...text.matchAll(/(-?)(?:"([^"]*)"|(\S+))/g)]
  const terms = parts.flatMap(([, minus, phrase, word]) => {
    const words = wordsOf(phrase ?? word ?? '').map((one) => `'${one.replaceAll("'", "''")}'`)
    return words.length === 0 ? [] : [`${minus ? '!' : ''}(${words.join(' <-> ')})`]
  })
  if (terms.length === 0) return sql`false`
  return sql`${articles.search} @@ to_tsquery('simple', ${terms.join(' & ')})`
}

// The database's own text of the instant keeps its microseconds, which a JavaScript date would cut.
async function cursorAt(db: Db, id: number): Promise<string> {
  const [row] = await db
    .select({ at: sql<string>`${articles.firstSeenAt}::text` })
    .from(articles)
    .where(eq(articles.id, id))
  return Buffer.from(JSON.stringify([row?.at, id])).toString('base64url')
}

function readCursor(cursor: string): { at: string; id: number } {
  try {
    const [at, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as [unknown, unknown]
    if (typeof at === 'string' && !Number.isNaN(Date.parse(at)) && Number.isSafeInteger(id))
      return { at, id: id as number }
  } catch {
    // Told below, like any other text that is no cursor.
  }
  throw new RangeError('this is not a cursor of an earlier page')
}

/** One stored article, matched or not, by its id or its address; with its matches. */
export async function articleById(db: Db, id: number) {
  const [article] = await db.select().from(articles).where(eq(articles.id, id))
  if (article === undefined) return undefined
  return { ...article, matched: await selectMatched(db).where(eq(matches.articleId, id)) }
}
