import type { Charset } from './charset.ts'
import type { Defect } from './defect.ts'

export type FeedFormat = 'rss' | 'atom' | 'rdf' | 'json'

export interface OutletOptions {
  /** In addresses: letters, digits and hyphens. */
  name: string
  title: string
  format?: FeedFormat
  charset?: Charset
  /** Where the charset is said; `none` leaves readers to guess. */
  charsetIn?: 'both' | 'header' | 'declaration' | 'none'
  language?: string
  /** RSS `<ttl>` in minutes. */
  ttlMinutes?: number
  /** Cache-Control max-age in seconds. */
  maxAgeSeconds?: number
  /** The feed shows the newest so many; older ones fall out. */
  shows?: number
  /** Without ETag and Last-Modified: every visit costs the whole body. */
  validators?: boolean
}

/** What an outlet publishes. */
export interface NewsArticle {
  title: string
  summary?: string
  /** The page's text; paragraphs are parted by a blank line. */
  text?: string
  author?: string
  /** Default: the newsroom's clock. */
  publishedAt?: Date
  /** Default: made from the outlet and a number. */
  id?: string
  /** Full address when it should not be the outlet's own page. */
  url?: string
}

export interface PublishedArticle {
  id: string
  url: string
  title: string
  summary: string
  text: string
  author: string | null
  publishedAt: Date
  updatedAt: Date | null
}

export interface Outlet {
  name: string
  title: string
  format: FeedFormat
  charset: Charset
  charsetIn: 'both' | 'header' | 'declaration' | 'none'
  language: string
  ttlMinutes: number | null
  maxAgeSeconds: number | null
  shows: number
  validators: boolean
  /** `http://127.0.0.1:port/name` or `http://name.test:port`. */
  origin: string
  /** Newest first. */
  articles: PublishedArticle[]
  /** How many were ever published: numbers are never used twice. */
  published: number
  changedAt: Date
  defect: { defect: Defect; left: number } | null
  pageDefect: Defect | null
}

const FEED_FILES: Record<FeedFormat, string> = { rss: 'rss.xml', atom: 'atom.xml', rdf: 'rdf.xml', json: 'feed.json' }

/** The last part of the feed's address. */
export function feedFile(format: FeedFormat): string {
  return FEED_FILES[format]
}

/** An outlet without articles. */
export function newOutlet(options: OutletOptions, origin: string, now: Date): Outlet {
  if (!/^[a-z0-9-]+$/.test(options.name)) throw new Error(`not an outlet name: ${options.name}`)
  const { name, title, format = 'rss', charset = 'utf-8', charsetIn = 'both', language = 'ar' } = options
  return {
    ...{ name, title, format, charset, charsetIn, language, origin, changedAt: now, articles: [], published: 0 },
    ...{ ttlMinutes: options.ttlMinutes ?? null, maxAgeSeconds: options.maxAgeSeconds ?? null },
    ...{ shows: options.shows ?? 30, validators: options.validators ?? true, defect: null, pageDefect: null },
  }
}
