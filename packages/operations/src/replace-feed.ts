import { feedById, feedByUrl, recordAudit, replaceFeedUrl } from '@rasid/store'
import { type Discovery, discoverFeeds } from '@rasid/web-client'
import type { AddFeedDeps } from './add-feed.ts'
import { visitorFor } from './poll-deps.ts'

export type ReplaceOutcome =
  | { kind: 'replaced'; id: number; outlet: string; from: string; url: string; items: number }
  | { kind: 'no-such-feed' }
  /** Another feed has that address. */
  | { kind: 'known'; id: number; url: string }
  | { kind: 'no-feed'; discovery: Extract<Discovery, { kind: 'none' }> }

/** Gives a feed another address, where a feed must answer. It stays the same feed: its items are not new again. */
export async function replaceFeed(
  { db, visitor }: AddFeedDeps,
  ask: { id: number; url: string; actor: string },
): Promise<ReplaceOutcome> {
  const feed = await feedById(db, ask.id)
  if (!feed) return { kind: 'no-such-feed' }
  const discovery = await discoverFeeds(ask.url, visitorFor(visitor, feed))
  if (discovery.kind === 'none') return { kind: 'no-feed', discovery }
  const [found] = discovery.feeds
  if (found === undefined) throw new Error('feeds were found, but none is listed')
  const { url, items } = found
  return db.transaction(async (tx) => {
    if (!(await replaceFeedUrl(tx, feed.id, url))) {
      const other = await feedByUrl(tx, url)
      return { kind: 'known', id: other?.id ?? 0, url }
    }
    const detail = { id: feed.id, from: feed.url }
    await recordAudit(tx, { actor: ask.actor, action: 'feed-replace', subject: url, detail })
    return { kind: 'replaced', id: feed.id, outlet: feed.outlet, from: feed.url, url, items }
  })
}
