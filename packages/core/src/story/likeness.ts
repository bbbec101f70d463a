import { concepts } from './concepts.ts'
import { overlapOf } from './shingles.ts'
import type { StoryFeatures } from './story-features.ts'
import type { StorySignature } from './story-signature.ts'

// MATCHING.md: confirmed by Jaccard ≥ .15–.2 or containment ≥ .5.
const ENOUGH_JACCARD = 0.2
const ENOUGH_CONTAINMENT = 0.5
// Three shared shingles are one phrase of five words, which any two headlines on one topic may share.
const ENOUGH_SHARED = 4

/** How much of two texts is the same wording, 0 … 1; 0 where it is not enough to be one text rewritten. */
export function textLikeness(a: StorySignature, b: StorySignature): number {
  const { jaccard, containment, shared } = overlapOf(a.shingles, b.shingles)
  if (jaccard >= 0.8) return jaccard
  const alike = jaccard >= ENOUGH_JACCARD || containment >= ENOUGH_CONTAINMENT
  return alike && shared >= ENOUGH_SHARED ? Math.max(jaccard, containment) : 0
}

const conceptWeights = new Map(concepts.map(({ id, weight }) => [id, weight]))

const ACTOR = 0.5
const PLACE = 1
const WORD = 1

/** Weights of everything that a headline (and, lighter, its lead) says. */
function tokensOf(features: StoryFeatures): Map<string, number> {
  const tokens = new Map<string, number>()
  const put = (token: string, weight: number) => tokens.set(token, Math.max(weight, tokens.get(token) ?? 0))
  for (const actor of features.titleActors) put(`a:${actor === 'afghanistan' ? 'taliban' : actor}`, ACTOR)
  for (const place of features.titlePlaces) put(`p:${place}`, PLACE)
  for (const person of features.persons) put(`n:${person}`, WORD)
  for (const id of features.titleConcepts) put(`c:${id}`, conceptWeights.get(id) ?? 1)
  for (const word of features.titleWords) put(`w:${word}`, WORD)
  return tokens
}

function dice(a: Map<string, number>, b: Map<string, number>): number {
  let shared = 0
  for (const [token, weight] of a) shared += Math.min(weight, b.get(token) ?? 0)
  const sum = (tokens: Map<string, number>) => [...tokens.values()].reduce((total, weight) => total + weight, 0)
  const all = sum(a) + sum(b)
  return all > 0 ? (2 * shared) / all : 0
}

function shareOf(a: readonly string[], b: readonly string[]): number {
  const shared = a.filter((item) => b.includes(item)).length
  const smaller = Math.min(a.length, b.length)
  return smaller > 0 ? shared / smaller : 0
}

/** How likely two differently worded articles tell one event, 0 … 1: actors, places, kinds of event and rare words of the
 *  headlines, then of the leads. 0 without a shared actor and a shared kind of event. */
export function eventLikeness(a: StorySignature, b: StorySignature): number {
  const [x, y] = [a.features, b.features]
  const actors = shareOf(merged(x.titleActors), merged(y.actors)) + shareOf(merged(y.titleActors), merged(x.actors))
  const sameKind = x.titleConcepts.some((id) => y.titleConcepts.includes(id))
  if (actors < 1 || !sameKind) return 0
  const titles = dice(tokensOf(x), tokensOf(y))
  const leads = shareOf(x.leadWords, y.leadWords)
  return 0.8 * titles + 0.2 * Math.min(1, 2 * leads)
}

function merged(actors: readonly string[]): string[] {
  return [...new Set(actors.map((actor) => (actor === 'afghanistan' ? 'taliban' : actor)))]
}

/** Whether the headlines have anything in common but background: else only strong likeness of the texts counts. */
export function titlesMeet(a: StorySignature, b: StorySignature): boolean {
  return dice(tokensOf(a.features), tokensOf(b.features)) >= 0.3
}
