// Minutes east of Greenwich. Military letters are left out but Z: RFC 822 had them backwards, so nobody can mean them.
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  trt: 180,
  ast: -240,
  adt: -180,
  at: -240,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  hst: -600,
  nst: -210,
  pkt: 300,
  ksa: 180,
  ist: 330,
  aft: 270,
  irst: 210,
  gst: 240,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  sgt: 480,
  hkt: 480,
}
// Folded city and country names after بتوقيت; standard time, since publishers name the zone and not the season.
const ARABIC_ZONES: readonly (readonly [RegExp, number])[] = [
  [/غرينتش|جرينتش|غرينيتش|العالمي/, 0],
  [/السعوديه|السعودية|الرياض|مكه|مكة|بغداد|العراق|الكويت|قطر|الدوحه|الدوحة|موسكو|دمشق|عمان الاردن/, 180],
  [/القاهره|القاهرة|مصر|القدس|فلسطين|بيروت|لبنان|ليبيا/, 120],
  [/ابوظبي|ابو ظبي|أبوظبي|دبي|الامارات|الإمارات|مسقط/, 240],
  [/كابول|كابل/, 270],
  [/الجزائر|تونس|المغرب/, 60],
]

const OFFSET_ALONE = /^([+-])\s?(\d{2}):?(\d{2})?$/
const HALF_OF_DAY = String.raw`(?:[ap]\.?m\.?|صباحا|مساء|ظهرا|فجرا|ص|م)`
// At once, with its minutes or under the name of Greenwich: what else follows a clock and a dash is the day.
const AT_ONCE = String.raw`^\s*${HALF_OF_DAY}?\s*\(?(?:(?:gmt|utc)([+-])(\d{1,2})(?::?(\d{2}))?|([+-])(\d{2}):?(\d{2})(?::\d{2})?)\)?(?![\d/.-])`
const AT_THE_END = String.raw`(?:^|\s|gmt|utc|${HALF_OF_DAY})([+-])(\d{1,2}):?(\d{2})?z?\s*(?:\([^()]*\)\s*)?$`
const OFFSET_AFTER_CLOCK = new RegExp(`${AT_ONCE}|${AT_THE_END}`)
const OFFSET_OF_DAY = /\s[+-]\d{2}:?\d{2}\s*(?:\([^()]*\)\s*)?$/

/**
 * The offset in digits in what follows a clock, in minutes (null when there is none), and that text without it. What
 * stands before the clock is never its offset: «20 مارس 2025 - 09:30».
 */
export function offsetAfterClock(after: string): { offset: number | null; rest: string } {
  const found = OFFSET_AFTER_CLOCK.exec(after)
  if (!found) return { offset: null, rest: after }
  const [sign, hours, minutes] = [0, 1, 2].map((part) => found[1 + part] ?? found[4 + part] ?? found[7 + part])
  return { offset: signedMinutes(sign, hours, minutes), rest: after.replace(OFFSET_AFTER_CLOCK, ' ') }
}

/** A day without the offset that a program wrote behind it: without a clock it says nothing. */
export function withoutOffset(day: string): string {
  return day.replace(OFFSET_OF_DAY, ' ')
}

/** The offset that a date's text names, in minutes, or null when it names none. `text` is folded and in lower case. */
export function zoneOf(text: string): number | null {
  const alone = OFFSET_ALONE.exec(text)
  if (alone) return signedMinutes(alone[1], alone[2], alone[3])
  const place = text.includes('بتوقيت') ? text.slice(text.indexOf('بتوقيت')) : ''
  const arabic = ARABIC_ZONES.find(([name]) => name.test(place))
  if (arabic) return arabic[1]
  for (const word of text.match(/[a-z]+/g)?.reverse() ?? []) {
    const zone = ZONES[word]
    // «at 9:30» is no Atlantic time.
    if (zone !== undefined && (word.length > 2 || text.endsWith(word))) return zone
  }
  return null
}

/** A moment read as UTC, moved to where its clock hangs: `Asia/Riyadh`. As it was, when `text` names no such place. */
export function inNamedPlace(asUtc: Date, text: string): Date {
  const place = /[a-z]{2,20}\/[a-z]{2,20}[a-z_/]{0,20}/.exec(text)?.[0]
  if (place === undefined) return asUtc
  try {
    const format = new Intl.DateTimeFormat('en', { timeZone: place, timeZoneName: 'longOffset' })
    const named = format.formatToParts(asUtc).find(({ type }) => type === 'timeZoneName')?.value ?? ''
    const [, sign, hours, minutes] = /([+-])(\d{2}):(\d{2})/.exec(named) ?? []
    return new Date(asUtc.getTime() - (signedMinutes(sign, hours, minutes) ?? 0) * 60_000)
  } catch {
    return asUtc
  }
}

function signedMinutes(sign: string | undefined, hours = '0', minutes = '0'): number | null {
  const total = Number(hours) * 60 + Number(minutes)
  return total > 15 * 60 || Number(minutes) > 59 ? null : sign === '-' ? -total : total
}
