import { createHash } from 'node:crypto'
import { type Language, languageOf } from '../arabic/index.ts'
import type { FeedItem } from '../feed/feed-document.ts'
import { canonicalUrl, parseWebUrl } from './canonical-url.ts'
import { plainText, tidyText } from './plain-text.ts'

/** What we keep of an item, before anything is matched. */
export interface Article {
  feedId: string | number
  /** Identities: any of them seen before means the same article. Never empty. */
  keys: string[]
  title: string
  /** Plain text of one line; '' when the feed gives none. */
  summary: string
  /** The address to open: as the publisher wrote it, absolute; absent when the item has none. */
  url?: string
  outlet: string
  authors: string[]
  /** Only within [1990, first seen + 24 h]: publishers' clocks and templates lie. */
  publishedAt?: Date
  updatedAt?: Date
  firstSeenAt: Date
  /** Changes when headline or summary was edited. */
  contentHash: string
  lang: Language
}

export interface ArticleContext {
  feedId: string | number
  feedUrl: string
  /** The outlet's name as operators wrote it, for feeds that carry one outlet. */
  outlet: string
  firstSeenAt: Date
}

const LONGEST_TITLE = 1000
// A feed's summary is a lead; what is longer is the article, which page reading takes from the page.
const LONGEST_SUMMARY = 20_000
const EARLIEST = Date.UTC(1990, 0, 1)
const CLOCK_SKEW_MS = 24 * 3600 * 1000
const STILL_MARKUP = /<(?:a\s|p>|br\s?\/?>|div|span|img\s|\/a>|\/p>)/i

/** An item of a feed as the article that we keep. Pure: `firstSeenAt` is the only clock. */
export function articleFromItem(item: FeedItem, context: ArticleContext): Article {
  const title = tidyText(item.title ?? '')
    .slice(0, LONGEST_TITLE)
    .toWellFormed()
  const summary = summaryOf(item, title)
  const { title: named, outlet } = outletOf(item, title, context)
  const url = item.link === undefined ? undefined : parseWebUrl(item.link)?.href
  const publishedAt = credibleDate(item.publishedAt ?? item.updatedAt, context.firstSeenAt)
  const updatedAt = credibleDate(item.updatedAt, context.firstSeenAt)
  return {
    feedId: context.feedId,
    keys: articleKeys(context.feedId, item),
    title: named,
    summary,
    ...(url && { url }),
    outlet,
    authors: item.authors,
    ...(publishedAt && { publishedAt }),
    ...(updatedAt && { updatedAt }),
    firstSeenAt: context.firstSeenAt,
    contentHash: hashOf(`${named}\n${summary}`),
    lang: languageOf(`${named} ${summary}`),
  }
}

/**
 * The identities of an item: `guid:<feed>:<guid>` (a guid is unique in its feed at best) and `url:<canonical>`. An item
 * with neither is known by what it says, so that it is still kept once.
 */
export function articleKeys(feedId: string | number, item: FeedItem): string[] {
  const keys: string[] = []
  if (item.id) keys.push(`guid:${feedId}:${bounded(tidyText(item.id))}`)
  const canonical = item.link === undefined ? null : canonicalUrl(item.link)
  if (canonical !== null) keys.push(`url:${bounded(canonical)}`)
  if (keys.length > 0) return keys
  return [`guid:${feedId}:said-${hashOf(`${item.title ?? ''}\n${item.summary ?? item.content ?? ''}`)}`]
}

/** Index keys have a size limit in Postgres (2,704 bytes): a monstrous identity is kept as its hash. */
function bounded(identity: string): string {
  return identity.length > 600 ? `sha256-${hashOf(identity)}` : identity
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 40)
}

function summaryOf(item: FeedItem, title: string): string {
  const summary = textOfHtml(item.summary ?? '')
  const chosen = summary === '' || summary === title ? textOfHtml(item.content ?? '') : summary
  return chosen === title ? '' : chosen.slice(0, LONGEST_SUMMARY).toWellFormed()
}

/** Some publishers escape their HTML twice; then one reading leaves tags in the text. */
function textOfHtml(html: string): string {
  const once = plainText(html)
  return STILL_MARKUP.test(once) ? plainText(once) : once
}

/** An aggregator's item belongs to the outlet that it names, and its "headline - outlet" loses that tail. */
function outletOf(item: FeedItem, title: string, context: ArticleContext): { title: string; outlet: string } {
  const named = item.source?.title ? tidyText(item.source.title).slice(0, 200) : ''
  if (named === '') return { title, outlet: context.outlet }
  const tail = ` - ${named}`
  return { title: title.endsWith(tail) ? title.slice(0, -tail.length).trimEnd() : title, outlet: named }
}

/** A date that a news item can have, or undefined. */
export function credibleDate(written: string | undefined, now: Date): Date | undefined {
  if (written === undefined) return undefined
  const date = new Date(written)
  return date.getTime() >= EARLIEST && date.getTime() <= now.getTime() + CLOCK_SKEW_MS ? date : undefined
}
