import http from 'node:http'
import net, { type AddressInfo, type LookupFunction } from 'node:net'
import { onTestFinished } from 'vitest'
import type { FetchOptions } from '../fetch-guarded.ts'
import { closePublisherAgents } from '../publisher-agent.ts'

export interface LoopbackPublisher {
  /** URL of a path under a name that only the injected lookup knows. */
  at: (path: string, host?: string) => string
  /** Options that let a visit through to this server, and to no other. */
  options: FetchOptions & { lookup: LookupFunction }
  port: number
  requests: http.IncomingMessage[]
  connections: () => number
  /** Connections that are open now. */
  open: () => number
}

const HOSTS = ['news.test', 'cdn.news.test', 'other.test']

/** Every name leads to loopback, as if the resolver said so. */
export function lookupTo(...addresses: string[]): LookupFunction {
  return (_hostname, _options, callback) => {
    callback(
      null,
      addresses.map((address) => ({ address, family: net.isIP(address) })),
    )
  }
}

/** A publisher on a free port of loopback, closed after the test. */
export async function loopbackPublisher(answer: http.RequestListener): Promise<LoopbackPublisher> {
  const requests: http.IncomingMessage[] = []
  const server = http.createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  return { ...(await listen(server, () => server.closeAllConnections())), requests }
}

/** A server that speaks below HTTP: whatever it writes goes out as it is. */
export async function rawPublisher(answer: (socket: net.Socket) => void): Promise<LoopbackPublisher> {
  const sockets = new Set<net.Socket>()
  const server = net.createServer((socket) => {
    sockets.add(socket.on('error', () => {}))
    socket.once('data', () => answer(socket))
  })
  const closeAll = () => {
    for (const socket of sockets) socket.destroy()
  }
  return { ...(await listen(server, closeAll)), requests: [] }
}

async function listen(server: net.Server, closeAll: () => void): Promise<Omit<LoopbackPublisher, 'requests'>> {
  let [connections, open] = [0, 0]
  server.on('connection', (socket: net.Socket) => {
    connections++
    open++
    socket.on('close', () => open--)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const lookup = lookupTo('127.0.0.1')
  onTestFinished(async () => {
    await closePublisherAgents(lookup)
    closeAll()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    at: (path, host = 'news.test') => `http://${host}:${port}${path}`,
    options: { lookup, allowHosts: HOSTS.map((host) => `${host}:${port}`) },
    port,
    connections: () => connections,
    open: () => open,
  }
}
