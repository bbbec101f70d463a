/** How a visit failed: `hard` will not mend itself (404, 403, not a feed), `soft` may (5xx), `temporary` will (timeout). */
export type FailureClass = 'hard' | 'soft' | 'temporary'

export interface PollLimits {
  minMs: number
  maxMs: number
  /** A publisher's TTL or max-age counts up to here, so that a template's "one year" cannot silence a feed. */
  maxHintMs: number
}

export interface PollHints {
  /** The feed's own interval, as `adaptInterval` learned it. */
  intervalMs: number
  /** Sum of `failureWeight` since the last success; 0 when the last visit was fine. */
  failures?: number
  ttlMs?: number
  maxAgeMs?: number
  expiresAt?: Date
  /** The publisher's explicit wish, so it outranks our maximum; a day at most. */
  retryAfterMs?: number
  /** RSS 2.0's `skipHours`: hours of the day, 0 to 23 in UTC, in which the publisher wants no visit. */
  skipHours?: readonly number[]
}

export interface VisitYield {
  items: number
  /** How many of them were new. */
  fresh: number
  /** Nothing in common with the visit before: items may have been missed. */
  gap: boolean
}

const HOUR_MS = 3600 * 1000
const DAY_MS = 24 * HOUR_MS
const WEIGHTS: Readonly<Record<FailureClass, number>> = { hard: 1, soft: 0.5, temporary: 0.25 }
// 2^12 minutes is three days: beyond it only overflow is left to fear.
const MOST_DOUBLINGS = 12

/** The default limits: every 5 minutes at most, every 6 hours at least, publishers' hints up to 3 hours. */
export const POLL_LIMITS: PollLimits = { minMs: 5 * 60_000, maxMs: 6 * 3_600_000, maxHintMs: 3 * 3_600_000 }

/** What one failed visit adds to a feed's count: the surer that it will fail again, the more. */
export function failureWeight(failure: FailureClass): number {
  return WEIGHTS[failure]
}

/** When to look at a feed again: the largest of its own interval (doubled by failures) and the publisher's hints, clamped. */
export function nextCheckAt(now: Date, hints: PollHints, limits: PollLimits = POLL_LIMITS): Date {
  const doublings = Math.min(Math.max(hints.failures ?? 0, 0), MOST_DOUBLINGS)
  const own = clamp(finite(hints.intervalMs, limits.minMs) * 2 ** doublings, limits.minMs, limits.maxMs)
  const expires = hints.expiresAt === undefined ? 0 : hints.expiresAt.getTime() - now.getTime()
  const asked = Math.max(finite(hints.ttlMs, 0), finite(hints.maxAgeMs, 0), finite(expires, 0))
  const told = clamp(finite(hints.retryAfterMs, 0), 0, DAY_MS)
  const at = now.getTime() + Math.max(own, Math.min(asked, limits.maxHintMs), told)
  return new Date(afterSkippedHours(at, hints.skipHours ?? [], limits.maxHintMs))
}

/** The end of the skipped hours that a visit at `at` would fall into; like every hint it holds a visit back by `maxHintMs` at most. */
function afterSkippedHours(at: number, skipHours: readonly number[], maxHintMs: number): number {
  const skipped = new Set(skipHours)
  let later = at
  while (skipped.has(new Date(later).getUTCHours()) && later - at < maxHintMs) {
    later = (Math.floor(later / HOUR_MS) + 1) * HOUR_MS
  }
  return Math.min(later, at + maxHintMs)
}

/**
 * The feed's own interval after a visit: shorter when much was new, longer when nothing was. A gap means that items
 * may have been lost, so it cuts the interval hardest.
 */
export function adaptInterval(beforeMs: number, visit: VisitYield, limits: PollLimits = POLL_LIMITS): number {
  return clamp(Math.round(finite(beforeMs, limits.minMs) * rhythmFactor(visit)), limits.minMs, limits.maxMs)
}

function rhythmFactor({ items, fresh, gap }: VisitYield): number {
  if (gap) return 0.25
  const share = items > 0 ? fresh / items : 0
  if (share > 0.5) return 0.5
  if (share > 0.2) return 0.75
  return fresh > 0 ? 1 : 1.25
}

/** Whether two visits in a row have nothing in common, so that items between them may have been missed. */
export function isGap(previousIds: Iterable<string>, ids: readonly string[]): boolean {
  const before = new Set(previousIds)
  return before.size > 0 && ids.length > 0 && !ids.some((id) => before.has(id))
}

/** Whether a feed has been silent for longer than it ever was; a day's silence is never worth a word. */
export function isUnusuallySilent(now: Date, lastNewAt: Date, longestQuietMs: number): boolean {
  return now.getTime() - lastNewAt.getTime() > Math.max(longestQuietMs * 1.5, DAY_MS)
}

/** A feed's own second of the minute, 0 to 59,999 ms, so that polls due together do not start together. */
export function spreadMs(feedUrl: string): number {
  let hash = 2166136261
  for (let i = 0; i < feedUrl.length; i++) hash = Math.imul(hash ^ feedUrl.charCodeAt(i), 16777619)
  return (hash >>> 0) % 60_000
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

function finite(value: number | undefined, otherwise: number): number {
  return value !== undefined && Number.isFinite(value) && value > 0 ? value : otherwise
}
