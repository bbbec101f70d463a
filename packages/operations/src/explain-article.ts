import {
  type CompiledTopic,
  canonicalUrl,
  type MatchInput,
  type MatchResult,
  matchArticle,
  type Verdict,
} from '@rasid/core'
import { type ArticleTrail, articleOfKey, articleTrail, type Db } from '@rasid/store'
import { type ExplainedVerdict, explainVerdict } from './explain-verdict.ts'
import { type FeedsNear, feedsNear } from './feeds-near.ts'
import { highestOf, inputOf, judgeStored } from './judge-stored.ts'
import type { RulesInForce } from './rules-in-force.ts'

/** A text explained without a database: each topic's verdict. */
export interface ExplainedText {
  kind: 'text'
  article: MatchInput
  verdicts: ExplainedVerdict[]
}

/** Explains what the topics say about a text. Pure. */
export function explainText(topics: readonly CompiledTopic[], article: MatchInput): ExplainedText {
  return {
    kind: 'text',
    article,
    verdicts: topics.map((topic) => explainVerdict(topic, article, matchArticle(topic, article))),
  }
}

/** Where an article's way ends, or has come to so far. */
export type Station =
  | 'no-match'
  | 'page'
  | 'archive'
  | 'baseline'
  | 'rematch'
  | 'bot'
  | 'nobody'
  | 'sending'
  | 'undelivered'
  | 'told'

/** A stored article with its way through the data path. */
export interface ExplainedArticle {
  kind: 'article'
  trail: ArticleTrail
  /** What was judged: the page's text too where it is kept. */
  article: MatchInput
  /** The verdicts by the rules in force now. */
  verdicts: ExplainedVerdict[]
  recorded: { tier: Verdict; ruleVersion: string }
  current: { tier: Verdict; ruleVersion: string }
  languageRead: boolean
  station: Station
  /** Chats that a message about it reached. */
  chats: number
}

export type ExplainOutcome =
  | ExplainedArticle
  /** Not stored; `forgottenAt`: it was seen then, and its row was pruned since. `near`: what of the site of an address is followed. */
  | { kind: 'not-stored'; what: string; forgottenAt: Date | null; near: FeedsNear | null }

export type ArticleAsk = { id: number } | { url: string }

/** Explains a stored article, by its number or its address: every station of the data path that is stored. */
export async function explainArticle(deps: { db: Db; rules: RulesInForce }, ask: ArticleAsk): Promise<ExplainOutcome> {
  const found = 'id' in ask ? { articleId: ask.id, seenAt: null } : await byAddress(deps.db, ask.url)
  const what = 'id' in ask ? `#${ask.id}` : ask.url
  if (found === undefined) {
    const near = 'url' in ask && canonicalUrl(ask.url) !== null ? await feedsNear(deps.db, ask.url) : null
    return { kind: 'not-stored', what, forgottenAt: null, near }
  }
  const trail = await articleTrail(deps.db, found.articleId)
  if (trail === undefined) return { kind: 'not-stored', what, forgottenAt: found.seenAt, near: null }
  return explained(deps.rules, trail)
}

async function byAddress(db: Db, url: string) {
  const canonical = canonicalUrl(url)
  return canonical === null ? undefined : articleOfKey(db, `url:${canonical}`)
}

function explained(rules: RulesInForce, trail: ArticleTrail): ExplainedArticle {
  const { article } = trail
  const results = rules.topics.map((topic) => judgeStored(topic, article))
  const judged = inputOf(article, article.body)
  return {
    kind: 'article',
    trail,
    article: judged,
    verdicts: rules.topics.map((topic, at) => explainVerdict(topic, judged, results[at] as MatchResult)),
    recorded: { tier: article.tier, ruleVersion: article.ruleVersion },
    current: { tier: highestOf(results), ruleVersion: rules.version },
    languageRead: rules.languages.has(article.lang),
    ...endOf(trail),
  }
}

function endOf({ article, matches, stories }: ArticleTrail): { station: Station; chats: number } {
  const messages = stories.flatMap((story) => story.messages)
  const of = (states: readonly string[]) => messages.filter(({ state }) => states.includes(state))
  const chats = of(['sent']).reduce((sum, row) => sum + row.chats, 0)
  const at = (station: Station) => ({ station, chats })
  if (matches.length === 0) return at('no-match')
  if (chats > 0) return at('told')
  if (of(['owed', 'claimed', 'sending', 'unknown']).length > 0) return at('sending')
  if (messages.length > 0) return at('undelivered')
  if (matches.every(({ final }) => !final)) return at('page')
  const editions = stories.flatMap((story) => story.editions)
  const tellable = editions.filter((edition) => edition.tellable)
  if (tellable.length === 0) return at(article.origin === 'live' ? 'rematch' : article.origin)
  return at(tellable.some(({ toldAt }) => toldAt === null) ? 'bot' : 'nobody')
}
