import { wordsOf } from '../arabic/index.ts'
import { type Direction, directionsIn } from './actor-order.ts'
import { actors } from './actors.ts'
import { bareWord, stemOf } from './bare-word.ts'
import { eventPlacesIn, isCountry } from './event-places.ts'
import { type FoundName, findNames, nameTable } from './find-names.ts'
import { type NumbersByClass, numbersIn, titleNumbersIn } from './numbers.ts'
import { type Qualified, qualifiedIn } from './qualified-nouns.ts'
import { conceptsOfWord, isEmptyWord, meaningOf } from './word-meaning.ts'

/** What a headline and the first lines say of their event; plain JSON. */
export interface StoryFeatures {
  /** Actors of the title, and of title and lead. */
  titleActors: string[]
  actors: string[]
  /** Persons of the title as "actor:person". */
  persons: string[]
  /** Who of them only speaks. */
  speakers: string[]
  directions: Direction[]
  titlePlaces: string[]
  places: string[]
  titleNumbers: NumbersByClass
  numbers: NumbersByClass
  /** Concepts of the title, of title and lead, and of the lead. */
  titleConcepts: string[]
  concepts: string[]
  leadConcepts: string[]
  /** Construct phrases of the title: what its ministries, towns, employees … are further said to be. */
  named: Qualified
  construct: Qualified
  /** The title word by word: "a:russia", "p:كابل", "c:attack", "w:" with a stem. */
  sentence: string[]
  /** Light stems of the words that are none of these. */
  titleWords: string[]
  leadWords: string[]
  /** What the first words of the lead say beside the speaker's name, and all that title and lead say. */
  opening: string[]
  said: string[]
}

const actorTable = nameTable([
  ...actors,
  ...actors.flatMap(({ id, people }) =>
    Object.entries(people ?? {}).map(([person, names]) => ({ id: `${id}:${person}`, names })),
  ),
])

// A lead tells its event in the first sentence or two; after that comes background, which other stories share.
const LEAD_WORDS = 45
// Enough to see whether two leads begin alike, few enough that shared background does not reach in.
const OPENING_WORDS = 10
// "قائد شرطة كابل: …": more words before a colon are no speaker.
const LONGEST_SPEAKER = 6

/** Reads the features of an article from its title and the beginning of its summary (or text). */
export function storyFeatures(givenTitle: string, lead: string): StoryFeatures {
  // " - BBC Arabic": an outlet's name is no part of the event.
  const title = givenTitle.replace(/\s[-–—|]\s[\p{Script=Latin}\d .]+$/u, '')
  const titleWords = wordsOf(title)
  const leadText = lead.split(/\s+/).slice(0, LEAD_WORDS).join(' ')
  const leadWords = wordsOf(leadText)
  const [inTitle, inLead] = [readWords(titleWords, speakerLength(title)), readWords(leadWords, 0)]
  return {
    titleActors: inTitle.actors,
    actors: unique([...inTitle.actors, ...inLead.actors]),
    persons: inTitle.persons,
    speakers: inTitle.speakers,
    directions: directionsIn(titleWords, inTitle.acting),
    titlePlaces: inTitle.places,
    places: inTitle.places.length > 0 ? eventPlacesIn([...titleWords, '.', ...leadWords]).ids : inLead.places,
    titleNumbers: titleNumbersIn(title),
    numbers: numbersIn(`${title} . . . ${leadText}`),
    titleConcepts: inTitle.concepts,
    concepts: unique([...inTitle.concepts, ...inLead.concepts]),
    leadConcepts: inLead.concepts,
    named: inTitle.qualified.named,
    construct: inTitle.qualified.other,
    sentence: inTitle.sentence,
    titleWords: inTitle.stems,
    leadWords: inLead.stems,
    opening: openingOf(leadWords, titleWords.slice(0, speakerLength(title))),
    said: unique([...titleWords, ...leadWords].map(meaningOf)),
  }
}

// Who speaks is not what happened: two statements of one official are two events.
function speakerLength(title: string): number {
  const [speaker, said] = title.split(/:\s/u)
  const length = said === undefined ? 0 : wordsOf(speaker ?? '').length
  return length <= LONGEST_SPEAKER ? length : 0
}

function readWords(words: readonly string[], speaker: number) {
  const named = findNames(words, actorTable)
  const places = eventPlacesIn(words)
  const acting = named.map((name) => ({ ...name, id: actorOf(name.id) }))
  const taken = new Set([...named, ...places.names].flatMap(spanOf))
  const speaking = new Set(spanOf({ from: 0, to: speaker }))
  const told = conceptsOf(words, taken, speaker)
  return {
    actors: unique(acting.map((name) => name.id)),
    persons: unique(named.map((name) => name.id).filter((id) => id.includes(':'))),
    speakers: unique(named.filter((name) => name.to <= speaker).map((name) => name.id)),
    // "داغستان الروسية": an adjective right after a place says where it lies, not who acts.
    acting: acting.filter((name) => !places.where.some((place) => place.to === name.from)),
    places: places.ids,
    concepts: told.ids,
    sentence: sentenceOf(words, [
      ...places.where.filter((name) => !isCountry(name.id)).map((name) => ({ ...name, id: `p:${name.id}` })),
      ...acting.map((name) => ({ ...name, id: `a:${name.id}` })),
    ]),
    qualified: qualifiedIn(words, taken, meaningOf),
    stems: stemsOf(words, new Set([...taken, ...told.used, ...speaking])),
  }
}

function actorOf(id: string): string {
  return id.split(':')[0] ?? id
}

function spanOf({ from, to }: { from: number; to: number }): number[] {
  return Array.from({ length: to - from }, (_, i) => from + i)
}

function unique(ids: readonly string[]): string[] {
  return [...new Set(ids)].sort()
}

function conceptsOf(
  words: readonly string[],
  taken: ReadonlySet<number>,
  speaker: number,
): { ids: string[]; used: Set<number> } {
  const ids = new Set<string>()
  const used = new Set<number>()
  for (const [at, word] of words.entries()) {
    if (taken.has(at)) continue
    // An envoy who only speaks is no news of an envoy.
    const told = conceptsOfWord(word).filter((id) => id !== 'envoy' || at >= speaker)
    for (const id of told) ids.add(id)
    if (told.length > 0) used.add(at)
  }
  // "تعلق حظر طالبان" and "تشطب طالبان من قائمة الإرهاب" are one act told with no word in common.
  const lifts = ids.has('delist') || ids.has('suspend')
  if (lifts && (ids.has('ban') || ids.has('terrorlist'))) ids.add('delisting')
  return { ids: [...ids].sort(), used }
}

function sentenceOf(words: readonly string[], names: readonly FoundName[]): string[] {
  return words.flatMap((word, at) => {
    const name = names.find(({ from, to }) => from <= at && at < to)
    if (name) return name.from === at ? [name.id] : []
    if (isEmptyWord(word)) return []
    const meaning = conceptsOfWord(word)[0]
    return [meaning ? `c:${meaning}` : `w:${stemOf(word)}`]
  })
}

function openingOf(leadWords: readonly string[], speaker: readonly string[]): string[] {
  const names = new Set(speaker.map(bareWord))
  const telling = leadWords.slice(0, OPENING_WORDS).filter((word) => !isEmptyWord(word) && !names.has(bareWord(word)))
  return unique(telling.map(meaningOf))
}

function stemsOf(words: readonly string[], taken: ReadonlySet<number>): string[] {
  const stems = words.flatMap((word, at) => {
    return taken.has(at) || isEmptyWord(word) ? [] : [stemOf(word)]
  })
  return unique(stems)
}
