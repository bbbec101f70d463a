import type { LookupFunction } from 'node:net'
import { type CacheHints, cacheHints, headerOf, retryAfterMs, type Validators, validatorsOf } from './cache-hints.ts'
import { checkUrl } from './check-url.ts'
import { blameProxy } from './classify-error.ts'
import { CookieJar } from './cookie-jar.ts'
import { type Exchange, type ExchangeFailure, exchange } from './exchange.ts'
import { type FetchFailure, failed, failureOfStatus } from './failure.ts'
import { FETCH_LIMITS, type FetchLimits } from './fetch-limits.ts'
import { type ProxySettings, type Route, type RouteChoice, routeTo, turnAt } from './publisher-agent.ts'

export interface FetchOptions {
  /** What this visitor calls itself, contact included: `Rasid/<version> (+contact)`; a feed may need another. */
  userAgent?: string
  accept?: string
  /** Validators of the last body that was kept; they make the request conditional. */
  validators?: Partial<Validators>
  /** `host:port` entries that may be private or on other ports (RASID_ALLOW_HOSTS). */
  allowHosts?: readonly string[]
  /** In the shape of `dns.lookup`; what it answers is checked like any answer. */
  lookup?: LookupFunction
  proxy?: string | ProxySettings
  limits?: Partial<FetchLimits>
  signal?: AbortSignal
  /** Nothing more is asked of this host soon, so its connection need not be kept for a while. */
  isLast?: boolean
  /** Milliseconds since the epoch; for Retry-After dates. */
  now?: () => number
}

export type FetchOutcome =
  | {
      kind: 'fetched'
      status: number
      /** The address that answered, after redirects. */
      url: string
      permanentUrl?: string
      bytes: Uint8Array
      contentType: string | null
      contentLocation: string | null
      validators: Validators
      hints: CacheHints
    }
  | { kind: 'unchanged'; status: number; validators: Validators; hints: CacheHints; permanentUrl?: string }
  | { kind: 'slow-down'; status: number; retryAfterMs: number }
  | FetchFailure

// For callers that know no contact; every polling caller passes version and contact.
const DEFAULT_USER_AGENT = 'Rasid'
const DEFAULT_ACCEPT =
  'application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.9, text/xml;q=0.9, text/html;q=0.7, */*;q=0.5'
// A publisher that says "too many" without saying how long gets at least this much rest.
const DEFAULT_REST_MS = 10 * 60_000
const REDIRECTS = new Set([301, 302, 303, 307, 308])
const PERMANENT = new Set([301, 308])

/**
 * Fetches one URL of a publisher: guarded at every hop (see `checkUrl` and `guardedLookup`), conditional, within
 * `FETCH_LIMITS`. Never throws for anything that the network or the publisher does; each outcome is a value.
 * `permanentUrl` is given when every redirect on the way was permanent (301 or 308).
 */
export async function fetchGuarded(url: string, options: FetchOptions = {}): Promise<FetchOutcome> {
  const limits = { ...FETCH_LIMITS, ...options.limits }
  const jar = new CookieJar()
  const time = { leftMs: limits.totalMs }
  let permanent = true
  let target = url
  for (let hop = 0; ; hop++) {
    const checked = checkUrl(target, options.allowHosts)
    if (checked.kind === 'failed') return checked
    const answer = await askOnce(checked, jar, options, { limits, time })
    if (answer.kind === 'failed') return answer
    jar.take(checked.url, [answer.headers['set-cookie'] ?? []].flat())
    if (!REDIRECTS.has(answer.status)) {
      const moved = hop > 0 && permanent ? { permanentUrl: checked.url.href } : {}
      return outcomeOf(answer, { url: checked.url, moved, options })
    }
    if (hop >= limits.maxRedirects) return failed('too-many-redirects', `more than ${limits.maxRedirects} redirects`)
    const next = redirectTarget(answer, checked.url)
    if (typeof next !== 'string') return next
    permanent &&= PERMANENT.has(answer.status)
    target = next
  }
}

