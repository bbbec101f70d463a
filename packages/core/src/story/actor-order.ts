import type { FoundName } from './find-names.ts'

/** Who does it to whom: "russia>taliban". */
export type Direction = `${string}>${string}`

// Meetings, talks and agreements have no first side: "لافروف يلتقي متقي" is "متقي يلتقي لافروف".
const MUTUAL =
  /^(?:[وف])?(?:ال)?(?:[يت]?لتق|التق|لقا|[يت]?جتمع|اجتم|محادث|مباحث|[يت]بحث|بحث|[يت]تباحث|تباحث|[يت]ناقش|ناقش|حوار|مشاور|[يت]تشاور|تعاون|[يت]تعاون|اتفق|[يت]تفق|اتفاق|[يت]وقع|توقيع|علاق|تقارب|قمه|اشتباك|معارك|مواجه|خلاف|توتر|تبادل|[يت]تبادل|جوله|مفاوض|[يت]فاوض|بين|مع$)/u
// The one named first receives: "طالبان تتلقى دعوة من روسيا", "مقتل عناصر من داعش على يد طالبان".
const AGENT_NEXT = /^(?:من|قبل|يد|يدي|ايدي|بيد|بايدي|بنيران|برصاص|بغاره|بقصف|بهجوم|بدعم|بدعوه|بضغط|بطلب|بوساطه)$/u
const RECEIVES =
  /^(?:[وف])?(?:[يت]تلق|تلق|[يت]تسلم|تسلم|[يت]تعرض|تعرض|[يت]حصل|حصل|[يت]حظ|مقتل|[يت]قتل|قتل|اعتقال|مصرع|اتهام|دعوه|دعم|طلب|تلبي|هجوم|بهجوم|قصف)/u
const CLAIMS = /^(?:[يت]تبن|تبن)/u

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
  const acting = [...before, ...between]
  if (acting.length === 0 || acting.some((word) => MUTUAL.test(word))) return null
  const reversed = isReceiver(first, before, between)
  return reversed ? `${second.id}>${first.id}` : `${first.id}>${second.id}`
}

function isReceiver(first: FoundName, before: readonly string[], between: readonly string[]): boolean {
  const agentNext = AGENT_NEXT.test(between.at(-1) ?? '')
  if (agentNext && [...before, ...between].some((word) => RECEIVES.test(word))) return true
  // "هجوم على موسكو تبناه داعش": what stands after على is the target.
  const target = before.at(-1) === 'علي' || before.at(-1) === 'ضد' || first.prefix.endsWith('ب')
  return target && between.some((word) => CLAIMS.test(word))
}
