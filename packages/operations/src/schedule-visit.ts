import { adaptInterval, nextCheckAt, POLL_LIMITS, type PollHints, spreadMs, type VisitYield } from '@rasid/core'
import type { Feed } from '@rasid/store'
import type { Visit } from './read-visit.ts'

// A feed that answers is looked at every hour at least, however quiet: an alert should not be older than that by our
// own doing. Failing feeds may wait longer.
const HEALTHY_LIMITS = { ...POLL_LIMITS, maxMs: 3_600_000 }

/**
 * The feed's own interval after a visit that succeeded: an operator's, else the learned one. A baseline is all new and
 * says nothing of its rhythm.
 */
export function intervalAfter(feed: Feed, seen: VisitYield): number {
  if (feed.fixedIntervalMs) return feed.fixedIntervalMs
  return feed.baselineAt === null ? feed.intervalMs : adaptInterval(feed.intervalMs, seen, HEALTHY_LIMITS)
}

/**
 * The wait until the next visit, in milliseconds from `now`: core's rule, and the feed's own part of the minute on top
 * (at most a tenth of the wait), so that feeds added together drift apart.
 */
export function waitMs(feed: Pick<Feed, 'url'>, now: Date, hints: PollHints): number {
  const wait = nextCheckAt(now, hints).getTime() - now.getTime()
  return wait + Math.round(Math.min(spreadMs(feed.url), wait / 10))
}

/**
 * What the publisher says of when to come back, in its document and in its headers. `sy:updatePeriod` is left out: every
 * WordPress site says "hourly" by its template, and the learned rhythm knows better.
 */
export function hintsOf(
  visit: Extract<Visit, { kind: 'fetched' | 'unchanged' | 'same-bytes' }>,
): Omit<PollHints, 'intervalMs'> {
  const { ttlMinutes, skipHours } = (visit.kind === 'fetched' && visit.document.hints) || {}
  return {
    ...visit.outcome.hints,
    ...(ttlMinutes !== undefined && { ttlMs: ttlMinutes * 60_000 }),
    ...(skipHours && { skipHours }),
  }
}
