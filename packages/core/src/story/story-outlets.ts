import { overlapOf } from './shingles.ts'
import type { StorySignature } from './story-signature.ts'

/** An article of a story with the publisher that carried it (the outlet, not the feed). */
export interface StoryMember {
  publisher: string
  at: Date
  signature: StorySignature
}

// A wire text reprinted with a new headline and a cut tail keeps most of its shingles.
const SAME_TEXT_JACCARD = 0.5
const SAME_TEXT_CONTAINMENT = 0.8
// With an agency's byline less is enough: the house has edited the agency's text.
const SAME_AGENCY_CONTAINMENT = 0.3

/** How many publishers tell the story, and by how many texts: six outlets with one wire text are one source.
 *  Outlets are those of `members`, each counted once. */
export function countOutlets(members: readonly StoryMember[]): { outlets: number; independentTexts: number } {
  const group = members.map((_, index) => index)
  const root = (index: number): number => (group[index] === index ? index : root(group[index] ?? index))
  for (const [i, a] of members.entries()) {
    for (const [j, b] of members.slice(0, i).entries()) {
      if (isSameSource(a, b)) group[root(i)] = root(j)
    }
  }
  return {
    outlets: new Set(members.map((member) => member.publisher)).size,
    independentTexts: new Set(members.map((_, index) => root(index))).size,
  }
}

// A publisher's own follow-ups are its one voice.
function isSameSource(a: StoryMember, b: StoryMember): boolean {
  if (a.publisher === b.publisher) return true
  const { jaccard, containment } = overlapOf(a.signature.shingles, b.signature.shingles)
  if (jaccard >= SAME_TEXT_JACCARD || containment >= SAME_TEXT_CONTAINMENT) return true
  return (
    a.signature.agency !== null && a.signature.agency === b.signature.agency && containment >= SAME_AGENCY_CONTAINMENT
  )
}
