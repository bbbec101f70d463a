import { type Article, articleFromItem, type FeedDocument } from '@rasid/core'
import { type Db, feedByUrl, knownKeys } from '@rasid/store'
import {
  discoverFeeds,
  type FetchOptions,
  type FoundFeed,
  failureWords,
  fetchGuarded,
  readFeedSafely,
} from '@rasid/web-client'
import { judgeArticle } from './judge-article.ts'
import { rulesInForce } from './rules-in-force.ts'

export interface PreviewDeps {
  db: Db
  /** How we appear to publishers, and what the guard lets through. */
  visitor: Pick<FetchOptions, 'userAgent' | 'allowHosts' | 'proxy' | 'lookup'>
  now(): Date
}

/** What an operator sees of a feed before it is added. */
export interface FeedPreview {
  url: string
  name: string
  siteUrl: string | null
  format: FeedDocument['format']
  charset: string
  items: number
  /** Items in a language that some topic reads. */
  readable: number
  /** Items that feeds we visit brought already. */
  known: number
  /** Items that match a topic now. */
  matched: number
  /** Alerts that a chat with the usual settings would have had of it a day: core matches over the days that the feed covers. */
  alertsADay: number
  /** Titles of its first items, at most three. */
  titles: string[]
  /** Other feeds that the site offers. */
  others: FoundFeed[]
}

export type PreviewOutcome =
  | { kind: 'preview'; feed: FeedPreview }
  | { kind: 'known'; name: string }
  /** In the reader's language: what is wrong, and what to do. */
  | { kind: 'no-feed'; what: string; next: string }

/** Looks for a feed at an address that an operator gave and reads it, without keeping anything. */
export async function previewFeed(deps: PreviewDeps, ask: { url: string; lang: 'ar' | 'en' }): Promise<PreviewOutcome> {
  const discovery = await discoverFeeds(ask.url, deps.visitor)
  if (discovery.kind === 'none') {
    return { kind: 'no-feed', ...failureWords({ reason: discovery.reason }, ask.lang) }
  }
  const [found, ...others] = discovery.feeds
  if (!found) return { kind: 'no-feed', ...failureWords({ reason: 'html-page' }, ask.lang) }
  const stored = await feedByUrl(deps.db, found.url)
  if (stored) return { kind: 'known', name: stored.title ?? stored.outlet }
  const outcome = await fetchGuarded(found.url, deps.visitor)
  if (outcome.kind === 'failed') return { kind: 'no-feed', ...failureWords(outcome, ask.lang) }
  if (outcome.kind !== 'fetched') return { kind: 'no-feed', ...failureWords({ reason: 'slow-down' }, ask.lang) }
  const { bytes, contentType, url, contentLocation } = outcome
  const document = await readFeedSafely({ bytes, contentType, url, contentLocation })
  if (document.kind === 'not-a-feed') return { kind: 'no-feed', ...failureWords(document, ask.lang) }
  return { kind: 'preview', feed: await previewOf(deps, { found, document, others }) }
}

async function previewOf(
  deps: PreviewDeps,
  read: { found: FoundFeed; document: FeedDocument; others: FoundFeed[] },
): Promise<FeedPreview> {
  const { found, document } = read
  const rules = await rulesInForce(deps.db)
  const name = document.title || found.title || new URL(found.url).host
  const context = { feedId: 0, feedUrl: found.url, outlet: name, firstSeenAt: deps.now() }
  const articles = document.items.map((item) => articleFromItem(item, context)).filter(({ title }) => title !== '')
  const readable = articles.filter(({ lang }) => rules.languages.has(lang))
  const tiers = readable.map((article) => judgeArticle(rules, judgedOf(article)).tier)
  return {
    ...{ url: found.url, name, siteUrl: document.link ?? null, format: document.format, charset: document.charset },
    ...{ items: document.items.length, readable: readable.length, others: read.others },
    matched: tiers.filter((tier) => tier !== 'none').length,
    alertsADay: tiers.filter((tier) => tier === 'core').length / daysOf(articles, deps.now()),
    known: await knownAmong(deps.db, articles),
    titles: articles.slice(0, 3).map(({ title }) => title),
  }
}

const DAY_MS = 24 * 3_600_000

// A feed holds some days of news, or one that all came today; what bears no date, or a future one, says nothing of that.
function daysOf(articles: readonly Article[], now: Date): number {
  const dates = articles.flatMap(({ publishedAt }) =>
    publishedAt && publishedAt <= now ? [publishedAt.getTime()] : [],
  )
  return Math.max((now.getTime() - Math.min(...dates, now.getTime())) / DAY_MS, 1)
}

function judgedOf(article: Article): Parameters<typeof judgeArticle>[1] {
  const { title, summary, outlet, lang, publishedAt, firstSeenAt } = article
  return { title, summary, outlet, lang, publishedAt: publishedAt ?? null, at: publishedAt ?? firstSeenAt }
}

// A guid means the same article only within its feed; addresses mean it everywhere.
async function knownAmong(db: Db, articles: readonly Article[]): Promise<number> {
  const addresses = articles.map(({ keys }) => keys.filter((key) => key.startsWith('url:')))
  const known = await knownKeys(db, addresses.flat())
  return addresses.filter((keys) => keys.some((key) => known.has(key))).length
}
