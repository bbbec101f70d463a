import { localName, nextMarkup, skipNonElement } from './markup-scan.ts'

const ROOTS = new Set(['rss', 'rdf', 'feed', 'channel', 'urlset', 'sitemapindex', 'opml', 'html', 'entry', 'item'])
// A feed that a program printed inside its own page.
const FEED_IN_PAGE = /<(?:rss\s[^<>]{0,300}version=|feed\s[^<>]{0,300}xmlns|rdf:rdf[\s>])/i

/** Where the root element of a feed starts, and its name without prefix; null when nothing in the text is one. */
export function findFeed(text: string): { at: number; root: string } | null {
  const start = findRoot(text, 0)
  if (start?.root !== 'html') return start
  const inside = text.slice(start.at).search(FEED_IN_PAGE)
  return inside === -1 ? start : findRoot(text, start.at + inside)
}

function findRoot(text: string, from: number): { at: number; root: string } | null {
  let at = nextMarkup(text, from)
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
