import type { Evidence } from '@rasid/core'

/** One thing that an article speaks of. */
export interface MatchedWord {
  /** The form in which the article names it most often. */
  surface: string
  /** How often it is named, in any form. */
  times: number
  /** Each spelling once, by its most frequent form, the most frequent first. */
  forms: { surface: string; times: number }[]
}

// Signs inside a name (حركة «طالبان») whose other half stands outside of it.
const QUOTES = /[«»"“”()]/g

/** The words that matched, one for each entity, in the order of the text: a list of every form would say روسيا, لروسيا,
 *  وروسيا … and hide what else was found. */
export function matchedWords(evidence: readonly Evidence[]): MatchedWord[] {
  return [...Map.groupBy(evidence, ({ entity }) => entity).values()].map((found) => {
    const forms = [...Map.groupBy(found, ({ alias }) => alias).values()]
      .map((spelled) => ({ surface: mostFrequent(spelled), times: spelled.length }))
      .sort((a, b) => b.times - a.times)
    return { surface: mostFrequent(found), times: found.length, forms }
  })
}

/** Of equals, the spelling that the rules know (طالبان, not وطالبان), else the first in the text. */
function mostFrequent(evidence: readonly Evidence[]): string {
  const bySurface = Map.groupBy(evidence, ({ surface }) => surface.replace(QUOTES, ''))
  const aliases = new Set(evidence.map(({ alias }) => alias))
  const weight = ([surface, found]: [string, Evidence[]]) => found.length + (aliases.has(surface) ? 0.5 : 0)
  const [first] = [...bySurface].sort((a, b) => weight(b) - weight(a))
  return first?.[0] ?? ''
}
