import { parseJsonFeed } from 'feedsmith'
import { plainText, tidyText } from '../article/plain-text.ts'
import { FEED_LIMITS, type FeedDocument, type FeedItem, type NotAFeed } from './feed-document.ts'
import { dropAbsent } from './item-fields.ts'
import { resolveLink } from './link-address.ts'
import { notAFeed } from './not-a-feed.ts'
import { parseDate } from './parse-date.ts'

/** JSON Feed 1.0 and 1.1, read by feedsmith; anything else in JSON is not a feed. */
export function readJsonFeed(text: string, charset: string, base: string | null): FeedDocument | NotAFeed {
  let value: unknown
  try {
    value = JSON.parse(text.trim())
  } catch {
    return notAFeed('json-not-a-feed')
  }
  if (!isFeedObject(value)) return notAFeed('json-not-a-feed')
  const version = typeof value.version === 'string' && value.version.includes('jsonfeed.org') ? value.version : VERSION
  const limited = {
    ...value,
    version,
    items: (Array.isArray(value.items) ? value.items : []).slice(0, FEED_LIMITS.items),
  }
  const feed = parseJsonFeed(limited)
  const home = resolveLink(feed.home_page_url, base)
  const items = (feed.items ?? []).map((item) => itemFrom(item, base ?? home ?? null))
  const head = dropAbsent({
    title: feed.title === undefined ? undefined : tidyText(feed.title).slice(0, FEED_LIMITS.titleChars),
    link: home,
    description: feed.description,
    language: feed.language,
  })
  const hints = dropAbsent({ self: resolveLink(feed.feed_url, base), hub: feed.hubs?.[0]?.url })
  return { kind: 'feed', format: 'json', charset, ...head, items, ...(Object.keys(hints).length > 0 && { hints }) }
}

const VERSION = 'https://jsonfeed.org/version/1.1'
const ITEM_KEYS = [
  'url',
  'external_url',
  'content_html',
  'content_text',
  'date_published',
  'date_modified',
  'title',
  'id',
]

/** Writers forget the version: items that look like a feed's, or addresses that only a feed has, say as much. */
function isFeedObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false
  const { version, items, home_page_url: home, feed_url: self } = value as Record<string, unknown>
  if (typeof version === 'string' && version.includes('jsonfeed.org')) return true
  if (typeof home === 'string' || typeof self === 'string') return true
  return Array.isArray(items) && items.some((item) => ITEM_KEYS.some((key) => isWritten(item?.[key])))
}

function isWritten(value: unknown): boolean {
  return (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
}

type JsonItem = NonNullable<ReturnType<typeof parseJsonFeed<string>>['items']>[number]

function itemFrom(item: JsonItem, base: string | null): FeedItem {
  const link = resolveLink(item.url, base) ?? resolveLink(item.external_url, base) ?? webId(item.id)
  return dropAbsent({
    id: item.id?.trim() || link,
    title: item.title === undefined ? undefined : tidyText(plainIfHtml(item.title)).slice(0, FEED_LIMITS.titleChars),
    link,
    publishedAt: isoDate(item.date_published),
    updatedAt: isoDate(item.date_modified),
    authors: (item.authors ?? []).flatMap((author) => (author?.name ? [tidyText(author.name).slice(0, 200)] : [])),
    summary: item.summary,
    content: item.content_html ?? item.content_text,
  }) as FeedItem
}

function plainIfHtml(title: string): string {
  return /<\/?[a-z][^<>]*>|&#?\w{2,31};/i.test(title) ? plainText(title) : title
}

function webId(id: string | undefined): string | undefined {
  return id && /^https?:\/\//i.test(id) ? id : undefined
}

function isoDate(written: unknown): string | undefined {
  return typeof written === 'string' ? parseDate(written)?.toISOString() : undefined
}
