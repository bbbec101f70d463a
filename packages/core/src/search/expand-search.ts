import type { ParsedSearch, SearchTerm } from './search-query.ts'
import type { Spellings } from './spellings.ts'

/** A term ready to be asked: for each of its words every spelling that may stand there. */
export interface AskedTerm {
  kind: SearchTerm['kind']
  excluded: boolean
  /** One list for a word or a prefix, one a word for a phrase; never empty. */
  words: readonly (readonly string[])[]
}

/** The terms of a query with the spellings that the topics know: كابل asks for كابول too. A prefix is taken as it is. */
export function askedTerms({ terms }: Pick<ParsedSearch, 'terms'>, spellings: Spellings): AskedTerm[] {
  return terms.map(({ kind, words, excluded }) => ({
    kind,
    excluded,
    words: kind === 'prefix' ? [words] : words.map((word) => spellings.of(word)),
  }))
}
