import { plainText, tidyText } from '../article/plain-text.ts'
import { FEED_LIMITS } from './feed-document.ts'
import { elementsOf, type FeedTree, type TreeElement, textOf } from './feed-tree.ts'

export type Dialect = 'rss' | 'rdf' | 'atom'

// Names that only markup uses: a headline such as "the <blink> tag" must keep its word.
const MARKUP =
  /<\/?(?:a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|font|h[1-6]|hr|i|img|ins|li|ol|p|pre|q|s|script|small|span|strike|strong|style|sub|sup|table|td|tr|u|ul|iframe|bdi|bdo)(?:\s[^<>]*)?\/?>/i
const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z0-9]{1,31});/i

/** What an element says of its own content: Atom's `type` and `mode`, media types reduced to three kinds. */
function contentKind(element: TreeElement): 'text' | 'html' | 'xhtml' | 'base64' | 'unsaid' {
  const type = (element.attribs.type ?? '').trim().toLowerCase()
  const mode = (element.attribs.mode ?? '').trim().toLowerCase()
  if (mode === 'base64' || element.attribs.encoding?.toLowerCase() === 'base64') return 'base64'
  if (type === 'html' || type === 'text/html') return 'html'
  if (type === 'xhtml' || type === 'application/xhtml+xml' || (mode === 'xml' && type.endsWith('xml'))) return 'xhtml'
  if (type === 'text' || type === 'text/plain') return 'text'
  if (type.includes('/') && !type.startsWith('text/') && !type.endsWith('xml')) return 'base64'
  return 'unsaid'
}

/** An element as plain text of one line: what titles and names need. At most `FEED_LIMITS.titleChars` long. */
export function lineOf(element: TreeElement, tree: FeedTree, dialect: Dialect): string {
  const kind = contentKind(element)
  return line(element, tree, dialect, kind).slice(0, FEED_LIMITS.titleChars).toWellFormed().trim()
}

function line(element: TreeElement, tree: FeedTree, dialect: Dialect, kind: string): string {
  if (elementsOf(element).length > 0) return plainText(tree.innerMarkup(element))
  const text = textOf(element).slice(0, FEED_LIMITS.htmlChars)
  if (kind === 'base64') return base64Line(element, text)
  if (kind === 'html' || kind === 'xhtml') return plainText(text)
  if (dialect === 'atom') return kind === 'text' || !MARKUP.test(text) ? tidyText(text) : htmlLine(text)
  return htmlLine(text)
}

function base64Line(element: TreeElement, text: string): string {
  const decoded = fromBase64(text) ?? text
  return /html/i.test(element.attribs.type ?? '') ? plainText(decoded) : htmlLine(decoded)
}

/** RSS never says whether a title is text or HTML; it is HTML when it carries markup or references. */
function htmlLine(text: string): string {
  return MARKUP.test(text) || REFERENCE.test(text) ? plainText(text) : tidyText(text)
}

/** An element as the HTML that the publisher gave: escaped HTML unescaped, inline XHTML as markup. */
export function htmlOf(element: TreeElement, tree: FeedTree): string {
  const children = elementsOf(element)
  if (children.length > 0) {
    const only = children.length === 1 && textAround(element) === '' ? children[0] : undefined
    const wrapper = only?.name === 'div' ? only : element
    return tree.innerMarkup(wrapper).slice(0, FEED_LIMITS.htmlChars).trim()
  }
  const text = textOf(element)
  const decoded = contentKind(element) === 'base64' ? (fromBase64(text) ?? text) : text
  return decoded.slice(0, FEED_LIMITS.htmlChars).toWellFormed().trim()
}

function textAround(element: TreeElement): string {
  return element.children
    .map((child) => (child.type === 'text' ? (child.data ?? '') : ''))
    .join('')
    .trim()
}

/** Null where the bytes are no text: then it was plain all along, and only looked like base64. */
function fromBase64(text: string): string | null {
  const packed = text.replace(/[ \t\r\n]+/g, '')
  if (packed.length % 4 !== 0) return null
  try {
    const bytes = Uint8Array.from(atob(packed), (char) => char.charCodeAt(0))
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
