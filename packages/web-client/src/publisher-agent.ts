import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher } from 'undici'
import { isGlobalUnicast } from './global-address.ts'
import { AddressRefused, guardedLookup, systemLookup } from './guarded-lookup.ts'
import { HostTurns } from './host-turns.ts'
import { type LoneConnection, loneConnection } from './lone-connection.ts'
import { proxyHeaders, tunnelConnector } from './proxy-tunnel.ts'

/** Proxies by scheme of the target, and hosts (exact, or `.suffix`, or `*`) that are reached without one. */
export interface ProxySettings {
  http?: string
  https?: string
  bypass?: readonly string[]
}
export interface RouteChoice {
  url: URL
  /** The operator opened this host and port: private addresses pass, and no proxy stands between. */
  allowed: boolean
  lookup?: LookupFunction | undefined
  proxy?: string | ProxySettings | undefined
  connectMs: number
  /** Nothing more is asked of this host soon, so its connection need not outlive the answer. */
  isLast?: boolean | undefined
}
/** How to send a request for one URL: through which connections, to whom, under which target. */
export interface Route {
  dispatcher: Dispatcher
  origin: string
  path: string
  headers: Record<string, string>
  isProxied: boolean
  /** The request asks for its connection to be closed. */
  isLast: boolean
  /** Closes a connection that is for this request alone: see `LoneConnection`. */
  end?: LoneConnection['end']
}

// One connection a publisher: the manners that no caller can forget. Hosts that the operator opened are his own.
const CONNECTIONS = { publisher: 1, allowed: 16 }
const turns = new HostTurns()

/** Waits until this host may be visited; call what comes back when the visit is over. */
export function turnAt(url: URL, { allowed }: { allowed: boolean }): Promise<() => void> {
  return turns.take(allowed ? url.host : url.hostname, allowed ? CONNECTIONS.allowed : CONNECTIONS.publisher)
}

// A feed is not visited again for minutes: a kept connection serves the redirects and the robots.txt of one visit, and
// thousands of idle ones would only cost memory on both sides.
const KEPT_MS = 1_000
const AGENT_OPTIONS = {
  pipelining: 1,
  headersTimeout: 0,
  bodyTimeout: 0,
  maxHeaderSize: 32 * 1024,
  keepAliveTimeout: KEPT_MS,
} as const

// What visits with the same lookup and settings share lives as long as that lookup: kept-alive connections and, with the
// connectors of lone ones, TLS sessions.
const agents = new WeakMap<LookupFunction, Map<string, Dispatcher>>()
const connectors = new WeakMap<LookupFunction, Map<string, buildConnector.connector>>()

/** The route to one URL; the same settings share connections. Throws when the proxy's address is unusable. */
export function routeTo(choice: RouteChoice): Route {
  const { url, allowed, connectMs, lookup = systemLookup, isLast = false } = choice
  const proxy = allowed ? undefined : proxyFor(url, choice.proxy)
  const direct = { origin: url.origin, path: url.pathname + url.search, headers: {}, isLast }
  if (proxy === undefined) {
    const key = `${allowed} ${connectMs}`
    const guarded = (keepAlive: boolean) => () => guardedConnector(lookup, { checked: !allowed, connectMs, keepAlive })
    if (isLast) {
      const connect = shared(connectors, { lookup, key }, guarded(false))
      return { ...direct, ...loneConnection(url.origin, connect, AGENT_OPTIONS), isProxied: false }
    }
    const connections = allowed ? CONNECTIONS.allowed : CONNECTIONS.publisher
    return { ...direct, dispatcher: agentFor(lookup, key, { connections, connect: guarded(true) }), isProxied: false }
  }
  const through = new URL(proxy)
  const key = `${url.protocol} ${connectMs} ${proxy}`
  if (url.protocol === 'https:') {
    const connect = () => tunnelConnector(through, connectMs)
    return { ...direct, dispatcher: agentFor(lookup, key, { connections: 1, connect }), isProxied: true }
  }
  const connect = () => buildConnector({ timeout: connectMs })
  const dispatcher = agentFor(lookup, key, { connections: CONNECTIONS.allowed, connect })
  const headers = { host: url.host, ...proxyHeaders(through) }
  return { dispatcher, origin: through.origin, path: url.href, headers, isProxied: true, isLast }
}

interface AgentSettings {
  connections: number
  connect: () => buildConnector.connector
}

function agentFor(lookup: LookupFunction, key: string, { connections, connect }: AgentSettings): Dispatcher {
  return shared(agents, { lookup, key }, () => new Agent({ ...AGENT_OPTIONS, connections, connect: connect() }))
}

function shared<Value>(
  all: WeakMap<LookupFunction, Map<string, Value>>,
  { lookup, key }: { lookup: LookupFunction; key: string },
  make: () => Value,
): Value {
  const known = all.get(lookup) ?? new Map<string, Value>()
  all.set(lookup, known)
  const value = known.get(key) ?? make()
  known.set(key, value)
  return value
}

function guardedConnector(
  lookup: LookupFunction,
  { checked, connectMs, keepAlive }: { checked: boolean; connectMs: number; keepAlive: boolean },
): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectMs,
    keepAlive,
    lookup: guardedLookup(lookup, { checked }),
    autoSelectFamily: true,
  })
  return (options, callback) => {
    // Literals never reach the lookup, so they are judged once more here, where the connection is made.
    if (checked && isIP(options.hostname) !== 0 && !isGlobalUnicast(options.hostname)) {
      return callback(new AddressRefused(`${options.hostname} is not a public address`), null)
    }
    connect(options, callback)
  }
}

function proxyFor(url: URL, proxy: string | ProxySettings | undefined): string | undefined {
  if (proxy === undefined || typeof proxy === 'string') return proxy || undefined
  const bypassed = proxy.bypass?.some(
    (entry) => entry === '*' || url.hostname === entry || url.hostname.endsWith(`.${entry.replace(/^\./, '')}`),
  )
  return bypassed ? undefined : (url.protocol === 'https:' ? proxy.https : proxy.http) || undefined
}

/** Closes every connection made with this lookup (the system's by default); a later visit opens new ones. */
export async function closePublisherAgents(lookup: LookupFunction = systemLookup): Promise<void> {
  const known = [...(agents.get(lookup)?.values() ?? [])]
  agents.delete(lookup)
  await Promise.all(known.map((agent) => agent.destroy()))
}
