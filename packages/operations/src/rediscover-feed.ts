import { claimLostFeed, type Feed, feedByUrl, saveSuccessors } from '@rasid/store'
import { discoverFeeds, type FoundFeed, maskUrl } from '@rasid/web-client'
import { type PollDeps, visitorFor } from './poll-deps.ts'

type SearchDeps = Pick<PollDeps, 'db' | 'visitor' | 'network' | 'log' | 'signal' | 'stopping'>

export type Rediscovery =
  /** One feed of the same site, or several to choose from; operators decide, nothing is swapped. */
  { kind: 'found'; feeds: FoundFeed[]; told: boolean } | { kind: 'nothing' }

// A search is up to a dozen requests to one site; a few each minute are enough for any list of feeds.
const MOST_AT_ONCE = 3
const MOST_CANDIDATES = 5

/** Looks for lost feeds at their sites: a few a round, each at most once a day, none while our own network is out. */
export async function rediscoverLostFeeds(deps: SearchDeps): Promise<number> {
  let searched = 0
  while (searched < MOST_AT_ONCE && !deps.signal?.aborted && !deps.stopping?.aborted) {
    if (deps.network.outSince() !== null) break
    const feed = await claimLostFeed(deps.db)
    if (feed === undefined) break
    searched += 1
    await rediscoverFeed(deps, feed)
  }
  return searched
}

/** Looks for a dead feed at its site and proposes what it finds there to the operators, once. */
export async function rediscoverFeed(deps: SearchDeps, feed: Feed): Promise<Rediscovery> {
  const start = searchStart(feed)
  const signal = deps.signal && { signal: deps.signal }
  const discovery = await discoverFeeds(start, { ...visitorFor(deps.visitor, feed), ...signal })
  const found = discovery.kind === 'found' ? discovery.feeds : []
  const feeds: FoundFeed[] = []
  for (const one of found) {
    if (one.items > 0 && isSameSite(one.url, [feed.url, start]) && (await isFree(deps, feed, one.url))) feeds.push(one)
  }
  const line = { feed: feed.id, url: maskUrl(feed.url), found: feeds.map(({ url }) => maskUrl(url)) }
  deps.log.info(line, 'looked for a lost feed at its site')
  const [first, ...others] = feeds.slice(0, MOST_CANDIDATES)
  if (first === undefined) return { kind: 'nothing' }
  const kept = [first, ...others].map(({ url, title, items }) => ({ url, title, items }))
  const told = await saveSuccessors(
    deps.db,
    feed,
    kept,
    others.length === 0
      ? { kind: 'successor', detail: { from: feed.url, url: first.url, title: first.title } }
      : { kind: 'choice', detail: { from: feed.url, urls: kept.map(({ url }) => url) } },
  )
  return { kind: 'found', feeds, told }
}

/** The site that the feed named, when it is the feed's own; else the root of the feed's host. */
function searchStart({ url, siteUrl }: Feed): string {
  const isOwn = siteUrl !== null && URL.canParse(siteUrl) && isSameSite(siteUrl, [url])
  return isOwn ? siteUrl : new URL('/', url).href
}

/** A feed that is visited already replaces nothing; neither does the dead address, unless a gone feed came back there. */
async function isFree(deps: SearchDeps, feed: Feed, url: string): Promise<boolean> {
  const known = await feedByUrl(deps.db, url)
  return known === undefined || (known.id === feed.id && feed.status === 'gone')
}

/**
 * One host, with or without www, or one below the other (feeds.example.org and example.org). Two names side by side
 * under a common end (a.example.org and b.example.org) may be strangers on one platform.
 */
export function isSameSite(url: string, sites: readonly string[]): boolean {
  const host = hostOf(url)
  return sites.map(hostOf).some((site) => host === site || host.endsWith(`.${site}`) || site.endsWith(`.${host}`))
}

const hostOf = (url: string): string => new URL(url).hostname.replace(/^www\./, '')
