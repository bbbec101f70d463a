import { wordsOf } from '../arabic/index.ts'
import { agencyOf } from './agency.ts'
import { lshKeys } from './minhash.ts'
import { shinglesOf } from './shingles.ts'
import { type StoryFeatures, storyFeatures } from './story-features.ts'

/** What of an article decides its story. Titles and texts as plain text. */
export interface StoryArticle {
  title: string
  summary?: string
  /** The page's text where it was read; it adds to the words, the lead stays the summary's. */
  text?: string
}

/** An article as story clustering sees it: plain JSON, made once and stored. */
export interface StorySignature {
  /** Changes when signatures of the old and the new code must not be compared. */
  version: 1
  /** Keys under which near-duplicates meet: signed 32-bit integers (`integer[]`, GIN, `&&`). */
  lsh: number[]
  /** The hashed 3-word shingles, sorted; signed 32-bit integers. */
  shingles: number[]
  /** How many words were read. */
  words: number
  /** The news agency whose text it is, by its byline, or null. */
  agency: string | null
  features: StoryFeatures
}

/** The signature of an article. Deterministic; under a millisecond once warm. */
export function storySignature(article: StoryArticle): StorySignature {
  const lead = article.summary || article.text || ''
  const words = wordsOf(`${article.title} . ${article.summary ?? ''} . ${article.text ?? ''}`)
  const shingles = shinglesOf(words)
  return {
    version: 1,
    lsh: lshKeys(shingles),
    shingles,
    words: words.length,
    agency: agencyOf(lead),
    features: storyFeatures(article.title, lead),
  }
}
