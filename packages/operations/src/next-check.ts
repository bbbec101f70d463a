import type { Feed } from '@rasid/store'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/**
 * How often a feed may be visited. Below five minutes publishers object; above an hour an alert is old news. A
 * publisher's TTL may ask for more, but one of a day would lose items of a feed that keeps the last twenty.
 */
export const POLL_LIMITS = {
  minMs: 5 * MINUTE,
  startMs: 15 * MINUTE,
  maxMs: HOUR,
  politeMs: 2 * HOUR,
  failingMs: 24 * HOUR,
  retryAfterMs: 24 * HOUR,
} as const

// Backoff weights: a hard failure (bad address, 404) doubles the wait, a soft one (403, HTML) by √2, a temporary one by ⁴√2.
export const FAILURE_WEIGHTS = { hard: 1, soft: 0.5, temporary: 0.25 } as const

/** What a successful visit saw, as far as it tells the feed's rhythm. */
export interface VisitYield {
  items: number
  added: number
  gap: boolean
}

/** The feed's own interval after a visit: shorter when much is new or items were missed, longer when nothing is. */
export function intervalAfter(intervalMs: number, seen: VisitYield): number {
  const share = seen.items === 0 ? 0 : seen.added / seen.items
  // With more than half of the items new, the next such burst would push some out unseen.
  const factor = seen.gap ? 1 / 3 : share > 0.5 ? 1 / 2 : share > 0.2 ? 3 / 4 : seen.added > 0 ? 1 : 5 / 4
  return Math.round(clamp(intervalMs * factor, POLL_LIMITS.minMs, POLL_LIMITS.maxMs))
}

export interface PublisherHints {
  ttlMs?: number
  maxAgeMs?: number
  expiresInMs?: number
  retryAfterMs?: number
}

/** The wait until the next visit: the longest of what backoff and publisher ask for, each within its limit. */
export function waitMs(intervalMs: number, failures: number, hints: PublisherHints): number {
  const backoff = Math.min(intervalMs * 2 ** failures, Math.max(intervalMs, POLL_LIMITS.failingMs))
  const polite = Math.max(hints.ttlMs ?? 0, hints.maxAgeMs ?? 0, hints.expiresInMs ?? 0)
  const retry = Math.min(hints.retryAfterMs ?? 0, POLL_LIMITS.retryAfterMs)
  return Math.round(Math.max(backoff, Math.min(polite, POLL_LIMITS.politeMs), retry))
}

/**
 * Spreads feeds over the minute: a wait longer by a part of a minute that is the feed's own (multiplicative hashing
 * by the golden ratio, Knuth vol. 3), so that feeds added together drift apart and stay apart.
 */
export function spread(wait: number, feedId: Feed['id']): number {
  const part = (Math.imul(feedId, 0x9e37_79b1) >>> 0) / 2 ** 32
  return Math.round(wait + part * Math.min(MINUTE, wait / 10))
}

const clamp = (value: number, least: number, most: number) => Math.min(Math.max(value, least), most)
