import type { Candidate } from './collect.ts'
import type { CompiledTopic } from './compile-topic.ts'
import { damp } from './damping.ts'
import type { FieldTexts } from './disambiguate.ts'
import type { Field, Mentions, Rejection, Zone } from './match.ts'
import { readMentions } from './readings.ts'
import { type Segments, segment } from './segments.ts'

/** A mention with its place in the article. Words and sentences count on through all fields. */
export interface Mention extends Candidate {
  entity: string
  zone: Zone
  word: number
  lastWord: number
  sentence: number
  /** In the headline or in the first sentence after it. */
  opening: boolean
  /** 1, or less where a damping rule holds. */
  weight: number
}

/** Everything that conditions are asked about. */
export interface Facts {
  mentions: Mention[]
  words: number
  /** Whether it has a headline, of its own or as the opening line of its text. */
  titled: boolean
  publishedMs: number | undefined
}

const FIELDS: readonly Field[] = ['title', 'summary', 'text']

// An opening line this short is a headline, also where a feed gives no title.
const HEADLINE_WORDS = 25
// Fixed, not a share of the text: an unrelated sentence must not lengthen the lead.
const LEAD_WORDS = 50
// News puts who and what into the first line; a sentence that runs on has moved to the background.
const OPENING_WORDS = 40
// Words apart that keep the last sentence of one field from the first of the next.
const FIELD_GAP = 1000

/** Places every mention in zone, sentence and word, and damps those that are no actors. */
export function gatherFacts(
  topic: CompiledTopic,
  candidates: readonly Candidate[],
  texts: FieldTexts,
  publishedMs: number | undefined,
  rejected: Rejection[],
): Facts {
  const mentions: Mention[] = []
  let words = 0
  let titled = false
  let offset = 0
  let sentenceOffset = 0
  const opener = FIELDS.find((field) => (texts[field] ?? '').trim() !== '')
  for (const field of FIELDS) {
    const text = texts[field]
    if (text === undefined || text === '') continue
    const segments = segment(text)
    const headline = field === opener && field !== 'title' ? headlineWords(text, segments) : 0
    if (field === opener) titled = field === 'title' || headline > 0
    for (const candidate of candidates)
      if (candidate.field === field) mentions.push(locate(candidate, segments, { offset, sentenceOffset, headline }))
    words += segments.words
    offset += segments.words + FIELD_GAP
    sentenceOffset += segments.words + 1
  }
  mentions.push(...readMentions(topic, mentions, texts, publishedMs))
  mentions.sort((a, b) => a.word - b.word || a.lastWord - b.lastWord)
  damp(topic, mentions, texts, rejected)
  return { mentions, words, titled, publishedMs }
}

interface Offsets {
  offset: number
  sentenceOffset: number
  headline: number
}

function locate(candidate: Candidate, segments: Segments, { offset, sentenceOffset, headline }: Offsets): Mention {
  const word = segments.wordAt(candidate.start)
  const zone = zoneOf(candidate.field, word, headline)
  const sentence = segments.sentenceOf(word)
  const opens = sentence === segments.sentenceOf(headline) && word < headline + OPENING_WORDS
  return {
    ...candidate,
    entity: candidate.alias.entity ?? '',
    zone,
    word: word + offset,
    lastWord: segments.wordAt(candidate.end - 1) + offset,
    // A headline of two halves (أفغانستان.. طالبان تعلن) is one statement.
    sentence: sentenceOffset + (zone === 'title' ? 0 : sentence + 1),
    opening: zone === 'title' || opens,
    weight: 1,
  }
}

function zoneOf(field: Field, word: number, headline: number): Zone {
  if (field === 'title' || word < headline) return 'title'
  return word < headline + LEAD_WORDS ? 'lead' : 'body'
}

// A headline ends without a full stop and holds none; «أفغانستان.. طالبان تعلن» and 2.5 are no full stops.
const FULL_STOP = /[^.\s]\.(?:["»”)\]]*\s*$|\s+\p{L})/u

/** Words of the opening line if it is a headline: short, and no sentences. Else 0. */
function headlineWords(text: string, segments: Segments): number {
  const first = text.length - text.trimStart().length
  const lineEnd = text.indexOf('\n', first)
  const words = lineEnd < 0 ? segments.words : segments.wordAt(lineEnd) + 1
  if (words > HEADLINE_WORDS) return 0
  return FULL_STOP.test(text.slice(first, lineEnd < 0 ? undefined : lineEnd)) ? 0 : words
}

/** Mentions of each entity by zone, as they are shown. */
export function countByZone(mentions: readonly Mention[]): Mentions {
  const counts: Mentions = {}
  for (const { entity, zone } of mentions) {
    const count = counts[entity] ?? { title: 0, lead: 0, body: 0 }
    counts[entity] = count
    count[zone]++
  }
  return counts
}
