import { describe, expect, it } from 'vitest'
import { type QuietHours, quietUntil, tellAt } from './quiet-hours.ts'

const tz = 'Asia/Riyadh'
const night: QuietHours = { start: '23:00', end: '07:00', mode: 'hold' }
const noon: QuietHours = { start: '12:00', end: '14:00', mode: 'critical' }
const at = (iso: string) => new Date(iso)

const rows = [
  { why: 'before midnight', quiet: night, now: '2026-11-22T20:30:00Z', until: '2026-11-23T04:00:00Z' },
  { why: 'after midnight', quiet: night, now: '2026-11-22T23:30:00Z', until: '2026-11-23T04:00:00Z' },
  { why: 'exactly at the start', quiet: night, now: '2026-11-22T20:00:00Z', until: '2026-11-23T04:00:00Z' },
  { why: 'exactly at the end', quiet: night, now: '2026-11-22T04:00:00Z', until: null },
  { why: 'by day', quiet: night, now: '2026-11-22T10:00:00Z', until: null },
  { why: 'within one day', quiet: noon, now: '2026-11-22T10:59:00Z', until: '2026-11-22T11:00:00Z' },
  { why: 'outside of one day', quiet: noon, now: '2026-11-22T11:00:00Z', until: null },
  {
    why: 'start = end is never quiet, not always',
    quiet: { ...night, start: '08:00', end: '08:00' },
    now: '2026-11-22T05:00:00Z',
    until: null,
  },
  {
    why: 'midnight to midnight is start = end',
    quiet: { ...night, start: '00:00', end: '00:00' },
    now: '2026-11-22T05:00:00Z',
    until: null,
  },
  {
    why: 'from midnight',
    quiet: { ...night, start: '00:00', end: '06:00' },
    now: '2026-11-21T21:00:00Z',
    until: '2026-11-22T03:00:00Z',
  },
  {
    why: 'until midnight',
    quiet: { ...night, start: '22:00', end: '00:00' },
    now: '2026-11-22T20:00:00Z',
    until: '2026-11-22T21:00:00Z',
  },
  { why: 'none set', quiet: null, now: '2026-11-22T20:30:00Z', until: null },
  { why: 'unreadable', quiet: { ...night, start: '7pm' }, now: '2026-11-22T20:30:00Z', until: null },
]

it.each(rows)('quiet hours: $why', ({ quiet, now, until }) => {
  expect(quietUntil(quiet, tz, at(now))).toEqual(until === null ? null : at(until))
})

it('ends at the jump when the waking hour is skipped', () => {
  const quiet: QuietHours = { start: '22:00', end: '00:30', mode: 'hold' }
  expect(quietUntil(quiet, 'Africa/Cairo', at('2026-04-23T21:00:00Z'))).toEqual(at('2026-04-23T22:00:00Z'))
})

describe('an alert in quiet hours', () => {
  const now = at('2026-11-22T20:30:00Z')
  it.each([
    { why: 'hold: comes on waking', quiet: night, critical: true, tell: at('2026-11-23T04:00:00Z') },
    {
      why: 'critical only: a critical one comes now',
      quiet: { ...night, mode: 'critical' as const },
      critical: true,
      tell: now,
    },
    {
      why: 'critical only: the rest is left to the digest',
      quiet: { ...night, mode: 'critical' as const },
      critical: false,
      tell: null,
    },
    { why: 'no quiet hours', quiet: null, critical: false, tell: now },
  ])('$why', ({ quiet, critical, tell }) => {
    expect(tellAt(quiet, tz, now, { critical })).toEqual(tell)
  })
})
