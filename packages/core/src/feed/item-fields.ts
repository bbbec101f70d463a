import { FEED_LIMITS, type FeedItem, type ItemSource } from './feed-document.ts'
import { elementsOf, type FeedTree, type TreeElement, textOf } from './feed-tree.ts'
import { type Dialect, htmlOf, lineOf } from './field-text.ts'
import { resolveLink } from './link-address.ts'
import { parseDate } from './parse-date.ts'

/** The children of an item by canonical name, in document order. */
export type Fields = ReadonlyMap<string, TreeElement[]>

export interface FieldContext {
  tree: FeedTree
  dialect: Dialect
  /** Base for links where the document names none: the channel's own link. */
  fallbackBase: string | null
}

// Wrappers whose children describe the item itself.
const GROUPS = new Set(['news:news', 'media:group'])

/** Groups an element's children by name, those of news sitemaps' and media groups' wrappers after its own. */
export function fieldsOf(parent: TreeElement): Fields {
  const fields = new Map<string, TreeElement[]>()
  const children = elementsOf(parent)
  const grouped = children.filter((child) => GROUPS.has(child.name)).flatMap(elementsOf)
  for (const child of [...children, ...grouped]) {
    const same = fields.get(child.name)
    if (same) same.push(child)
    else fields.set(child.name, [child])
  }
  return fields
}

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
  const link = itemLink(element, fields, context) ?? permalink(fields, context) ?? enclosed(fields, context)
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

/** The first field of the given names that exists and is not empty. */
export function first(fields: Fields, names: readonly string[]): TreeElement | undefined {
  for (const name of names) {
    const found = fields.get(name)?.find((element) => element.children.length > 0)
    if (found) return found
  }
  return undefined
}

/** First non-empty plain line among fields, by rank of names. */
export function lineAmong(fields: Fields, names: readonly string[], context: FieldContext): string | undefined {
  for (const name of names) {
    for (const element of fields.get(name) ?? []) {
      const text = lineOf(element, context.tree, context.dialect)
      if (text !== '') return text
    }
  }
  return undefined
}

/** First non-empty HTML among fields, by rank of names. */
export function htmlAmong(fields: Fields, names: readonly string[], context: FieldContext): string | undefined {
  for (const name of names) {
    for (const element of fields.get(name) ?? []) {
      const html = htmlOf(element, context.tree)
      if (html !== '') return html
    }
  }
  return undefined
}

/** Where `<link>` elements point, absolute: see `linkRank`. Of several that are RSS's own the last one, of Atom's the first. */
export function linkAmong(links: readonly TreeElement[], context: FieldContext): string | undefined {
  let best: { rank: number; link: string } | undefined
  for (const element of links) {
    const href = element.attribs.href ?? element.attribs.url ?? element.attribs.uri ?? element.attribs['rdf:resource']
    const written = href?.trim() ? href : textOf(element)
    const base = context.tree.baseOf(element) ?? context.fallbackBase
    const link = resolveLink(written, base)
    const isRss = !href?.trim() || (context.dialect !== 'atom' && !context.tree.isPrefixedLink(element))
    const rank = linkRank(element, isRss)
    if (link && rank > 0 && rank >= (best?.rank ?? 0) + (rank === OWN_OF_RSS ? 0 : 1)) best = { rank, link }
  }
  return best?.link
}

const OWN_OF_RSS = 3

