/** A wall-clock moment in some zone. `day` and `month` count from 1. */
export interface LocalTime {
  year: number
  month: number
  day: number
  hour: number
  minute: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

// h23: with the default cycle some ICU versions print midnight as 24.
function formatOf(tz: string): Intl.DateTimeFormat {
  const known = formats.get(tz)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US-u-ca-gregory-nu-latn', {
    timeZone: tz,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    hourCycle: 'h23',
  })
  formats.set(tz, made)
  return made
}

/** What the clock on the wall shows in the zone. Throws RangeError on a zone that Intl does not know. */
export function localTimeAt(at: Date, tz: string): LocalTime {
  const parts: Record<string, number> = {}
  for (const part of formatOf(tz).formatToParts(at)) parts[part.type] = Number(part.value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts
  return { year, month, day, hour, minute }
}

/** Whether Intl knows the zone: a check for settings that come from people. */
export function isZone(tz: string): boolean {
  try {
    formatOf(tz)
    return true
  } catch {
    return false
  }
}

/** The local time as if it were UTC, in ms: differences and comparisons of wall clocks. */
export function wallMs({ year, month, day, hour, minute }: LocalTime): number {
  return Date.UTC(year, month - 1, day, hour, minute)
}

const DAY_MS = 86_400_000
const MINUTE_MS = 60_000

function offsetAt(ms: number, tz: string): number {
  const whole = Math.floor(ms / MINUTE_MS) * MINUTE_MS
  return wallMs(localTimeAt(new Date(whole), tz)) - whole
}

/** The first moment at which the zone's clock shows the local time. An hour that occurs twice counts once, at its first
 *  coming; an hour that is skipped counts at the jump, the first moment after it. */
export function instantOf(local: LocalTime, tz: string): Date {
  const wall = wallMs(local)
  const before = offsetAt(wall - DAY_MS, tz)
  const after = offsetAt(wall + DAY_MS, tz)
  // No change of the clocks within a day of it: nearly always.
  if (before === after) return new Date(wall - before)
  // The larger offset gives the earlier moment.
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    if (offsetAt(wall - offset, tz) === offset) return new Date(wall - offset)
  }
  return new Date(jumpBetween(wall - Math.max(before, after), wall - Math.min(before, after), tz))
}

// Bisects to the minute at which the offset changes.
function jumpBetween(from: number, to: number, tz: string): number {
  let [low, high] = [from, to]
  const old = offsetAt(low, tz)
  while (high - low > MINUTE_MS) {
    const middle = low + Math.floor((high - low) / 2 / MINUTE_MS) * MINUTE_MS
    if (offsetAt(middle, tz) === old) low = middle
    else high = middle
  }
  return high
}

/** "08:00" → hour and minute; null when it is no time of day. */
export function parseClock(text: string): { hour: number; minute: number } | null {
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? []
  return hour === undefined || minute === undefined ? null : { hour: Number(hour), minute: Number(minute) }
}

/** The local date some days later, by the calendar: no zone can make it skip or repeat. */
export function addDays(local: LocalTime, days: number): LocalTime {
  const date = new Date(Date.UTC(local.year, local.month - 1, local.day + days))
  return { ...local, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
}

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(local: LocalTime): number {
  return new Date(Date.UTC(local.year, local.month - 1, local.day)).getUTCDay()
}
