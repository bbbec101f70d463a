import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromHijri } from './hijri-date.ts'
import { parseDate } from './parse-date.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const rows = (text: string): { written: string; read: string | undefined }[] =>
  text
    .trim()
    .split('\n')
    .map((line) => line.split('=>').map((part) => part.trim()))
    .map(([written = '', read = '']) => ({ written, read: read === '-' ? undefined : read }))

// Left as written by a publisher, right in UTC; `-` is unreadable.
const DATES = rows(`
Thu, 20 Mar 2025 20:32:45 +0000 => 2025-03-20T20:32:45.000Z
Thu, 20 Mar 2025 20:32:45 GMT+03:00 => 2025-03-20T17:32:45.000Z
20 Mar 25 20:32 Z => 2025-03-20T20:32:00.000Z
Fri, 01 Jan 99 00:00:00 GMT => 1999-01-01T00:00:00.000Z
Mon, 26 Jan 2004 16:31:00 +0000 (UTC) => 2004-01-26T16:31:00.000Z
Wednesday, March 5, 2025 3:04 PM => 2025-03-05T15:04:00.000Z
Jan 1, 2004 12:00 AM => 2004-01-01T00:00:00.000Z
Sun Jan  4 16:29:06 PST 2004 => 2004-01-05T00:29:06.000Z
Fri, 2006/09/15 08:19:53 EDT => 2006-09-15T12:19:53.000Z
Thu Jan 01 19:48:21 +0100 2004 => 2004-01-01T18:48:21.000Z
Thu, 20 Mar 2025 7:4:1 GMT => 2025-03-20T07:04:01.000Z
2025-3-2T1:2:3Z => 2025-03-02T01:02:03.000Z
20 mars 2025 19h48 => 2025-03-20T19:48:00.000Z
20250320203245 => 2025-03-20T20:32:45.000Z
2016-12-31T23:59:60Z => 2017-01-01T00:00:00.000Z
2003-12-31T10:14:55Z => 2003-12-31T10:14:55.000Z
2003-12-31T10:14:55-08:00 => 2003-12-31T18:14:55.000Z
2003-12-31T10:14Z => 2003-12-31T10:14:00.000Z
2024-01-02T03:04:05.678901+0300 => 2024-01-02T00:04:05.678Z
20031231T101455Z => 2003-12-31T10:14:55.000Z
2003-12-31 10:14:55.0 => 2003-12-31T10:14:55.000Z
2003-12-31 => 2003-12-31T00:00:00.000Z
2003-12 => 2003-12-01T00:00:00.000Z
2003 => 2003-01-01T00:00:00.000Z
20031231 => 2003-12-31T00:00:00.000Z
2003-335 => 2003-12-01T00:00:00.000Z
2003335 => 2003-12-01T00:00:00.000Z
1742500000 => 2025-03-20T19:46:40.000Z
1742500000123 => 2025-03-20T19:46:40.123Z
2004-július-13T9:15-05:00 => 2004-07-13T14:15:00.000Z
2004년 05월 28일  오후 11:31:25 => 2004-05-28T14:31:25.000Z
2004-05-25 오전 01:23:17 => 2004-05-24T16:23:17.000Z
Κυρ, 11 Ιούλ 2004 12:00:00 EST => 2004-07-11T17:00:00.000Z
20 mars 2025 à 10:00 => 2025-03-20T10:00:00.000Z
20 марта 2025 г. 10:00 MSK => 2025-03-20T07:00:00.000Z
۲۰ فوریه ۲۰۲۴ => 2024-02-20T00:00:00.000Z
٢٠ آذار/مارس ٢٠٢٥ ٠٨:٣٠ م => 2025-03-20T20:30:00.000Z
20 مارس 2025 08:30 صباحا => 2025-03-20T08:30:00.000Z
الخميس 20 مارس (آذار) 2025 => 2025-03-20T00:00:00.000Z
«أيلول/سبتمبر» 5، 2021 => 2021-09-05T00:00:00.000Z
3 تشرين الثاني / نوفمبر 2023 10:15 => 2023-11-03T10:15:00.000Z
31 كانون الأول 2023 => 2023-12-31T00:00:00.000Z
1 كانون الثاني 2023 => 2023-01-01T00:00:00.000Z
5 تشرين الأول 2023 بتوقيت غرينتش => 2023-10-05T00:00:00.000Z
22 غشت 2024 => 2024-08-22T00:00:00.000Z
2 شتنبر 2024 => 2024-09-02T00:00:00.000Z
2 نونبر 2024 => 2024-11-02T00:00:00.000Z
2 دجنبر 2024 => 2024-12-02T00:00:00.000Z
5 جانفي 2024 => 2024-01-05T00:00:00.000Z
5 فيفري 2024 => 2024-02-05T00:00:00.000Z
5 جويلية 2024 => 2024-07-05T00:00:00.000Z
5 أوت 2024 => 2024-08-05T00:00:00.000Z
5 آب 2024 => 2024-08-05T00:00:00.000Z
5 أيّار 2024 => 2024-05-05T00:00:00.000Z
20/3/2025 14:30 => 2025-03-20T14:30:00.000Z
3/20/2025 => 2025-03-20T00:00:00.000Z
05/04/2025 => 2025-04-05T00:00:00.000Z
٢٠٢٥/٣/٢٠ => 2025-03-20T00:00:00.000Z
15 رمضان 1446 هـ => 2025-03-15T00:00:00.000Z
15/09/1446 => 2025-03-15T00:00:00.000Z
1446-09-15 => 2025-03-15T00:00:00.000Z
12 ربيع الأول 1445 الساعة 10:20 مساء بتوقيت مكة المكرمة => 2023-09-27T19:20:00.000Z
10 ذو الحجة 1445 => 2024-06-16T00:00:00.000Z
20 مارس 2025 - 09:30 => 2025-03-20T09:30:00.000Z
09:30 - 20 مارس 2025 => 2025-03-20T09:30:00.000Z
20/03/2025 - 08:15 => 2025-03-20T08:15:00.000Z
2025-03-20 - 09:30 => 2025-03-20T09:30:00.000Z
09:30 20 مارس - 2025 => 2025-03-20T09:30:00.000Z
20 Mar 2025 -09:30 => 2025-03-20T09:30:00.000Z
20 Mar 2025 +03:00 => 2025-03-20T00:00:00.000Z
20 Mar 2025 10:00 GMT + 3 => 2025-03-20T07:00:00.000Z
Sat, 17 Feb 2024 15:32:00 +03:00:00 => 2024-02-17T12:32:00.000Z
Sun, 8 Nov 2020 16:20:00 -05:00Z => 2020-11-08T21:20:00.000Z
2013-01-28T11:30:00-06:00 (local) => 2013-01-28T17:30:00.000Z
17-Feb-2024 15:32:00 => 2024-02-17T15:32:00.000Z
2025-03-20 9:05 PM => 2025-03-20T21:05:00.000Z
20 Mar 2025 9:05 p.m. +0300 => 2025-03-20T18:05:00.000Z
20 مارس 2025 09:30 مساء (GMT+3) => 2025-03-20T18:30:00.000Z
09:30 GMT - 20 مارس 2025 => 2025-03-20T09:30:00.000Z
09:30 GMT+03:00 | 20/03/2025 => 2025-03-20T06:30:00.000Z
09:30:15 بتوقيت الرياض at 20-03-25 => 2025-03-20T06:30:15.000Z
Thu, 20 March 2025 at 10:00 => 2025-03-20T10:00:00.000Z
17-Feb-14 +0300 => 2014-02-17T00:00:00.000Z
17-Feb-14 => 2014-02-17T00:00:00.000Z
20-03-10 => 2010-03-20T00:00:00.000Z
11 04 2020 08:51 +0100 => 2020-04-11T07:51:00.000Z
03-12-31 => 2003-12-31T00:00:00.000Z
-0312 => 2003-12-01T00:00:00.000Z
-03-12 => 2003-12-01T00:00:00.000Z
031231 => 2003-12-31T00:00:00.000Z
03335 => 2003-12-01T00:00:00.000Z
2003-012-31T10:14:55+00:00 => 2003-12-31T10:14:55.000Z
2004년 05월 28일 01:31:15 => 2004-05-27T16:31:15.000Z
mar., 01 déc. 2020 16:11:02 +0000 => 2020-12-01T16:11:02.000Z
mar 5 2025 => 2025-03-05T00:00:00.000Z
Do, 29 Mär 2018 00:00:00 +0200 => 2018-03-28T22:00:00.000Z
Fri, 31 Mar 2023 20:19:00 America/Los_Angeles => 2023-04-01T03:19:00.000Z
Thu, 25 Feb 2016 00:00:00 Europe/Brussels => 2016-02-24T23:00:00.000Z
20 Mar 2025 10:00 No/Such_Place => 2025-03-20T10:00:00.000Z
الآن => 2026-11-22T12:00:00.000Z
قبل ساعتين => 2026-11-22T10:00:00.000Z
قبل ساعة => 2026-11-22T11:00:00.000Z
منذ ٥ دقائق => 2026-11-22T11:55:00.000Z
منذ 11 ساعة => 2026-11-22T01:00:00.000Z
قبل 3 أيام => 2026-11-19T12:00:00.000Z
قبل يومين => 2026-11-20T12:00:00.000Z
منذ أسبوع => 2026-11-15T12:00:00.000Z
أمس => 2026-11-21T12:00:00.000Z
3 hours ago => 2026-11-22T09:00:00.000Z
an hour ago => 2026-11-22T11:00:00.000Z
31 Feb 2024 => -
Tue, 29 Feb 2023 10:00:00 GMT => -
20 آذار/أيلول 2025 => -
40 مارس 2025 => -
Thu, 20 Mar 2025 25:00:00 GMT => -
2025-13-01 => -
2025-02-30T00:00:00Z => -
قبل الظهر => -
20 رمضان 2025 => -
hello => -
1 => -
- => -
`)

