import { bareWord, stemOf } from './bare-word.ts'

/** What a noun of the headline is further said to be, by its stem: {"مدين": ["ميمن"], "وزار": ["داخل"]}. */
export type Qualified = Record<string, string[]>

// The word after one of these names the thing: two ministries, towns or companies are two events. Reaches what the list of
// places does not know.
const NAMING =
  /^(?:مدينه|بلده|قريه|حي|مديريه|منطقه|محافظه|ولايه|اقليم|وزير|وزاره|سفير|سفاره|قنصليه|مسجد|فندق|جامعه|مدرسه|مستشفي|سوق|قاعده|سجن|شركه|مصنع|معبر|جسر|مطار|نائب|نايب|حاكم|والي|قايد|زعيم|منتدي|محكمه)$/u

const skipped = /^(?:[وف]?ل.*|في|من|علي|الي|عن|مع|بعد|قبل|بين|ان|التي|الذي|هو|هي|\d.*)$/u

/** The construct phrases of a headline, by the stem of their first noun. `named`: of nouns that name (a city, a ministry); `other`:
 *  any noun without article before one with it (موظفي الدفاع). `meaningOf` gives synonyms one name. Words at `taken` (actors, places) name themselves. */
export function qualifiedIn(
  words: readonly string[],
  taken: ReadonlySet<number>,
  meaningOf: (word: string) => string,
): { named: Qualified; other: Qualified } {
  const [named, other]: [Qualified, Qualified] = [{}, {}]
  for (const [at, word] of words.slice(0, -1).entries()) {
    const next = words[at + 1] ?? ''
    const first = withoutPreposition(word)
    if (taken.has(at) || taken.has(at + 1) || skipped.test(word) || skipped.test(next)) continue
    if (/^[وف]?[بكل]?ال/u.test(word)) continue
    if (NAMING.test(first) && !/^(?!ال).*(?:يه|ي)$/u.test(next)) add(named, stemOf(first), meaningOf(next))
    else if (/^ال\p{L}{3}/u.test(next)) add(other, stemOf(first), meaningOf(next))
  }
  return { named, other }
}

function withoutPreposition(word: string): string {
  return bareWord(word).replace(/^[بكل](?=(?:مدين|بلد|قري|وزار|سفار|مسجد|فندق|سوق|محافظ|ولاي|منطق|مطعم))/u, '')
}

function add(into: Qualified, noun: string, value: string): void {
  into[noun] = [...(into[noun] ?? []), value]
}

/** Whether both headlines qualify the same noun, never alike, and neither by a word that the other article has. */
export function qualifiedConflict(
  a: Qualified,
  b: Qualified,
  saidByA: readonly string[],
  saidByB: readonly string[],
): boolean {
  return Object.entries(a).some(([noun, values]) => {
    const others = b[noun]
    if (others === undefined || values.some((value) => others.includes(value))) return false
    return !values.some((value) => saidByB.includes(value)) && !others.some((value) => saidByA.includes(value))
  })
}
