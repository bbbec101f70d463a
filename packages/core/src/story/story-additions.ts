import { searchWords } from '../arabic/search-words.ts'
import { isStopWord } from '../arabic/stop-words.ts'

/** What of an article is read for what it adds. */
export interface AddingArticle {
  title: string
  summary: string
  /** The text of its page, when it was read. */
  text?: string
}

/** What an article says that none before it in the story did. */
export type StoryAddition =
  /** It opens the story. */
  | { kind: 'first' }
  /** The same words as an earlier one, by its place in the list: a wire text, or nothing of its own. */
  | { kind: 'same'; as: number }
  /** It has words of its own, but no sentence that is mostly new. */
  | { kind: 'little' }
  /** The first sentence that is mostly new, in its own spelling. */
  | { kind: 'sentence'; sentence: string }

// Guesses, set by reading: below it a sentence retells what was said in other words.
const NEW_SHARE = 0.6
// Shorter ones are bylines, "read more" and photo captions.
const FEWEST_WORDS = 6
// Two tellings of one wire text differ by a byline and a dateline.
const SAME_SHARE = 0.12
const LONGEST_SENTENCE = 320

/** For each article of a story, in order of publication, what it adds to those before it. */
export function storyAdditions(articles: readonly AddingArticle[]): StoryAddition[] {
  const said = new Set<string>()
  const each: Set<string>[] = []
  return articles.map((article, at) => {
    const words = contentWords(textOf(article))
    const addition = at === 0 ? { kind: 'first' as const } : additionOf(article, { words, said, each })
    each.push(words)
    for (const word of words) said.add(word)
    return addition
  })
}

const textOf = ({ title, summary, text = '' }: AddingArticle): string => `${title}\n${summary}\n${text}`

const contentWords = (text: string): Set<string> => new Set(searchWords(text).filter((word) => !isStopWord(word)))

function additionOf(
  article: AddingArticle,
  { words, said, each }: { words: Set<string>; said: Set<string>; each: readonly Set<string>[] },
): StoryAddition {
  const same = each.findIndex((earlier) => newShare(words, earlier) <= SAME_SHARE)
  if (same >= 0) return { kind: 'same', as: same }
  const sentence = sentencesOf(textOf(article)).find((one) => {
    const own = contentWords(one)
    return own.size >= FEWEST_WORDS && newShare(own, said) >= NEW_SHARE
  })
  if (sentence === undefined) return { kind: 'little' }
  return { kind: 'sentence', sentence: cut(sentence) }
}

function newShare(words: Set<string>, known: Set<string>): number {
  if (words.size === 0) return 0
  let unknown = 0
  for (const word of words) if (!known.has(word)) unknown += 1
  return unknown / words.size
}

/** A full stop inside a number or a name (1.5, ت.س) ends nothing, so a space must follow. */
function sentencesOf(text: string): string[] {
  return text
    .split(/\n+|(?<=[.!?؟…])\s+/u)
    .map((sentence) => sentence.trim())
    .filter((sentence) => sentence !== '')
}

function cut(sentence: string): string {
  if (sentence.length <= LONGEST_SENTENCE) return sentence
  const space = sentence.lastIndexOf(' ', LONGEST_SENTENCE)
  return `${sentence.slice(0, space > 0 ? space : LONGEST_SENTENCE)} …`
}
