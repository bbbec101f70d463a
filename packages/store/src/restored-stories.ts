import { sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/**
 * Whether a story was, for all we know, seen before a backup was restored: an article of it is in the backup, or came
 * with its feed's first answer since. What that answer brings was published while nobody kept what was seen.
 */
export async function isFromBefore(db: Db, storyId: number, restoredAt: string): Promise<boolean> {
  const [row] = await db.execute<{ before: boolean }>(sql`
    select exists (
      select 1 from matches m join articles a on a.id = m.article_id
       where m.story_id = ${storyId} and a.first_seen_at <= greatest(${restoredAt}::timestamptz, (
         select min(f.at) from fetches f
          where f.feed_id = a.feed_id and f.at > ${restoredAt}::timestamptz and f.outcome in ('fetched', 'unchanged')))
    ) as before`)
  return row?.before === true
}

/** What is still to come before everything since a restore is known, by the database's clock. */
export interface CatchUpState {
  /** Active feeds that nobody has visited since. */
  unvisited: number
  /** Matches that wait for their page. */
  open: number
  sinceMs: number
}

export async function catchUpState(db: Db, restoredAt: string): Promise<CatchUpState> {
  const [row] = await db.execute<{ unvisited: number; open: number; since: number }>(sql`
    select (select count(*)::int from feeds where status = 'active'
              and (last_visit_at is null or last_visit_at <= ${restoredAt}::timestamptz)) as unvisited,
           (select count(*)::int from matches where not final) as open,
           extract(epoch from now() - ${restoredAt}::timestamptz)::float8 * 1000 as since`)
  return { unvisited: row?.unvisited ?? 0, open: row?.open ?? 0, sinceMs: row?.since ?? 0 }
}
