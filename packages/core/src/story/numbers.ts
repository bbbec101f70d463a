import { foldArabic } from '../arabic/index.ts'
import { bareWord as bare, stemOf } from './bare-word.ts'

/** Numbers of a text by what they count. Tolls grow while a story lives; every other class names its event. */
export type NumbersByClass = Record<string, number[]>

export const TOLL = 'toll'

const TOKEN = /\d+(?:[.,٫٬]\d+)*|%|[\p{L}]+/gu

const UNITS = 'صفر واحد اثنين ثلاث اربع خمس ست سبع ثماني تسع عشر'.split(' ')
const WORD_NUMBERS = new Map<string, number>([
  ...UNITS.map((word, n): [string, number] => [word, n]),
  ...UNITS.slice(3).map((word, n): [string, number] => [`${word}ه`, n + 3]),
  ['اثنان', 2],
  ['ثمانيه', 8],
  ['احد', 1],
  ['عشرين', 20],
  ['عشرون', 20],
  ['ثلاثين', 30],
  ['ثلاثون', 30],
  ['اربعين', 40],
  ['خمسين', 50],
  ['ستين', 60],
  ['سبعين', 70],
  ['ثمانين', 80],
  ['تسعين', 90],
  ['مايه', 100],
  ['ميه', 100],
  ['ميتين', 200],
])

const ORDINALS = 'اولي ثانيه ثالثه رابعه خامسه سادسه سابعه ثامنه تاسعه عاشره'.split(' ')
const ORDINALS_M = 'اول ثاني ثالث رابع خامس سادس سابع ثامن تاسع عاشر'.split(' ')

// In the four families of the Arab world; names of two words stand without their article, as `bareWord` leaves them.
const MONTHS: readonly RegExp[] = [
  'يناير|كانون ثاني|جانفي',
  'فبراير|شباط|فيفري',
  'مارس|اذار',
  'ابريل|نيسان|افريل',
  'مايو|ايار|ماي',
  'يونيو|حزيران|جوان|يونيه',
  'يوليو|تموز|جويليه|يوليوز|يوليه',
  'اغسطس|اب|اوت|غشت',
  'سبتمبر|ايلول|شتنبر',
  'اكتوبر|تشرين اول',
  'نوفمبر|تشرين ثاني|نونبر',
  'ديسمبر|كانون اول|دجنبر',
].map((names) => new RegExp(`^(?:${names})$`, 'u'))

// What stands within three words of a number and says what it counts. In this order: "اعتقال 12 بعد مقتل …" counts arrests.
const CUES: readonly [name: string, words: RegExp][] = [
  ['arrests', /^(?:اعتقال|اعتقل|[يت]عتقل|توقيف|[يت]وقف|اوقف|القبض|ضبط|معتقل|موقوف|محتجز|احتجاز)/u],
  [TOLL, /^(?:قت[يل]|مقتل|قتل|[يت]قتل|جر[حي]|جرحي|مصاب|اصاب|اصيب|ضحي|ضحايا|وفاه|وفيات|مصرع|حصيل|سقوط|حتف)/u],
  ['resolution', /^(?:قرار|ماده|قانون|مرسوم)$/u],
  ['sentence', /^(?:سجن|حبس|حكم|مءبد)/u],
  ['delegates', /^(?:دوله|دول|بلد|بلدا)$/u],
  ['money', /^(?:دولار|يورو|روبل|مليار|مليون|ملايين|مليارات)/u],
  ['refugees', /^(?:لاج[يء]|نازح|عايل|عاءل|مرحل)/u],
  ['round', /^(?:جوله|نسخه|اجتماع|موتمر|دوره|قمه|ذكري)$/u],
]

function numberOf(token: string): number | null {
  if (/^\d/.test(token)) {
    const value = Number(token.replace(/[,٬](?=\d{3}(?:\D|$))/g, '').replace(/[,٫]/g, '.'))
    return Number.isFinite(value) ? value : null
  }
  return WORD_NUMBERS.get(token) ?? WORD_NUMBERS.get(bare(token)) ?? null
}

