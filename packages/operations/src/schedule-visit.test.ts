import type { Feed } from '@rasid/store'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Visit } from './read-visit.ts'
import { hintsOf, intervalAfter, waitMs } from './schedule-visit.ts'

const MINUTE = 60_000
const NOW = new Date('2026-03-01T10:00:00Z')
const feed = (more: Partial<Feed> = {}) =>
  ({ url: 'https://one.test/rss', intervalMs: 20 * MINUTE, baselineAt: NOW, ...more }) as Feed

it.each([
  { why: 'a quiet feed is still seen every hour', before: 58, seen: { items: 20, fresh: 0, gap: false }, minutes: 60 },
  {
    why: 'a busy feed never more than every five minutes',
    before: 6,
    seen: { items: 20, fresh: 20, gap: true },
    minutes: 5,
  },
  { why: 'a few new items: the rhythm is right', before: 20, seen: { items: 20, fresh: 2, gap: false }, minutes: 20 },
])('learns the interval: $why', ({ before, seen, minutes }) => {
  expect(intervalAfter(feed({ intervalMs: before * MINUTE }), seen)).toBe(minutes * MINUTE)
})

it('learns nothing from a baseline, where everything is new', () => {
  expect(intervalAfter(feed({ baselineAt: null }), { items: 20, fresh: 20, gap: false })).toBe(20 * MINUTE)
})

it("adds the feed's own part of the minute, always the same and never more than a tenth", () => {
  const waits = Array.from({ length: 40 }, (_, n) =>
    waitMs({ url: `https://h${n}.test/` }, NOW, { intervalMs: 15 * MINUTE }),
  )
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(15 * MINUTE)
  expect(Math.max(...waits)).toBeLessThanOrEqual(16 * MINUTE)
  expect(new Set(waits.map((wait) => Math.floor(wait / 6_000))).size).toBeGreaterThan(6)
  expect(waitMs(feed(), NOW, { intervalMs: 5 * MINUTE })).toBeLessThanOrEqual(5.5 * MINUTE)
})

it('waits ever longer for a feed that fails', () => {
  const waits = [0, 1, 2, 3].map((failures) => waitMs(feed(), NOW, { intervalMs: 20 * MINUTE, failures }))
  expect(waits).toEqual([...waits].sort((a, b) => a - b))
  expect(waits[3]).toBeGreaterThan(4 * (waits[0] as number))
})

it('never schedules a visit in the past, nor further away than a day and a minute', () => {
  const hint = fc.option(fc.integer({ min: -1e12, max: 1e12 }), { nil: undefined })
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e8 }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      hint,
      hint,
      (interval, failures, age, retry) => {
        const hints = {
          ...(age !== undefined && { maxAgeMs: age }),
          ...(retry !== undefined && { retryAfterMs: retry }),
        }
        const wait = waitMs(feed(), NOW, { intervalMs: interval, failures, ...hints })
        expect(wait).toBeGreaterThanOrEqual(5 * MINUTE)
        expect(wait).toBeLessThanOrEqual(24 * 60 * MINUTE + MINUTE)
      },
    ),
  )
})

it('takes the TTL and the hours to skip from a document, and nothing from a body that was not read again', () => {
  const outcome = { hints: { maxAgeMs: 5 * MINUTE } }
  const document = { hints: { ttlMinutes: 30, skipHours: [1, 2], updateEveryMinutes: 60 } }
  const visit = (kind: string) => ({ kind, outcome, document }) as unknown as Parameters<typeof hintsOf>[0] & Visit
  expect(hintsOf(visit('fetched'))).toEqual({ maxAgeMs: 5 * MINUTE, ttlMs: 30 * MINUTE, skipHours: [1, 2] })
  expect(hintsOf(visit('unchanged'))).toEqual({ maxAgeMs: 5 * MINUTE })
})
