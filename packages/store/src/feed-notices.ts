import { and, asc, inArray, isNull, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { feedNotices, feeds } from './schema.ts'

export type NoticeKind = (typeof feedNotices.$inferSelect)['kind']
export type NewFeedNotice = { kind: NoticeKind; detail?: Record<string, unknown> }

const ALL_KINDS: readonly NoticeKind[] = feedNotices.kind.enumValues

/** A notice with the name of its feed. */
export interface FeedNotice {
  id: number
  feedId: number
  outlet: string
  url: string
  kind: NoticeKind
  at: Date
  detail: Record<string, unknown>
}

/** Writes down what operators are to hear of a feed; does nothing without notices. */
export async function insertNotices(db: Db, feedId: number, notices: readonly NewFeedNotice[]): Promise<void> {
  if (notices.length > 0) await db.insert(feedNotices).values(notices.map((notice) => ({ feedId, ...notice })))
}

/** Notices of these kinds that no operator was told yet, oldest first. Within a transaction nobody else gets the same ones. */
export function untoldNotices(db: Db, limit: number, kinds: readonly NoticeKind[] = ALL_KINDS): Promise<FeedNotice[]> {
  const { id, feedId, kind, at, detail } = feedNotices
  return db
    .select({ id, feedId, outlet: feeds.outlet, url: feeds.url, kind, at, detail })
    .from(feedNotices)
    .innerJoin(feeds, sql`${feeds.id} = ${feedId}`)
    .where(and(isNull(feedNotices.toldAt), inArray(kind, [...kinds])))
    .orderBy(asc(feedNotices.id))
    .limit(limit)
    .for('update', { of: feedNotices, skipLocked: true })
}

/** In the transaction that owes the message which tells them. */
export async function markNoticesTold(db: Db, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return
  await db
    .update(feedNotices)
    .set({ toldAt: sql`now()` })
    .where(inArray(feedNotices.id, [...ids]))
}
