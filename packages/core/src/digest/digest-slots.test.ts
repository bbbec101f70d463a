import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type DigestSettings, digestSlots } from './digest-slots.ts'

function settings(change: Partial<DigestSettings>): DigestSettings {
  return { tz: 'Asia/Riyadh', rhythm: 'daily', times: ['08:00'], since: new Date('2026-11-20T00:00:00Z'), ...change }
}

const at = (iso: string) => new Date(iso)

describe('a slot is due at its local hour', () => {
  const rows = [
    {
      why: 'Riyadh, UTC+3',
      tz: 'Asia/Riyadh',
      time: '08:00',
      now: '2026-11-22T05:00:00Z',
      key: 'daily:2026-11-22T08:00',
    },
    {
      why: 'Cairo in winter',
      tz: 'Africa/Cairo',
      time: '08:00',
      now: '2026-01-10T06:00:00Z',
      key: 'daily:2026-01-10T08:00',
    },
    {
      why: 'Cairo in summer',
      tz: 'Africa/Cairo',
      time: '08:00',
      now: '2026-06-10T05:00:00Z',
      key: 'daily:2026-06-10T08:00',
    },
    {
      why: 'Beirut in winter',
      tz: 'Asia/Beirut',
      time: '07:30',
      now: '2026-01-10T05:30:00Z',
      key: 'daily:2026-01-10T07:30',
    },
    {
      why: 'Beirut in summer',
      tz: 'Asia/Beirut',
      time: '07:30',
      now: '2026-07-10T04:30:00Z',
      key: 'daily:2026-07-10T07:30',
    },
    {
      why: 'Casablanca, UTC+1',
      tz: 'Africa/Casablanca',
      time: '08:00',
      now: '2026-01-20T07:00:00Z',
      key: 'daily:2026-01-20T08:00',
    },
    {
      why: 'Casablanca in Ramadan, UTC+0',
      tz: 'Africa/Casablanca',
      time: '08:00',
      now: '2026-03-01T08:00:00Z',
      key: 'daily:2026-03-01T08:00',
    },
    {
      why: 'Casablanca after Ramadan',
      tz: 'Africa/Casablanca',
      time: '08:00',
      now: '2026-03-25T07:00:00Z',
      key: 'daily:2026-03-25T08:00',
    },
    {
      why: 'a zone with half an hour',
      tz: 'Asia/Kabul',
      time: '08:00',
      now: '2026-11-22T03:30:00Z',
      key: 'daily:2026-11-22T08:00',
    },
    {
      why: 'local date ahead of UTC',
      tz: 'Pacific/Auckland',
      time: '06:00',
      now: '2026-11-21T17:00:00Z',
      key: 'daily:2026-11-22T06:00',
    },
  ]
  it.each(rows)('$why', ({ tz, time, now, key }) => {
    const since = new Date(Date.parse(now) - 3_600_000)
    const plan = digestSlots(settings({ tz, times: [time], since }), at(now))
    expect(plan.due).toMatchObject({ key, dueAt: at(now), missed: 0, period: { from: since, to: at(now) } })
    const early = digestSlots(settings({ tz, times: [time], since }), new Date(Date.parse(now) - 1))
    expect(early).toMatchObject({ due: null, nextAt: at(now) })
  })
})

