import { concepts, sameFamily } from './concepts.ts'
import { isCountry, samePlace } from './event-places.ts'
import { overlapOf } from './shingles.ts'
import type { StoryFeatures } from './story-features.ts'
import type { StorySignature } from './story-signature.ts'

// MATCHING.md: confirmed by Jaccard ≥ .15–.2 or containment ≥ .5.
const ENOUGH_JACCARD = 0.2
// In longer texts less will do: there so many shared shingles are no accident.
const ENOUGH_JACCARD_OF_MANY = 0.15
const MANY_SHARED = 10
const ENOUGH_CONTAINMENT = 0.5
// Three shared shingles are one phrase of five words, which any two headlines on one topic may share.
const ENOUGH_SHARED = 4

/** How much of two texts is the same wording, 0 … 1; 0 where it is not enough to be one text rewritten. */
export function textLikeness(a: StorySignature, b: StorySignature): number {
  const { jaccard, containment, shared } = overlapOf(a.shingles, b.shingles)
  if (jaccard >= 0.8) return jaccard
  const ofMany = jaccard >= ENOUGH_JACCARD_OF_MANY && shared >= MANY_SHARED
  const alike = jaccard >= ENOUGH_JACCARD || ofMany || containment >= ENOUGH_CONTAINMENT
  return alike && shared >= ENOUGH_SHARED ? Math.max(jaccard, containment) : 0
}

const conceptWeights = new Map(concepts.map(({ id, weight }) => [id, weight]))

const ACTOR = 0.5
const PLACE = 1
const WORD = 1
const SPEAKER = 0.3
// Three weights: two actors, what happened, and where or to what.
const ENOUGH_SAID = 3
const CONTAINED = 0.75

// A batch compares each article with hundreds; the weights are built once an article.
const weighed = new WeakMap<StoryFeatures, Map<string, number>>()

/** Weights of everything that a headline (and, lighter, its lead) says. */
function tokensOf(features: StoryFeatures): Map<string, number> {
  const known = weighed.get(features)
  if (known) return known
  const tokens = new Map<string, number>()
  weighed.set(features, tokens)
  const put = (token: string, weight: number) => tokens.set(token, Math.max(weight, tokens.get(token) ?? 0))
  for (const actor of features.titleActors) put(`a:${actor === 'afghanistan' ? 'taliban' : actor}`, ACTOR)
  // A country is an actor already.
  for (const place of features.titlePlaces) if (!isCountry(place)) put(`p:${place}`, PLACE)
  for (const person of features.persons) put(`n:${person}`, features.speakers.includes(person) ? SPEAKER : WORD)
  for (const id of features.titleConcepts) put(`c:${id}`, conceptWeights.get(id) ?? 1)
  for (const word of features.titleWords) put(`w:${word}`, WORD)
  return tokens
}

function weightOf(tokens: Map<string, number>): number {
  return [...tokens.values()].reduce((total, weight) => total + weight, 0)
}

// A place inside another counts as that other.
function sharedWeight(a: Map<string, number>, b: Map<string, number>): number {
  const ofPlace = (token: string) =>
    token.startsWith('p:') &&
    [...b.keys()].some((other) => other.startsWith('p:') && samePlace(token.slice(2), other.slice(2)))
  let shared = 0
  for (const [token, weight] of a) shared += ofPlace(token) ? PLACE : Math.min(weight, b.get(token) ?? 0)
  return shared
}

// Two headlines are alike when they share most of what they say (Dice), or when the longer one says all that the shorter says, if
// that is more than a few words.
function titleLikeness(x: StoryFeatures, y: StoryFeatures): number {
  const [a, b] = [tokensOf(x), tokensOf(y)]
  const [all, smaller] = [weightOf(a) + weightOf(b), Math.min(weightOf(a), weightOf(b))]
  if (all === 0) return 0
  const shared = Math.min(sharedWeight(a, b), sharedWeight(b, a))
  const within = smaller >= ENOUGH_SAID ? (CONTAINED * shared) / smaller : 0
  return Math.max((2 * shared) / all, within)
}

