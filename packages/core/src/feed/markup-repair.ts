// biome-ignore-all lint/suspicious/noControlCharactersInRegex: these are what XML forbids and what feeds contain all the same
import { FEED_LIMITS } from './feed-document.ts'
import { localName, OpenTags, skipNonElement, type Tag, tagAt } from './markup-scan.ts'
import { decodeReferences, expandEntities } from './named-entities.ts'

export interface RepairedMarkup {
  kind: 'markup'
  /** The document from its root element on, at most `FEED_LIMITS.items` items long. */
  text: string
  root: string
  truncated: boolean
}

const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'urlset', 'sitemapindex', 'opml', 'html', 'entry'])
const ITEMS = new Set(['item', 'entry', 'url'])
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g

/**
 * Makes served markup safe for a tree parser, in linear time: control characters out, entities of the DOCTYPE and of
 * HTML resolved, everything before the root element cut off, unclosed items closed, and items over the limit dropped.
 * Refuses what nests deeper than `FEED_LIMITS.depth`, since tree parsers take quadratic time there.
 */
export function repairMarkup(served: string): RepairedMarkup | { kind: 'no-root' } | { kind: 'nested-too-deep' } {
  const clean = served.replace(FORBIDDEN, '')
  const start = findRoot(clean)
  if (!start) return { kind: 'no-root' }
  if (start.root === 'html' || start.root === 'opml') {
    return { kind: 'markup', text: clean.slice(start.at), root: start.root, truncated: false }
  }
  const body = expandEntities(clean.slice(start.at), clean.slice(0, start.at))
  const shaped = shapeItems(body)
  return shaped === null ? { kind: 'nested-too-deep' } : { kind: 'markup', root: start.root, ...shaped }
}

function findRoot(text: string): { at: number; root: string } | null {
  let at = nextMarkup(text, 0)
  let subsets = 1
  while (at !== -1) {
    // One DOCTYPE has an internal subset; looking for the end of each pretended one would take quadratic time.
    const doctype = subsets > 0 && /^<!doctype/i.test(text.slice(at, at + 9))
    if (doctype) subsets--
    const after = doctype ? doctypeEnd(text, at) : skipNonElement(text, at)
    if (after !== null) {
      at = nextMarkup(text, after)
      continue
    }
    const root = localName(/^<([^\s/><]{1,200})/.exec(text.slice(at, at + 202))?.[1] ?? '')
    if (ROOTS.has(root)) return { at, root }
    at = nextMarkup(text, at + 1)
  }
  return null
}

function doctypeEnd(text: string, at: number): number {
  const close = text.indexOf('>', at)
  if (close === -1) return text.length
  const subset = text.indexOf('[', at)
  if (subset === -1 || subset > close) return close + 1
  const end = /\]\s*>/g
  end.lastIndex = subset
  const found = end.exec(text)
  return found ? found.index + found[0].length : close + 1
}

// HTML that writers leave open inside XML: closed here, or it would swallow the rest of its item.
const HTML_VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', 'area', 'embed', 'param'])
// Time and memory of a tree grow with its tags; this is 2,000 items of 75 elements each.
const MOST_TAGS = 150_000
// A tag of this length is half a million attributes, or an image inlined; nothing in it is for us.
const LONGEST_TAG = 100_000
// The tree parser hands over text in a piece for every reference, and memory grows by pieces.
const LONG_TEXT = 2000

/** The text with parts cut out or put in; what is untouched is copied in one piece. */
class Patches {
  private readonly parts: string[] = []
  private copied = 0
  private readonly text: string

  constructor(text: string) {
    this.text = text
  }

  replace(from: number, to: number, by: string): void {
    this.parts.push(this.text.slice(this.copied, from), by)
    this.copied = to
  }

  upTo(end: number): string {
    return this.parts.join('') + this.text.slice(this.copied, end)
  }
}

/** Null when nested too deep. Closing tags that close nothing go: a tree parser searches its whole stack for each. */
function shapeItems(text: string): { text: string; truncated: boolean } | null {
  const tags = new OpenTags()
  const lost = new Set<string>()
  const patches = new Patches(text)
  const items = { name: null as string | null, count: 0 }
  let textFrom = 0
  let seen = 0
  for (let at = nextMarkup(text, 0); at !== -1; at = nextMarkup(text, textFrom)) {
    shapeText(text, textFrom, at, patches)
    const after = skipNonElement(text, at)
    if (after !== null) {
      textFrom = after
      continue
    }
    if (seen++ > MOST_TAGS) return { text: patches.upTo(at), truncated: true }
    const tag = tagAt(text, at, lost)
    if (tag.closing) {
      if (tags.count(tag.name) === 0) patches.replace(at, tag.end, '')
      tags.close(tag.name)
    } else if (!shapeOpening(tag, at, tags, patches, items)) return { text: patches.upTo(at), truncated: false }
    if (tags.stack.length > FEED_LIMITS.depth) return null
    textFrom = tag.end
  }
  shapeText(text, textFrom, text.length, patches)
  return { text: patches.upTo(text.length), truncated: items.name !== null && tags.count(items.name) > 0 }
}

/** The next `<` that starts markup; the tree parser would take any. */
function nextMarkup(text: string, from: number): number {
  let at = text.indexOf('<', from)
  while (at !== -1 && !/[A-Za-z_/!?]/.test(text[at + 1] ?? '')) at = text.indexOf('<', at + 1)
  return at
}

/** False when this tag opens one item more than is read. */
function shapeOpening(
  tag: Tag,
  at: number,
  tags: OpenTags,
  patches: Patches,
  items: { name: string | null; count: number },
): boolean {
  if (items.name === null && ITEMS.has(localName(tag.name))) items.name = tag.name
  if (tag.name === items.name) {
    if (items.count++ === FEED_LIMITS.items) return false
    if (tags.count(tag.name) > 0 && localName(tag.name) === 'item') {
      // The item before was never closed; without this each item would swallow the next.
      patches.replace(at, at, `</${tag.name}>`)
      tags.close(tag.name)
    }
  }
  const empty = tag.selfClosing || HTML_VOID.has(tag.name)
  if (tag.broken || tag.end - at > LONGEST_TAG) patches.replace(at, tag.end, `<${tag.name}${empty ? '/' : ''}>`)
  else if (empty && !tag.selfClosing) patches.replace(tag.end - 1, tag.end, '/>')
  if (!empty) tags.open(tag.name)
  return true
}

/** Text with a stray `<`, and long text with references, becomes one CDATA section of the same meaning, cut to what a field may hold. */
function shapeText(text: string, from: number, to: number, patches: Patches): void {
  const stray = text.indexOf('<', from)
  const hasStray = stray !== -1 && stray < to
  if (to - from < LONG_TEXT && !hasStray) return
  const run = text.slice(from, Math.min(to, from + FEED_LIMITS.htmlChars))
  if (hasStray || run.includes('&'))
    patches.replace(from, to, `<![CDATA[${decodeReferences(run).replaceAll(']]>', ']]]]><![CDATA[>')}]]>`)
  else if (to - from > FEED_LIMITS.htmlChars) patches.replace(from, to, run)
}
