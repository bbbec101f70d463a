import { isIP, type LookupFunction } from 'node:net'
import { Agent, buildConnector, type Dispatcher, Pool, ProxyAgent } from 'undici'
import { isGlobalUnicast } from './global-address.ts'
import { AddressRefused, guardedLookup, systemLookup } from './guarded-lookup.ts'

/** Proxies by scheme of the target, and hosts (exact, or `.suffix`, or `*`) that are reached without one. */
export interface ProxySettings {
  http?: string
  https?: string
  bypass?: readonly string[]
}
export interface AgentChoice {
  url: URL
  /** The operator opened this host and port: private addresses pass, and no proxy stands between. */
  allowed: boolean
  lookup?: LookupFunction | undefined
  proxy?: string | ProxySettings | undefined
  connectMs: number
}

// One connection a publisher: the manners that no caller can forget. Hosts that the operator opened are his own.
const CONNECTIONS = { publisher: 1, allowed: 16 }
const AGENT_OPTIONS = { pipelining: 1, headersTimeout: 0, bodyTimeout: 0, maxHeaderSize: 32 * 1024 } as const

// Agents live as long as the lookup that they use, so that kept-alive connections serve later visits.
const agents = new WeakMap<LookupFunction, Map<string, Dispatcher>>()

/** The dispatcher for one URL; the same settings get the same one, and so its open connections. */
export function publisherAgent(choice: AgentChoice): Dispatcher {
  const lookup = choice.lookup ?? systemLookup
  const proxy = choice.allowed ? undefined : proxyFor(choice.url, choice.proxy)
  const key = `${choice.allowed} ${choice.connectMs} ${proxy ?? ''}`
  const known = agents.get(lookup) ?? new Map<string, Dispatcher>()
  agents.set(lookup, known)
  const agent = known.get(key) ?? makeAgent(choice, lookup, proxy)
  known.set(key, agent)
  return agent
}

function makeAgent({ allowed, connectMs }: AgentChoice, lookup: LookupFunction, proxy: string | undefined): Dispatcher {
  const connections = allowed ? CONNECTIONS.allowed : CONNECTIONS.publisher
  if (proxy !== undefined) return proxyAgent(proxy, { connectMs, connections })
  return new Agent({ ...AGENT_OPTIONS, connections, connect: connector(lookup, { checked: !allowed, connectMs }) })
}

/** Through a proxy the names are resolved there: only `checkUrl` stands guard. */
function proxyAgent(uri: string, { connectMs, connections }: { connectMs: number; connections: number }): Dispatcher {
  const tls = { timeout: connectMs }
  return new ProxyAgent({
    ...AGENT_OPTIONS,
    uri,
    connections,
    proxyTunnel: false,
    proxyTls: tls,
    requestTls: tls,
    // A proxy that takes the CONNECT and never answers would hold the visit for undici's five minutes.
    clientFactory: (origin, options) => new Pool(origin, { ...options, headersTimeout: connectMs }),
  })
}

function connector(
  lookup: LookupFunction,
  { checked, connectMs }: { checked: boolean; connectMs: number },
): buildConnector.connector {
  const connect = buildConnector({
    timeout: connectMs,
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
