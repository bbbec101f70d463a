import type { NotAFeed, NotAFeedReason } from './feed-document.ts'
import { resolveLink } from './link-address.ts'
import { attributesIn } from './tag-attributes.ts'

const FEED_TYPE = /(?:rss|atom|rdf|feed)\+?(?:xml|json)?/i
const FEED_PATH =
  /(?:\/(?:rss|feeds?|atom|rdf)(?:[/._-]|\/?$|\?)|\.(?:rss|atom|rdf)(?:$|\?)|(?:rss|feed|atom|index)\.(?:xml|json|php|aspx?)|format=feed|[?&]feed=)/i
const MOST_FOUND = 20
// Feed links stand in the head or the footer; past this a page is not worth its time.
const MOST_HTML = 2_000_000
const MOST_TAGS = 60_000

/** The answer for a document that is no feed. */
export function notAFeed(reason: NotAFeedReason, found: string[] = []): NotAFeed {
  return { kind: 'not-a-feed', reason, found }
}

/** Addresses of feeds that a page names: `<link rel=alternate>` first, then anchors that look like feeds; absolute, each once. */
export function feedAddressesIn(html: string, base: string | null): string[] {
  const found = new Set<string>()
  const anchors = new Set<string>()
  let pageBase = base
  for (const [tag] of boundedTags(html)) {
    const attributes = attributesIn(tag)
    if (/^<base\b/i.test(tag)) pageBase = resolveLink(attributes.href, base) ?? base
    const href = attributes.href ?? attributes.xmlurl
    const address = resolveLink(href, pageBase)
    if (!address || !/^https?:/i.test(address)) continue
    if (isFeedLink(tag, attributes)) found.add(address)
    else if (/^<a\b/i.test(tag) && FEED_PATH.test(address)) anchors.add(address)
    if (found.size >= MOST_FOUND) break
  }
  return [...new Set([...found, ...anchors])].slice(0, MOST_FOUND)
}

function* boundedTags(html: string): Iterable<RegExpMatchArray> {
  let seen = 0
  for (const match of html.slice(0, MOST_HTML).matchAll(/<(?:link|a|base|outline)\s[^<>]{1,4000}>/gi)) {
    if (seen++ > MOST_TAGS) return
    yield match
  }
}

function isFeedLink(tag: string, attributes: Record<string, string>): boolean {
  if (/^<outline\b/i.test(tag)) return attributes.xmlurl !== undefined
  const rel = (attributes.rel ?? '').toLowerCase()
  if (!/^<link\b/i.test(tag)) return false
  if (/\bfeed\b/.test(rel)) return true
  return /\balternate\b/.test(rel) && FEED_TYPE.test(attributes.type ?? '') && !/oembed/.test(attributes.type ?? '')
}
