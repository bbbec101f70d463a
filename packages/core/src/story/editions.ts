import { TOLL } from './numbers.ts'
import type { StorySignature } from './story-signature.ts'

/** A state of a story worth telling. */
export type Edition = 'new' | 'raised' | 'grown'

export interface StoryState {
  tier: 'core' | 'related'
  /** Publishers so far. */
  outlets: number
}

/** How many outlets make a story "grown": few enough steps that a reader of the alert is not bothered by its edits. */
export const growthSteps: readonly number[] = [3, 6, 12, 25]

/** The editions that a change of a story makes, in the order of telling; `before` is null for a story that opens.
 *  A tier never falls back, so core → related makes none. */
export function editionsFor(before: StoryState | null, after: StoryState): Edition[] {
  if (!before) return ['new']
  const editions: Edition[] = []
  if (before.tier === 'related' && after.tier === 'core') editions.push('raised')
  if (growthSteps.some((step) => before.outlets < step && after.outlets >= step)) editions.push('grown')
  return editions
}

export type Development = 'denial' | 'claim' | 'toll'

// More than a quarter: 40 → 50 is the same night's count, 40 → 51 is news.
const TOLL_GROWTH = 1.25

/** What an article that joins a story adds to it, of the things worth a reply to the alert: a denial, a claim of
 *  responsibility, a toll up by more than a quarter over the highest told so far. Null for the same news again. */
export function developmentOf(told: readonly StorySignature[], article: StorySignature): Development | null {
  const first = (id: string) =>
    article.features.titleConcepts.includes(id) && !told.some((earlier) => earlier.features.titleConcepts.includes(id))
  if (first('deny')) return 'denial'
  if (first('claim')) return 'claim'
  const known = Math.max(0, ...told.map(tollOf))
  return known > 0 && tollOf(article) > known * TOLL_GROWTH ? 'toll' : null
}

/** The highest toll that an article gives, 0 for none. */
export function tollOf(signature: StorySignature): number {
  return Math.max(0, ...(signature.features.numbers[TOLL] ?? []))
}
