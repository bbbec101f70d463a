import { decodeBytes } from './decode.ts'
import { FEED_LIMITS, type FeedDocument, type FeedInput, type NotAFeed, type NotAFeedReason } from './feed-document.ts'
import { dialectOf, headOf } from './feed-fields.ts'
import { elementsOf, type FeedTree, parseTree, type TreeElement } from './feed-tree.ts'
import type { FieldContext } from './fields.ts'
import { itemOf } from './item-fields.ts'
import { readJsonFeed } from './json-feed.ts'
import { webBase } from './link-address.ts'
import { type RepairedMarkup, repairMarkup } from './markup-repair.ts'
import { localName } from './markup-scan.ts'
import { feedAddressesIn, notAFeed } from './not-a-feed.ts'
import { throughRssParser } from './rss-text.ts'

/**
 * Bytes of one visit to a feed, or the reason why they are none with the feed addresses they name. Pure, synchronous
 * and linear in the size of the document; never throws. Bytes of a stranger still belong in a child process with a
 * deadline: `readFeedSafely` of @rasid/web-client.
 */
export function readFeed(input: FeedInput): FeedDocument | NotAFeed {
  try {
    return read(input)
  } catch {
    // Whatever a hostile document found in a library, one feed must not hold back the others.
    return notAFeed('broken')
  }
}

function read(input: FeedInput): FeedDocument | NotAFeed {
  const { text, charset } = decodeBytes(input.bytes, input.contentType)
  const base = documentBase(input)
  const start = text.trimStart().slice(0, 1)
  if (start === '') return notAFeed('empty')
  if (start === '{' || start === '[') return readJsonFeed(text, charset, base)
  const markup = repairMarkup(text)
  if (markup.kind === 'nested-too-deep') return notAFeed('nested-too-deep')
  if (markup.kind === 'no-root') return notAFeed(reasonWithoutRoot(text), feedAddressesIn(text, base))
  if (markup.root === 'html') return notAFeed('html-page', feedAddressesIn(markup.text, base))
  if (markup.root === 'opml') return notAFeed('opml', feedAddressesIn(markup.text, base))
  const tree = parseTree(markup.text, base)
  return tree ? fromTree(tree, markup, charset) : notAFeed('broken')
}

/** Content-Location names the document itself, so it outranks the address that was asked for. */
function documentBase({ contentLocation, url }: FeedInput): string | null {
  const asked = webBase(url, null)
  return webBase(contentLocation, asked) ?? asked
}

function reasonWithoutRoot(text: string): NotAFeedReason {
  const head = text.slice(0, 2000)
  if (/<(?:!doctype\s+html|html|head|body|div|p|script|meta)\b/i.test(head)) return 'html-page'
  if (/<\?xml|<[a-z][\w:-]*[\s/>]/i.test(head)) return 'xml-not-a-feed'
  return (head.match(/\uFFFD/g)?.length ?? 0) * 5 > head.length ? 'binary' : 'text'
}

function fromTree(tree: FeedTree, markup: RepairedMarkup, charset: string): FeedDocument | NotAFeed {
  if (markup.root === 'sitemapindex') return notAFeed('sitemap-index', locationsOf(tree.root))
  const dialect = dialectOf(markup.root)
  const channel = channelOf(tree.root)
  const provisional: FieldContext = { tree, dialect, fallbackBase: null }
  // A lone item has no feed around it.
  const head = isItem(tree.root) ? {} : headOf(channel, provisional)
  const context = { ...provisional, fallbackBase: head.link ?? null }
  const elements = itemElements(tree.root)
  if (markup.truncated && elements.length > 1) elements.pop()
  const items = elements.slice(0, FEED_LIMITS.items).map((element) => itemOf(element, context))
  const { hints, ...spoken } = head
  const readBack = throughRssParser({ ...spoken, items })
  if (!readBack) return notAFeed('broken')
  return {
    kind: 'feed',
    format: markup.root === 'urlset' ? 'sitemap' : dialect,
    charset,
    ...readBack,
    ...(hints && { hints }),
    ...(markup.truncated && { truncated: true }),
  }
}

function isItem(element: TreeElement): boolean {
  return element.name === 'entry' || element.name === 'item'
}

function channelOf(root: TreeElement): TreeElement {
  if (root.name === 'channel' || root.name === 'feed') return root
  return elementsOf(root).find((child) => localName(child.name) === 'channel') ?? root
}

/** Items wherever they stand: inside the channel, beside it (RSS 1.0), or in a list of their own. */
function itemElements(root: TreeElement): TreeElement[] {
  const found: TreeElement[] = []
  const wanted = root.name === 'urlset' ? (element: TreeElement) => element.name === 'url' : isItem
  const todo = [root]
  for (let element = todo.pop(); element !== undefined; element = todo.pop()) {
    if (wanted(element)) {
      found.push(element)
      continue
    }
    const children = elementsOf(element)
    for (let i = children.length - 1; i >= 0; i--) todo.push(children[i] as TreeElement)
  }
  return found
}

function locationsOf(root: TreeElement): string[] {
  const text = (element: TreeElement): string =>
    element.children
      .map((child) => child.data ?? '')
      .join('')
      .trim()
  return elementsOf(root)
    .flatMap((map) => elementsOf(map).filter((child) => child.name === 'loc'))
    .map(text)
    .filter((location) => /^https?:/.test(location))
    .slice(0, 50)
}