function shareOf(a: readonly string[], b: readonly string[]): number {
  const shared = a.filter((item) => b.includes(item)).length
  const smaller = Math.min(a.length, b.length)
  return smaller > 0 ? shared / smaller : 0
}

/** How likely two differently worded articles tell one event, 0 … 1: actors, places, kinds of event and rare words of the
 *  headlines, then of the leads. 0 without a shared kind of event (or two shared rare
 *  words) and a shared actor or place. */
export function eventLikeness(a: StorySignature, b: StorySignature): number {
  const [x, y] = [a.features, b.features]
  const actors = shareOf(merged(x.titleActors), merged(y.actors)) + shareOf(merged(y.titleActors), merged(x.actors))
  const place = x.titlePlaces.some((one) => y.titlePlaces.some((other) => samePlace(one, other)))
  const sameKind = x.titleConcepts.some((id) => y.titleConcepts.includes(id))
  const sameThings = x.titleWords.filter((word) => y.titleWords.includes(word)).length >= 2
  if ((actors < 1 && !place) || !(sameKind || sameThings)) return 0
  const leads = shareOf(x.leadWords, y.leadWords)
  return 0.8 * titleLikeness(x, y) + 0.2 * Math.min(1, 2 * leads)
}

function merged(actors: readonly string[]): string[] {
  return [...new Set(actors.map((actor) => (actor === 'afghanistan' ? 'taliban' : actor)))]
}

/** What was exchanged where two headlines are else one sentence: "داعش يتبنى تفجير مسجد", "… تفجير مدرسة". Null where they differ
 *  in more than one place, or by a synonym or an ending, as another way to say the same would. */
function exchangedThing(x: StoryFeatures, y: StoryFeatures): readonly [string, string] | null {
  const [a, b] = [x.sentence, y.sentence]
  if (a.length !== b.length || a.length < 3) return null
  const exchanged = a.flatMap((token, at) => (token === b[at] ? [] : [[token, b[at] ?? ''] as const]))
  const [pair] = exchanged
  return exchanged.length === 1 && pair !== undefined && !nearlySame(...pair) ? pair : null
}

/** Whether one thing is exchanged between two headlines that are else the same. */
export function oneThingExchanged(a: StorySignature, b: StorySignature): boolean {
  return exchangedThing(a.features, b.features) !== null
}

/** The same, and each lead speaks of its own thing and not of the other: one template filled twice, however much text they share. */
export function oneThingExchangedThroughout(a: StorySignature, b: StorySignature): boolean {
  const [x, y] = [a.features, b.features]
  const pair = exchangedThing(x, y)
  if (!pair) return false
  const speaks = (features: StoryFeatures, token: string) =>
    [...features.leadWords, ...features.leadConcepts].includes(token.slice(2))
  return speaks(x, pair[0]) && speaks(y, pair[1]) && !speaks(x, pair[1]) && !speaks(y, pair[0])
}

function nearlySame(a: string, b: string): boolean {
  const [kindA, kindB, x, y] = [a.slice(0, 1), b.slice(0, 1), a.slice(2), b.slice(2)]
  if (kindA === 'c' && kindB === 'c') return sameFamily(x, y)
  if (kindA === 'p' && kindB === 'p') return samePlace(x, y)
  if (kindA === 'a' && kindB === 'a') return merged([x, y]).length === 1
  return (
    kindA === 'w' && kindB === 'w' && (x.includes(y.slice(0, 4)) || y.includes(x.slice(0, 4)) || root(x) === root(y))
  )
}

// منظمات and تنظيمات, توقيف and موقوف: what is left of one root without its pattern's letters.
function root(stem: string): string {
  const letters = stem.replace(/^[متاي]/u, '').replace(/[اوي]/gu, '')
  return letters.length >= 3 ? letters : stem
}

/** Whether headlines or first words have anything in common but background: else likeness of the texts says little. */
export function beginAlike(a: StorySignature, b: StorySignature): boolean {
  const titles = titleLikeness(a.features, b.features)
  return titles >= 0.3 || shareOf(a.features.opening, b.features.opening) >= 0.5
}
