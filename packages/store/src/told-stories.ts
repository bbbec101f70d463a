import { and, asc, count, desc, eq, gte, inArray, ne, type SQL, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articles, matches, stories } from './schema.ts'
import { articleTime } from './stories.ts'

/** One article of a story as telling sees it. */
export interface ToldArticle {
  id: number
  outlet: string
  title: string
  summary: string
  /** The text of its page, when it was read. */
  body: string | null
  url: string | null
  /** When it was published, else first seen. */
  at: Date
  score: number
  ruleVersion: string
  /** The MatchResult of @rasid/core. */
  result: unknown
}

/** A story with its articles in order of time. */
export interface ToldStory {
  story: typeof stories.$inferSelect
  articles: ToldArticle[]
}

/** Stories with their articles, in the order of `ids`; those that are gone are left out. */
export async function storiesToTell(db: Db, ids: readonly number[]): Promise<ToldStory[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select({
      story: stories,
      article: {
        id: articles.id,
        outlet: articles.outlet,
        title: articles.title,
        summary: articles.summary,
        body: articles.body,
        url: articles.url,
        publishedAt: articles.publishedAt,
        firstSeenAt: articles.firstSeenAt,
        score: matches.score,
        ruleVersion: matches.ruleVersion,
        result: matches.result,
      },
    })
    .from(stories)
    .innerJoin(matches, eq(matches.storyId, stories.id))
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(inArray(stories.id, [...ids]))
    .orderBy(asc(articleTime), asc(articles.id))
  const told = new Map<number, ToldStory>()
  for (const { story, article } of rows) {
    const { publishedAt, firstSeenAt, ...shown } = article
    const entry = told.get(story.id) ?? { story, articles: [] }
    told.set(story.id, entry)
    entry.articles.push({ ...shown, at: publishedAt ?? firstSeenAt })
  }
  return ids.flatMap((id) => told.get(id) ?? [])
}

export interface StoryAsk {
  /** `core`: core stories only; `related`: both tiers. */
  tier: 'core' | 'related'
  /** `archive`: the seeds and what else was there before; `watched`: what feeds brought. */
  origin?: 'archive' | 'watched'
  since?: Date
  limit: number
}

/** Ids of the most recent stories, for digests; lists that are paged are `storyPage`'s. */
export async function storyIds(db: Db, ask: StoryAsk): Promise<number[]> {
  const where: (SQL | undefined)[] = [
    ask.tier === 'core' ? eq(stories.tier, 'core') : undefined,
    ask.origin === 'archive' ? eq(stories.origin, 'archive') : undefined,
    ask.origin === 'watched' ? ne(stories.origin, 'archive') : undefined,
    ask.since ? gte(stories.lastAt, ask.since) : undefined,
    sql`${stories.articles} > 0`,
  ]
  const rows = await db
    .select({ id: stories.id })
    .from(stories)
    .where(and(...where))
    .orderBy(desc(stories.lastAt), desc(stories.id))
    .limit(ask.limit)
  return rows.map((row) => row.id)
}

/** How many live stories began since an instant. */
export async function storiesSince(db: Db, since: Date): Promise<number> {
  const [row] = await db
    .select({ n: count() })
    .from(stories)
    .where(and(eq(stories.origin, 'live'), gte(stories.firstAt, since)))
  return row?.n ?? 0
}
