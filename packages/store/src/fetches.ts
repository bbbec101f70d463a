import { and, count, desc, eq, gte, lt, sql, sum } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articles, feeds, fetches, matches } from './schema.ts'

export type Fetch = typeof fetches.$inferSelect
export type NewFetch = Omit<typeof fetches.$inferInsert, 'id' | 'at' | 'feedId'>

/** The last visits to one feed, newest first. */
export function recentFetches(db: Db, feedId: number, limit: number): Promise<Fetch[]> {
  return db.select().from(fetches).where(eq(fetches.feedId, feedId)).orderBy(desc(fetches.at)).limit(limit)
}

/** What the kept visits to one feed in [since, until) were: all, those that were answered, those behind which items may have been missed. */
export async function visitsIn(
  db: Db,
  feedId: number,
  { since, until }: { since: Date; until: Date },
): Promise<{ all: number; good: number; gaps: number }> {
  const [row] = await db
    .select({
      all: count(),
      good: sql<number>`(count(*) filter (where ${fetches.outcome} in ('fetched', 'unchanged')))::int`,
      gaps: sql<number>`(count(*) filter (where ${fetches.gap}))::int`,
    })
    .from(fetches)
    .where(and(eq(fetches.feedId, feedId), gte(fetches.at, since), lt(fetches.at, until)))
  return row ?? { all: 0, good: 0, gaps: 0 }
}

export interface Coverage {
  /** Feeds that are not paused or gone. */
  feeds: number
  /** Of those, how many answered at least once in the period. */
  reached: number
  /** New items of the period, matched or not, and the matches among them; a first poll's baseline is left out. */
  items: number
  matched: number
}

/** What was looked at in [since, until): the footer of a digest. */
export async function coverage(db: Db, period: { since: Date; until: Date }): Promise<Coverage> {
  const inPeriod = and(gte(fetches.at, period.since), lt(fetches.at, period.until))
  const [active] = await db.select({ n: count() }).from(feeds).where(eq(feeds.status, 'active'))
  const [reached] = await db
    .select({ n: sql<number>`count(distinct ${fetches.feedId})::int` })
    .from(fetches)
    .innerJoin(feeds, eq(feeds.id, fetches.feedId))
    .where(and(inPeriod, eq(feeds.status, 'active'), sql`${fetches.outcome} in ('fetched', 'unchanged')`))
  const seen = and(
    gte(articles.firstSeenAt, period.since),
    lt(articles.firstSeenAt, period.until),
    eq(articles.origin, 'live'),
  )
  const [items] = await db.select({ n: count() }).from(articles).where(seen)
  const [matched] = await db
    .select({ n: sql<number>`count(distinct ${matches.articleId})::int` })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(seen)
  return { feeds: active?.n ?? 0, reached: reached?.n ?? 0, items: items?.n ?? 0, matched: matched?.n ?? 0 }
}

/** What visits in the period did, in sums; for `/stats` and the start block. */
export async function visitSums(db: Db, period: { since: Date; until: Date }) {
  const [row] = await db
    .select({ visits: count(), items: sum(fetches.items), added: sum(fetches.added), edited: sum(fetches.edited) })
    .from(fetches)
    .where(and(gte(fetches.at, period.since), lt(fetches.at, period.until)))
  const whole = (value: string | null | undefined) => Number(value ?? 0)
  return { visits: row?.visits ?? 0, items: whole(row?.items), added: whole(row?.added), edited: whole(row?.edited) }
}
