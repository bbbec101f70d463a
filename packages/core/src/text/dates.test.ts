import { describe, expect, it } from 'vitest'
import {
  type Clock,
  formatDate,
  formatLongDate,
  formatMoment,
  formatRelative,
  formatShortDate,
  formatTime,
} from './dates.ts'

const riyadh: Clock = { lang: 'ar', tz: 'Asia/Riyadh' }
const now = new Date('2026-11-22T11:05:00Z')
const ago = (ms: number) => new Date(now.getTime() - ms)

it.each([
  {
    why: 'Arabic',
    clock: riyadh,
    date: '22 نوفمبر/تشرين الثاني 2026',
    long: 'الأحد 22 نوفمبر/تشرين الثاني 2026',
    short: '22 نوفمبر',
    time: '14:05',
  },
  {
    why: 'Arabic digits',
    clock: { ...riyadh, digits: 'arab' as const },
    date: '٢٢ نوفمبر/تشرين الثاني ٢٠٢٦',
    long: 'الأحد ٢٢ نوفمبر/تشرين الثاني ٢٠٢٦',
    short: '٢٢ نوفمبر',
    time: '١٤:٠٥',
  },
  {
    why: 'English',
    clock: { lang: 'en' as const, tz: 'Asia/Riyadh' },
    date: '22 November 2026',
    long: 'Sunday 22 November 2026',
    short: '22 November',
    time: '14:05',
  },
  {
    why: 'another zone',
    clock: { lang: 'ar' as const, tz: 'Pacific/Auckland' },
    date: '23 نوفمبر/تشرين الثاني 2026',
    long: 'الاثنين 23 نوفمبر/تشرين الثاني 2026',
    short: '23 نوفمبر',
    time: '00:05',
  },
])('dates read right: $why', ({ clock, date, long, short, time }) => {
  expect(formatDate(now, clock)).toBe(date)
  expect(formatLongDate(now, clock)).toBe(long)
  expect(formatShortDate(now, clock)).toBe(short)
  expect(formatTime(now, clock)).toBe(time)
})

it('names each month as Intl does for Egypt and for Syria', () => {
  for (let month = 0; month < 12; month++) {
    const at = new Date(Date.UTC(2026, month, 15))
    const intl = (locale: string) =>
      new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-latn`, { month: 'long', timeZone: 'UTC' }).format(at)
    expect(formatDate(at, { ...riyadh, tz: 'UTC' })).toBe(`15 ${intl('ar-EG')}/${intl('ar-SY')} 2026`)
  }
})

it('never shows a Hijri year, whatever the zone', () => {
  expect(formatDate(now, riyadh)).toContain('2026')
})

it.each([
  { why: 'today: the time', at: ago(3_600_000), shown: '13:05' },
  { why: 'yesterday by the local calendar', at: new Date('2026-11-21T20:59:00Z'), shown: '21 نوفمبر 23:59' },
  { why: 'already today by the local calendar', at: new Date('2026-11-21T21:00:00Z'), shown: '00:00' },
  { why: 'another year in full', at: new Date('2024-03-22T12:00:00Z'), shown: '22 مارس/آذار 2024' },
])('a moment is as short as it may be: $why', ({ at, shown }) => {
  expect(formatMoment(at, now, riyadh)).toBe(shown)
})

describe('relative times', () => {
  const minute = 60_000
  it.each([
    { at: ago(30_000), ar: 'الآن', en: 'now' },
    { at: ago(minute), ar: 'قبل دقيقة', en: '1 minute ago' },
    { at: ago(2 * minute), ar: 'قبل دقيقتين', en: '2 minutes ago' },
    { at: ago(11 * minute), ar: 'قبل 11 دقيقة', en: '11 minutes ago' },
    { at: ago(60 * minute), ar: 'قبل ساعة', en: '1 hour ago' },
    { at: ago(130 * minute), ar: 'قبل ساعتين', en: '2 hours ago' },
    { at: ago(24 * 60 * minute), ar: 'قبل يوم', en: '1 day ago' },
    { at: ago(5 * 24 * 60 * minute), ar: 'قبل 5 أيام', en: '5 days ago' },
    { at: ago(-3 * 60 * minute), ar: 'بعد 3 ساعات', en: 'in 3 hours' },
  ])('$ar · $en', ({ at, ar, en }) => {
    expect(formatRelative(at, now, 'ar')).toBe(ar)
    expect(formatRelative(at, now, 'en')).toBe(en)
  })
})
