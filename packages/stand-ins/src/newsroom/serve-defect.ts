import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Defect, HeaderDefect } from './defect.ts'
import type { Outlet } from './outlet.ts'
import type { FeedBody } from './write-feed.ts'
import { writeHome } from './write-page.ts'

const bombs = new Map<number, Buffer>()

interface Scene {
  request: IncomingMessage
  response: ServerResponse
  outlet: Outlet
  /** The document that is spoilt. */
  body: FeedBody
}

type Spoiling = Exclude<Defect, HeaderDefect>
type Spoil<Kind extends Spoiling['kind']> = (scene: Scene, defect: Extract<Spoiling, { kind: Kind }>) => void

const SPOIL: { [Kind in Spoiling['kind']]: Spoil<Kind> } = {
  status: ({ response }, { status, retryAfter, body }) => {
    const retry = retryAfter === undefined ? {} : { 'retry-after': retryAfter }
    response.writeHead(status, { 'content-type': 'text/html', ...retry }).end(body ?? `<h1>${status}</h1>`)
  },
  'html-page': ({ response, outlet }) =>
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(writeHome(outlet)),
  empty: (scene) => start(scene, { 'content-length': 0 }).end(),
  truncated: (scene) => start(scene).end(halfOf(scene.body)),
  cut: (scene) => {
    const response = start(scene, { 'content-length': scene.body.bytes.length })
    response.write(halfOf(scene.body), () => response.destroy())
  },
  hang: () => undefined,
  'hang-body': (scene) => start(scene).write(halfOf(scene.body)),
  reset: ({ request }) => request.socket.resetAndDestroy(),
  'slow-drip': (scene, { bytesPerSecond }) => drip(start(scene), scene.body.bytes, bytesPerSecond),
  'gzip-bomb': (scene, { megabytes = 64 }) => start(scene, { 'content-encoding': 'gzip' }).end(bomb(megabytes)),
  endless: (scene) => flood(start(scene)),
  redirect: ({ response }, { status, to }) => response.writeHead(status, { location: to }).end(),
  'redirect-loop': ({ request, response }) =>
    response.writeHead(302, { location: nextInLoop(request.url ?? '/') }).end(),
}

/** Answers with a defect in place of the document. */
export function serveDefect(scene: Scene, defect: Spoiling): void {
  const spoil = SPOIL[defect.kind] as Spoil<Spoiling['kind']>
  spoil(scene, defect)
}

function start({ response, body }: Scene, headers: Record<string, string | number> = {}): ServerResponse {
  return response.writeHead(200, { 'content-type': body.contentType, ...headers })
}

function halfOf(body: FeedBody): Buffer {
  return body.bytes.subarray(0, Math.floor(body.bytes.length / 2))
}

function drip(response: ServerResponse, bytes: Buffer, perSecond: number): void {
  // Ten drops a second, so that a reader sees steady progress.
  const size = Math.max(1, Math.round(perSecond / 10))
  let at = 0
  const timer = setInterval(() => {
    response.write(bytes.subarray(at, at + size))
    at += size
    if (at >= bytes.length) response.end()
  }, 100)
  response.once('close', () => clearInterval(timer))
}

function flood(response: ServerResponse): void {
  const block = Buffer.alloc(64 * 1024, 0x20)
  const more = () => {
    while (!response.destroyed && response.write(block));
  }
  response.on('drain', more)
  more()
}

function bomb(megabytes: number): Buffer {
  const known = bombs.get(megabytes)
  if (known) return known
  const packed = gzipSync(Buffer.alloc(megabytes * 1024 * 1024, 0x20))
  bombs.set(megabytes, packed)
  return packed
}

/** A chain whose address changes at each hop, so that remembering visited addresses does not end it. */
function nextInLoop(path: string): string {
  const [base = '/', query = ''] = path.split('?')
  return `${base}?hop=${Number(new URLSearchParams(query).get('hop') ?? 0) + 1}`
}
