const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const NAMED: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"' }

/** Escapes for Telegram's HTML, in text and in double-quoted attributes alike. Telegram knows only these four
 *  named entities, so an apostrophe stays as it is. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => ESCAPES[char] ?? char)
}

/** What is left of Telegram HTML when the reader sees it: tags gone, entities decoded. Used for the plain-text
 *  second try after "can't parse entities", and to measure a draft as the server will. */
export function plainOf(html: string): string {
  return html.replace(/<[^>]*>/g, '').replace(/&(amp|lt|gt|quot);/g, (whole, name: string) => NAMED[name] ?? whole)
}

/** A link for an `href`, or null when Telegram or a reader could not follow it (other schemes, broken, over 2,048). */
export function linkTarget(url: string | null | undefined): string | null {
  if (!url || url.length > 2_048 || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return null
  return new URL(url).href.length > 2_048 ? null : new URL(url).href
}
