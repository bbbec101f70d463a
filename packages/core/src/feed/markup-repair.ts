// biome-ignore-all lint/suspicious/noControlCharactersInRegex: these are what XML forbids and what feeds contain all the same
import { textOfUnits } from './code-pages.ts'
import { FEED_LIMITS } from './feed-document.ts'
import { findFeed } from './feed-root.ts'
import { localName, nextMarkup, OpenTags, skipNonElement, type Tag, tagAt } from './markup-scan.ts'
import { decodeReferences, expandEntities } from './named-entities.ts'
import { endsBefore } from './unclosed-fields.ts'

export interface RepairedMarkup {
  kind: 'markup'
  /** The document from its root element on, at most `FEED_LIMITS.items` items long. */
  text: string
  root: string
  truncated: boolean
}

const ITEMS = new Set(['item', 'entry'])
const SITES = new Set(['url'])
// U+0080 to U+009F are windows-1252 bytes taken for Latin-1, as browsers know: nobody writes those controls.
const C1 = /[\u0080-\u009F]/
const C1_MEANT = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 32 }, (_, i) => 0x80 + i))
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\uFFFE\uFFFF]/g

/**
 * Makes served markup safe for a tree parser, in linear time: control characters out, entities of the DOCTYPE and of
 * HTML resolved, everything before the root element cut off, unclosed items closed, and items over the limit dropped.
 * Refuses what nests deeper than `FEED_LIMITS.depth`, since tree parsers take quadratic time there.
 */
export function repairMarkup(served: string): RepairedMarkup | { kind: 'no-root' } | { kind: 'nested-too-deep' } {
  const clean = withC1Meant(served.replace(FORBIDDEN, ''))
  const start = findFeed(clean)
  if (!start) return { kind: 'no-root' }
  if (start.root === 'html' || start.root === 'opml') {
    return { kind: 'markup', text: clean.slice(start.at), root: start.root, truncated: false }
  }
  const body = expandEntities(clean.slice(start.at), clean.slice(0, start.at))
  const shaped = shapeItems(body, start.root === 'urlset' ? SITES : ITEMS)
  return shaped === null ? { kind: 'nested-too-deep' } : { kind: 'markup', root: start.root, ...shaped }
}

const CDATA = '<![CDATA['
function withC1Meant(text: string): string {
  if (!C1.test(text)) return text
  const units = new Uint16Array(text.length)
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    units[i] = unit >= 0x80 && unit < 0xa0 ? C1_MEANT.charCodeAt(unit - 0x80) : unit
  }
  return textOfUnits(units)
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
function shapeItems(text: string, itemNames: ReadonlySet<string>): { text: string; truncated: boolean } | null {
  const tags = new OpenTags()
  const lost = new Set<string>()
  const patches = new Patches(text)
  const items = { names: itemNames, name: null as string | null, count: 0 }
  // One section that never ends means that all after it never end: looked for once.
  const openCdata =
    text.lastIndexOf(CDATA) > text.lastIndexOf(']]>') ? text.indexOf(CDATA, text.lastIndexOf(']]>') + 1) : -1
  let textFrom = 0
  let seen = 0
  for (let at = nextMarkup(text, 0); at !== -1; at = nextMarkup(text, textFrom)) {
    shapeText(text, textFrom, at, patches)
    if (at >= openCdata && openCdata !== -1 && text.startsWith(CDATA, at)) {
      patches.replace(at, at + CDATA.length, '')
      textFrom = at + CDATA.length
      continue
    }
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

/** False when this tag opens one item more than is read. */
function shapeOpening(
  tag: Tag,
  at: number,
  tags: OpenTags,
  patches: Patches,
  items: { names: ReadonlySet<string>; name: string | null; count: number },
): boolean {
  const top = tags.stack.at(-1)
  if (top !== undefined && endsBefore(top, tag.name)) {
    patches.replace(at, at, `</${top}>`)
    tags.close(top)
  }
  if (items.name === null && items.names.has(localName(tag.name))) items.name = tag.name
  if (tag.name === items.name) {
    if (items.count++ === FEED_LIMITS.items) return false
    // An entry inside an entry's content is another thing; directly inside it, one was never closed.
    if (tags.count(tag.name) > 0 && (localName(tag.name) === 'item' || tags.stack.at(-1) === tag.name)) {
      // Without this each unclosed item would swallow the next.
      patches.replace(at, at, `</${tag.name}>`)
      tags.close(tag.name)
    }
  }
  const empty = tag.selfClosing || HTML_VOID.has(tag.name)
  if (tag.broken || tag.end - at > LONGEST_TAG) patches.replace(at, tag.end, `<${tag.name}${empty ? '/' : ''}>`)
  else if (empty && !tag.selfClosing) patches.replace(tag.end - 1, tag.end, '/>')
  else if (tag.bareValue) patches.replace(tag.end - 2, tag.end, ' />')
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
