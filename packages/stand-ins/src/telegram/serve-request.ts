import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { BotState } from './bot-state.ts'
import type { Call } from './call.ts'
import type { Fault, FaultBox } from './faults.ts'
import { type LoggedRequest, logRequest, logResult } from './log-request.ts'
import { methods } from './methods/index.ts'
import { readBody } from './read-body.ts'
import { Refusal } from './refusal.ts'

export interface ServeDeps {
  bot: BotState
  log: LoggedRequest[]
  faults: FaultBox
  ended: (request: LoggedRequest) => void
  /** Milliseconds on the way, asked for once before and once after the method; not for getUpdates. */
  latency: (() => number) | undefined
}

interface Answer {
  status: number
  body: unknown
}

const BAD_GATEWAY =
  '<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n'

/** The listener of the stand-in's server: paths, token, faults, then the method. */
export function requestListener(deps: ServeDeps): RequestListener {
  return (request, response) => {
    serve(deps, request, response).catch(() => response.destroy())
  }
}

async function serve(deps: ServeDeps, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://127.0.0.1')
  const file = /^\/file\/bot([^/]+)\/(.+)$/.exec(url.pathname)
  if (file) return serveFile(deps, response, file[1] ?? '', file[2] ?? '')
  const path = /^\/bot([^/]+)\/([^/]+)\/?$/.exec(decodePath(url.pathname))
  if (!path) return answer(response, failure(new Refusal(404, 'Not Found')))
  const method = (path[2] ?? '').toLowerCase()
  try {
    checkToken(deps.bot, path[1] ?? '')
  } catch (error) {
    return refuse(deps, response, path[2] ?? '', error)
  }
  await serveMethod(deps, request, response, { method, name: path[2] ?? '', query: url.searchParams })
}

/** Percent signs that decode to nothing make a path that is not found, not an error of ours. */
function decodePath(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return ''
  }
}

interface Route {
  method: string
  name: string
  query: URLSearchParams
}

async function serveMethod(
  deps: ServeDeps,
  request: IncomingMessage,
  response: ServerResponse,
  route: Route,
): Promise<void> {
  let call: Call
  try {
    const body = await readBody(request, route.query)
    call = { method: route.method, ...body, signal: whenGone(response) }
  } catch (error) {
    return refuse(deps, response, route.name, error)
  }
  const isPoll = route.method === 'getupdates'
  if (deps.latency && !isPoll) await sleep(deps.latency(), call.signal)
  const chatId = Number(call.params.chat_id)
  const fault = deps.faults.pick(route.method, Number.isFinite(chatId) ? chatId : null)
  const logged = logRequest(deps, route.name, call.params, fault?.kind ?? null)
  await serveWithFault(deps, response, call, fault, logged)
  deps.ended(logged)
}

/** A request that never reached a method is logged as well. */
function refuse(deps: ServeDeps, response: ServerResponse, name: string, error: unknown): void {
  const refused = failure(error)
  const logged = logRequest(deps, name, {}, null)
  logResult(logged, refused)
  answer(response, refused)
  deps.ended(logged)
}

async function serveWithFault(
  deps: ServeDeps,
  response: ServerResponse,
  call: Call,
  fault: Fault | null,
  logged: LoggedRequest,
): Promise<void> {
  const isProcessed =
    fault === null ||
    fault.kind === 'reset-after' ||
    fault.kind === 'delay' ||
    ('processed' in fault && fault.processed === true)
  const result = isProcessed ? await run(deps.bot, call) : null
  if (result) logResult(logged, result)
  if (deps.latency && call.method !== 'getupdates') await sleep(deps.latency(), call.signal)
  switch (fault?.kind) {
    case undefined:
      return answer(response, result as Answer)
    case 'delay':
      await sleep(fault.ms, call.signal)
      return answer(response, result as Answer)
    case 'error': {
      logged.status = fault.code
      logged.description = fault.description
      return answer(response, failure(new Refusal(fault.code, fault.description, fault.parameters)))
    }
    case 'bad-gateway':
      logged.status = 502
      response.writeHead(502, { 'content-type': 'text/html' }).end(BAD_GATEWAY)
      return
    case 'hang':
      logged.status = 0
      return
    default:
      logged.status = 0
      response.socket?.resetAndDestroy()
  }
}

async function run(bot: BotState, call: Call): Promise<Answer> {
  try {
    const method = methods.get(call.method)
    if (!method) throw new Refusal(404, 'Not Found: method not found')
    return { status: 200, body: { ok: true, result: await method(bot, call) } }
  } catch (error) {
    return failure(error)
  }
}

function failure(error: unknown): Answer {
  // A fault of the stand-in itself must be seen, not taken for Telegram's.
  const refusal = error instanceof Refusal ? error : new Refusal(500, `Internal Server Error: ${String(error)}`)
  const { code, description, parameters } = refusal
  return { status: code, body: { ok: false, error_code: code, description, ...(parameters && { parameters }) } }
}

function answer(response: ServerResponse, { status, body }: Answer): void {
  if (response.destroyed) return
  const bytes = Buffer.from(JSON.stringify(body))
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length }).end(bytes)
}

function serveFile(deps: ServeDeps, response: ServerResponse, token: string, path: string): void {
  const file = [...deps.bot.world.files.values()].find((stored) => stored.path === path)
  if (token !== deps.bot.world.token || !file) answer(response, failure(new Refusal(404, 'Not Found')))
  else response.writeHead(200, { 'content-type': 'application/octet-stream' }).end(file.bytes)
}

function checkToken(bot: BotState, token: string): void {
  if (token.startsWith('0') || token.length > 80) throw new Refusal(401, 'Unauthorized: invalid token specified')
  if (!/^\d+:[\w-]+$/.test(token)) throw new Refusal(404, 'Not Found')
  if (token !== bot.world.token) throw new Refusal(401, 'Unauthorized')
}

/** Aborted when the connection ends, by the client or by our close(). */
function whenGone(response: ServerResponse): AbortSignal {
  const gone = new AbortController()
  response.once('close', () => gone.abort())
  return gone.signal
}

function sleep(ms: number, gone: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms)
    gone.addEventListener(
      'abort',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
  })
}
