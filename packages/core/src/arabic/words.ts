import { foldArabic } from './fold.ts'

const WORD = /[\p{L}\p{N}]+/gu

/** The words of a text, folded, in order, with everything that is written onto them (search peels: search-words.ts). */
export function wordsOf(text: string): string[] {
  return foldArabic(text).match(WORD) ?? []
}
