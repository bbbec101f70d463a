import type { FeedInput } from '@rasid/core'
import { parseFeed } from 'feedsmith'
import Parser from 'rss-parser'
import { asDate, asText, asTitle, type CoreFeed, type CoreItem, type Engine } from './read-feed-core.ts'

type Bag = Record<string, unknown>

const textOf = ({ bytes }: FeedInput): string => new TextDecoder().decode(bytes)
const bag = (value: unknown): Bag => (typeof value === 'object' && value !== null ? (value as Bag) : {})
const list = (value: unknown): Bag[] => (Array.isArray(value) ? value.map(bag) : [])

/** feedsmith as its pages show it, its fields of all formats looked through for the same core fields. */
export const readWithFeedsmith: Engine = (input) => {
  try {
    const feed = bag(parseFeed(textOf(input)).feed)
    const items = list(feed.items ?? feed.entries)
    return { title: titleOf(feed), items: items.map(itemOfFeedsmith) }
  } catch {
    return null
  }
}

function titleOf(holder: Bag): string | undefined {
  return (
    asTitle(bag(holder.title).value ?? holder.title) ?? asTitle(list0(bag(holder.dc).titles) ?? bag(holder.dc).title)
  )
}

const list0 = (value: unknown): unknown => (Array.isArray(value) ? value[0] : undefined)

function itemOfFeedsmith(item: Bag): CoreItem {
  const links = list(item.links)
  const alternate = links.find(({ rel }) => rel === undefined || rel === 'alternate')
  const dc = bag(item.dc)
  const terms = bag(item.dcterms)
  const either = asDate(list0(dc.dates) ?? dc.date)
  const link = asText(item.link ?? item.url) ?? asText(alternate?.href)
  return {
    title: titleOf(item),
    link,
    id: asText(bag(item.guid).value ?? item.guid ?? item.id) ?? asText(bag(item.rdf).about) ?? link,
    publishedAt: asDate(item.pubDate ?? item.published ?? item.date_published) ?? asDate(list0(terms.issued)) ?? either,
    updatedAt: asDate(item.updated ?? item.date_modified) ?? asDate(list0(terms.modified)) ?? either,
  }
}

/** rss-parser out of the box. */
export const readWithRssParser: Engine = (input) => parsed(new Parser(), textOf(input))

/** rss-parser with what its users add: a default version, fields of other vocabularies, bare & and leading text repaired. */
export const readWithTunedRssParser: Engine = (input) => {
  const text = textOf(input)
  const start = Math.max(0, text.search(/<(?:\?xml|rss|feed|rdf:RDF)/i))
  const repaired = text.slice(start).replace(/&(?!#?\w{1,31};)/g, '&amp;')
  const item = ['dc:title', 'dc:date', 'updated', 'published', 'id', 'dcterms:issued', 'dcterms:modified']
  return parsed(new Parser({ defaultRSS: 2, customFields: { item: item as never } }), repaired)
}

async function parsed(parser: Parser, text: string): Promise<CoreFeed | null> {
  try {
    const feed = await parser.parseString(text)
    return { title: asTitle(feed.title), items: feed.items.map((item) => itemOfRssParser(item as Bag)) }
  } catch {
    return null
  }
}

function itemOfRssParser(item: Bag): CoreItem {
  const either = asDate(item['dc:date'] ?? item.date)
  const link = asText(item.link)
  return {
    title: asTitle(item.title) ?? asTitle(item['dc:title']),
    link,
    id: asText(item.guid ?? item.id) ?? link,
    publishedAt: asDate(item.published ?? item['dcterms:issued'] ?? item.pubDate) ?? either ?? asDate(item.isoDate),
    updatedAt: asDate(item.updated ?? item['dcterms:modified']) ?? either,
  }
}
