import { escapeHtml } from '@rasid/core'
import { generateAtomFeed, generateJsonFeed, generateRssFeed } from 'feedsmith'
import type { FollowedFeed, FollowedItem } from './followed-feed.ts'

/** The formats by the ending of the address. */
export const FEED_FORMATS = {
  rss: { type: 'application/rss+xml', write: writeRss },
  atom: { type: 'application/atom+xml', write: writeAtom },
  json: { type: 'application/feed+json', write: writeJson },
} as const

export type FeedFormat = keyof typeof FEED_FORMATS

/** A feed as text in one format. The same feed gives the same text. */
export function writeFeed(feed: FollowedFeed, format: FeedFormat): string {
  return FEED_FORMATS[format].write({ ...feed, title: clean(feed.title), items: feed.items.map(cleanItem) })
}

function writeRss(feed: FollowedFeed): string {
  const { title, about, lang, address, page, updatedAt } = feed
  const links = [{ href: address, rel: 'self', type: FEED_FORMATS.rss.type }]
  const channel = {
    title: escapeHtml(title),
    link: page,
    description: about,
    language: lang,
    generator: GENERATOR,
    ttl: TTL_MIN,
  }
  const items = feed.items.map((item) => ({
    // Most readers take an RSS title for HTML: escaped once more, a "<" in a headline stays a "<".
    title: escapeHtml(item.title),
    link: item.url,
    guid: { value: item.id, isPermaLink: false },
    pubDate: item.publishedAt,
    description: escapeHtml(item.summary),
    content: { encoded: item.content },
    dc: { creators: item.outlets },
    categories: item.tags.map((name) => ({ name })),
    atom: { updated: item.updatedAt },
  }))
  const dates = hasItems(feed) ? { lastBuildDate: updatedAt } : {}
  return withoutPadding(generateRssFeed({ ...channel, ...dates, atom: { links }, items }))
}

function writeAtom(feed: FollowedFeed): string {
  const { id, title, about, lang, address, page, updatedAt } = feed
  return withoutPadding(
    generateAtomFeed({
      ...{ id, title: { value: title }, subtitle: { value: about }, updated: updatedAt, xml: { lang } },
      generator: { text: GENERATOR },
      links: [
        { href: address, rel: 'self', type: FEED_FORMATS.atom.type },
        { href: page, rel: 'alternate', type: 'text/html' },
      ],
      authors: [{ name: GENERATOR }],
      entries: feed.items.map((item) => ({
        ...{ id: item.id, title: { value: item.title }, published: item.publishedAt, updated: item.updatedAt },
        links: [
          { href: item.url, rel: 'alternate' },
          ...(item.articleUrl === null ? [] : [{ href: item.articleUrl, rel: 'related' }]),
        ],
        authors: item.outlets.map((name) => ({ name })),
        ...(item.summary !== '' && { summary: { value: item.summary } }),
        content: { value: item.content, type: 'html' },
        categories: item.tags.map((term) => ({ term })),
      })),
    }),
  )
}

function writeJson({ title, about, lang, address, page, items }: FollowedFeed): string {
  const feed = generateJsonFeed({
    ...{ title, description: about, language: lang, feed_url: address, home_page_url: page },
    items: items.map((item) => ({
      ...{ id: item.id, url: item.url, title: item.title, content_html: item.content, tags: item.tags, language: 'ar' },
      ...(item.articleUrl !== null && { external_url: item.articleUrl }),
      ...(item.summary !== '' && { summary: item.summary }),
      ...{ date_published: item.publishedAt, date_modified: item.updatedAt },
      authors: item.outlets.map((name) => ({ name })),
    })),
  })
  return `${JSON.stringify(feed, null, 2)}\n`
}

const GENERATOR = 'Rasid'
// How often a reader need ask: a feed is visited about as often.
const TTL_MIN = 15

const hasItems = ({ items }: FollowedFeed): boolean => items.length > 0

// The generator indents CDATA; the white space would belong to titles and, worse, to links.
function withoutPadding(xml: string): string {
  return xml.replace(/>\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\s+<\//g, ']]></')
}

// What XML 1.0 cannot hold, in no way of writing it.
const NOT_XML = /[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]/gu
const clean = (text: string): string => text.toWellFormed().replace(NOT_XML, '')

function cleanItem(item: FollowedItem): FollowedItem {
  const { title, summary, content, outlets, tags } = item
  return {
    ...item,
    ...{ title: clean(title), summary: clean(summary), content: clean(content) },
    ...{ outlets: outlets.map(clean), tags: tags.map(clean) },
  }
}
