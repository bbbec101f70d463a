// biome-ignore-all lint/suspicious/noControlCharactersInRegex: XML cannot carry control characters at all
import { attributesIn } from './tag-attributes.ts'

export interface OpmlFeed {
  title: string
  url: string
  siteUrl?: string
  /** Folders around the feed, outermost first, joined by a slash. */
  folder?: string
}

export interface OpmlProblem {
  /** Counted from 1. */
  line: number
  code: 'no-address' | 'bad-address' | 'credentials' | 'duplicate' | 'not-opml' | 'too-many'
  detail: string
}

/** An address that the caller will not follow, and why. */
export interface RefusedOutline<Why> {
  line: number
  code: 'refused'
  /** The feed's title. */
  detail: string
  why: Why
}

const MOST_FEEDS = 20_000
// A quoted value cannot hold `<` in XML, and without it no unclosed quote can make this scan twice.
const OUTLINE = /<outline\b((?:[^<>"']|"[^"<]*"|'[^'<]*')*)>|<\/outline\s*>/gi

/** The feeds of an OPML list, in order, each address once, and what was wrong with the others, by line. `refuse` says why an
 *  address is not wanted, or null. Never throws. */
export function parseOpml<Why = never>(
  text: string,
  refuse: (url: string) => Why | null = () => null,
): { feeds: OpmlFeed[]; problems: (OpmlProblem | RefusedOutline<Why>)[] } {
  const feeds = new Map<string, OpmlFeed>()
  const problems: (OpmlProblem | RefusedOutline<Why>)[] = []
  const folders: string[] = []
  const lineAt = lineCounter(text)
  if (!/<opml\b|<outline\b/i.test(text)) return { feeds: [], problems: [{ line: 1, code: 'not-opml', detail: '' }] }
  for (const match of withoutComments(text).matchAll(OUTLINE)) {
    if (match[1] === undefined) {
      folders.pop()
      continue
    }
    const attributes = attributesIn(match[1])
    const title = (attributes.title || attributes.text || '').trim()
    const closed = /\/\s*$/.test(match[1])
    const isFeed = attributes.xmlurl !== undefined || /^(rss|atom|feed)$/i.test(attributes.type ?? '')
    if (isFeed) {
      const problem = addFeed(feeds, attributes, { title, folders, refuse })
      if (problem) problems.push({ line: lineAt(match.index), ...problem })
    }
    if (!closed) folders.push(isFeed ? '' : title)
    if (feeds.size >= MOST_FEEDS) {
      problems.push({ line: lineAt(match.index), code: 'too-many', detail: String(MOST_FEEDS) })
      break
    }
  }
  return { feeds: [...feeds.values()], problems }
}

function addFeed<Why>(
  feeds: Map<string, OpmlFeed>,
  attributes: Record<string, string>,
  given: { title: string; folders: readonly string[]; refuse(url: string): Why | null },
): Omit<OpmlProblem, 'line'> | Omit<RefusedOutline<Why>, 'line'> | null {
  const { title, folders, refuse } = given
  const written = (attributes.xmlurl ?? attributes.url ?? '').trim()
  if (written === '') return { code: 'no-address', detail: title }
  const url = webAddress(written)
  if (url === null) return { code: 'bad-address', detail: written.slice(0, 200) }
  if (url === 'credentials') return { code: 'credentials', detail: title }
  if (feeds.has(url)) return { code: 'duplicate', detail: url }
  const why = refuse(url)
  if (why !== null) return { code: 'refused', detail: title || new URL(url).hostname, why }
  const folder = folders.filter((name) => name !== '').join('/')
  const siteUrl = webAddress((attributes.htmlurl ?? '').trim())
  feeds.set(url, {
    title: title || new URL(url).hostname,
    url,
    ...(siteUrl && siteUrl !== 'credentials' && { siteUrl }),
    ...(folder !== '' && { folder }),
  })
  return null
}

function webAddress(written: string): string | 'credentials' | null {
  try {
    const url = new URL(written.replace(/^feed:(?:\/\/)?(?=https?:)/i, '').replace(/^feed:\/\//i, 'https://'))
    if (!/^https?:$/.test(url.protocol) || url.href.length > 2048) return null
    return url.username === '' && url.password === '' ? url.href : 'credentials'
  } catch {
    return null
  }
}

/** Comments blanked out in place, so that offsets and lines stay. */
function withoutComments(text: string): string {
  const [head = '', ...comments] = text.split('<!--')
  const blanked = comments.map((part) => {
    const end = part.indexOf('-->')
    const inside = end === -1 ? part : part.slice(0, end)
    return `    ${inside.replace(/[^\n]/g, ' ')}${end === -1 ? '' : `   ${part.slice(end + 3)}`}`
  })
  return head + blanked.join('')
}

/** Line numbers for rising offsets, in one pass over the text. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1
  let counted = 0
  return (offset) => {
    for (let next = text.indexOf('\n', counted); next !== -1 && next < offset; next = text.indexOf('\n', counted)) {
      line++
      counted = next + 1
    }
    return line
  }
}

/** An OPML 2.0 list of feeds, one outline a line, folders kept as nested outlines. */
export function composeOpml(feeds: readonly OpmlFeed[], title = 'Rasid'): string {
  const folders = new Map<string, OpmlFeed[]>()
  for (const feed of feeds) folders.set(feed.folder ?? '', [...(folders.get(feed.folder ?? '') ?? []), feed])
  const lines = [...folders].flatMap(([folder, inside]) =>
    folder === ''
      ? inside.map((feed) => `    ${outline(feed)}`)
      : [
          `    <outline text="${escapeXml(folder)}">`,
          ...inside.map((feed) => `      ${outline(feed)}`),
          '    </outline>',
        ],
  )
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    `  <head><title>${escapeXml(title)}</title></head>`,
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n')
}

function outline({ title, url, siteUrl }: OpmlFeed): string {
  const site = siteUrl === undefined ? '' : ` htmlUrl="${escapeXml(siteUrl)}"`
  return `<outline type="rss" text="${escapeXml(title)}" title="${escapeXml(title)}" xmlUrl="${escapeXml(url)}"${site}/>`
}

function escapeXml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
    '\t': '&#9;',
    '\r': '&#13;',
  }
  return text
    .replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F]/g, '')
    .replace(/[&<>"\n\t\r]/g, (char) => entities[char] ?? char)
}
