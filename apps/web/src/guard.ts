import type { MiddlewareHandler } from 'hono'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Two checks that a page on loopback needs although nobody else can connect: a foreign site may point its own name at
 * 127.0.0.1 (DNS rebinding), so the Host must be ours; and it may post forms here, so a change must come from our page.
 * @param publicHosts further host names that reach this page (of RASID_PUBLIC_URL, or the address it listens on).
 */
export function guard(publicHosts: readonly string[], refused: string): MiddlewareHandler {
  const ours = (host: string | undefined) => {
    const name = host?.replace(/:\d+$/, '').toLowerCase() ?? ''
    return LOOPBACK.has(name) || publicHosts.includes(name)
  }
  return async (context, next) => {
    if (!ours(context.req.header('host'))) return context.text(refused, 421)
    const changes = context.req.method !== 'GET' && context.req.method !== 'HEAD'
    if (
      changes &&
      !cameFromHere(context.req.header('origin'), context.req.header('host'), context.req.header('sec-fetch-site'))
    ) {
      return context.text(refused, 403)
    }
    return next()
  }
}

function cameFromHere(origin: string | undefined, host: string | undefined, site: string | undefined): boolean {
  if (site !== undefined && site !== 'same-origin') return false
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === host
}
