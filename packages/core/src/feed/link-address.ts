import { FEED_LIMITS } from './feed-document.ts'

// Addresses that run code or carry the document itself are never links.
const REFUSED = /^\s*(?:javascript|vbscript|data|file|about|blob):/i

/**
 * The absolute form of a link as written in a feed. Without a base, or where it cannot be resolved, it stays as
 * written; undefined when empty, dangerous or longer than `FEED_LIMITS.urlChars`.
 */
export function resolveLink(written: string | undefined, base: string | null): string | undefined {
  const link = written
    ?.replace(/\s*[\t\r\n]\s*/g, '')
    .trim()
    .replaceAll('&amp;', '&')
  if (!link || REFUSED.test(link)) return undefined
  const absolute = /^[a-z][a-z0-9+.-]*:/i.test(link) ? link : against(link, base)
  return absolute.length > FEED_LIMITS.urlChars ? undefined : absolute
}

function against(link: string, base: string | null): string {
  try {
    return new URL(link, base ?? undefined).href
  } catch {
    return link
  }
}
