/** One thing that a query asks the text for. Words are as search knows them (folded, peeled). */
export interface SearchTerm {
  kind: 'word' | 'prefix' | 'phrase'
  /** As it was typed, without quotes and signs. */
  written: string
  /** One for a word; for a prefix its beginning in every reading; for a phrase each of its words. */
  words: string[]
  excluded: boolean
}

/** What a query narrows besides its words. Several entities must all be there; of the others the last one said counts. */
export interface SearchFilters {
  /** As typed: an entity's name in the topic, its title or one of its aliases. */
  entities?: string[]
  outlet?: string
  tier?: 'core' | 'related'
  story?: number
  /** By the time at which an article was first seen (invariant 5): from included, to excluded. */
  from?: Date
  to?: Date
}

/** Why a part of a query was left aside. */
export type IgnoredReason = 'no-words' | 'bad-tier' | 'bad-story' | 'bad-date' | 'no-value' | 'unknown-entity'

/** A part of a query that says nothing to us, with the reason. */
export interface IgnoredPart {
  part: string
  reason: IgnoredReason
}

/** A query as it was understood. */
export interface ParsedSearch {
  terms: SearchTerm[]
  filters: SearchFilters
  ignored: IgnoredPart[]
}
