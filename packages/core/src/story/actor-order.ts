import type { FoundName } from './find-names.ts'

/** Who does it to whom: "russia>taliban". */
export type Direction = `${string}>${string}`

// Meetings, talks and agreements have no first side: "لافروف يلتقي متقي" is "متقي يلتقي لافروف".
const MUTUAL =
  /^(?:[وف])?(?:ال)?(?:[يت]?لتق|التق|لقا|[يت]?جتمع|اجتم|محادث|مباحث|[يت]بحث|بحث|[يت]تباحث|تباحث|[يت]ناقش|ناقش|حوار|مشاور|[يت]تشاور|تعاون|[يت]تعاون|اتفق|[يت]تفق|اتفاق|[يت]وقع|توقيع|علاق|تقارب|قمه|اشتباك|معارك|مواجه|خلاف|توتر|تبادل|[يت]تبادل|جوله|مفاوض|[يت]فاوض|بين|مع$)/u
// "مقتل عناصر من داعش على يد طالبان": what follows these words acts.
const BY = /^(?:قبل|يد|يدي|ايدي|بيد|بايدي|بنيران|برصاص|بغاره|بقصف|بهجوم)$/u
// "طالبان تتلقى دعوة من روسيا": the first receives, the one after من gives.
const RECEIVES =
  /^(?:[وف])?(?:[يت]تلق|تلق|[يت]تسلم|تسلم|[يت]ستلم|[يت]حصل|حصل|[يت]حظ|بدعوه|بدعم|بضغط|بطلب|بوساطه|دعوه|اتهامات|انتقادات)/u
const CLAIMS = /^(?:[يت]تبن|تبن|[يت]علن|مسووليت)/u
// "تتهم روسيا أمريكا": without a word between them, only a verb before the first makes two actors act.
const VERB =
  /^[وف]?(?:[يت]\p{L}{3,}|دعت|دعا|اتهم\p{L}*|حذرت?|هاجمت?|قصفت?|دعمت?|طالبت?|ادانت?|قتلت?|اعتقلت?|نددت?|حثت?|زودت?|منحت?|سلمت?)$/u
const WHERE = /^[وف]?(?:في|لدي|عند|داخل|قرب|الي|نحو|حدود|ولايه|مدينه|اقليم)$/u

/** The directions that a headline states between its actors, in the order of the words. Only neighbours count, and nothing is
 *  said where they are joined (روسيا وطالبان), meet, or stand without a word that could act. */
export function directionsIn(words: readonly string[], names: readonly FoundName[]): Direction[] {
  const directions = new Set<Direction>()
  for (const [index, second] of names.entries()) {
    const first = names[index - 1]
    if (!first || first.id === second.id) continue
    const direction = directionOf(words, first, second)
    if (direction) directions.add(direction)
  }
  return [...directions].sort()
}

function directionOf(words: readonly string[], first: FoundName, second: FoundName): Direction | null {
  const between = words.slice(first.to, second.from)
  const before = words.slice(Math.max(0, first.from - 3), first.from)
  const joined = second.prefix.startsWith('و') || (between.length === 1 && between[0] === 'و')
  if (joined || /^[وف]?(?:بين|مع)$/u.test(before.at(-1) ?? '')) return null
  if (WHERE.test(between.at(-1) ?? '')) return null
  // "اتهام أمريكي لروسيا": the preposition on the second says at whom the noun before aims.
  const aimed = second.prefix.endsWith('ل') && before.length > 0
  if (between.length === 0 && !aimed && !VERB.test(before.at(-1) ?? '')) return null
  if ([...before, ...between].some((word) => MUTUAL.test(word))) return null
  return isReceiver(before, between) ? `${second.id}>${first.id}` : `${first.id}>${second.id}`
}

function isReceiver(before: readonly string[], between: readonly string[]): boolean {
  const last = between.at(-1) ?? ''
  if (BY.test(last)) return true
  if (last === 'من' && [...before, ...between].some((word) => RECEIVES.test(word))) return true
  // "هجوم على موسكو تبناه داعش": what stands after على is the target.
  const target = before.at(-1) === 'علي' || before.at(-1) === 'ضد'
  return target && between.some((word) => CLAIMS.test(word))
}
