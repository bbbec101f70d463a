// Other packages read this file as source, and would not see the declaration otherwise.
/// <reference path="./rss-parser-internals.d.ts" />
import Parser from 'rss-parser'
import utils from 'rss-parser/lib/utils.js'
import type { FeedDocument, FeedItem } from './feed-document.ts'

// The library's snippet function has a quadratic regex (48 KB of HTML took 9.7 s) and nobody here reads snippets.
utils.getSnippet = () => ''

const ITEM_FIELDS = ['guid', 'updated', 'author', 'sourceTitle', 'sourceUrl'] as const
type CustomItem = { [field in (typeof ITEM_FIELDS)[number]]?: string } & { authors?: string[] }

/** What rss-parser read; it promises its result though it reads synchronously, so the built feed is caught on its way. */
class SynchronousParser extends Parser<Record<string, string>, CustomItem> {
  built: (Parser.Output<CustomItem> & Record<string, unknown>) | null = null

  buildRSS2(xml: unknown): unknown {
    const build = (Parser.prototype as unknown as { buildRSS2(xml: unknown): unknown }).buildRSS2
    this.built = build.call(this, xml) as typeof this.built
    return this.built
  }
}

/** What passes through the library. */
export type RssFields = Pick<FeedDocument, 'title' | 'link' | 'description' | 'language' | 'items'>

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#13;' }

function element(name: string, value: string | undefined): string {
  return value === undefined ? '' : `<${name}>${value.replace(/[&<>\r]/g, (char) => ESCAPES[char] ?? char)}</${name}>`
}

/** A corrected feed as plain RSS 2.0, with nothing in it that a parser could read in two ways. */
export function composeRss(feed: RssFields): string {
  const head = [element('title', feed.title), element('link', feed.link), element('description', feed.description)]
  const items = feed.items.map((item) => `<item>${itemElements(item).join('')}</item>`)
  return `<rss version="2.0"><channel>${head.join('')}${element('language', feed.language)}${items.join('')}</channel></rss>`
}

function itemElements(item: FeedItem): string[] {
  return [
    element('guid', item.id),
    element('title', item.title),
    element('link', item.link),
    element('pubDate', item.publishedAt),
    element('updated', item.updatedAt),
    ...item.authors.map((name) => element('author', name)),
    element('summary', item.summary),
    element('sourceTitle', item.source?.title),
    element('sourceUrl', item.source?.url),
  ]
}

/**
 * A corrected feed as rss-parser reads it; null when it cannot. Full texts travel beside it: they are the bulk of a
 * feed (half of the time, measured on 9 MB), and of HTML the library would only copy the letters.
 */
export function throughRssParser(feed: RssFields): RssFields | null {
  const short = feed.items.map(({ content: _content, summary: _summary, ...fields }) => fields)
  const read = readRss(composeRss({ ...feed, items: short }))
  if (!read || read.items.length !== feed.items.length) return null
  const items = read.items.map((item, index) => {
    const { summary, content } = feed.items[index] ?? {}
    return { ...item, ...(summary !== undefined && { summary }), ...(content !== undefined && { content }) }
  })
  return { ...read, items }
}

/** Reads RSS 2.0 with rss-parser, synchronously; null when it is not well-formed. */
export function readRss(xml: string): RssFields | null {
  const fields = {
    feed: [],
    item: ['updated', 'sourceTitle', 'sourceUrl', ['author', 'authors', { keepArray: true }]],
  }
  const parser = new SynchronousParser({ customFields: fields as never })
  parser.parseString(xml).catch(() => undefined)
  const { built } = parser
  if (!built) return null
  const head = Object.fromEntries(
    (['title', 'link', 'description', 'language'] as const).flatMap((name) =>
      text(built[name]) ? [[name, built[name]]] : [],
    ),
  )
  return { ...head, items: built.items.map(itemFrom) }
}

function text(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function itemFrom(read: CustomItem & Parser.Item): FeedItem {
  const source = { title: read.sourceTitle, url: read.sourceUrl }
  const named = {
    id: read.guid,
    title: read.title,
    link: read.link,
    publishedAt: read.pubDate,
    updatedAt: read.updated,
    authors: read.authors ?? [],
    summary: read.summary,
    source:
      text(source.title) || text(source.url)
        ? Object.fromEntries(Object.entries(source).filter(([, v]) => text(v)))
        : undefined,
  }
  return Object.fromEntries(
    Object.entries(named).filter(([, value]) => Array.isArray(value) || typeof value === 'object' || text(value)),
  ) as unknown as FeedItem
}
