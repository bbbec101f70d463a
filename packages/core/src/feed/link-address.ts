import { FEED_LIMITS } from './feed-document.ts'

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i
// Addresses that run code or carry the document itself are never links.
const REFUSED = /^\s*(?:javascript|vbscript|data|file|about|blob):/i

/**
 * The absolute form of a link as written in a feed. Without a base, or where it cannot be resolved, it stays as
 * written; undefined when empty, dangerous or longer than `FEED_LIMITS.urlChars`.
 */
export function resolveLink(written: string | undefined, base: string | null): string | undefined {
  const link = oneLine(written ?? '').replaceAll('&amp;', '&')
  // Resolving shortens an address by its dots only; what is longer before is none after.
  if (link === '' || link.length > 2 * FEED_LIMITS.urlChars || REFUSED.test(link)) return undefined
  const absolute = ABSOLUTE.test(link) ? tidyScheme(link) : against(link, base)
  return absolute.length > FEED_LIMITS.urlChars ? undefined : absolute
}

/** An address without the line breaks that editors put into it, and their indentation. */
function oneLine(written: string): string {
  const lines = written.split(/[\t\r\n]+/)
  return lines.map((line) => line.trim()).join('')
}

/** The address that relative links are relative to, itself perhaps relative; null unless it is one of the web, and of an address's length. */
export function webBase(written: string | null | undefined, base: string | null): string | null {
  try {
    const { href } = new URL((written ?? '').trim(), base ?? undefined)
    return written?.trim() && /^https?:/.test(href) && href.length <= FEED_LIMITS.urlChars ? href : null
  } catch {
    return null
  }
}

/** `HTTP://`, `http:///` and `http:/` are slips of whoever typed them. */
function tidyScheme(link: string): string {
  return link.replace(/^https?:\/+(?=[^/])/i, (start) => `${start.slice(0, start.indexOf(':')).toLowerCase()}://`)
}

function against(link: string, base: string | null): string {
  try {
    const { href } = new URL(link, base ?? undefined)
    return asWritten(href, link)
  } catch {
    return link
  }
}

/** Arabic letters of a relative link, which resolving turned into percents: an absolute link keeps them too. */
function asWritten(href: string, link: string): string {
  if (link.includes('%') || !/[\u0080-\uFFFF]/.test(link)) return href
  try {
    return href.replace(/(?:%[89A-F][\dA-F])+/g, decodeURIComponent)
  } catch {
    return href
  }
}
