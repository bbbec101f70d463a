import { isIP } from 'node:net'
import { hostPortOf, normalHostPort } from './allow-hosts.ts'
import { type FetchFailure, failed } from './failure.ts'
import { isGlobalUnicast } from './global-address.ts'

const LONGEST_URL = 2048
const OPEN_PORTS = new Set(['', '80', '443'])
// Names that never leave a machine or a house. A proxy would resolve them for us, past our own lookup.
const LOCAL_NAME = /(?:^|\.)(?:localhost|local|internal|home\.arpa)\.?$/

export type CheckedUrl = { kind: 'ok'; url: URL; allowed: boolean } | FetchFailure

/**
 * The rules that need no network: scheme, userinfo, length, port, literal addresses in any spelling (the URL
 * parser has already turned decimal, octal and hex forms into dotted ones) and local names. `allowed` says that
 * the operator opened this very host and port. Names are judged later, inside the connection's lookup.
 */
export function checkUrl(input: string | URL, allowHosts: readonly string[] = []): CheckedUrl {
  const text = String(input)
  if (text.length > LONGEST_URL) return failed('bad-url', `longer than ${LONGEST_URL} characters`)
  if (!URL.canParse(text)) return failed('bad-url', 'not a URL')
  const url = new URL(text)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return failed('scheme-refused', url.protocol)
  if (url.username !== '' || url.password !== '') return failed('userinfo-refused', 'user name or password in the URL')
  url.hash = ''
  if (isAllowed(url, allowHosts)) return { kind: 'ok', url, allowed: true }
  if (!OPEN_PORTS.has(url.port)) return failed('port-refused', `port ${url.port}`)
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const local = isIP(host) === 0 ? LOCAL_NAME.test(host) : !isGlobalUnicast(host)
  if (local) return failed('address-refused', `${host} is not a public address`)
  return { kind: 'ok', url, allowed: false }
}

function isAllowed(url: URL, allowHosts: readonly string[]): boolean {
  if (allowHosts.length === 0) return false
  const known = normalLists.get(allowHosts) ?? new Set(allowHosts.map(normalHostPort))
  normalLists.set(allowHosts, known)
  return known.has(hostPortOf(url))
}

// A list is read once and asked at every hop of every visit; callers do not change it afterwards.
const normalLists = new WeakMap<readonly string[], ReadonlySet<string | null>>()
