import { count } from './count.ts'
import { type Digits, type Lang, localeOf } from './lang.ts'

/** How a date is read: the chat's language, IANA zone (`tz`) and digits. */
export interface Clock {
  lang: Lang
  tz: string
  digits?: Digits
}

// "نوفمبر/تشرين الثاني", as Al Jazeera and BBC Arabic print it: the name of Egypt and the Gulf first, since the
// default zone is Riyadh, then that of the Levant and Iraq, so that no reader has to guess. docs/notes/digests.md says more.
const MONTHS = [
  'يناير/كانون الثاني',
  'فبراير/شباط',
  'مارس/آذار',
  'أبريل/نيسان',
  'مايو/أيار',
  'يونيو/حزيران',
  'يوليو/تموز',
  'أغسطس/آب',
  'سبتمبر/أيلول',
  'أكتوبر/تشرين الأول',
  'نوفمبر/تشرين الثاني',
  'ديسمبر/كانون الأول',
]

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(clock: Clock, shape: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const locale = localeOf(clock.lang, clock.digits)
  const key = `${locale} ${clock.tz} ${shape}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locale, { ...options, timeZone: clock.tz })
  formats.set(key, made)
  return made
}

function partsOf(at: Date, clock: Clock): Record<string, string> {
  const format = formatOf(clock, 'date', { weekday: 'long', day: 'numeric', month: 'numeric', year: 'numeric' })
  return Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
}

// Apart from the other parts: beside a weekday en-GB prints the day as "01".
function dayOf(at: Date, clock: Clock): string {
  return formatOf(clock, 'day', { day: 'numeric' }).format(at)
}

function monthOf(at: Date, clock: Clock): string {
  if (clock.lang === 'en') return formatOf(clock, 'month', { month: 'long' }).format(at)
  const plain: Clock = { ...clock, digits: 'latn' }
  return MONTHS[Number(partsOf(at, plain).month) - 1] ?? ''
}

/** "22 نوفمبر/تشرين الثاني 2026" · "22 November 2026". */
export function formatDate(at: Date, clock: Clock): string {
  return `${dayOf(at, clock)} ${monthOf(at, clock)} ${partsOf(at, clock).year}`
}

/** "الأحد 22 نوفمبر/تشرين الثاني 2026" · "Sunday 22 November 2026". */
export function formatLongDate(at: Date, clock: Clock): string {
  return `${partsOf(at, clock).weekday} ${formatDate(at, clock)}`
}

/** "الأحد" · "Sunday". */
export function formatWeekday(at: Date, clock: Clock): string {
  return partsOf(at, clock).weekday ?? ''
}

/** "22 نوفمبر" · "22 November": where space is short and the year is plain. */
export function formatShortDate(at: Date, clock: Clock): string {
  return `${dayOf(at, clock)} ${monthOf(at, clock).split('/')[0]}`
}

/** "14:05", always 24 hours: "ص" and "م" are easily missed in a list. */
export function formatTime(at: Date, clock: Clock): string {
  return formatOf(clock, 'time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

/** The time alone when `at` falls on the same local day as `now`, else with its short date: "21 نوفمبر 14:05".
 *  Another year shows in full. */
export function formatMoment(at: Date, now: Date, clock: Clock): string {
  const [then, today] = [partsOf(at, clock), partsOf(now, clock)]
  if (then.year !== today.year) return formatDate(at, clock)
  const sameDay = then.day === today.day && then.month === today.month
  return sameDay ? formatTime(at, clock) : `${formatShortDate(at, clock)} ${formatTime(at, clock)}`
}

const STEPS = [
  { noun: 'day', ms: 86_400_000 },
  { noun: 'hour', ms: 3_600_000 },
  { noun: 'minute', ms: 60_000 },
] as const

/** "قبل ساعتين", "قبل 11 دقيقة", "الآن"; for the future "بعد 3 أيام". Whole units, rounded down. */
export function formatRelative(at: Date, now: Date, lang: Lang, digits: Digits = 'latn'): string {
  const gap = now.getTime() - at.getTime()
  const step = STEPS.find(({ ms }) => Math.abs(gap) >= ms)
  if (!step) return lang === 'ar' ? 'الآن' : 'now'
  const n = Math.floor(Math.abs(gap) / step.ms)
  const amount = count(lang, step.noun, n, { digits, grammar: 'oblique' })
  // "قبل ساعة", not "قبل ساعة واحدة": a single unit is said without its number.
  if (lang === 'ar') return `${gap > 0 ? 'قبل' : 'بعد'} ${n === 1 ? amount.replace(/ واحدة?$/, '') : amount}`
  return gap > 0 ? `${amount} ago` : `in ${amount}`
}
