import { beginAlike, eventLikeness, oneThingExchanged, oneThingExchangedThroughout, textLikeness } from './likeness.ts'
import type { StorySignature } from './story-signature.ts'
import { constructsDiffer, vetoBetween } from './vetoes.ts'

/** An article at its place in time: published, or first seen. */
export interface DatedSignature {
  signature: StorySignature
  at: Date
}

/** A story that an article may join, with its articles in order of time (the first one names it). */
export interface RecentStory {
  storyId: string
  articles: readonly DatedSignature[]
}

export interface StoryOptions {
  /** How far from a story's nearest article a rewritten text may be. */
  textWindowMs?: number
  /** The same for a paraphrase, which has only its event in common. */
  eventWindowMs?: number
  /** From this likeness on a paraphrase is taken for the same event. */
  eventThreshold?: number
}

export type StoryAssignment =
  | { kind: 'joins'; storyId: string; by: 'text' | 'event'; likeness: number }
  | { kind: 'opens' }

const HOUR_MS = 3_600_000
// Agencies repeat and update a text for three days; tolls of one attack grow for as long.
const TEXT_WINDOW_MS = 72 * HOUR_MS
const EVENT_WINDOW_MS = 36 * HOUR_MS
// Set on the pairs of story-pairs.ts, with a margin to the nearest wrong one (docs/notes/stories.md).
const EVENT_THRESHOLD = 0.5
// Where the beginnings share nothing, the texts must be mostly the same: shared background is not a shared event.
const STRONG_TEXT = 0.6

/** The story that an article belongs to: the most alike of those that nothing contradicts, else a new one. Ties go to the
 *  older story, so that the answer does not depend on the order of `recent`. */
export function assignStory(
  candidate: DatedSignature,
  recent: readonly RecentStory[],
  options: StoryOptions = {},
): StoryAssignment {
  let best: (StoryAssignment & { kind: 'joins' }) | null = null
  let bestAge = Number.POSITIVE_INFINITY
  for (const story of recent) {
    const found = likenessTo(candidate, story, options)
    if (!found) continue
    const age = story.articles[0]?.at.getTime() ?? 0
    const closer = !best || found.likeness > best.likeness || (found.likeness === best.likeness && age < bestAge)
    if (closer) [best, bestAge] = [{ kind: 'joins', storyId: story.storyId, ...found }, age]
  }
  return best ?? { kind: 'opens' }
}

// A headline alone, or with a line: one word more or less is all that tells it from the next.
const SHORT_WORDS = 20

function headlinesDiffer(a: DatedSignature, b: DatedSignature): boolean {
  return constructsDiffer(a.signature, b.signature) || oneThingExchanged(a.signature, b.signature)
}

function isShort({ signature }: DatedSignature): boolean {
  return signature.words < SHORT_WORDS
}

interface Likeness {
  by: 'text' | 'event'
  likeness: number
}

function likenessTo(candidate: DatedSignature, story: RecentStory, options: StoryOptions): Likeness | null {
  let best: Likeness | null = null
  for (const member of story.articles) {
    const found = likenessOf(candidate, member, options)
    if (found && (!best || found.likeness > best.likeness)) best = found
  }
  // The first article names the story: what contradicts it does not belong, however alike a later member is. Else stories
  // would grow together over a chain of half-alike articles.
  const first = story.articles[0]
  return best && first && vetoBetween(candidate.signature, first.signature) ? null : best
}

/** How two articles come to be one event, or null. The rule that everything else applies; symmetric. */
export function likenessOf(a: DatedSignature, b: DatedSignature, options: StoryOptions = {}): Likeness | null {
  const apart = Math.abs(a.at.getTime() - b.at.getTime())
  if (apart > (options.textWindowMs ?? TEXT_WINDOW_MS)) return null
  const text = textLikeness(a.signature, b.signature)
  const byText = text >= STRONG_TEXT || (text > 0 && beginAlike(a.signature, b.signature))
  const event = apart <= (options.eventWindowMs ?? EVENT_WINDOW_MS) ? eventLikeness(a.signature, b.signature) : 0
  const byEvent = event >= (options.eventThreshold ?? EVENT_THRESHOLD)
  if ((!byText && !byEvent) || vetoBetween(a.signature, b.signature)) return null
  if (oneThingExchangedThroughout(a.signature, b.signature)) return null
  if ((!byText || isShort(a) || isShort(b)) && headlinesDiffer(a, b)) return null
  return byText ? { by: 'text', likeness: Math.max(text, event) } : { by: 'event', likeness: event }
}
