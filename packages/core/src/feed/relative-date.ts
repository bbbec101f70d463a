const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

// Singular, dual and plural of each unit, folded; the dual carries its own number. Month and year are means: nobody
// who writes "two months ago" means a day.
const UNITS: readonly { one: string; two: string; many: string; ms: number }[] = [
  { one: 'ثانيه ثانية second sec', two: 'ثانيتين ثانيتان', many: 'ثواني ثوان seconds secs', ms: SECOND },
  { one: 'دقيقه دقيقة minute min', two: 'دقيقتين دقيقتان', many: 'دقائق دقايق minutes mins', ms: MINUTE },
  { one: 'ساعه ساعة hour hr', two: 'ساعتين ساعتان', many: 'ساعات hours hrs', ms: HOUR },
  { one: 'يوم يوما day', two: 'يومين يومان', many: 'ايام أيام days', ms: DAY },
  { one: 'اسبوع أسبوع اسبوعا week', two: 'اسبوعين أسبوعين', many: 'اسابيع أسابيع weeks', ms: 7 * DAY },
  { one: 'شهر شهرا month', two: 'شهرين شهران', many: 'شهور اشهر أشهر months', ms: 30 * DAY },
  { one: 'سنه سنة عام عاما year', two: 'سنتين عامين', many: 'سنوات سنين اعوام أعوام years', ms: 365 * DAY },
]

const listed = (words: string, word: string): boolean => words.split(' ').includes(word)

/**
 * The moment that a relative phrase names, given `now`: قبل ساعتين, منذ 5 دقائق, أمس, اليوم, 3 hours ago. Null for any
 * other text. `text` has ASCII digits and folded letters.
 */
export function fromRelative(text: string, now: Date): Date | null {
  const back = distanceBack(text)
  return back === null ? null : new Date(now.getTime() - back)
}

function distanceBack(text: string): number | null {
  const words = text.trim().split(/\s+/)
  if (words.length > 6) return null
  if (/^(الان|الآن|just now|now)$/.test(text)) return 0
  if (/^(امس|أمس|البارحه|yesterday)$/.test(text)) return DAY
  if (/^(اول امس|أول أمس)$/.test(text)) return 2 * DAY
  if (/^(اليوم|today)$/.test(text)) return 0
  const arabic = words[0] === 'قبل' || words[0] === 'منذ' ? words.slice(1) : null
  const english = words.at(-1) === 'ago' ? words.slice(0, -1) : null
  const phrase = arabic ?? english
  return phrase && phrase.length > 0 ? amountOf(phrase) : null
}

function amountOf(words: readonly string[]): number | null {
  const [first = '', second] = words
  const count = /^\d{1,4}$/.test(first) ? Number(first) : /^(an?|one)$/.test(first) ? 1 : null
  const word = count === null ? first : (second ?? '')
  const unit = UNITS.find(({ one, two, many }) => [one, two, many].some((forms) => listed(forms, word)))
  if (!unit) return null
  if (count !== null) return count * unit.ms
  return listed(unit.two, word) ? 2 * unit.ms : listed(unit.one, word) ? unit.ms : null
}