describe('hours that the clocks skip or repeat', () => {
  const rows = [
    {
      why: 'Cairo skips 00:00–01:00 on 24 April 2026',
      tz: 'Africa/Cairo',
      time: '00:30',
      dueAt: '2026-04-23T22:00:00Z',
      key: 'daily:2026-04-24T00:30',
    },
    {
      why: 'Cairo repeats 23:00 on 29 October 2026: the first',
      tz: 'Africa/Cairo',
      time: '23:30',
      dueAt: '2026-10-29T20:30:00Z',
      key: 'daily:2026-10-29T23:30',
    },
    {
      why: 'Beirut skips 00:00–01:00 on 29 March 2026',
      tz: 'Asia/Beirut',
      time: '00:00',
      dueAt: '2026-03-28T22:00:00Z',
      key: 'daily:2026-03-29T00:00',
    },
    {
      why: 'Beirut repeats 23:00 on 24 October 2026: the first',
      tz: 'Asia/Beirut',
      time: '23:15',
      dueAt: '2026-10-24T20:15:00Z',
      key: 'daily:2026-10-24T23:15',
    },
    {
      why: 'Casablanca repeats 02:00 before Ramadan: the first',
      tz: 'Africa/Casablanca',
      time: '02:30',
      dueAt: '2026-02-15T01:30:00Z',
      key: 'daily:2026-02-15T02:30',
    },
    {
      why: 'Casablanca skips 02:00–03:00 after Ramadan',
      tz: 'Africa/Casablanca',
      time: '02:30',
      dueAt: '2026-03-22T02:00:00Z',
      key: 'daily:2026-03-22T02:30',
    },
  ]
  it.each(rows)('$why', ({ tz, time, dueAt, key }) => {
    const since = new Date(Date.parse(dueAt) - 3_600_000)
    const due = (now: number) => digestSlots(settings({ tz, times: [time], since }), new Date(now)).due
    expect(due(Date.parse(dueAt))).toMatchObject({ key, dueAt: at(dueAt) })
    expect(due(Date.parse(dueAt) - 60_000)).toBeNull()
    // An hour later the repeated hour comes again: still the one slot, with the one key.
    expect(due(Date.parse(dueAt) + 3_600_000)).toMatchObject({ key, missed: 0 })
  })
})

describe('after downtime', () => {
  it('catches up once for all that was missed', () => {
    const plan = digestSlots(settings({ since: at('2026-11-18T05:00:00Z') }), at('2026-11-22T09:12:00Z'))
    expect(plan.due).toEqual({
      key: 'daily:2026-11-22T08:00',
      dueAt: at('2026-11-22T05:00:00Z'),
      period: { from: at('2026-11-18T05:00:00Z'), to: at('2026-11-22T05:00:00Z') },
      missed: 3,
    })
  })

  it('owes nothing once the last one is told', () => {
    const plan = digestSlots(settings({ since: at('2026-11-22T05:00:00Z') }), at('2026-11-22T09:12:00Z'))
    expect(plan).toEqual({ due: null, nextAt: at('2026-11-23T05:00:00Z') })
  })
})

describe('rhythms', () => {
  it('comes several times a day', () => {
    const twice = settings({ times: ['20:00', '08:00'], since: at('2026-11-22T05:00:00Z') })
    expect(digestSlots(twice, at('2026-11-22T17:00:00Z')).due?.key).toBe('daily:2026-11-22T20:00')
  })

  it('comes on its weekday only', () => {
    const weekly = settings({ rhythm: 'weekly', weekday: 0, since: at('2026-11-16T00:00:00Z') })
    expect(digestSlots(weekly, at('2026-11-21T12:00:00Z'))).toEqual({ due: null, nextAt: at('2026-11-22T05:00:00Z') })
    expect(digestSlots(weekly, at('2026-11-22T05:00:00Z')).due?.key).toBe('weekly:2026-11-22T08:00')
  })

  it('never comes when it is off, or without a readable hour', () => {
    expect(digestSlots(settings({ rhythm: 'off' }), at('2026-11-22T09:00:00Z'))).toEqual({ due: null, nextAt: null })
    expect(digestSlots(settings({ times: ['25:00', 'noon'] }), at('2026-11-22T09:00:00Z')).due).toBeNull()
  })
})

it('tells every local day once over a year, in any zone', () => {
  const zones = [
    'Africa/Cairo',
    'Asia/Beirut',
    'Africa/Casablanca',
    'Asia/Gaza',
    'Asia/Riyadh',
    'America/New_York',
    'Australia/Lord_Howe',
  ]
  const clock = fc
    .tuple(fc.nat(23), fc.nat(59))
    .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
  fc.assert(
    fc.property(fc.constantFrom(...zones), clock, (tz, time) => {
      const keys: string[] = []
      let since = at('2026-01-01T12:00:00Z')
      for (let now = since.getTime(); now < Date.parse('2027-01-01T12:00:00Z'); now += 12 * 3_600_000) {
        const { due } = digestSlots(settings({ tz, times: [time], since }), new Date(now))
        if (!due) continue
        expect(due.missed).toBe(0)
        keys.push(due.key)
        since = due.dueAt
      }
      expect(new Set(keys).size).toBe(keys.length)
      expect(keys.length).toBeGreaterThanOrEqual(364)
      expect(keys.length).toBeLessThanOrEqual(366)
    }),
    { numRuns: 8 },
  )
})
