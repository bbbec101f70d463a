import { load } from 'cheerio/slim'
import { decodeBytes } from '../feed/decode.ts'
import { elementsOf, isElement, type TreeElement, type TreeNode, textOf } from '../feed/feed-tree.ts'
import { resolveLink } from '../feed/link-address.ts'
import { nestsDeeper } from '../feed/markup-scan.ts'
import { parseDate } from '../feed/parse-date.ts'
import { credibleDate } from './article.ts'
import { bodyOf, headingOf } from './page-body.ts'
import { metadataFromJsonLd, metadataFromTags, type PageMetadata } from './page-metadata.ts'
import { type WallReason, wallOf } from './page-wall.ts'
import { plainText, tidyText } from './plain-text.ts'

export interface PageInput {
  bytes: Uint8Array
  contentType?: string | null
  /** The final address, after redirects. */
  url: string
  /** Dates after this plus a day are refused; without it every date from 1990 on counts. */
  now?: Date
}

export interface ArticlePage {
  kind: 'article'
  title: string
  /** Blocks parted by line breaks, boilerplate left out. */
  text: string
  outlet?: string
  author?: string
  publishedAt?: Date
  modifiedAt?: Date
  image?: string
}

export type NoArticleReason = 'empty' | 'not-html' | 'nested-too-deep' | 'no-text' | 'listing' | 'broken'

export type PageReading =
  | ArticlePage
  | { kind: 'wall'; reason: WallReason }
  | { kind: 'no-article'; reason: NoArticleReason }

const MOST_HTML = 4_000_000
const MOST_TEXT = 200_000
const DEEPEST = 2000
const SHORTEST_TEXT = 60
const FAR_FUTURE = new Date(Date.UTC(2200, 0, 1))

/**
 * The article of a web page, or why there is none. The text is the JSON-LD body when the publisher gives one that is
 * not shorter than what the page shows, else the densest container. Pure, never throws.
 */
export function readArticlePage(input: PageInput): PageReading {
  try {
    return read(input)
  } catch {
    // A page that breaks the reader is a page without an article; its item stays as the feed told it.
    return { kind: 'no-article', reason: 'broken' }
  }
}

function read(input: PageInput): PageReading {
  const html = decodeBytes(input.bytes, input.contentType).text.slice(0, MOST_HTML)
  if (html.trim() === '') return { kind: 'no-article', reason: 'empty' }
  if (!/<(?:html|head|body|article|div|p|meta|title)\b/i.test(html.slice(0, 20_000)))
    return { kind: 'no-article', reason: 'not-html' }
  if (nestsDeeper(html, DEEPEST)) return { kind: 'no-article', reason: 'nested-too-deep' }
  const $ = load(html, { xml: { xmlMode: false, decodeEntities: true, lowerCaseTags: true } })
  const root = {
    type: 'tag',
    name: 'html',
    attribs: {},
    children: ($.root()[0]?.children ?? []) as TreeNode[],
  } as TreeElement
  const head = headOf(root)
  const said = { ...metadataFromTags(head.tags), ...metadataFromJsonLd(head.scripts) }
  const { text: dense, linkShare } = bodyOf(root)
  const title = said.title ?? headingOf(root, 'h1') ?? head.title
  const text = withoutTitle(chosenText(said, dense), [title, headingOf(root, 'h1') ?? ''])
  const wall = wallOf({
    title: head.title,
    text,
    all: visibleText(root),
    ...(said.free !== undefined && { free: said.free }),
  })
  if (wall) return { kind: 'wall', reason: wall }
  if (text.length < SHORTEST_TEXT || title === '') return { kind: 'no-article', reason: 'no-text' }
  if (said.kind !== 'article' && linkShare > 0.6) return { kind: 'no-article', reason: 'listing' }
  return articleOf(input, said, title, text)
}

function articleOf(input: PageInput, said: PageMetadata, title: string, text: string): ArticlePage {
  const now = input.now ?? FAR_FUTURE
  const date = (written: string | undefined): Date | undefined =>
    credibleDate(
      written === undefined ? undefined : parseDate(written, { ...(input.now && { now: input.now }) })?.toISOString(),
      now,
    )
  const publishedAt = date(said.published)
  const modifiedAt = date(said.modified)
  const image = resolveLink(said.image, input.url)
  return {
    kind: 'article',
    title: withoutOutlet(title, said.outlet).slice(0, 1000).toWellFormed(),
    text: text.slice(0, MOST_TEXT).toWellFormed(),
    ...(said.outlet && { outlet: said.outlet }),
    ...(said.author && { author: said.author }),
    ...(publishedAt && { publishedAt }),
    ...(modifiedAt && { modifiedAt }),
    ...(image && /^https?:/.test(image) && { image }),
  }
}

function chosenText(said: PageMetadata, dense: string): string {
  if (!said.body) return dense
  const given = said.body.includes('<')
    ? plainText(said.body)
    : said.body.split(/\n+/).map(tidyText).filter(Boolean).join('\n')
  // Some publishers put only the lead into JSON-LD.
  return given.length >= dense.length * 0.6 || dense.length < SHORTEST_TEXT ? given : dense
}

/** The headline stands in a field of its own; counted again as text it would weigh double. */
function withoutTitle(text: string, titles: readonly string[]): string {
  const [first = '', ...rest] = text.split('\n')
  return rest.length > 0 && titles.some((title) => title !== '' && title.startsWith(first)) ? rest.join('\n') : text
}

/** «headline | outlet» and «headline - outlet» lose their tail. */
function withoutOutlet(title: string, outlet: string | undefined): string {
  if (!outlet) return title
  for (const mark of [' | ', ' - ', ' – ', ' — ', ' :: ', ' • ']) {
    if (title.endsWith(mark + outlet)) return title.slice(0, -(mark.length + outlet.length)).trimEnd()
  }
  return title
}

interface Head {
  title: string
  tags: Map<string, string>
  scripts: string[]
}

function headOf(root: TreeElement): Head {
  const head: Head = { title: '', tags: new Map(), scripts: [] }
  const todo: TreeElement[] = [root]
  for (let element = todo.pop(); element !== undefined; element = todo.pop()) {
    if (element.name === 'title' && head.title === '') head.title = tidyText(textOf(element))
    else if (element.name === 'meta') addTag(head.tags, element.attribs)
    else if (element.name === 'script' && /ld\+json/i.test(element.attribs.type ?? ''))
      head.scripts.push(textOf(element))
    const children = elementsOf(element)
    for (let i = children.length - 1; i >= 0; i--) todo.push(children[i] as TreeElement)
  }
  return head
}

function addTag(tags: Map<string, string>, attributes: Readonly<Record<string, string>>): void {
  const name = (attributes.property ?? attributes.name ?? attributes.itemprop ?? '').trim().toLowerCase()
  if (name !== '' && attributes.content !== undefined && !tags.has(name)) tags.set(name, attributes.content)
}

function visibleText(root: TreeElement): string {
  const parts: string[] = []
  let length = 0
  const todo: TreeNode[] = [root]
  for (let node = todo.pop(); node !== undefined && length < 10_000; node = todo.pop()) {
    if (node.type === 'text') {
      parts.push(node.data ?? '', ' ')
      length += (node.data ?? '').trim().length
    }
    if (isElement(node) && ['script', 'style', 'template'].includes(node.name)) continue
    const children = node.children ?? []
    for (let i = children.length - 1; i >= 0; i--) todo.push(children[i] as TreeNode)
  }
  return tidyText(parts.join(''))
}
