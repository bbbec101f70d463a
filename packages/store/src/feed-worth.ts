import { sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/** What feeds brought in the last 30 days, and their visits of the last seven that had nothing in common with the one
 *  before; of some feeds, or of all. Feeds that were not visited are left out. */
export async function feedWorth(
  db: Db,
  feedIds?: readonly number[],
): Promise<Map<number, { items: number; matches: number; gaps: number }>> {
  const rows = await db.execute(sql`
    select feed_id, sum(added) as items, sum(matched) as matches,
           count(*) filter (where gap and at > now() - interval '7 days') as gaps
      from fetches
     where at > now() - interval '30 days' ${feedIds === undefined ? sql`` : sql`and feed_id = any(${sql.param(`{${feedIds.join()}}`)}::bigint[])`}
     group by feed_id`)
  return new Map(
    rows.map(({ feed_id, items, matches, gaps }) => [
      Number(feed_id),
      { items: Number(items), matches: Number(matches), gaps: Number(gaps) },
    ]),
  )
}
