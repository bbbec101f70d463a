import type { IncomingMessage, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import type { Defect, HeaderDefect } from './defect.ts'
import type { Outlet } from './outlet.ts'
import type { FeedBody } from './write-feed.ts'
import { writeHome } from './write-page.ts'

const bombs = new Map<number, Buffer>()

/** Answers with a defect. `path` is the request's own address, for loops; `body` the document that it spoils. */
export function serveDefect(
  request: IncomingMessage,
  response: ServerResponse,
  outlet: Outlet,
  defect: Exclude<Defect, HeaderDefect>,
  body: FeedBody,
): void {
  const half = body.bytes.subarray(0, Math.floor(body.bytes.length / 2))
  const type = { 'content-type': body.contentType }
  switch (defect.kind) {
    case 'status': {
      const retry = defect.retryAfter === undefined ? {} : { 'retry-after': defect.retryAfter }
      response
        .writeHead(defect.status, { 'content-type': 'text/html', ...retry })
        .end(defect.body ?? `<h1>${defect.status}</h1>`)
      return
    }
    case 'html-page':
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(writeHome(outlet))
      return
    case 'empty':
      response.writeHead(200, { ...type, 'content-length': 0 }).end()
      return
    case 'truncated':
      response.writeHead(200, type).end(half)
      return
    case 'cut':
      response.writeHead(200, { ...type, 'content-length': body.bytes.length }).write(half, () => response.destroy())
      return
    case 'hang':
      return
    case 'hang-body':
      response.writeHead(200, type).write(half)
      return
    case 'reset':
      request.socket.resetAndDestroy()
      return
    case 'slow-drip':
      drip(response.writeHead(200, type), body.bytes, defect.bytesPerSecond)
      return
    case 'gzip-bomb':
      response.writeHead(200, { ...type, 'content-encoding': 'gzip' }).end(bomb(defect.megabytes ?? 64))
      return
    case 'endless':
      flood(response.writeHead(200, type))
      return
    case 'redirect':
      response.writeHead(defect.status, { location: defect.to }).end()
      return
    case 'redirect-loop':
      response.writeHead(302, { location: nextInLoop(request.url ?? '/') }).end()
      return
    default:
      defect satisfies never
  }
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
