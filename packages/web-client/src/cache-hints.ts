export type Headers = Readonly<Record<string, string | string[] | undefined>>

/** What a response says about when to come back. */
export interface CacheHints {
  maxAgeMs?: number
  expiresAt?: Date
  retryAfterMs?: number
}
export interface Validators {
  etag: string | null
  lastModified: string | null
}

const DAY_MS = 86_400_000

/** The first value of a header, trimmed; null when it is absent or empty. */
export function headerOf(headers: Headers, name: string): string | null {
  const value = headers[name]
  const first = (Array.isArray(value) ? value[0] : value)?.trim()
  return first === undefined || first === '' ? null : first
}

/** Retry-After in seconds or as a date (RFC 9110 §10.2.3), clamped to [0, one day]; undefined when unreadable. */
export function retryAfterMs(headers: Headers, nowMs: number): number | undefined {
  const value = headerOf(headers, 'retry-after')
  if (value === null) return undefined
  const ms = /^\d+(?:\.\d+)?$/.test(value) ? Number(value) * 1000 : dateOf(value) - nowMs
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(Math.round(ms), 0), DAY_MS)
}

/** max-age (less the Age a cache already spent), Expires and Retry-After, each only when readable. */
export function cacheHints(headers: Headers, nowMs: number): CacheHints {
  const hints: CacheHints = {}
  const maxAge = maxAgeMs(headers)
  if (maxAge !== undefined) hints.maxAgeMs = maxAge
  const expires = dateOf(headerOf(headers, 'expires') ?? '')
  if (!Number.isNaN(expires)) hints.expiresAt = new Date(expires)
  const retry = retryAfterMs(headers, nowMs)
  if (retry !== undefined) hints.retryAfterMs = retry
  return hints
}

// Without a time of day it is no HTTP date; V8 would make the year 2001 out of "-1".
function dateOf(text: string): number {
  return /\d:\d\d/.test(text) ? Date.parse(text) : Number.NaN
}

function maxAgeMs(headers: Headers): number | undefined {
  const control = [headers['cache-control'] ?? []].flat().join(',')
  if (/\bno-(?:cache|store)\b/i.test(control)) return undefined
  const seconds = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1]
  if (seconds === undefined) return undefined
  const age = /^\d{1,10}$/.exec(headerOf(headers, 'age') ?? '')?.[0] ?? '0'
  return Math.max(Number(seconds) - Number(age), 0) * 1000
}

/** ETag and Last-Modified exactly as sent, to be sent back; values that could not be sent back are dropped. */
export function validatorsOf(headers: Headers): Validators {
  return { etag: sendable(headerOf(headers, 'etag')), lastModified: sendable(headerOf(headers, 'last-modified')) }
}

function sendable(value: string | null): string | null {
  return value !== null && value.length <= 1024 && /^[\t\x20-\x7e\x80-\xff]+$/.test(value) ? value : null
}
