import { describeReason, type MatchResult } from '@rasid/core'
import { type Db, storiesToTell, storyIds } from '@rasid/store'
import type { StartFacts } from './start-block.ts'

// More would only push the rest of the block out of sight.
const WORDS_SHOWN = 6

/** A seed of the archive with why it is core, as the block shows it; null without an archive. */
export async function seedExample(db: Db): Promise<StartFacts['seeds']['example']> {
  const [id] = await storyIds(db, { tier: 'core', origin: 'archive', limit: 1 })
  const [story] = await storiesToTell(db, id === undefined ? [] : [id])
  const article = story?.articles[0]
  if (!article) return null
  const { reasons, evidence } = article.result as MatchResult
  return {
    title: article.title,
    words: [...new Set(evidence.map(({ surface }) => surface))].slice(0, WORDS_SHOWN),
    reason: reasons.map((reason) => describeReason(reason, 'en')).join('; '),
  }
}
