import { type CompiledTopic, type MatchInput, type MatchResult, matchArticle, type Verdict } from '@rasid/core'
import type { StoredText } from '@rasid/store'
import { isHigher } from './judge-article.ts'

type Judged = Pick<StoredText, 'title' | 'summary' | 'body' | 'lang' | 'publishedAt'>

/**
 * A topic's verdict on a stored article, as the data path comes to it: on title and summary first, then on the page,
 * which may raise a tier and never lowers one. Pure.
 */
export function judgeStored(topic: CompiledTopic, article: Judged): MatchResult {
  const short = matchArticle(topic, inputOf(article, null))
  if (!article.body) return short
  const whole = matchArticle(topic, inputOf(article, article.body))
  return isHigher(short.tier, whole.tier) ? short : whole
}

/** A stored article as the matcher takes it. */
export function inputOf(article: Judged, body: string | null): MatchInput {
  const { title, summary, lang, publishedAt } = article
  return { title, summary, lang, ...(body && { text: body }), ...(publishedAt && { publishedAt }) }
}

/** The highest of several verdicts. */
export const highestOf = (results: readonly MatchResult[]): Verdict =>
  results.reduce<Verdict>((best, { tier }) => (isHigher(tier, best) ? tier : best), 'none')
