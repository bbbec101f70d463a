import { createHash } from 'node:crypto'
import { type Article, articleFromItem, type FeedDocument } from '@rasid/core'
import type { Feed } from '@rasid/store'
import { type FetchFailure, type FetchOutcome, readFeedSafely, readHtmlSafely } from '@rasid/web-client'

type Fetched = Extract<FetchOutcome, { kind: 'fetched' }>

/** What came of a visit once bytes became articles (steps 3 to 5 of the data path). */
export type Visit =
  | {
      kind: 'fetched'
      outcome: Fetched
      bodyHash: string
      document: FeedDocument
      articles: Article[]
      skipped: number
    }
  | { kind: 'unchanged'; outcome: Extract<FetchOutcome, { kind: 'unchanged' }> }
  | { kind: 'same-bytes'; outcome: Fetched }
  | { kind: 'not-a-feed'; outcome: Fetched; reason: string; found: string[] }
  | { kind: 'slow-down'; outcome: Extract<FetchOutcome, { kind: 'slow-down' }> }
  | { kind: 'failed'; outcome: FetchFailure }

/**
 * Decodes and parses what a fetch brought, and makes articles of its items in the languages that are read, oldest
 * first. The same bytes as last time are not looked at again.
 */
export async function readVisit(
  feed: Feed,
  outcome: FetchOutcome,
  context: { languages: ReadonlySet<string>; now: Date },
): Promise<Visit> {
  if (outcome.kind === 'unchanged') return { kind: 'unchanged', outcome }
  if (outcome.kind === 'slow-down') return { kind: 'slow-down', outcome }
  if (outcome.kind === 'failed') return { kind: 'failed', outcome }
  const bodyHash = createHash('sha256').update(outcome.bytes).digest('hex')
  if (bodyHash === feed.bodyHash) return { kind: 'same-bytes', outcome }
  const { bytes, contentType, url, contentLocation } = outcome
  const input = { bytes, contentType, url, contentLocation }
  const document = feed.selectors
    ? await readHtmlSafely({ ...input, now: context.now }, feed.selectors)
    : await readFeedSafely(input)
  if (document.kind === 'bad-selector') {
    return { kind: 'not-a-feed', outcome, reason: 'selectors-find-nothing', found: [] }
  }
  if (document.kind === 'not-a-feed') {
    return { kind: 'not-a-feed', outcome, reason: document.reason, found: document.found }
  }
  const articles = articlesOf(feed, document, context.now)
  const read = articles.filter(({ lang, title }) => context.languages.has(lang) && title !== '')
  return { kind: 'fetched', outcome, bodyHash, document, articles: read, skipped: document.items.length - read.length }
}

/** One article an item; an item that cannot become one is left out rather than holding its feed back (invariant 8). */
function articlesOf(feed: Feed, document: FeedDocument, now: Date): Article[] {
  const context = { feedId: feed.id, feedUrl: feed.url, outlet: feed.outlet, firstSeenAt: now }
  const articles: Article[] = []
  for (const item of [...document.items].reverse()) {
    try {
      articles.push(articleFromItem(item, context))
    } catch {
      // Core promises not to throw; should an item break that promise, the others still count.
    }
  }
  return articles
}
