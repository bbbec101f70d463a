// biome-ignore-all lint/suspicious/noControlCharactersInRegex: these are what XML forbids and what feeds contain all the same
import { FEED_LIMITS } from './feed-document.ts'
import { expandEntities } from './named-entities.ts'

export interface RepairedMarkup {
  kind: 'markup'
  /** The document from its root element on, at most `FEED_LIMITS.items` items long. */
  text: string
  root: string
  truncated: boolean
}

const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'urlset', 'sitemapindex', 'opml', 'html', 'entry'])
const ITEMS = new Set(['item', 'entry', 'url'])
const TAG_NAME = /[^\s/><]{1,200}/y
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
  const body = expandEntities(clean.slice(start.at), clean.slice(0, start.at)).replace(/<(?![A-Za-z_/!?])/g, '&lt;')
  const shaped = shapeItems(body)
  return shaped === null ? { kind: 'nested-too-deep' } : { kind: 'markup', root: start.root, ...shaped }
}

/** `item` of `rss:item`. */
export function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1).toLowerCase()
}

function findRoot(text: string): { at: number; root: string } | null {
  let at = text.indexOf('<')
  let subsets = 1
  while (at !== -1) {
    // One DOCTYPE has an internal subset; looking for the end of each pretended one would take quadratic time.
    const doctype = subsets > 0 && /^<!doctype/i.test(text.slice(at, at + 9))
    if (doctype) subsets--
    const after = doctype ? doctypeEnd(text, at) : skipNonElement(text, at)
    if (after !== null) {
      at = text.indexOf('<', after)
      continue
    }
    TAG_NAME.lastIndex = at + 1
    const root = localName(TAG_NAME.exec(text)?.[0] ?? '')
    if (ROOTS.has(root)) return { at, root }
    at = text.indexOf('<', at + 1)
  }
  return null
}

/** Where a comment, CDATA section, instruction or declaration that starts at `at` ends; null when an element starts there. */
function skipNonElement(text: string, at: number): number | null {
  const endOf = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from)
    return found === -1 ? text.length : found + mark.length
  }
  if (text.startsWith('<!--', at)) return endOf('-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) return endOf(']]>', at + 9)
  if (text.startsWith('<?', at)) return endOf('>', at + 2)
  if (text.startsWith('<!', at)) return endOf('>', at + 2)
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

/**
 * Where the tag whose name ends at `at` ends, by the quoting rules of the tree parser: a quote counts after `=` only.
 * Below zero when a quote is never closed: then the tag ends at its first `>`, or it would swallow the document.
 * `lost` remembers such quotes, for looking to the end again from each tag would take quadratic time.
 */
function tagEnd(text: string, at: number, lost: Set<string>): number {
  let afterEquals = false
  for (let i = at; i < text.length; i++) {
    const char = text[i] as string
    if (char === '>') return i + 1
    if (afterEquals && (char === '"' || char === "'")) {
      const close = lost.has(char) ? -1 : text.indexOf(char, i + 1)
      if (close === -1) {
        lost.add(char)
        const plain = text.indexOf('>', i)
        return plain === -1 ? text.length : -(plain + 1)
      }
      i = close
      afterEquals = false
    } else if (char === '=') afterEquals = true
    else if (char !== ' ' && char !== '\n' && char !== '\t' && char !== '\r') afterEquals = false
  }
  return text.length
}

class OpenTags {
  readonly stack: string[] = []
  private readonly counts = new Map<string, number>()

  open(name: string): void {
    this.stack.push(name)
    this.counts.set(name, this.count(name) + 1)
  }

  count(name: string): number {
    return this.counts.get(name) ?? 0
  }

  /** Closes up to the nearest `name`; a closing tag that was never opened is ignored. */
  close(name: string): void {
    if (this.count(name) === 0) return
    for (let top = this.stack.pop(); top !== undefined; top = this.stack.pop()) {
      this.counts.set(top, this.count(top) - 1)
      if (top === name) return
    }
  }
}

const NEVER_NESTED = new Set(
  'area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option'.split(' '),
)

/** Whether HTML nests deeper than `limit`, in linear time; elements that close themselves do not count. */
export function nestsDeeper(html: string, limit: number): boolean {
  const tags = new OpenTags()
  const lost = new Set<string>()
  for (let at = html.indexOf('<'); at !== -1; ) {
    const after = skipNonElement(html, at)
    if (after !== null) {
      at = html.indexOf('<', after)
      continue
    }
    const tag = tagAt(html, at, lost)
    if (/^[a-z]/.test(tag.name) && !NEVER_NESTED.has(tag.name)) {
      if (tag.closing) tags.close(tag.name)
      if (!tag.selfClosing && !HTML_VOID.has(tag.name)) tags.open(tag.name)
    }
    if (tags.stack.length > limit) return true
    at = html.indexOf('<', tag.end)
  }
  return false
}

// HTML that writers leave open inside XML: closed here, or it would swallow the rest of its item.
const HTML_VOID = new Set(['br', 'hr', 'img', 'input', 'wbr', 'area', 'embed', 'param'])

// Time and memory of a tree grow with its tags; this is 2,000 items of 75 elements each.
const MOST_TAGS = 150_000
// A tag of this length is half a million attributes, or an image inlined; nothing in it is for us.
const LONGEST_TAG = 100_000

interface Tag {
  name: string
  closing: boolean
  selfClosing: boolean
  end: number
  /** A quote in it is never closed. */
  broken: boolean
}

function tagAt(text: string, at: number, lost: Set<string>): Tag {
  const closing = text[at + 1] === '/'
  TAG_NAME.lastIndex = at + (closing ? 2 : 1)
  const name = TAG_NAME.exec(text)?.[0].toLowerCase() ?? ''
  const found = tagEnd(text, at + 1 + name.length, lost)
  const end = Math.abs(found)
  return { name, closing, selfClosing: text[end - 2] === '/', end, broken: found < 0 }
}

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
  let itemName: string | null = null
  let items = 0
  let seen = 0
  for (let at = text.indexOf('<'); at !== -1; ) {
    const after = skipNonElement(text, at)
    if (after !== null) {
      at = text.indexOf('<', after)
      continue
    }
    if (seen++ > MOST_TAGS) return { text: patches.upTo(at), truncated: true }
    const tag = tagAt(text, at, lost)
    if (tag.closing) {
      if (tags.count(tag.name) === 0) patches.replace(at, tag.end, '')
      tags.close(tag.name)
    } else {
      if (itemName === null && ITEMS.has(localName(tag.name))) itemName = tag.name
      if (tag.name === itemName && items++ === FEED_LIMITS.items) return { text: patches.upTo(at), truncated: false }
      if (tag.name === itemName && tags.count(tag.name) > 0 && localName(tag.name) === 'item') {
        // The item before was never closed; without this each item would swallow the next.
        patches.replace(at, at, `</${tag.name}>`)
        tags.close(tag.name)
      }
      if (tag.broken || tag.end - at > LONGEST_TAG)
        patches.replace(at, tag.end, `<${tag.name}${tag.selfClosing ? '/' : ''}>`)
      else if (!tag.selfClosing && HTML_VOID.has(tag.name)) patches.replace(tag.end - 1, tag.end, '/>')
      if (!tag.selfClosing && !HTML_VOID.has(tag.name)) tags.open(tag.name)
      if (tags.stack.length > FEED_LIMITS.depth) return null
    }
    at = text.indexOf('<', tag.end)
  }
  return { text: patches.upTo(text.length), truncated: itemName !== null && tags.count(itemName) > 0 }
}
