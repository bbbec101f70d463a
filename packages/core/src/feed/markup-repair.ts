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
const TAG_NAME = /[^\s/>]+/y
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what XML forbids and what feeds contain all the same
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
  while (at !== -1) {
    const after = skipNonElement(text, at)
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

/** Where a comment, CDATA section, instruction or DOCTYPE that starts at `at` ends; null when an element starts there. */
function skipNonElement(text: string, at: number): number | null {
  const endOf = (mark: string, from: number): number => {
    const found = text.indexOf(mark, from)
    return found === -1 ? text.length : found + mark.length
  }
  if (text.startsWith('<!--', at)) return endOf('-->', at + 4)
  if (text.startsWith('<![CDATA[', at)) return endOf(']]>', at + 9)
  if (text.startsWith('<?', at)) return endOf('>', at + 2)
  if (text.startsWith('<!', at)) return doctypeEnd(text, at)
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

/** Where the tag that starts at `at` ends, by the quoting rules of the tree parser: a quote counts after `=` only. */
function tagEnd(text: string, at: number): number {
  let afterEquals = false
  for (let i = at; i < text.length; i++) {
    const char = text[i]
    if (char === '>') return i + 1
    if (afterEquals && (char === '"' || char === "'")) {
      const close = text.indexOf(char, i + 1)
      if (close === -1) return text.length
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

function shapeItems(text: string): { text: string; truncated: boolean } | null {
  const tags = new OpenTags()
  const parts: string[] = []
  let copied = 0
  let itemName: string | null = null
  let items = 0
  for (let at = text.indexOf('<'); at !== -1; ) {
    const after = skipNonElement(text, at)
    if (after !== null) {
      at = text.indexOf('<', after)
      continue
    }
    const closing = text[at + 1] === '/'
    TAG_NAME.lastIndex = at + (closing ? 2 : 1)
    const name = TAG_NAME.exec(text)?.[0].toLowerCase() ?? ''
    const end = tagEnd(text, TAG_NAME.lastIndex || at + 1)
    if (closing) tags.close(name)
    else if (text[end - 2] !== '/') {
      if (itemName === null && ITEMS.has(localName(name))) itemName = name
      if (name === itemName) {
        if (items++ === FEED_LIMITS.items) return { text: parts.join('') + text.slice(copied, at), truncated: false }
        if (tags.count(name) > 0 && localName(name) === 'item') {
          // The item before was never closed; without this each item would swallow the next.
          parts.push(text.slice(copied, at), `</${name}>`)
          copied = at
          tags.close(name)
        }
      }
      tags.open(name)
      if (tags.stack.length > FEED_LIMITS.depth) return null
    }
    at = text.indexOf('<', end)
  }
  const truncated = itemName !== null && tags.count(itemName) > 0
  return { text: parts.join('') + text.slice(copied), truncated }
}