describe('parseDate', () => {
  it.each(DATES)('reads $written', ({ written, read }) => {
    expect(parseDate(written, { now: NOW })?.toISOString()).toBe(read)
  })

  it('reads relative phrases only when it is told the time', () => {
    expect(parseDate('قبل ساعتين')).toBeNull()
  })

  it('reads nothing in an empty or endless text', () => {
    expect(parseDate('  ')).toBeNull()
    expect(parseDate('2025-03-20 '.repeat(1000))).toBeNull()
  })

  const moment = fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31'), noInvalidDate: true })

  it('reads back every moment that it is given in ISO 8601 and RFC 822', () => {
    fc.assert(
      fc.property(moment, (date) => {
        expect(parseDate(date.toISOString())).toEqual(date)
        const seconds = new Date(Math.floor(date.getTime() / 1000) * 1000)
        expect(parseDate(seconds.toUTCString())).toEqual(seconds)
      }),
      { numRuns: 500 },
    )
  })

  const days = [
    '20 Mar 2025',
    'Thu, 20 Mar 2025',
    'الخميس 20 آذار/مارس 2025',
    '٢٠ مارس ٢٠٢٥',
    '20 رمضان 1446',
    '20/03/2025',
    '2025-03-20',
    '20-Mar-25',
  ]
  const clocks: [string, number][] = [
    ['09:30', 570],
    ['9:05 PM', 1265],
    ['09:30 مساء', 1290],
    ['14h30', 870],
  ]
  const zones: [string, number][] = [
    ['', 0],
    [' GMT', 0],
    [' +0300', 180],
    ['+03:00', 180],
    [' (GMT+3)', 180],
    [' EST', -300],
    [' بتوقيت الرياض', 180],
    [' Asia/Riyadh', 180],
  ]

  it('reads a day and a clock in either order, whatever stands between them and whatever zone behind', () => {
    const between = fc.constantFrom(' ', ', ', ' - ', ' | ', ' الساعة ', ' at ', ' – ')
    const parts = [fc.constantFrom(...days), between, fc.constantFrom(...clocks), fc.constantFrom(...zones)] as const
    fc.assert(
      fc.property(...parts, fc.boolean(), (day, gap, [clock, minutes], [zone, east], dayFirst) => {
        const text = dayFirst ? `${day}${gap}${clock}${zone}` : `${clock}${zone}${gap}${day}`
        const moment = new Date(Date.UTC(2025, 2, 20, 0, minutes - east))
        expect([text, parseDate(text)]).toEqual([text, moment])
      }),
      { numRuns: 1000 },
    )
  })

  const families = ['ar-EG', 'ar-SY', 'ar-DZ', 'ar-MA', 'en-GB', 'fr', 'ru', 'de']

  it('reads back every day as the platform writes it in eight countries, in either digits', () => {
    fc.assert(
      fc.property(moment, fc.constantFrom(...families), fc.constantFrom('latn', 'arab'), (date, locale, digits) => {
        const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()))
        const format = new Intl.DateTimeFormat(`${locale}-u-ca-gregory-nu-${digits}`, {
          dateStyle: 'long',
          timeZone: 'UTC',
        })
        expect([format.format(day), parseDate(format.format(day))]).toEqual([format.format(day), day])
      }),
      { numRuns: 1000 },
    )
  })

  it('reads back every Islamic day as the platform writes it', () => {
    const format = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', {
      day: 'numeric',
      month: 'numeric',
      year: 'numeric',
      timeZone: 'UTC',
    })
    fc.assert(
      fc.property(moment, (date) => {
        const day = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate()))
        const parts = new Map(format.formatToParts(day).map(({ type, value }) => [type, Number(value)]))
        expect(fromHijri(parts.get('year') ?? 0, parts.get('month') ?? 0, parts.get('day') ?? 0)).toEqual(day)
      }),
      { numRuns: 500 },
    )
  })

  it('never throws and never invents an invalid date', () => {
    const pieces = fc.constantFrom(
      '20',
      '3',
      '2025',
      '/',
      '-',
      ':',
      ' ',
      'مارس',
      'آذار',
      'ص',
      'T',
      'Z',
      '+03',
      'قبل',
      'رمضان',
      '1446',
      'Jan',
      '٢',
      ',',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(pieces, { maxLength: 12 }).map((list) => list.join('')),
        ),
        (text) => {
          const date = parseDate(text, { now: NOW })
          expect(date === null || !Number.isNaN(date.getTime())).toBe(true)
        },
      ),
      { numRuns: 2000 },
    )
  })
})
