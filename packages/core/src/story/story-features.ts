import { wordsOf } from '../arabic/index.ts'
import { type Direction, directionsIn } from './actor-order.ts'
import { actors } from './actors.ts'
import { concepts } from './concepts.ts'
import { eventPlacesIn } from './event-places.ts'
import { findNames, nameTable } from './find-names.ts'
import { type NumbersByClass, numbersIn } from './numbers.ts'

/** What a headline and the first lines say of their event; plain JSON. */
export interface StoryFeatures {
  /** Actors of the title, and of title and lead. */
  titleActors: string[]
  actors: string[]
  /** Persons of the title as "actor:person". */
  persons: string[]
  directions: Direction[]
  titlePlaces: string[]
  places: string[]
  titleNumbers: NumbersByClass
  numbers: NumbersByClass
  /** Concepts of the title, and of title and lead. */
  titleConcepts: string[]
  concepts: string[]
  /** Light stems of the words that are none of these. */
  titleWords: string[]
  leadWords: string[]
}

const actorTable = nameTable([
  ...actors,
  ...actors.flatMap(({ id, people }) =>
    Object.entries(people ?? {}).map(([person, names]) => ({ id: `${id}:${person}`, names })),
  ),
])

// A lead tells its event in the first sentence or two; after that comes background, which other stories share.
const LEAD_WORDS = 45

// Folded. Words that say nothing about which event it is.
const EMPTY = new Set(
  wordsOf(
    `في من على إلى عن مع بعد قبل بين خلال منذ حتى أن إن أنه إنه التي الذي الذين هذا هذه ذلك تلك كل بعض غير عند لدى ضد حول أو ثم كما قد لم لن لا ما هو هي هم كان كانت
     قال قالت يقول أعلن أعلنت تعلن يعلن أكد أكدت يؤكد تؤكد أضاف أوضح ذكرت أفادت بحسب وفق وفقا عبر أمس اليوم غدا مساء صباح يوم الأحد الاثنين الثلاثاء الأربعاء الخميس الجمعة السبت
     وزير وزارة خارجية الخارجية رئيس الرئيس حركة تنظيم مسؤول متحدث باسم بيان وكالة عاجل فيديو صور تقرير جديد جديدة نظيره ممثل خاص دولي دولية أول آخر إثر جراء نحو أكثر عدد`,
  ),
)

/** Reads the features of an article from its title and the beginning of its summary (or text). */
export function storyFeatures(title: string, lead: string): StoryFeatures {
  const titleWords = wordsOf(title)
  const leadText = lead.split(/\s+/).slice(0, LEAD_WORDS).join(' ')
  const leadWords = wordsOf(leadText)
  const named = findNames(titleWords, actorTable)
  const asActors = named.map((name) => ({ ...name, id: actorOf(name.id) }))
  const inLead = findNames(leadWords, actorTable).map((name) => actorOf(name.id))
  const [ofTitle, ofLead] = [conceptsOf(titleWords), conceptsOf(leadWords)]
  return {
    titleActors: unique(asActors.map((name) => name.id)),
    actors: unique([...asActors.map((name) => name.id), ...inLead]),
    persons: unique(named.map((name) => name.id).filter((id) => id.includes(':'))),
    directions: directionsIn(titleWords, asActors),
    titlePlaces: eventPlacesIn(title),
    places: eventPlacesIn(`${title}. ${leadText}`),
    titleNumbers: numbersIn(title),
    numbers: numbersIn(`${title} . . . ${leadText}`),
    titleConcepts: ofTitle.ids,
    concepts: unique([...ofTitle.ids, ...ofLead.ids]),
    titleWords: stemsOf(titleWords, named.flatMap(spanOf), ofTitle.used),
    leadWords: stemsOf(leadWords, [], ofLead.used),
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

const CLITICS = /^[وف]?(?:[بكل])?(?:ال|لل)?(?=\p{L}{3})/u
// Plural, dual and pronoun endings. Never used for matching, only to compare two headlines on one event.
const ENDINGS = /(?<=\p{L}{3})(?:ات|ون|ين|ان|وا|يه|ها|هم|ه|ي|ا)$/u

/** The word without clitics: what concepts are read from. */
function bareWord(word: string): string {
  return word.replace(CLITICS, '')
}

function conceptsOf(words: readonly string[]): { ids: string[]; used: Set<number> } {
  const ids = new Set<string>()
  const used = new Set<number>()
  for (const [at, word] of words.entries()) {
    for (const { id, words: pattern } of concepts) {
      if (!pattern.test(word) && !pattern.test(bareWord(word))) continue
      ids.add(id)
      used.add(at)
    }
  }
  return { ids: [...ids].sort(), used }
}

function stemsOf(words: readonly string[], named: readonly number[], used: ReadonlySet<number>): string[] {
  const skip = new Set([...named, ...used])
  const stems = words.flatMap((word, at) => {
    if (skip.has(at) || EMPTY.has(word) || EMPTY.has(bareWord(word)) || /^\d/.test(word) || word.length < 3) return []
    return [bareWord(word).replace(ENDINGS, '')]
  })
  return unique(stems)
}
