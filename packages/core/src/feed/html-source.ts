import { load } from 'cheerio/slim'
import { plainText } from '../article/plain-text.ts'
import { decodeBytes } from './decode.ts'
import { FEED_LIMITS, type FeedDocument, type FeedInput, type FeedItem, type NotAFeed } from './feed-document.ts'
import { markupOf, type TreeNode } from './feed-tree.ts'
import { resolveLink } from './link-address.ts'
import { nestsDeeper } from './markup-scan.ts'
import { feedAddressesIn, notAFeed } from './not-a-feed.ts'
import { parseDate } from './parse-date.ts'

/** Where the items of a page without a feed stand; all but `item` are looked for inside one item. */
export interface HtmlSelectors {
  item: string
  /** The headline; the link's own text when not given. */
  title?: string
  /** The element with the address; the first link when not given. */
  link?: string
  date?: string
  summary?: string
}

/** A selector that cheerio cannot read, by the name of its field. */
export interface SelectorProblem {
  kind: 'bad-selector'
  field: keyof HtmlSelectors
}

const LONGEST_SELECTOR = 300
const MOST_HTML = 4_000_000
const DEEPEST = 500

/**
 * Reads a page without a feed by an operator's CSS selectors. Items without headline or address are left out, and an
 * address counts once. `now` reads relative dates (قبل ساعتين).
 */
export function readHtmlSource(
  input: FeedInput & { now?: Date },
  selectors: HtmlSelectors,
): FeedDocument | NotAFeed | SelectorProblem {
  const bad = (Object.keys(selectors) as (keyof HtmlSelectors)[]).find((field) => !isSelector(selectors[field]))
  if (bad) return { kind: 'bad-selector', field: bad }
  const { text, charset } = decodeBytes(input.bytes, input.contentType)
  const html = text.slice(0, MOST_HTML)
  if (html.trim() === '') return notAFeed('empty')
  if (nestsDeeper(html, DEEPEST)) return notAFeed('nested-too-deep')
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true, lowerCaseTags: true } })
  const base = resolveLink($('base[href]').first().attr('href'), input.url ?? null) ?? input.url ?? null
  const items = new Map<string, FeedItem>()
  for (const element of $(selectors.item).slice(0, FEED_LIMITS.items).toArray()) {
    const item = itemIn($(element), selectors, base, input.now)
    if (item?.link && !items.has(item.link)) items.set(item.link, item)
  }
  if (items.size === 0) return notAFeed('html-page', feedAddressesIn(html, input.url ?? null))
  const title = plainText($('title').first().html() ?? '').slice(0, FEED_LIMITS.titleChars)
  return {
    kind: 'feed',
    format: 'html',
    charset,
    ...(title !== '' && { title }),
    ...(input.url && { link: input.url }),
    items: [...items.values()],
  }
}

function isSelector(selector: string | undefined): boolean {
  if (selector === undefined) return true
  if (selector.trim() === '' || selector.length > LONGEST_SELECTOR) return false
  try {
    load('<p></p>')(selector)
    return true
  } catch {
    return false
  }
}

type Found = ReturnType<ReturnType<typeof load>>

function itemIn(item: Found, selectors: HtmlSelectors, base: string | null, now?: Date): FeedItem | null {
  const anchor = selectors.link
    ? item.find(selectors.link).first()
    : item.is('a[href]')
      ? item
      : item.find('a[href]').first()
  const href = anchor.attr('href') ?? anchor.find('a[href]').first().attr('href')
  const link = resolveLink(href, base)
  const title = lineOf(selectors.title ? item.find(selectors.title).first() : anchor)
  if (!link || !/^https?:/i.test(link) || title === '') return null
  const dated = selectors.date ? item.find(selectors.date).first() : item.find('time').first()
  const published = parseDate(dated.attr('datetime') ?? dated.text(), { ...(now && { now }) })
  const summary = selectors.summary
    ? markupOf((item.find(selectors.summary)[0]?.children ?? []) as TreeNode[]).trim()
    : ''
  return {
    id: link,
    title,
    link,
    authors: [],
    ...(published && { publishedAt: published.toISOString() }),
    ...(summary !== '' && { summary: summary.slice(0, FEED_LIMITS.htmlChars) }),
  }
}

function lineOf(element: Found): string {
  return plainText(element.html() ?? '').slice(0, FEED_LIMITS.titleChars)
}
