export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json' | 'sitemap' | 'html'

/** Who first published an item, as RSS `<source>`, a news sitemap or Google News says it. */
export interface ItemSource {
  title?: string
  url?: string
}

/** One item of a feed. Dates are ISO 8601 in UTC and absent when unreadable; summary and content are HTML as given. */
export interface FeedItem {
  id?: string
  title?: string
  link?: string
  publishedAt?: string
  updatedAt?: string
  authors: string[]
  summary?: string
  content?: string
  source?: ItemSource
}

/** What the publisher says of its own rhythm and whereabouts. */
export interface FeedHints {
  ttlMinutes?: number
  /** `sy:updatePeriod` over `sy:updateFrequency`, in minutes. */
  updateEveryMinutes?: number
  skipHours?: number[]
  self?: string
  hub?: string
}

export interface FeedDocument {
  kind: 'feed'
  format: FeedFormat
  charset: string
  title?: string
  link?: string
  description?: string
  language?: string
  items: FeedItem[]
  hints?: FeedHints
  /** True when the document broke off inside an item; that item is left out. */
  truncated?: boolean
}

export type NotAFeedReason =
  | 'empty'
  | 'html-page'
  | 'sitemap-index'
  | 'opml'
  | 'json-not-a-feed'
  | 'xml-not-a-feed'
  | 'nested-too-deep'
  | 'binary'
  | 'text'
  | 'broken'

/** A document that is no feed, with the feed addresses that it names. */
export interface NotAFeed {
  kind: 'not-a-feed'
  reason: NotAFeedReason
  found: string[]
}

/** Everything known of the bytes of one visit; `url` is the final address after redirects. */
export interface FeedInput {
  bytes: Uint8Array
  contentType?: string | null
  url?: string | null
  contentLocation?: string | null
}

export const FEED_LIMITS = {
  items: 2000,
  titleChars: 1000,
  urlChars: 2048,
  /** An honest feed nests about 10 deep, XHTML inside it 30; tree parsers take time by depth for every tag. */
  depth: 250,
  /** One item's HTML; the longest honest one seen was 300 KB. */
  htmlChars: 1_000_000,
} as const