/** Higher wins, 0 is no link to the page. In RSS the plain `<link>` outranks an `atom:link`; in Atom HTML outranks other types. */
function linkRank(element: TreeElement, isRss: boolean): number {
  const rel = (element.attribs.rel ?? 'alternate')
    .trim()
    .toLowerCase()
    .replace(/^.*[/#]/, '')
  if (rel !== 'alternate' && rel !== '') return 0
  const type = element.attribs.type?.trim().toLowerCase() ?? ''
  if (type !== '' && !type.includes('html')) return 1
  return isRss ? OWN_OF_RSS : 2
}

const OTHER_LINKS = ['feedburner:origlink', 'loc', 'l:permalink', 'url', 'atom:link']

function itemLink(element: TreeElement, fields: Fields, context: FieldContext): string | undefined {
  const direct = linkAmong(fields.get('link') ?? [], context)
  if (direct) return direct
  const base = context.tree.baseOf(element) ?? context.fallbackBase
  const other = first(fields, OTHER_LINKS)
  return resolveLink(other ? textOf(other) : undefined, base) ?? resolveLink(element.attribs.href, base)
}

/** A guid (or Atom id) that is an address is the link where there is no other, unless it says that it is none. */
function permalink(fields: Fields, context: FieldContext): string | undefined {
  const guid = identity(fields)
  if (!guid || !isPermalink(guid)) return undefined
  const written = textOf(guid).trim()
  const address = isRelativePath(written) ? resolveId(guid, context) : written
  return /^https?:\/\//i.test(address ?? '') ? resolveLink(address, null) : undefined
}

/** Of several guids the last one, as of dates and links: publishers append. */
function identity(fields: Fields): TreeElement | undefined {
  const filled = (name: string) => fields.get(name)?.findLast((element) => element.children.length > 0)
  return filled('guid') ?? filled('id')
}

/** RSS knows two values, and none means true: whoever writes a third did not say that it can be opened. */
function isPermalink(guid: TreeElement): boolean {
  return ['', 'true'].includes((guid.attribs.ispermalink ?? '').trim().toLowerCase())
}

const PICTURE = /\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)/i

/** A podcast's item is its file, where nothing else can be opened; a picture beside a text is not what it speaks of. */
function enclosed(fields: Fields, context: FieldContext): string | undefined {
  const links = (fields.get('link') ?? []).filter(({ attribs }) => attribs.rel?.trim().toLowerCase() === 'enclosure')
  for (const element of [...(fields.get('enclosure') ?? []), ...links]) {
    const { url, href, type = '' } = element.attribs
    const address = resolveLink(url ?? href, context.tree.baseOf(element) ?? context.fallbackBase)
    const isPicture = /^\s*image\//i.test(type) || PICTURE.test(address ?? '')
    if (!isPicture && /^https?:/i.test(address ?? '')) return address
  }
  return undefined
}

/** Without a scheme, with a slash or a page's extension: `/a`, `a/b`, `a.html`. A number or a hash is no path. */
function isRelativePath(written: string): boolean {
  return /^[^\s:<>]{1,500}$/.test(written) && /\/|\.(?:s?html?|php|aspx?)(?:[?#]|$)/.test(written)
}

function resolveId(element: TreeElement, context: FieldContext): string | undefined {
  return resolveLink(textOf(element), context.tree.baseOf(element) ?? context.fallbackBase)
}

/** An id is kept letter by letter, for it is compared and never opened; only a bare path is made absolute. */
function itemId(element: TreeElement, fields: Fields, context: FieldContext): string | undefined {
  const named = identity(fields)
  const id = named ? textOf(named).trim() : ''
  if (named && isRelativePath(id) && isPermalink(named)) return resolveId(named, context)
  const described = first(fields, ['dc:identifier', 'dcterms:identifier'])
  return id || element.attribs['rdf:about']?.trim() || (described && textOf(described).trim()) || undefined
}

function itemDates(element: TreeElement, fields: Fields): { publishedAt?: string; updatedAt?: string } {
  const either = dateAmong(fields, EITHER)
  const lastMod = parseDate(element.attribs.lastmod ?? '')?.toISOString()
  const updatedAt = dateAmong(fields, UPDATED) ?? either ?? lastMod
  const publishedAt = dateAmong(fields, PUBLISHED) ?? either
  return { ...(publishedAt && { publishedAt }), ...(updatedAt && { updatedAt }) }
}

/** Publishers repeat a date after an edit: the last readable one of the first name that has any counts. */
export function dateAmong(fields: Fields, names: readonly string[]): string | undefined {
  for (const name of names) {
    const written = fields.get(name) ?? []
    for (let i = written.length - 1; i >= 0; i--) {
      const date = parseDate(textOf(written[i] as TreeElement))
      if (date) return date.toISOString()
    }
  }
  return undefined
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
