import { fromHijri } from './hijri-date.ts'
import { foldName, hijriMonthOf, joinMonthWords, monthOf } from './month-names.ts'
import { fromRelative } from './relative-date.ts'
import { inNamedPlace, offsetAfterClock, withoutOffset, zoneOf } from './time-zone.ts'

export interface DateContext {
  /** The clock for relative phrases (قبل ساعتين); without it they are unreadable. */
  now?: Date
}

interface Clock {
  hours: number
  minutes: number
  seconds: number
  ms: number
}

// A date longer than this is prose.
const LONGEST = 120
const MIDNIGHT: Clock = { hours: 0, minutes: 0, seconds: 0, ms: 0 }
// Not after a plus: that is an offset without a clock.
const CLOCK = /(?:^|[^\d.+])(\d{1,2})[:h](\d{1,2})(?::(\d{1,2})(?:[.,](\d{1,9}))?)?(?!\d)/

/**
 * A date as publishers write it: RFC 822 with all its decays, ISO 8601 and W3CDTF in part or whole, Arabic, French and
 * other month names, dual forms («أيلول/سبتمبر»), Arabic-Indic and Persian digits, Hijri dates, day/month/year in
 * digits (the Arabic order when both would do), and relative phrases when `now` is given. Null when unreadable; a date
 * without a zone is UTC.
 */
export function parseDate(written: string, context: DateContext = {}): Date | null {
  if (written.length > LONGEST * 4) return null
  const text = joinMonthWords(
    foldName(latinDigits(written)).replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, ''),
  ).trim()
  if (text === '' || text.length > LONGEST) return null
  return (
    fromEpoch(text) ??
    fromIso(spelledOut(text)) ??
    (context.now ? fromRelative(text, context.now) : null) ??
    fromWords(text)
  )
}

/** Seconds or milliseconds since 1970, of this century. */
function fromEpoch(text: string): Date | null {
  if (!/^1\d{9}(?:\d{3})?$/.test(text)) return null
  return new Date(Number(text) * (text.length === 10 ? 1000 : 1))
}

/** ISO 8601 in full, where it was packed, had its century left out (`-0312`, `031231`, `03335`) or a zero too many (`2003-012-31`). */
function spelledOut(text: string): string {
  return text
    .replace(/^([12]\d{7})(\d{6})$/, '$1t$2')
    .replace(/^(\d{4})-0(\d\d-\d\d)/, '$1-$2')
    .replace(/^-(\d\d)-?(\d\d)$/, '20$1-$2')
    .replace(/^([0-3]\d)(\d\d)(\d\d)$/, '20$1-$2-$3')
    .replace(/^([0-3]\d)(\d{3})$/, '20$1-$2')
}

function latinDigits(text: string): string {
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
}

const ISO_DATE = /^([12]\d{3})(?:-?(\d{2})-?(\d{2})|-(\d{1,2})-(\d{1,2})|-(\d{3})|(\d{3})|-(\d{2}))?(?=$|[t\s])(.*)$/
const ISO_TIME =
  /^[t\s]\s*(\d{1,2})(?::?(\d{2}))?(?::?(\d{2})(?:[.,](\d{1,9}))?)?\s*(z|utc|gmt|(?![ap]m)[a-z]{2,5}|[+-]\s?\d{2}:?\d{0,2})?\s*$/

function fromIso(text: string): Date | null {
  const date = ISO_DATE.exec(text)
  if (!date) return null
  const [, year = '', month, day, loneMonth, loneDay, ordinal, packedOrdinal, onlyMonth] = date
  const ordinalDay = ordinal ?? packedOrdinal
  const rest = date[9] ?? ''
  const time = rest.trim() === '' ? null : ISO_TIME.exec(rest)
  if (rest.trim() !== '' && !time) return null
  const clock = time ? clockFrom(time[1], time[2], time[3], time[4]) : MIDNIGHT
  const zone = time?.[5] ? zoneOf(time[5]) : 0
  if (ordinalDay !== undefined) return ordinalDate(Number(year), Number(ordinalDay), clock, zone ?? 0)
  const [m, d] = [Number(month ?? loneMonth ?? onlyMonth ?? 1), Number(day ?? loneDay ?? 1)]
  return clock && calendarDate(Number(year), m, d, clock, zone ?? 0)
}

function ordinalDate(year: number, day: number, clock: Clock | null, zone: number): Date | null {
  const start = dateOf(year, 1, 1, clock, zone)
  return start && day >= 1 && day <= 366 ? new Date(start.getTime() + (day - 1) * 86_400_000) : null
}

function clockFrom(hours = '0', minutes = '0', seconds = '0', fraction = ''): Clock | null {
  const clock = {
    hours: Number(hours),
    minutes: Number(minutes),
    // A leap second is the first of the next minute, as clocks without one count it.
    seconds: Number(seconds),
    ms: Number(fraction.padEnd(3, '0').slice(0, 3)),
  }
  const fine =
    clock.hours <= 24 && clock.minutes < 60 && Number(seconds) <= 60 && !(clock.hours === 24 && clock.minutes > 0)
  return fine ? clock : null
}

/** 31 February is no date, though Date would make it one. */
function dateOf(year: number, month: number, day: number, clock: Clock | null, zoneMinutes: number): Date | null {
  if (clock === null || year < 1000 || year > 9999) return null
  const midnight = new Date(Date.UTC(year, month - 1, day))
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null
  return new Date(
    midnight.getTime() + ((clock.hours * 60 + clock.minutes - zoneMinutes) * 60 + clock.seconds) * 1000 + clock.ms,
  )
}

