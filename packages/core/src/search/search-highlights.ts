import { type PlacedWord, placedSearchWords } from '../arabic/index.ts'
import type { AskedTerm } from './expand-search.ts'

/** Words of a text that a query asked for: `text.slice(start, end)` is their own spelling, in UTF-16 units. */
export interface SearchSpan {
  start: number
  end: number
}

/** Where the terms of a query stand in a text, in order, none inside another. Excluded terms mark nothing. */
export function searchHighlights(text: string, terms: readonly AskedTerm[]): SearchSpan[] {
  const wanted = terms.filter(({ excluded }) => !excluded)
  if (wanted.length === 0 || text === '') return []
  const words = placedSearchWords(text)
  const found: SearchSpan[] = []
  for (let at = 0; at < words.length; at++) {
    const longest = Math.max(0, ...wanted.map((term) => (standsAt(words, at, term) ? term.words.length : 0)))
    if (longest === 0) continue
    const span = { start: (words[at] as PlacedWord).start, end: (words[at + longest - 1] as PlacedWord).end }
    const last = found.at(-1)
    if (last !== undefined && span.start < last.end) last.end = Math.max(last.end, span.end)
    else found.push(span)
  }
  return found
}

function standsAt(words: readonly PlacedWord[], at: number, { kind, words: asked }: AskedTerm): boolean {
  return asked.every((spellings, offset) => {
    const word = words[at + offset]?.word
    if (word === undefined) return false
    return kind === 'prefix' ? spellings.some((start) => word.startsWith(start)) : spellings.includes(word)
  })
}
