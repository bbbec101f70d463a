import { foldArabic, foldWithOffsets } from './fold.ts'
import { foldTable, SKIP } from './fold-table.ts'
import { keepsFirstLetter } from './kept-letters.ts'

const WORD = /[\p{L}\p{N}]+/gu
const ARABIC_START = /^[\u0621-\u064a]/
/** What is left must still look like a word: a root has three letters. Behind an article two do (اليد). */
const LEAST_LETTERS = 3
const LEAST_AFTER_ARTICLE = 2
const CLITICS = 'وفبكل'

/**
 * A folded word without what Arabic writes onto its front: و ف ب ك ل and ال, peeled one after another until none is
 * left. Index and query use this one function, so that every spelling of a word meets every other (لداعش, وبداعش and
 * داعش are one); a letter that is taken from a root by mistake is taken on both sides. Words whose first letters are
 * known to be their own keep them (`kept-letters.ts`). Never a stem: endings stay.
 */
export function peelWord(folded: string): string {
  if (!ARABIC_START.test(folded)) return folded
  let word = folded
  for (let front = frontOf(word); front > 0 && !keepsFirstLetter(word); front = frontOf(word)) word = word.slice(front)
  return word
}

/** How many letters at the front of a word could be an article or a clitic. */
function frontOf(word: string): number {
  if (word.startsWith('ال') && word.length - 2 >= LEAST_AFTER_ARTICLE) return 2
  return CLITICS.includes(word[0] ?? '') && word.length - 1 >= LEAST_LETTERS ? 1 : 0
}

/** The words of a text as search knows them, in order: folded and peeled. */
export function searchWords(text: string): string[] {
  return (foldArabic(text).match(WORD) ?? []).map(peelWord)
}

/** A word of a text as search knows it, with where it stands: `text.slice(start, end)` is its own spelling. */
export interface PlacedWord {
  word: string
  start: number
  end: number
}

/** `searchWords` with the places, in UTF-16 units of the text as it was written; marks on the last letter are inside. */
export function placedSearchWords(text: string): PlacedWord[] {
  const { text: folded, starts, ends } = foldWithOffsets(text)
  return [...folded.matchAll(WORD)].map(({ 0: found, index }) => {
    let end = ends[index + found.length - 1] as number
    while (end < text.length && foldTable[text.charCodeAt(end)] === SKIP && !isSpaceLike(text.charCodeAt(end))) end++
    return { word: peelWord(found), start: starts[index] as number, end }
  })
}

// Direction controls and byte order marks between two words belong to neither.
const isSpaceLike = (unit: number): boolean => unit === 0xfeff || (unit >= 0x200b && unit <= 0x206f)
