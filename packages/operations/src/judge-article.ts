import { type MatchResult, matchArticle, storySignature, type Verdict } from '@rasid/core'
import type { MatchVerdict, Origin } from '@rasid/store'
import type { RulesInForce } from './rules-in-force.ts'

/** A text to be judged; `text` is the page's body when it was read. */
export interface JudgedText {
  title: string
  summary: string
  text?: string | null
  outlet: string
  lang: string
  /** The publisher's date when believable, and the time by which stories are ordered. */
  publishedAt: Date | null
  at: Date
}

export interface Judgement {
  /** The highest tier of any topic. */
  tier: Verdict
  ruleVersion: string
  /** Whether any topic's entity is named at all: reason enough to read the page. */
  namesEntity: boolean
  results: MatchResult[]
}

const RANK: Readonly<Record<Verdict, number>> = { none: 0, related: 1, core: 2 }
export const isHigher = (tier: Verdict, than: Verdict): boolean => RANK[tier] > RANK[than]

/** Step 6 of the data path: an article against every topic in force. Pure. */
export function judgeArticle(rules: RulesInForce, article: JudgedText): Judgement {
  const { title, summary, lang } = article
  const results = rules.topics.map((topic) =>
    matchArticle(topic, {
      title,
      summary,
      lang,
      ...(article.text && { text: article.text }),
      ...(article.publishedAt && { publishedAt: article.publishedAt }),
    }),
  )
  return {
    tier: results.reduce<Verdict>((best, { tier }) => (isHigher(tier, best) ? tier : best), 'none'),
    ruleVersion: rules.version,
    namesEntity: results.some(({ evidence }) => evidence.length > 0),
    results,
  }
}

/** The matches of a judgement as they are recorded. Core is final at once; the rest waits for a page that is wanted. */
export function verdictsOf(
  judgement: Judgement,
  article: JudgedText,
  state: { origin: Origin; awaitsPage: boolean },
): MatchVerdict[] {
  if (judgement.tier === 'none') return []
  const { title, summary, text } = article
  const signature = storySignature({ title, summary, ...(text && { text }) })
  return judgement.results.flatMap((result) =>
    result.tier === 'none'
      ? []
      : [
          {
            topic: result.topic,
            title: article.title,
            outlet: article.outlet,
            origin: state.origin,
            at: article.at,
            tier: result.tier,
            score: result.score,
            ruleVersion: result.ruleVersion,
            result,
            signature,
            final: result.tier === 'core' || !state.awaitsPage,
          },
        ],
  )
}

// Google News' pages are a script that leads on to the publisher's: nothing to read there.
const UNREADABLE_HOSTS = /^https?:\/\/news\.google\.com\//

/** Whether the article's page is to be read: it names an entity of a topic and has a page that could say more. */
export const wantsPage = (judgement: Judgement, url: string | null): boolean =>
  judgement.namesEntity && url !== null && !UNREADABLE_HOSTS.test(url)

/** The words that matched, as written, each once: for progress and logs. */
export const matchedWords = (judgement: Judgement): string[] => [
  ...new Set(
    judgement.results
      .filter(({ tier }) => tier !== 'none')
      .flatMap(({ evidence }) => evidence.map(({ surface }) => surface)),
  ),
]
