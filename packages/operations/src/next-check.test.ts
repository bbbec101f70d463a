import fc from 'fast-check'
import { expect, it } from 'vitest'
import { intervalAfter, POLL_LIMITS, spread, waitMs } from './next-check.ts'

const MINUTE = 60_000

it.each([
  { why: 'nothing new: look less often', seen: { items: 20, added: 0, gap: false }, minutes: 25 },
  { why: 'a few new: the rhythm is right', seen: { items: 20, added: 2, gap: false }, minutes: 20 },
  { why: 'a third new: a little sooner', seen: { items: 20, added: 7, gap: false }, minutes: 15 },
  { why: 'most of it new: items may be pushed out', seen: { items: 20, added: 15, gap: false }, minutes: 10 },
  { why: 'a gap: items were missed', seen: { items: 20, added: 20, gap: true }, minutes: 20 / 3 },
  { why: 'an empty feed', seen: { items: 0, added: 0, gap: false }, minutes: 25 },
])('finds the interval after $why', ({ seen, minutes }) => {
  expect(intervalAfter(20 * MINUTE, seen)).toBe(minutes * MINUTE)
})

it.each([
  { why: 'no failure', failures: 0, hints: {}, minutes: 15 },
  { why: 'one hard failure doubles', failures: 1, hints: {}, minutes: 30 },
  { why: 'three double three times', failures: 3, hints: {}, minutes: 120 },
  { why: 'many end at a day', failures: 40, hints: {}, minutes: 24 * 60 },
  { why: 'max-age asks for more', failures: 0, hints: { maxAgeMs: 30 * MINUTE }, minutes: 30 },
  { why: 'max-age asks for less', failures: 0, hints: { maxAgeMs: MINUTE }, minutes: 15 },
  { why: 'a TTL of a day would lose items', failures: 0, hints: { ttlMs: 1440 * MINUTE }, minutes: 120 },
  { why: 'Expires in the past', failures: 0, hints: { expiresInMs: -5 * MINUTE }, minutes: 15 },
  { why: 'Retry-After is obeyed', failures: 0, hints: { retryAfterMs: 300 * MINUTE }, minutes: 300 },
  {
    why: 'Retry-After of a week counts as a day',
    failures: 0,
    hints: { retryAfterMs: 10_080 * MINUTE },
    minutes: 1440,
  },
])('waits: $why', ({ failures, hints, minutes }) => {
  expect(waitMs(15 * MINUTE, failures, hints)).toBe(minutes * MINUTE)
})

it('never schedules in the past, nor further than a day', () => {
  const hint = fc.option(fc.integer({ min: -1e12, max: 1e12 }), { nil: undefined })
  fc.assert(
    fc.property(
      fc.integer({ min: POLL_LIMITS.minMs, max: POLL_LIMITS.maxMs }),
      fc.double({ min: 0, max: 1e6, noNaN: true }),
      fc.record({ ttl: hint, age: hint, retry: hint }),
      (interval, failures, { ttl, age, retry }) => {
        const hints = {
          ...(ttl && { ttlMs: ttl }),
          ...(age && { maxAgeMs: age }),
          ...(retry && { retryAfterMs: retry }),
        }
        const wait = waitMs(interval, failures, hints)
        expect(wait).toBeGreaterThanOrEqual(POLL_LIMITS.minMs)
        expect(wait).toBeLessThanOrEqual(POLL_LIMITS.failingMs)
      },
    ),
  )
})

it('spreads feeds that were added together over the minute, each always by the same part', () => {
  const parts = Array.from({ length: 60 }, (_, n) => spread(15 * MINUTE, n + 1) - 15 * MINUTE)
  expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...parts)).toBeLessThanOrEqual(MINUTE)
  expect(new Set(parts.map((part) => Math.floor(part / 6_000))).size).toBe(10)
  expect(spread(15 * MINUTE, 7)).toBe(spread(15 * MINUTE, 7))
})
