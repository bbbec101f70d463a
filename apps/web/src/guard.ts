import type { Context, MiddlewareHandler } from 'hono'
import { API_PATH } from './api/api-document.ts'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/** What a refused request is told. */
export interface Refusals {
  /** It asked for a host that is not ours. */
  host: string
  /** It wants a change and does not come from our page. */
  origin: string
}

/**
 * Two checks that a page on loopback needs although nobody else can connect: a foreign site may point its own name at
 * 127.0.0.1 (DNS rebinding), so the Host must be ours; and it may post forms here, so a change must come from our page.
 * @param publicHosts further host names that reach this page (of RASID_PUBLIC_URL, or the address it listens on).
 */
export function guard(publicHosts: readonly string[], refusals: Refusals): MiddlewareHandler {
  const names = new Set([...LOOPBACK, ...publicHosts.map((name) => name.toLowerCase())])
  return async (context, next) => {
    const host = context.req.header('host')
    if (!names.has(host?.replace(/:\d+$/, '').toLowerCase() ?? '')) return context.text(refusals.host, 421)
    const changes = context.req.method !== 'GET' && context.req.method !== 'HEAD' && !isApi(context)
    const from = { origin: context.req.header('origin'), site: context.req.header('sec-fetch-site') }
    if (changes && !cameFromHere(from, host)) return context.text(refusals.origin, 403)
    return next()
  }
}

// Programs come from no page. What changes something there takes a token, never a cookie, so another site gains nothing.
function isApi({ req }: Context): boolean {
  return req.path.startsWith(`${API_PATH}/`)
}

function cameFromHere({ origin, site }: { origin?: string | undefined; site?: string | undefined }, host?: string) {
  if (site !== undefined && site !== 'same-origin') return false
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host?.toLowerCase()
}
