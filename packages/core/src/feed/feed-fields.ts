import type { FeedDocument, FeedHints } from './feed-document.ts'
import { elementsOf, type FeedTree, type TreeElement, textOf } from './feed-tree.ts'
import type { Dialect } from './field-text.ts'
import { type FieldContext, type Fields, fieldsOf, first, htmlAmong, lineAmong } from './fields.ts'
import { linkAmong } from './item-address.ts'
import { dropAbsent } from './item-fields.ts'
import { resolveLink } from './link-address.ts'

const TITLES = ['title', 'dc:title', 'itunes:title', 'dcterms:title', 'media:title']
const DESCRIPTIONS = [
  'description',
  'subtitle',
  'tagline',
  'abstract',
  'dc:description',
  'itunes:summary',
  'itunes:subtitle',
  'info',
]
const LANGUAGES = ['language', 'dc:language']
const PERIOD_MINUTES: Readonly<Record<string, number>> = {
  hourly: 60,
  daily: 1440,
  weekly: 10_080,
  monthly: 43_200,
  yearly: 525_600,
}

/** What a feed says of itself. `channel` is the element that carries it. */
export function headOf(
  channel: TreeElement,
  context: FieldContext,
): Pick<FeedDocument, 'title' | 'link' | 'description' | 'language' | 'hints'> {
  const fields = fieldsOf(channel)
  const language =
    lineAmong(fields, LANGUAGES, context) ?? channel.attribs['xml:lang'] ?? context.tree.root.attribs['xml:lang']
  return dropAbsent({
    title: lineAmong(fields, TITLES, context),
    link:
      linkAmong(fields.get('link') ?? [], context) ?? resolveLink(channel.attribs.href, context.tree.baseOf(channel)),
    description: htmlAmong(fields, DESCRIPTIONS, context),
    language: language?.slice(0, 40),
    hints: hintsOf(fields, context),
  })
}

function hintsOf(fields: Fields, context: FieldContext): FeedHints | undefined {
  const ttl = wholeNumber(first(fields, ['ttl']))
  const period = PERIOD_MINUTES[(lineAmong(fields, ['sy:updateperiod'], context) ?? '').toLowerCase()]
  const frequency = Math.max(1, wholeNumber(first(fields, ['sy:updatefrequency'])) ?? 1)
  const skipped = first(fields, ['skiphours'])
  const hours = skipped
    ? elementsOf(skipped)
        .map(wholeNumber)
        .filter((hour) => hour !== undefined && hour < 24)
    : []
  const hints = dropAbsent({
    ttlMinutes: ttl,
    updateEveryMinutes: period ? Math.round(period / frequency) : undefined,
    skipHours: hours.length > 0 ? (hours as number[]) : undefined,
    self: related(fields, 'self', context.tree),
    hub: related(fields, 'hub', context.tree),
  })
  return Object.keys(hints).length > 0 ? hints : undefined
}

function related(fields: Fields, rel: string, tree: FeedTree): string | undefined {
  const link = fields.get('link')?.find((element) => element.attribs.rel?.trim().toLowerCase() === rel)
  if (!link?.attribs.href) return undefined
  try {
    return new URL(link.attribs.href.trim(), tree.baseOf(link) ?? undefined).href
  } catch {
    return undefined
  }
}

function wholeNumber(element: TreeElement | undefined): number | undefined {
  const digits = element ? /^\s*(\d{1,6})\s*$/.exec(textOf(element))?.[1] : undefined
  return digits === undefined ? undefined : Number(digits)
}

/** RSS, RDF or Atom, by the root element; a bare `<channel>` is RSS (or CDF, which reads alike). */
export function dialectOf(root: string): Dialect {
  if (root === 'feed' || root === 'entry') return 'atom'
  return root === 'rdf' ? 'rdf' : 'rss'
}
