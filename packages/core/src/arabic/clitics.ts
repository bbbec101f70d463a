// Arabic writes conjunction, preposition and article onto the word: (و|ف)(ب|ك|ل)(ال), with ل + ال
// written لل. This is the whole grammar; nothing else may stand before an alias.

/** What stands before a word: whether a preposition and whether the article is in it. */
export interface Prefix {
  letters: string
  preposition: boolean
  article: boolean
}

const CONJUNCTIONS = ['', 'و', 'ف']
const PREPOSITIONS = ['', 'ب', 'ك', 'ل']

function composePrefixes(): Prefix[] {
  const prefixes: Prefix[] = []
  for (const conjunction of CONJUNCTIONS)
    for (const preposition of PREPOSITIONS) {
      const isPreposition = preposition !== ''
      prefixes.push({ letters: conjunction + preposition, preposition: isPreposition, article: false })
      const article = preposition === 'ل' ? 'لل' : `${preposition}ال`
      prefixes.push({ letters: conjunction + article, preposition: isPreposition, article: true })
    }
  return prefixes
}

/** Every prefix that the grammar knows, the empty one included: 24 in all. */
export const prefixes: readonly Prefix[] = composePrefixes()

const byLetters = new Map(prefixes.map((prefix) => [prefix.letters, prefix]))

/** The longest prefix that the grammar can write, in folded letters. */
export const LONGEST_PREFIX = Math.max(...prefixes.map((prefix) => prefix.letters.length))

/** The prefix written by these folded letters, or undefined when they are no prefix (ي in يطالبان). */
export function prefixOf(letters: string): Prefix | undefined {
  return byLetters.get(letters)
}

/** Endings of the nisba adjective (روسي, روسية, روسيون …), folded. */
export const NISBA_ENDINGS: readonly string[] = ['ي', 'يه', 'يون', 'يين', 'يان', 'يتان', 'يتين', 'يات', 'يا']
