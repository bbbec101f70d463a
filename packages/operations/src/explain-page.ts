import { type Bilingual, languageOf, type PageReading, texts } from '@rasid/core'
import { failureWords, fetchGuarded, sharedReadPool } from '@rasid/web-client'
import type { ExplainedText } from './explain-article.ts'
import { explainVerdict } from './explain-verdict.ts'
import { inputOf, judgeStored } from './judge-stored.ts'
import type { PollDeps } from './poll-deps.ts'
import { createRobotsRules } from './robots-rules.ts'
import type { RulesInForce } from './rules-in-force.ts'

export type ExplainedPage = ExplainedText | { kind: 'unreadable'; what: Bilingual }

const ACCEPT = 'text/html, application/xhtml+xml;q=0.9, */*;q=0.1'

/** Reads a page as a visit would, robots.txt included, and explains what the topics would say. Keeps nothing. */
export async function explainPage(
  deps: Pick<PollDeps, 'visitor' | 'network' | 'now'> & { rules: RulesInForce },
  url: string,
): Promise<ExplainedPage> {
  if ((await createRobotsRules().allow(deps, url)) === 'no') return unreadable('pageRobots')
  const outcome = await fetchGuarded(url, { ...deps.visitor, accept: ACCEPT })
  if (outcome.kind === 'failed') return failed(outcome)
  if (outcome.kind !== 'fetched') return failed({ reason: outcome.kind === 'slow-down' ? 'slow-down' : 'empty' })
  const { bytes, contentType, url: final } = outcome
  const read = await sharedReadPool().run('readArticlePage', { bytes, contentType, url: final, now: deps.now() })
  if (read.kind === 'broken') return unreadable('pageNoArticle')
  const page = read.value as PageReading
  if (page.kind !== 'article') return unreadable(page.kind === 'wall' ? 'pageWall' : 'pageNoArticle')
  const { title, text: body, publishedAt = null } = page
  const text = { title, summary: '', body, publishedAt, lang: languageOf(`${title}\n${body}`) }
  const article = inputOf(text, body)
  const verdicts = deps.rules.topics.map((topic) => explainVerdict(topic, article, judgeStored(topic, text)))
  return { kind: 'text', article, verdicts }
}

function unreadable(row: 'pageRobots' | 'pageWall' | 'pageNoArticle'): ExplainedPage {
  return { kind: 'unreadable', what: { ar: texts('ar').explain[row], en: texts('en').explain[row] } }
}

function failed(trouble: Parameters<typeof failureWords>[0]): ExplainedPage {
  return { kind: 'unreadable', what: { ar: failureWords(trouble, 'ar').what, en: failureWords(trouble, 'en').what } }
}