/** Whether a folded word is a number, in digits or letters. */
export function isNumberWord(word: string): boolean {
  return numberOf(word) !== null
}

// Nouns that count anything or time: no event is told apart by them.
const ANY_NOUN =
  /^(?:شخص|اشخاص|عنصر|عناصر|عام|عاما|سنه|سنوات|يوم|ايام|ساعه|ساعات|شهر|اشهر|مره|مرات|الف|الاف|نقاط|كيلومتر|كم|من|في|علي|الي)/u

/** The numbers of a headline: those of `numbersIn`, and each count of a thing ("أربعة متهمين") by the thing's stem. */
export function titleNumbersIn(title: string): NumbersByClass {
  const found = numbersIn(title)
  const tokens = foldArabic(title).match(TOKEN) ?? []
  tokens.forEach((token, at) => {
    const [value, next] = [numberOf(token), tokens[at + 1] ?? '']
    if (value === null || !/^\p{L}{3}/u.test(next) || ANY_NOUN.test(next) || classOf(tokens, at, value) === TOLL) return
    const name = `of-${stemOf(next)}`
    found[name] = [...(found[name] ?? []), value]
  })
  return found
}

/** The numbers of a text, each in the class that the words around it tell; numbers that no word explains are left out. */
export function numbersIn(text: string): NumbersByClass {
  const tokens = foldArabic(text).match(TOKEN) ?? []
  const found: Record<string, Set<number>> = {}
  const note = (name: string, value: number) => {
    found[name] = (found[name] ?? new Set()).add(value)
  }
  tokens.forEach((token, at) => {
    const ordinal = ordinalOf(tokens, at)
    if (ordinal !== null) note('round', ordinal)
    const value = numberOf(token)
    if (value === null) return
    const name = classOf(tokens, at, value)
    if (name) note(name, value)
  })
  return Object.fromEntries(Object.entries(found).map(([name, values]) => [name, [...values].sort((a, b) => a - b)]))
}

function classOf(tokens: readonly string[], at: number, value: number): string | null {
  const next = bare(tokens[at + 1] ?? '')
  const month = MONTHS.findIndex((names) => names.test(next) || names.test(`${next} ${bare(tokens[at + 2] ?? '')}`))
  if (month >= 0 && value >= 1 && value <= 31) return `day-of-${month + 1}`
  if (value >= 1900 && value <= 2100 && Number.isInteger(value)) return null
  if (tokens[at + 1] === '%' || next === 'مايه' || next === 'ميه') return 'percent'
  const around = [...tokens.slice(at + 1, at + 4), ...tokens.slice(Math.max(0, at - 3), at).reverse()].map(bare)
  const cue = CUES.find(([, words]) => around.some((word) => words.test(word)))?.[0]
  // "ارتفاع حصيلة قتلى الهجوم … إلى 145": the count may stand far behind what it counts.
  const sums = tokens.slice(Math.max(0, at - 9), at).some((word) => bare(word).startsWith('حصيل'))
  return cue ?? (sums ? TOLL : null)
}

function ordinalOf(tokens: readonly string[], at: number): number | null {
  const word = bare(tokens[at] ?? '')
  const rank = Math.max(ORDINALS.indexOf(word), ORDINALS_M.indexOf(word))
  const before = bare(tokens[at - 1] ?? '')
  return rank >= 0 && /^(?:جوله|نسخه|اجتماع|موتمر|دوره|قمه|مره|ذكري)$/u.test(before) ? rank + 1 : null
}

/** The first class in which both texts have numbers and share none, or null. Tolls never count. */
export function definingNumberConflict(a: NumbersByClass, b: NumbersByClass): string | null {
  for (const [name, values] of Object.entries(a)) {
    const others = b[name]
    if (name === TOLL || !others) continue
    if (!values.some((value) => others.includes(value))) return name
  }
  return null
}
