import { FEED_LIMITS, type FeedItem, type ItemSource } from './feed-document.ts'
import { elementsOf, type TreeElement } from './feed-tree.ts'
import { lineOf } from './field-text.ts'
import { dateAmong, type FieldContext, type Fields, fieldsOf, htmlAmong, lineAmong } from './fields.ts'
import { itemId, itemLink, linkAmong } from './item-address.ts'
import { resolveLink } from './link-address.ts'
import { parseDate } from './parse-date.ts'

const TITLES = ['title', 'dc:title', 'media:title', 'itunes:title', 'dcterms:title', 'news:title']
const SUMMARIES = [
  'description',
  'summary',
  'abstract',
  'dc:description',
  'dcterms:abstract',
  'itunes:summary',
  'media:description',
  'tagline',
]
const CONTENTS = ['content:encoded', 'content', 'fullitem', 'body', 'szf:description', 'prodlink']
const PUBLISHED = ['pubdate', 'published', 'issued', 'dcterms:issued', 'dcterms:available', 'news:publication_date']
const UPDATED = ['updated', 'modified', 'dcterms:modified', 'lastmod', 'lastbuilddate']
const EITHER = ['dc:date', 'dcterms:date', 'date', 'created', 'dcterms:created', 'dc:created']
const AUTHORS = ['author', 'dc:creator', 'dc:author', 'creator', 'itunes:author', 'managingeditor']

/** Everything we keep of one item element, corrected and absolute. */
export function itemOf(element: TreeElement, context: FieldContext): FeedItem {
  const fields = fieldsOf(element)
  const link = itemLink(element, fields, context)
  const id = itemId(element, fields, context) ?? link
  const dates = itemDates(element, fields)
  return dropAbsent({
    id: id?.slice(0, FEED_LIMITS.urlChars),
    title: lineAmong(fields, TITLES, context),
    link,
    ...dates,
    authors: authorsOf(fields, context),
    summary: htmlAmong(fields, SUMMARIES, context),
    content: htmlAmong(fields, CONTENTS, context),
    source: sourceOf(fields, context),
  }) as FeedItem
}

/** Leaves out what is undefined or empty, so that absent means absent in JSON too. */
export function dropAbsent<T extends object>(record: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== '')) as {
    [K in keyof T]?: Exclude<T[K], undefined>
  }
}

function itemDates(element: TreeElement, fields: Fields): { publishedAt?: string; updatedAt?: string } {
  const either = dateAmong(fields, EITHER)
  const lastMod = parseDate(element.attribs.lastmod ?? '')?.toISOString()
  const updatedAt = dateAmong(fields, UPDATED) ?? either ?? lastMod
  const publishedAt = dateAmong(fields, PUBLISHED) ?? either
  return { ...(publishedAt && { publishedAt }), ...(updatedAt && { updatedAt }) }
}

function authorsOf(fields: Fields, context: FieldContext): string[] {
  const names = new Set<string>()
  for (const name of AUTHORS) {
    for (const element of fields.get(name) ?? []) {
      const inner = elementsOf(element).find((child) => child.name === 'name')
      const line = lineOf(inner ?? element, context.tree, context.dialect)
      const named = withoutMail(line)
      if (named !== '') names.add(named.slice(0, 200))
      if (names.size === 20) return [...names]
    }
  }
  return [...names]
}

/** The name in `mail@a.example (Name)` or `Name <mail@a.example>`; the line as it is where it is neither. */
function withoutMail(line: string): string {
  const isMail = (text: string): boolean => /^[^\s@]+@\S+$/.test(text)
  const round = line.endsWith(')') ? line.indexOf('(') : -1
  if (round > 0 && isMail(line.slice(0, round).trim())) return line.slice(round + 1, -1).trim() || line
  const angle = line.endsWith('>') ? line.lastIndexOf('<') : -1
  return angle > 0 && isMail(line.slice(angle + 1, -1)) ? line.slice(0, angle).trim() || line : line
}

function sourceOf(fields: Fields, context: FieldContext): ItemSource | undefined {
  const publication = fields.get('news:publication')?.[0]
  const name = publication && lineAmong(fieldsOf(publication), ['news:name'], context)
  if (name) return { title: name }
  const element = fields.get('source')?.[0]
  if (!element) return undefined
  const inner = fieldsOf(element)
  const own = elementsOf(element).length === 0
  const title = own ? lineOf(element, context.tree, context.dialect) : lineAmong(inner, ['title'], context)
  const base = context.tree.baseOf(element) ?? context.fallbackBase
  const url = own ? resolveLink(element.attribs.url, base) : linkAmong(inner.get('link') ?? [], context)
  return title || url ? { ...(title && { title }), ...(url && { url }) } : undefined
}
