import { type TreeElement, textOf } from './feed-tree.ts'
import { type FieldContext, type Fields, first } from './fields.ts'
import { resolveLink } from './link-address.ts'

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

/** Where an item can be opened: its own link, else its guid, else its file. */
export function itemLink(element: TreeElement, fields: Fields, context: FieldContext): string | undefined {
  return namedLink(element, fields, context) ?? permalink(fields, context) ?? enclosed(fields, context)
}

function namedLink(element: TreeElement, fields: Fields, context: FieldContext): string | undefined {
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
export function itemId(element: TreeElement, fields: Fields, context: FieldContext): string | undefined {
  const named = identity(fields)
  const id = named ? textOf(named).trim() : ''
  if (named && isRelativePath(id) && isPermalink(named)) return resolveId(named, context)
  const described = first(fields, ['dc:identifier', 'dcterms:identifier'])
  return id || element.attribs['rdf:about']?.trim() || (described && textOf(described).trim()) || undefined
}
