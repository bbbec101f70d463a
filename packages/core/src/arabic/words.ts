import { foldArabic } from './fold.ts'

const WORD = /[\p{L}\p{N}]+/gu

/** The words of a text, folded, in order: what is indexed for search, and what a query is turned into. */
export function wordsOf(text: string): string[] {
  return foldArabic(text).match(WORD) ?? []
}
