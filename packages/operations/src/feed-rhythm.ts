import { isUnusuallySilent } from '@rasid/core'
import type { Feed, NewFeedNotice, PollRecord } from '@rasid/store'

/** What a visit changes in what is known of a feed's rhythm, and what operators are to hear of it. */
export interface RhythmChange {
  feed: PollRecord['feed']
  notices: NewFeedNotice[]
}

// A week has one of each day: before it has passed, a quiet weekend would look like a feed that died.
const KNOWN_AFTER_MS = 7 * 24 * 3_600_000

/**
 * The feed brought something new. The quiet span that ended is counted up to the last visit that found nothing: while
 * we were down ourselves nobody knows how quiet it was.
 */
export function afterNews(feed: Feed, at: Date): RhythmChange {
  const { lastNewAt, lastSuccessAt, silentSince } = feed
  const quietMs = lastNewAt && lastSuccessAt ? lastSuccessAt.getTime() - lastNewAt.getTime() : 0
  return {
    feed: {
      lastNewAt: at,
      longestQuietMs: Math.max(feed.longestQuietMs, quietMs),
      ...(silentSince !== null && { silentSince: null }),
    },
    notices:
      silentSince && lastNewAt ? [{ kind: 'speaks', detail: { quietMs: at.getTime() - lastNewAt.getTime() } }] : [],
  }
}

/** The feed answered and had nothing new: noticed once when that lasts longer than it ever did. */
export function afterQuiet(feed: Feed, at: Date): RhythmChange {
  const { lastNewAt, baselineAt, longestQuietMs, silentSince } = feed
  const isKnown = baselineAt !== null && at.getTime() - baselineAt.getTime() >= KNOWN_AFTER_MS
  if (silentSince !== null || !isKnown || !isUnusuallySilent(at, lastNewAt ?? baselineAt, longestQuietMs))
    return { feed: {}, notices: [] }
  const since = (lastNewAt ?? baselineAt).toISOString()
  return { feed: { silentSince: at }, notices: [{ kind: 'silent', detail: { since, longestQuietMs } }] }
}

// Of each end, because some feeds list their newest item last.
const KEPT_AT_EACH_END = 15

/** The keys by which the next visit notices that nothing of this document is left: every key of its outermost items. */
export function edgeKeys(articles: readonly { keys: readonly string[] }[]): string[] {
  const middle = Math.max(articles.length - KEPT_AT_EACH_END, KEPT_AT_EACH_END)
  return [...articles.slice(0, KEPT_AT_EACH_END), ...articles.slice(middle)].flatMap(({ keys }) => keys)
}
