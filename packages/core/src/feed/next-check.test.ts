import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  adaptInterval,
  failureWeight,
  isGap,
  isUnusuallySilent,
  nextCheckAt,
  POLL_LIMITS,
  spreadMs,
} from './next-check.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const minutesTo = (date: Date): number => (date.getTime() - NOW.getTime()) / MINUTE

describe('nextCheckAt', () => {
  it.each([
    { why: 'its own interval', hints: { intervalMs: 10 * MINUTE }, minutes: 10 },
    { why: 'never sooner than the least', hints: { intervalMs: 1 }, minutes: 5 },
    { why: 'a longer TTL', hints: { intervalMs: 10 * MINUTE, ttlMs: HOUR }, minutes: 60 },
    { why: 'a longer max-age', hints: { intervalMs: 10 * MINUTE, maxAgeMs: 30 * MINUTE }, minutes: 30 },
    {
      why: 'a later Expires',
      hints: { intervalMs: 10 * MINUTE, expiresAt: new Date(NOW.getTime() + 20 * MINUTE) },
      minutes: 20,
    },
    { why: 'no Expires of the past', hints: { intervalMs: 10 * MINUTE, expiresAt: new Date(0) }, minutes: 10 },
    { why: 'no template of a year', hints: { intervalMs: 10 * MINUTE, ttlMs: 365 * 24 * HOUR }, minutes: 180 },
    {
      why: 'Retry-After above our maximum',
      hints: { intervalMs: 10 * MINUTE, retryAfterMs: 20 * HOUR },
      minutes: 1200,
    },
    {
      why: 'Retry-After of a day at most',
      hints: { intervalMs: 10 * MINUTE, retryAfterMs: 90 * 24 * HOUR },
      minutes: 1440,
    },
    { why: 'one hard failure', hints: { intervalMs: 10 * MINUTE, failures: failureWeight('hard') }, minutes: 20 },
    { why: 'two soft failures', hints: { intervalMs: 10 * MINUTE, failures: 2 * failureWeight('soft') }, minutes: 20 },
    {
      why: 'four temporary failures',
      hints: { intervalMs: 10 * MINUTE, failures: 4 * failureWeight('temporary') },
      minutes: 20,
    },
    {
      why: 'the end of the hours it wants skipped',
      hints: { intervalMs: 10 * MINUTE, skipHours: [12, 13] },
      minutes: 120,
    },
    { why: 'its own interval outside of them', hints: { intervalMs: 70 * MINUTE, skipHours: [12] }, minutes: 70 },
    {
      why: 'three hours more at most, when every hour is to be skipped',
      hints: { intervalMs: 10 * MINUTE, skipHours: Array.from({ length: 24 }, (_, hour) => hour) },
      minutes: 190,
    },
    {
      why: 'a thousand failures: slower, never silent',
      hints: { intervalMs: 10 * MINUTE, failures: 1000 },
      minutes: 360,
    },
    {
      why: 'numbers that are none',
      hints: { intervalMs: Number.NaN, ttlMs: -1, maxAgeMs: Number.POSITIVE_INFINITY },
      minutes: 5,
    },
  ])('waits for $why', ({ hints, minutes }) => expect(minutesTo(nextCheckAt(NOW, hints))).toBe(minutes))

  it('is never in the past and never more than a day away', () => {
    const any = fc.option(fc.double(), { nil: undefined })
    fc.assert(
      fc.property(fc.double(), any, any, any, any, (intervalMs, failures, ttlMs, maxAgeMs, retryAfterMs) => {
        const hints = Object.fromEntries(
          Object.entries({ failures, ttlMs, maxAgeMs, retryAfterMs }).filter(
            ([, v]) => v !== undefined && !Number.isNaN(v),
          ),
        )
        const wait = nextCheckAt(NOW, { intervalMs, ...hints }).getTime() - NOW.getTime()
        expect(wait).toBeGreaterThanOrEqual(POLL_LIMITS.minMs)
        expect(wait).toBeLessThanOrEqual(24 * HOUR)
      }),
    )
  })
})

describe('adaptInterval', () => {
  it.each([
    { why: 'all new: shorter', visit: { items: 20, fresh: 20, gap: false }, minutes: 20 },
    { why: 'a third new: a little shorter', visit: { items: 30, fresh: 10, gap: false }, minutes: 30 },
    { why: 'a few new: as it is', visit: { items: 20, fresh: 1, gap: false }, minutes: 40 },
    { why: 'nothing new: longer', visit: { items: 20, fresh: 0, gap: false }, minutes: 50 },
    { why: 'empty: longer', visit: { items: 0, fresh: 0, gap: false }, minutes: 50 },
    { why: 'a gap: much shorter', visit: { items: 20, fresh: 20, gap: true }, minutes: 10 },
  ])('$why', ({ visit, minutes }) => expect(adaptInterval(40 * MINUTE, visit)).toBe(minutes * MINUTE))

  it('stays within its limits whatever happens', () => {
    let interval = 10 * MINUTE
    for (let i = 0; i < 100; i++) interval = adaptInterval(interval, { items: 10, fresh: 0, gap: false })
    expect(interval).toBe(POLL_LIMITS.maxMs)
    for (let i = 0; i < 100; i++) interval = adaptInterval(interval, { items: 10, fresh: 10, gap: true })
    expect(interval).toBe(POLL_LIMITS.minMs)
  })
})

it.each([
  { why: 'no overlap is a gap', before: ['a', 'b'], now: ['c', 'd'], gap: true },
  { why: 'one common item is none', before: ['a', 'b'], now: ['c', 'b'], gap: false },
  { why: 'a first visit is none', before: [], now: ['a'], gap: false },
  { why: 'an empty feed is none', before: ['a'], now: [], gap: false },
])('isGap: $why', ({ before, now, gap }) => expect(isGap(before, now)).toBe(gap))

it('calls a feed silent only after longer than it ever was', () => {
  const ago = (hours: number): Date => new Date(NOW.getTime() - hours * HOUR)
  expect(isUnusuallySilent(NOW, ago(20), HOUR)).toBe(false)
  expect(isUnusuallySilent(NOW, ago(30), HOUR)).toBe(true)
  expect(isUnusuallySilent(NOW, ago(60), 48 * HOUR)).toBe(false)
})

it('spreads feeds over the minute, each at a second of its own', () => {
  const seconds = new Set(Array.from({ length: 600 }, (_, i) => Math.floor(spreadMs(`https://a.example/${i}`) / 1000)))
  expect(seconds.size).toBe(60)
  expect(spreadMs('https://a.example/1')).toBe(spreadMs('https://a.example/1'))
})
