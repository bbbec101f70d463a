import { type Db, feedByUrl, insertFeed, recordAudit } from '@rasid/store'
import { type Discovery, discoverFeeds, type FetchOptions, type FoundFeed } from '@rasid/web-client'

export interface AddFeedDeps {
  db: Db
  visitor: Pick<FetchOptions, 'userAgent' | 'allowHosts' | 'proxy' | 'lookup'>
}

export type AddOutcome =
  | { kind: 'added'; id: number; url: string; outlet: string; others: FoundFeed[] }
  | { kind: 'known'; id: number; url: string; outlet: string }
  | { kind: 'no-feed'; discovery: Extract<Discovery, { kind: 'none' }> }

/**
 * Follows the feed at an address, or the first one that the site there offers (the others are told). The outlet's name
 * is what the operator says, else the feed's title.
 */
export async function addFeed(
  { db, visitor }: AddFeedDeps,
  ask: { url: string; outlet?: string; actor: string },
): Promise<AddOutcome> {
  const known = await feedByUrl(db, ask.url)
  if (known) return { kind: 'known', id: known.id, url: known.url, outlet: known.outlet }
  const discovery = await discoverFeeds(ask.url, visitor)
  if (discovery.kind === 'none') return { kind: 'no-feed', discovery }
  const [found, ...others] = discovery.feeds
  if (found === undefined) throw new Error('feeds were found, but none is listed')
  const outlet = ask.outlet?.trim() || found.title || new URL(found.url).host
  return db.transaction(async (tx) => {
    const { id, added } = await insertFeed(tx, { url: found.url, outlet, addedBy: ask.actor })
    if (!added) return { kind: 'known', id, url: found.url, outlet }
    await recordAudit(tx, { actor: ask.actor, action: 'feed-add', subject: found.url, detail: { id } })
    return { kind: 'added', id, url: found.url, outlet, others }
  })
}
