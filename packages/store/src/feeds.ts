import type { HtmlSelectors } from '@rasid/core'
import { and, asc, eq, inArray, type SQL, sql } from 'drizzle-orm'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { feeds } from './schema.ts'

export type Feed = typeof feeds.$inferSelect
export type FeedStatus = Feed['status']

export interface NewFeed {
  url: string
  outlet: string
  title?: string | null
  siteUrl?: string | null
  /** For a page without a feed. */
  selectors?: HtmlSelectors
  userAgent?: string | null
  /** `starter`, `cli`, `telegram:<id>`. */
  addedBy?: string
  /** How long its first visit waits; imports of many feeds are spread by it. */
  dueInMs?: number
}

/** Adds a feed unless its URL is known; a known one is left as it is. */
export async function insertFeed(db: Db, feed: NewFeed): Promise<{ id: number; added: boolean }> {
  const { dueInMs = 0, ...values } = feed
  const [row] = await db
    .insert(feeds)
    .values({ ...values, nextCheckAt: fromNow(dueInMs) })
    .onConflictDoNothing()
    .returning({ id: feeds.id })
  if (row !== undefined) return { id: row.id, added: true }
  const known = await feedByUrl(db, feed.url)
  if (known === undefined) throw new Error(`feed ${feed.url} was removed while it was being added`)
  return { id: known.id, added: false }
}

export async function feedByUrl(db: Db, url: string): Promise<Feed | undefined> {
  const [row] = await db.select().from(feeds).where(eq(feeds.url, url))
  return row
}

export async function feedById(db: Db, id: number): Promise<Feed | undefined> {
  const [row] = await db.select().from(feeds).where(eq(feeds.id, id))
  return row
}

/** Every feed, in the order in which it was added. */
export function allFeeds(db: Db): Promise<Feed[]> {
  return db.select().from(feeds).orderBy(asc(feeds.id))
}

export interface FeedClaim {
  /** A random id of this process. */
  owner: string
  limit: number
  leaseMs: number
}

// Of thousands that are due only the longest overdue are looked at: enough that several feeds of one host among them
// still leave a full claim, and however many, at least one.
const LOOKED_AT = 4

/**
 * Leases due feeds, longest overdue first, at most one of a host at a time among all workers. Lease and due time
 * are judged by the database's clock; a dead worker's feeds come back when its lease runs out (invariant 4).
 */
export function claimDueFeeds(db: Db, claim: FeedClaim): Promise<Feed[]> {
  return db.transaction(async (tx) => {
    // Two claims that see different due feeds of one host would visit it twice at once: claims take turns.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('rasid:claim-feeds'))`)
    const rows = await tx.execute<{ id: string }>(sql`
      with overdue as (
        select id, host, next_check_at from feeds
         where status = 'active' and next_check_at <= now() and (lease_until is null or lease_until <= now())
           and host not in (select host from feeds where lease_until is not null and lease_until > now())
         order by next_check_at limit ${claim.limit * LOOKED_AT}),
      waiting as (select distinct on (host) id, next_check_at from overdue order by host, next_check_at, id),
      due as (
        select f.id from feeds f join waiting using (id) order by waiting.next_check_at, f.id
         limit ${claim.limit} for update of f skip locked)
      update feeds set lease_owner = ${claim.owner}::uuid, lease_until = ${fromNow(claim.leaseMs)}
        from due where feeds.id = due.id returning feeds.id`)
    const ids = rows.map((row) => Number(row.id))
    if (ids.length === 0) return []
    return tx.select().from(feeds).where(inArray(feeds.id, ids)).orderBy(asc(feeds.nextCheckAt), asc(feeds.id))
  })
}

/** Gives unfinished feeds of one process back at its end, so that others need not wait for the lease. */
export async function releaseFeeds(db: Db, owner: string): Promise<void> {
  await db.update(feeds).set({ leaseOwner: null, leaseUntil: null }).where(eq(feeds.leaseOwner, owner))
}

/** Makes active feeds due now; all of them, or one. Returns how many. */
export async function makeFeedsDue(db: Db, id?: number): Promise<number> {
  const rows = await db
    .update(feeds)
    .set({ nextCheckAt: sql`now()` })
    .where(and(eq(feeds.status, 'active'), id === undefined ? undefined : eq(feeds.id, id)))
    .returning({ id: feeds.id })
  return rows.length
}

/** Pauses or resumes a feed; a resumed one starts without its old failures. False: no such feed. */
export async function setFeedStatus(db: Db, id: number, status: FeedStatus): Promise<boolean> {
  const sound = { failures: 0, failingSince: null, stateNote: null }
  const fresh = status === 'active' ? { ...sound, nextCheckAt: sql`now()` } : {}
  const rows = await db
    .update(feeds)
    .set({ status, ...fresh })
    .where(eq(feeds.id, id))
    .returning({ id: feeds.id })
  return rows.length === 1
}

/** Forgets a feed and its visits; its articles and what is known of their keys stay. */
export async function removeFeed(db: Db, id: number): Promise<boolean> {
  const rows = await db.delete(feeds).where(eq(feeds.id, id)).returning({ id: feeds.id })
  return rows.length === 1
}

export interface FeedCounts {
  total: number
  active: number
  paused: number
  gone: number
  /** Active ones whose last visit succeeded, failed, or that were never visited. */
  healthy: number
  failing: number
  unvisited: number
  /** Hosts of the active ones. */
  hosts: number
}

/** How many feeds there are, by state and health. */
export async function feedCounts(db: Db): Promise<FeedCounts> {
  const active = sql`${feeds.status} = 'active'`
  const n = (condition: SQL) => sql<number>`count(*) filter (where ${condition})::int`
  const [row] = await db
    .select({
      total: sql<number>`count(*)::int`,
      active: n(active),
      paused: n(sql`${feeds.status} = 'paused'`),
      gone: n(sql`${feeds.status} = 'gone'`),
      healthy: n(sql`${active} and ${feeds.failures} = 0 and ${feeds.lastSuccessAt} is not null`),
      failing: n(sql`${active} and ${feeds.failures} > 0`),
      unvisited: n(sql`${active} and ${feeds.failures} = 0 and ${feeds.lastSuccessAt} is null`),
      hosts: sql<number>`count(distinct ${feeds.host}) filter (where ${active})::int`,
    })
    .from(feeds)
  return row ?? { total: 0, active: 0, paused: 0, gone: 0, healthy: 0, failing: 0, unvisited: 0, hosts: 0 }
}