function fromWords(written: string): Date | null {
  // Unix and its heirs put the offset before the year.
  const text = written
    .replace(/([+-]\d{2}:?\d{2})\s+(\d{4})$/, '$2 $1')
    .replace(/(gmt|utc)\s*(?:(\+)\s*|(-))(?=\d)/, '$1$2$3')
  const found = CLOCK.exec(text)
  const clock = clockIn(text, found)
  if (clock === null) return null
  const before = text.slice(0, found?.index ?? text.length)
  const after = found ? text.slice(found.index + found[0].length) : ''
  const { offset, rest } = offsetAfterClock(after)
  const zone = offset ?? zoneOf(text.replace(/^[a-z]{3,9},?\s/, '')) ?? koreanZone(text)
  const day = found ? `${before} ${rest}` : withoutOffset(before)
  const date = fromNamedMonth(day, clock, zone ?? 0) ?? fromDigits(day, clock, zone ?? 0)
  return date && zone === null ? inNamedPlace(date, after) : date
}

function koreanZone(text: string): number | null {
  return /오전|오후|년/.test(text) ? 540 : null
}

function clockIn(text: string, found: RegExpExecArray | null): Clock | null {
  if (!found) return MIDNIGHT
  const clock = clockFrom(found[1], found[2], found[3], found[4])
  if (clock === null) return null
  const after = text.slice(found.index + found[0].length)
  if (/^\s*(?:pm|p\.m|م(?:$|[\s.،,])|مساء|ظهرا)/.test(after) || text.includes('오후')) {
    return clock.hours < 12 ? { ...clock, hours: clock.hours + 12 } : clock
  }
  if (/^\s*(?:am|a\.m|ص(?:$|[\s.،,])|صباحا|فجرا)/.test(after) || text.includes('오전')) {
    return clock.hours === 12 ? { ...clock, hours: 0 } : clock
  }
  return clock
}

/** Day and year around a month's name; a second name («آب / أغسطس») must be of the same month or it says nothing. */
function fromNamedMonth(text: string, clock: Clock, zone: number): Date | null {
  const words = text.match(/[\p{L}\p{M}_]+/gu) ?? []
  const months = new Set(words.map(monthOf).filter((month) => month !== undefined))
  const hijri = words.map(hijriMonthOf).find((month) => month !== undefined)
  // A French Tuesday is shortened to what elsewhere is March.
  if (months.size > 1 && words[0] === 'mar') months.delete(3)
  if (months.size > 1) return null
  const [month] = months
  if (month === undefined && hijri === undefined) return null
  const numbers = numbersIn(text)
  if (month === undefined)
    return numbers ? withClock(fromHijri(numbers.year, hijri ?? 0, numbers.day), clock, zone) : null
  if (!numbers) return null
  return dateOf(numbers.year, month, numbers.day, clock, zone)
}

function numbersIn(text: string): { day: number; year: number } | null {
  const found = text.match(/\d+/g) ?? []
  const yearAt = found.findIndex((digits) => digits.length === 4)
  if (yearAt !== -1) {
    const day = found.find((digits, index) => index !== yearAt && digits.length <= 2)
    return { year: Number(found[yearAt]), day: day === undefined ? 1 : Number(day) }
  }
  const [day, year] = found.filter((digits) => digits.length <= 2)
  return day === undefined || year === undefined ? null : { day: Number(day), year: fullYear(Number(year)) }
}

/** As RFC 822 readers do: 90 to 99 are of the last century. */
function fullYear(two: number): number {
  return two < 90 ? 2000 + two : 1900 + two
}

function withClock(midnight: Date | null, clock: Clock, zone: number): Date | null {
  return midnight && dateOf(midnight.getUTCFullYear(), midnight.getUTCMonth() + 1, midnight.getUTCDate(), clock, zone)
}

const YEAR_FIRST = /(?:^|\D)(\d{4})\s*[-/.년]\s*(\d{1,2})\s*[-/.월]\s*(\d{1,2})(?!\d)/
const YEAR_LAST = /(?:^|\D)(\d{1,2})(?:\s*[-/.]\s*|\s+)(\d{1,2})(?:\s*[-/.]\s*|\s+)(\d{4}|\d{2})(?!\d)/

function fromDigits(text: string, clock: Clock, zone: number): Date | null {
  const first = YEAR_FIRST.exec(text)
  if (first) return calendarDate(Number(first[1]), Number(first[2]), Number(first[3]), clock, zone)
  const last = YEAR_LAST.exec(text)
  if (!last) return null
  const [a, b] = [Number(last[1]), Number(last[2])]
  // 03-12-31: a year 2031 lies ahead, so the year is the first (ISO 8601 without its century).
  if (last[3] === '31') return calendarDate(fullYear(a), b, 31, clock, zone)
  const year = last[3]?.length === 4 ? Number(last[3]) : fullYear(Number(last[3]))
  return b > 12 ? calendarDate(year, a, b, clock, zone) : calendarDate(year, b, a, clock, zone)
}

/** A year from 1300 to 1600 is of the Hijra: nobody publishes news of the Renaissance. */
function calendarDate(year: number, month: number, day: number, clock: Clock, zone: number): Date | null {
  if (year >= 1300 && year < 1600) return withClock(fromHijri(year, month, day), clock, zone)
  return dateOf(year, month, day, clock, zone)
}