/** One hop, when it is the host's turn. Waiting for that is not held against the publisher: `time` stands still. */
async function askOnce(
  checked: { url: URL; allowed: boolean },
  jar: CookieJar,
  options: FetchOptions,
  { limits, time }: { limits: FetchLimits; time: { leftMs: number } },
): Promise<Exchange | FetchFailure> {
  const { lookup, proxy, signal, isLast } = options
  const route = routeOrFailure({ ...checked, lookup, proxy, connectMs: limits.headersMs, isLast })
  if ('kind' in route) return route
  const headers = requestHeaders(options, jar.headerFor(checked.url))
  const endTurn = await turnAt(checked.url, checked)
  const began = performance.now()
  const ask = () => exchange(route, { headers, limits, remainingMs: time.leftMs, signal })
  // A kept-alive connection that the server had closed says nothing about the feed: ask on a new one, once.
  const askAnew = (first: Exchange | ExchangeFailure) => (first.kind === 'failed' && first.stale ? ask() : first)
  const answer = await ask().then(askAnew).finally(endTurn)
  time.leftMs = Math.max(time.leftMs - (performance.now() - began), 1)
  if (answer.kind === 'failed') {
    const { stale: _stale, ...failure } = answer
    return route.isProxied ? blameProxy(failure) : failure
  }
  return route.isProxied && answer.status === 407 ? failed('proxy-failed', 'HTTP 407', { ours: true }) : answer
}

function routeOrFailure(choice: RouteChoice): Route | FetchFailure {
  try {
    return routeTo(choice)
  } catch (error) {
    return failed('proxy-failed', `the proxy setting is unusable: ${String(error)}`, { ours: true })
  }
}

function requestHeaders(options: FetchOptions, cookie: string | null): Record<string, string> {
  const { etag, lastModified } = options.validators ?? {}
  return {
    'user-agent': options.userAgent ?? DEFAULT_USER_AGENT,
    accept: options.accept ?? DEFAULT_ACCEPT,
    'accept-encoding': 'gzip, deflate, br',
    'accept-language': 'ar, en;q=0.7, *;q=0.5',
    ...(etag && { 'if-none-match': etag }),
    ...(lastModified && { 'if-modified-since': lastModified }),
    ...(cookie !== null && { cookie }),
  }
}

function redirectTarget(answer: Exchange, from: URL): string | FetchFailure {
  const location = headerOf(answer.headers, 'location')
  const { status } = answer
  if (location === null) return failed('bad-redirect', `HTTP ${status} without a Location`, { status })
  // Header bytes come as Latin-1; publishers send Arabic paths as bare UTF-8.
  const bytes = Buffer.from(location, 'latin1')
  const text = bytes.toString('utf8').includes('\ufffd') ? location : bytes.toString('utf8')
  if (!URL.canParse(text, from.href))
    return failed('bad-redirect', `HTTP ${status} to an unreadable address`, { status })
  const next = new URL(text, from)
  if (next.protocol === 'http:' || next.protocol === 'https:') return next.href
  return failed('scheme-refused', `HTTP ${status} to ${next.protocol}`, { status })
}

function outcomeOf(
  answer: Exchange,
  { url, moved, options }: { url: URL; moved: { permanentUrl?: string }; options: FetchOptions },
): FetchOutcome {
  const { status, headers, bytes } = answer
  const now = (options.now ?? Date.now)()
  const isConditional = Boolean(options.validators?.etag || options.validators?.lastModified)
  const hints = cacheHints(headers, now)
  const validators = answer.truncated ? { etag: null, lastModified: null } : validatorsOf(headers)
  if (status === 304 && isConditional) return { kind: 'unchanged', status, validators, hints, ...moved }
  if (status >= 200 && status < 300) {
    if (bytes.length === 0) return { kind: 'unchanged', status, validators, hints, ...moved }
    const [contentType, contentLocation] = [headerOf(headers, 'content-type'), headerOf(headers, 'content-location')]
    return { kind: 'fetched', status, url: url.href, bytes, contentType, contentLocation, validators, hints, ...moved }
  }
  const retry = retryAfterMs(headers, now)
  if (status === 429) return { kind: 'slow-down', status, retryAfterMs: retry ?? DEFAULT_REST_MS }
  if (status === 503 && retry !== undefined) return { kind: 'slow-down', status, retryAfterMs: retry }
  return failureOfStatus(status, headerOf(headers, 'cf-mitigated') ? `HTTP ${status}, challenge page` : undefined)
}
