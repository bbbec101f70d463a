/** Why td refuses an address, in its words. */
export type LinkProblem = 'Wrong HTTP URL' | 'Unsupported URL protocol' | 'URL host is empty'

/**
 * The canonical form of an address that Telegram accepts in links and buttons: http, https, tg or ton, and a host with
 * a dot, as td's LinkManager checks it. A host alone gets `http://`.
 */
export function checkLink(address: string): { url: string } | { problem: LinkProblem } {
  const trimmed = address.trim()
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):(?!\d+(?:\/|$))/.exec(trimmed)?.[1]?.toLowerCase()
  if (scheme === 'tg' || scheme === 'ton') return { url: trimmed }
  if (scheme !== undefined && scheme !== 'http' && scheme !== 'https') return { problem: 'Unsupported URL protocol' }
  const parsed = URL.parse(scheme === undefined ? `http://${trimmed}` : trimmed)
  if (parsed === null || /\s/.test(trimmed)) return { problem: 'Wrong HTTP URL' }
  if (parsed.hostname === '') return { problem: 'URL host is empty' }
  if (!parsed.hostname.includes('.') && !parsed.hostname.startsWith('[')) return { problem: 'Wrong HTTP URL' }
  return { url: parsed.href }
}

/** The accepted address, or null where Telegram would silently drop the link. */
export function checkedLink(address: string): string | null {
  const checked = checkLink(address)
  return 'url' in checked ? checked.url : null
}

/** The id in `tg://user?id=…`, else null. */
export function mentionedUser(address: string): number | null {
  const id = /^tg:(?:\/\/)?user\?id=(\d{1,19})$/i.exec(address.trim())?.[1]
  return id === undefined ? null : Number(id)
}
