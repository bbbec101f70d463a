import { type MatchResult, wordsOf } from '@rasid/core'
import type { AssignStory, MatchRecord, RecentStory } from '@rasid/store'
import type { JudgedText } from './judge-article.ts'

interface Signature {
  words: string[]
}

/** What is kept of an article so that later ones can be compared with it without its text. */
export function storySignature(article: JudgedText, _result: MatchResult): Signature {
  return { words: [...new Set(wordsOf(article.title))] }
}

const DAY_MS = 86_400_000

/** Step 7: the most recent story that an article tells of, or null for a story of its own. */
export const assignArticle: AssignStory = (article, recent) => {
  const words = (article.signature as Signature).words
  const joined = recent.find((story) => story.articles.some((member) => isSame(words, article, member)))
  return joined?.id ?? null
}

function isSame(words: readonly string[], article: MatchRecord, member: RecentStory['articles'][number]): boolean {
  const theirs = new Set((member.signature as Signature).words)
  const shared = words.filter((word) => theirs.has(word)).length
  const union = new Set([...words, ...theirs]).size
  return Math.abs(article.at.getTime() - member.at.getTime()) <= 3 * DAY_MS && shared >= union * 0.6
}
