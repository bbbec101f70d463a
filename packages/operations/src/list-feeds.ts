import { type Lang, texts } from '@rasid/core'
import {
  allFeeds,
  type Db,
  type Feed,
  feedById,
  insertFeed,
  makeFeedsDue,
  recordAudit,
  removeFeed,
  setFeedStatus,
} from '@rasid/store'
import { failureWords, type TroubleCode } from '@rasid/web-client'
import type { FeedPreview } from './preview-feed.ts'

/** One page of the feeds, the troubled ones first: those are what an operator looks for. */
export async function listFeeds(
  db: Db,
  ask: { page: number; pageSize: number },
): Promise<{ feeds: Feed[]; total: number; older: boolean }> {
  const feeds = (await allFeeds(db)).sort((a, b) => b.failures - a.failures || a.id - b.id)
  const from = ask.page * ask.pageSize
  const page = feeds.slice(from, from + ask.pageSize)
  return { feeds: page, total: feeds.length, older: feeds.length > from + ask.pageSize }
}

/** A feed's health in words that an operator understands, and what to do about it where something is wrong. */
export function feedHealth(feed: Feed, lang: Lang): { what: string; next: string | null } {
  const table = texts(lang).operators
  if (feed.status === 'paused') return { what: table.feedPaused, next: null }
  if (feed.status === 'gone') return { what: table.feedRemovedByPublisher, next: null }
  if (feed.lastFailure && feed.failures > 0) {
    const { code, status } = feed.lastFailure
    const words = failureWords({ code: code as TroubleCode, ...(status !== undefined && { status }) }, lang)
    return { what: table.feedFailing(words.what), next: words.next }
  }
  if (feed.lastSuccessAt) return { what: table.feedHealthy, next: null }
  // A visit that failed through our own outage counts against no feed, and is a visit all the same.
  return { what: feed.lastVisitAt ? table.feedUnanswered : table.feedNew, next: null }
}

export type FeedAction = 'pause' | 'resume' | 'check' | 'remove'

/** Does what an operator asked with a feed, and writes it down. The feed as it is now; null when it is gone. */
export async function changeFeed(
  db: Db,
  ask: { id: number; action: FeedAction; actor: string },
): Promise<{ feed: Feed | null; done: boolean }> {
  return db.transaction(async (tx) => {
    const feed = await feedById(tx, ask.id)
    if (!feed) return { feed: null, done: false }
    const done = await act(tx, ask)
    await recordAudit(tx, { actor: ask.actor, action: `feed-${ask.action}`, subject: feed.url, detail: { id: ask.id } })
    return { feed: (await feedById(tx, ask.id)) ?? null, done }
  })
}

async function act(tx: Db, { id, action }: { id: number; action: FeedAction }): Promise<boolean> {
  switch (action) {
    case 'pause':
      return setFeedStatus(tx, id, 'paused')
    case 'resume':
      return setFeedStatus(tx, id, 'active')
    case 'check':
      return (await makeFeedsDue(tx, id)) > 0
    case 'remove':
      return removeFeed(tx, id)
    default:
      return action satisfies never
  }
}

/** Adds a feed that was previewed and confirmed, and writes it down. false: it was added meanwhile. */
export async function addPreviewedFeed(
  db: Db,
  ask: { feed: Pick<FeedPreview, 'url' | 'name' | 'siteUrl'>; actor: string },
): Promise<boolean> {
  const { url, name, siteUrl } = ask.feed
  return db.transaction(async (tx) => {
    const { id, added } = await insertFeed(tx, { url, outlet: name, title: name, siteUrl, addedBy: ask.actor })
    if (added) await recordAudit(tx, { actor: ask.actor, action: 'feed-add', subject: url, detail: { id } })
    return added
  })
}
