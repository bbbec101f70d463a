// A robots.txt may be larger, but RFC 9309 §2.5 lets readers stop at 500 KiB.
const LONGEST_ROBOTS = 500 * 1024

interface Rule {
  allow: boolean
  pattern: string
}

/**
 * Whether a robots.txt lets `userAgent` (a product token such as "Rasid", or a whole user agent) read `path` (with
 * its query). After RFC 9309: the groups of the longest matching agent name are joined, else those of `*`; the
 * longest matching pattern decides, and allow wins a tie. No rule, or no file, means yes.
 */
export function robotsAllows(robotsTxt: string, userAgent: string, path: string): boolean {
  const product = (/^[a-z_-]+/i.exec(userAgent)?.[0] ?? '').toLowerCase()
  const target = normalPath(path)
  let best: Rule | null = null
  for (const rule of rulesFor(robotsTxt, product)) {
    if (!matches(rule.pattern, target)) continue
    const longer = best === null || rule.pattern.length > best.pattern.length
    if (longer || (rule.pattern.length === best?.pattern.length && rule.allow)) best = rule
  }
  return best?.allow ?? true
}

/** The addresses on a robots.txt's Sitemap lines, as written. */
export function sitemapsIn(robotsTxt: string): string[] {
  return linesOf(robotsTxt).flatMap(([key, value]) => (key === 'sitemap' && value !== '' ? [value] : []))
}

function rulesFor(robotsTxt: string, product: string): Rule[] {
  const groups = new Map<string, Rule[]>()
  let current: Rule[][] = []
  let isNaming = false
  for (const [key, value] of linesOf(robotsTxt)) {
    if (key === 'user-agent') {
      if (!isNaming) current = []
      isNaming = true
      const name = value === '*' ? '*' : (/^[a-z_-]+/i.exec(value)?.[0] ?? value).toLowerCase()
      const rules = groups.get(name) ?? []
      groups.set(name, rules)
      current.push(rules)
    } else if (key === 'allow' || key === 'disallow') {
      isNaming = false
      if (value === '') continue
      for (const rules of current) rules.push({ allow: key === 'allow', pattern: normalPath(value) })
    }
  }
  return (product === '' ? undefined : groups.get(product)) ?? groups.get('*') ?? []
}

function linesOf(text: string): [key: string, value: string][] {
  return text
    .replace(/^\ufeff/, '')
    .slice(0, LONGEST_ROBOTS)
    .split(/\r\n|\r|\n/)
    .flatMap((line) => {
      const [key = '', ...rest] = line.replace(/#.*$/, '').split(':')
      return rest.length === 0 ? [] : [[key.trim().toLowerCase(), rest.join(':').trim()] as [string, string]]
    })
}

/** One spelling for what may be written raw or percent-encoded; `*` and `$` keep their meaning. */
function normalPath(path: string): string {
  return path
    .replace(/%([0-9a-f]{2})/gi, (all, hex: string) => {
      const char = String.fromCharCode(Number.parseInt(hex, 16))
      return /[A-Za-z0-9._~-]/.test(char) ? char : all.toUpperCase()
    })
    .replace(/[^\x21-\x7e]/gu, (char) => encodeURIComponent(char.toWellFormed()))
}

/** `*` stands for any run of characters, a final `$` for the end; two pointers, so no pattern takes long. */
function matches(pattern: string, path: string): boolean {
  const isAnchored = pattern.endsWith('$')
  const pieces = (isAnchored ? pattern.slice(0, -1) : pattern).split('*')
  const first = pieces.shift() ?? ''
  if (!path.startsWith(first)) return false
  let at = first.length
  for (const [index, piece] of pieces.entries()) {
    const isLast = index === pieces.length - 1
    if (isLast && isAnchored) return path.length - piece.length >= at && path.endsWith(piece)
    const found = path.indexOf(piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return !isAnchored || at === path.length
}
