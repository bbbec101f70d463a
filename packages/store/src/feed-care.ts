import { eq, sql } from 'drizzle-orm'
import { insertNotices, type NewFeedNotice } from './feed-notices.ts'
import type { Feed } from './feeds.ts'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { feeds } from './schema.ts'

/** What an operator sets of a feed; null goes back to our own. */
export interface FeedSettings {
  outlet?: string
  userAgent?: string | null
  fixedIntervalMs?: number | null
}

/** Changes what is given. A new interval counts from now. False: no such feed. */
export async function setFeed(db: Db, id: number, settings: FeedSettings): Promise<boolean> {
  const { fixedIntervalMs } = settings
  const interval = fixedIntervalMs && {
    intervalMs: fixedIntervalMs,
    nextCheckAt: sql`least(${feeds.nextCheckAt}, ${fromNow(fixedIntervalMs)})`,
  }
  const rows = await db
    .update(feeds)
    .set({ ...settings, ...interval })
    .where(eq(feeds.id, id))
    .returning({ id: feeds.id })
  return rows.length === 1
}

/** The name under which pages of this feed's publisher are visited; null: ours. */
export async function feedUserAgent(db: Db, id: number): Promise<string | null> {
  const [row] = await db.select({ userAgent: feeds.userAgent }).from(feeds).where(eq(feeds.id, id))
  return row?.userAgent ?? null
}

/**
 * Gives a feed another address, that of a true feed: visited at once, as if it had never failed. It stays the same feed, with its items and
 * its baseline, so that what it published while it was lost is news. False: another feed has the address.
 */
export async function replaceFeedUrl(db: Db, id: number, url: string): Promise<boolean> {
  const [other] = await db.select({ id: feeds.id }).from(feeds).where(eq(feeds.url, url))
  if (other !== undefined && other.id !== id) return false
  const unknown = { etag: null, lastModified: null, bodyHash: null, lastItemKeys: [] }
  const sound = {
    failures: 0,
    failingSince: null,
    lastFailure: null,
    stateNote: null,
    successors: null,
    selectors: null,
  }
  await db
    .update(feeds)
    .set({ url, status: 'active', ...unknown, ...sound, searchedAt: null, nextCheckAt: sql`now()` })
    .where(eq(feeds.id, id))
  return true
}

/**
 * Takes one feed that is dead and may be looked for at its site: gone (410), missing (404, twice), or failing for a day
 * in a way that will not mend itself. Each once a day in its first week, then once a week.
 */
export async function claimLostFeed(db: Db): Promise<Feed | undefined> {
  const [row] = await db
    .update(feeds)
    .set({ searchedAt: sql`now()` })
    .where(
      eq(
        feeds.id,
        sql`(select id from feeds where selectors is null
          and (status = 'gone' or (status = 'active' and (
            (failures >= 2 and last_failure->>'code' in ('http-404', 'http-410'))
            or (failures >= 3 and failing_since <= now() - interval '1 day'
              and (last_failure->>'class' = 'hard' or last_failure->>'code' in ('html-page', 'host-not-found'))))))
          and (searched_at is null or searched_at <= now() - case
            when failing_since > now() - interval '7 days' then interval '1 day' else interval '7 days' end)
          order by searched_at nulls first, id limit 1 for update skip locked)`,
      ),
    )
    .returning()
  return row
}

/** Keeps what was found in place of a lost feed, and tells operators when it is something else than the last time. */
export async function saveSuccessors(
  db: Db,
  feed: Pick<Feed, 'id' | 'successors'>,
  found: NonNullable<Feed['successors']>,
  notice: NewFeedNotice,
): Promise<boolean> {
  const addresses = (list: Feed['successors']) =>
    (list ?? [])
      .map(({ url }) => url)
      .sort()
      .join('\n')
  if (addresses(feed.successors) === addresses(found)) return false
  await db.transaction(async (tx) => {
    await tx.update(feeds).set({ successors: found }).where(eq(feeds.id, feed.id))
    await insertNotices(tx, feed.id, [notice])
  })
  return true
}
