import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { createWeb, type WebDeps, type Webhook } from './web.ts'

export interface WebAddress {
  host: string
  port: number
  /** Set by the operator: a taken port is an error, not a reason to take the next one. */
  fixed: boolean
}

export interface RunningWeb {
  url: string
  stop(): Promise<void>
}

/** Tried after the default one, so that a second instance on one machine gets a page as well. */
const PORTS_TO_TRY = 20

/** The page could not listen; `message` says on which address, why, and what to do. */
export class WebAddressError extends Error {
  override readonly name = 'WebAddressError'
}

/** Serves the page. Resolves when it listens. @throws WebAddressError */
export function startWeb(deps: WebDeps, address: WebAddress): Promise<RunningWeb> {
  return serve(createWeb(deps).fetch, address)
}

/** Serves the webhook of a bot that is a process of its own, and nothing else. @throws WebAddressError */
export function startWebhook({ path, handle }: Webhook, address: WebAddress): Promise<RunningWeb> {
  const refuse = (status: number) => new Response(null, { status })
  return serve(async (request) => {
    if (new URL(request.url).pathname !== path) return refuse(404)
    return request.method === 'POST' ? handle(request) : refuse(405)
  }, address)
}

type Serve = (request: Request) => Response | Promise<Response>

async function serve(answer: Serve, address: WebAddress): Promise<RunningWeb> {
  const server = createServer(getRequestListener(answer))
  // A browser keeps its event stream open for ever; a stop must not wait for it.
  const port = await listen(server, address)
  const host = address.host.includes(':') ? `[${address.host}]` : address.host
  return { url: `http://${host}:${port}`, stop: () => stop(server) }
}

async function listen(server: Server, { host, port, fixed }: WebAddress): Promise<number> {
  const last = fixed || port === 0 ? port : port + PORTS_TO_TRY
  for (let tried = port; ; tried += 1) {
    const problem = await attempt(server, host, tried)
    if (problem === null) {
      const bound = server.address()
      return typeof bound === 'object' && bound ? bound.port : tried
    }
    if (problem !== 'EADDRINUSE' || tried >= last) throw new WebAddressError(inWords(problem, host, tried))
  }
}

function attempt(server: Server, host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) => resolve(error.code ?? 'EUNKNOWN')
    server.once('error', failed)
    server.listen(port, host, () => {
      server.off('error', failed)
      resolve(null)
    })
  })
}

function inWords(code: string, host: string, port: number): string {
  const advice = 'set RASID_HTTP_ADDRESS to another address, for example 127.0.0.1:4800'
  if (code === 'EADDRINUSE') return `The page cannot listen on ${host}:${port}: another program does already; ${advice}`
  if (code === 'EACCES') return `The page may not listen on ${host}:${port}: ports below 1024 need rights; ${advice}`
  if (code === 'EADDRNOTAVAIL') return `The page cannot listen on ${host}: this machine has no such address; ${advice}`
  return `The page cannot listen on ${host}:${port} (${code}); ${advice}`
}

function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
