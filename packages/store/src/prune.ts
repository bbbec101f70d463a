import { sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/** Where a walk over the articles, oldest first, goes on. */
export interface ArticleCursor {
  seenAt: string
  id: number
}

export const OLDEST: ArticleCursor = { seenAt: '-infinity', id: 0 }

// Kept for ever: what matched any topic, and the seeds.
const IS_FORGETTABLE = sql`a.tier = 'none' and a.origin <> 'archive'
  and not exists (select 1 from matches m where m.article_id = a.id)`

const daysAgo = (days: number) => sql`now() - ${days}::int * interval '1 day'`

/**
 * Forgets unmatched articles older than `days` among the next `limit` after the cursor, in one short statement. Their keys
 * stay (invariant 3): an item that a feed still shows is known, and is not stored again. `next` is null at the end.
 */
export async function pruneArticles(
  db: Db,
  { days, limit, after }: { days: number; limit: number; after: ArticleCursor },
): Promise<{ gone: number; next: ArticleCursor | null }> {
  const [row] = await db.execute<{ gone: number; looked: number; seen_at: string | null; id: string | null }>(sql`
    with old as materialized (
      select id, first_seen_at from articles
       where first_seen_at < ${daysAgo(days)} and (first_seen_at, id) > (${after.seenAt}::timestamptz, ${after.id}::bigint)
       order by first_seen_at, id limit ${limit}),
    gone as (
      delete from articles a using old where a.id = old.id and ${IS_FORGETTABLE} returning 1),
    last as (select id, first_seen_at from old order by first_seen_at desc, id desc limit 1)
    select (select count(*)::int from gone) as gone, (select count(*)::int from old) as looked,
           (select first_seen_at::text from last) as seen_at, (select id::text from last) as id`)
  const { gone = 0, looked = 0, seen_at = null, id = null } = row ?? {}
  const next = looked === limit && seen_at !== null && id !== null ? { seenAt: seen_at, id: Number(id) } : null
  return { gone, next }
}

/** Forgets visits older than `days` among the `limit` that were stored first; 0 means that none is left. */
export async function pruneVisits(db: Db, { days, limit }: { days: number; limit: number }): Promise<number> {
  const [row] = await db.execute<{ gone: number }>(sql`
    with oldest as materialized (select id from fetches order by id limit ${limit}),
    gone as (delete from fetches f using oldest where f.id = oldest.id and f.at < ${daysAgo(days)} returning 1)
    select count(*)::int as gone from gone`)
  return row?.gone ?? 0
}

// Of these the status message tells the state, so that nobody marks the notice itself as told.
const STATES = sql`('broken', 'works', 'silent', 'speaks')`

/** Forgets what operators were told of feeds longer than `days` ago. What waits to be told is kept, however old. */
export async function pruneNotices(db: Db, { days, limit }: { days: number; limit: number }): Promise<number> {
  const [row] = await db.execute<{ gone: number }>(sql`
    with gone as (
      delete from feed_notices where id in (
        select id from feed_notices where at < ${daysAgo(days)} and (told_at is not null or kind in ${STATES})
         order by id limit ${limit}) returning 1)
    select count(*)::int as gone from gone`)
  return row?.gone ?? 0
}

/** How much the three would forget. */
export async function countPrunable(
  db: Db,
  days: { articles: number; visits: number; notices: number },
): Promise<{ articles: number; visits: number; notices: number }> {
  const [row] = await db.execute<{ articles: number; visits: number; notices: number }>(sql`
    select (select count(*)::int from articles a
             where a.first_seen_at < ${daysAgo(days.articles)} and ${IS_FORGETTABLE}) as articles,
           (select count(*)::int from fetches where at < ${daysAgo(days.visits)}) as visits,
           (select count(*)::int from feed_notices where at < ${daysAgo(days.notices)}
               and (told_at is not null or kind in ${STATES})) as notices`)
  return row ?? { articles: 0, visits: 0, notices: 0 }
}
