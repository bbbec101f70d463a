import type { Feed } from '@rasid/store'
import { type FetchOutcome, failed, fetchGuarded } from '@rasid/web-client'
import { type PollDeps, visitorFor } from './poll-deps.ts'

/**
 * Fetches one feed: conditional, guarded, within limits; whatever happens is a value. A feed is there for readers; a page that is
 * read by selectors is not, so its site's robots.txt is asked at every visit, for it may have changed since the page was added.
 */
export async function fetchFeed(deps: PollDeps, feed: Feed): Promise<FetchOutcome> {
  if (feed.selectors) {
    const refusal = await robotsRefusal(deps, feed)
    if (refusal) return refusal
  }
  const validators = { etag: feed.etag, lastModified: feed.lastModified }
  const signal = deps.signal && { signal: deps.signal }
  return fetchGuarded(feed.url, { ...visitorFor(deps.visitor, feed), ...signal, validators, isLast: true })
}

async function robotsRefusal(deps: PollDeps, feed: Feed): Promise<FetchOutcome | null> {
  const visitor = visitorFor(deps.visitor, feed)
  switch (await deps.robots.allow({ ...deps, visitor }, feed.url)) {
    case 'yes':
      return null
    case 'no':
      return failed('robots-refuse', 'robots.txt asks us not to read this page')
    case 'later':
      return failed('robots-unknown', 'robots.txt could not be read')
    case 'out':
      return failed('robots-unknown', 'robots.txt could not be read: our own network is out', { ours: true })
  }
}
