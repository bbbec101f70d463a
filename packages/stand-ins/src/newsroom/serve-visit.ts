import { createHash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Defect } from './defect.ts'
import type { Outlet } from './outlet.ts'
import { serveDefect } from './serve-defect.ts'
import { closeVisit, openVisit, type Room, routeOf, type Visit } from './visit.ts'
import { type FeedBody, writeFeed } from './write-feed.ts'
import { writeHome, writePage } from './write-page.ts'

/** Answers one request: robots, a feed, a front page or an article page, with the outlet's defect if it has one. */
export function serveVisit(room: Room, request: IncomingMessage, response: ServerResponse): void {
  const { outlet, path } = routeOf(room, request)
  const visit = openVisit(room, request, outlet, path)
  response.once('close', () => closeVisit(room, visit, response))
  if (visit.kind === 'robots') {
    response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(room.robots)
  } else if (!outlet) serveMissing(response)
  else if (visit.kind === 'feed') serveFeed(request, response, outlet, visit)
  else if (visit.kind === 'home') serveHtml(response, writeHome(outlet))
  else servePage(request, response, outlet, visit)
}

function serveFeed(request: IncomingMessage, response: ServerResponse, outlet: Outlet, visit: Visit): void {
  const body = writeFeed(outlet)
  const defect = takeDefect(outlet)
  visit.defect = defect?.kind ?? null
  if (defect?.kind === 'wrong-charset') {
    const contentType = `${body.contentType.split(';')[0]}; charset=${defect.charset}`
    serveDocument(request, response, outlet, { ...body, contentType })
  } else if (defect?.kind === 'wrong-type') {
    serveDocument(request, response, outlet, { ...body, contentType: defect.contentType })
  } else if (defect) serveDefect({ request, response, outlet, body }, defect)
  else serveDocument(request, response, outlet, body)
}

function takeDefect(outlet: Outlet): Defect | null {
  const broken = outlet.defect
  if (!broken) return null
  broken.left--
  if (broken.left <= 0) outlet.defect = null
  return broken.defect
}

function serveDocument(request: IncomingMessage, response: ServerResponse, outlet: Outlet, body: FeedBody): void {
  const etag = `"${createHash('sha256').update(body.bytes).digest('base64url').slice(0, 22)}"`
  const validators = outlet.validators ? { etag, 'last-modified': outlet.changedAt.toUTCString() } : {}
  const caching = outlet.maxAgeSeconds === null ? {} : { 'cache-control': `max-age=${outlet.maxAgeSeconds}` }
  if (outlet.validators && isUnchanged(request, outlet, etag)) {
    response.writeHead(304, { ...validators, ...caching }).end()
    return
  }
  const headers = { 'content-type': body.contentType, 'content-length': body.bytes.length }
  response.writeHead(200, { ...headers, ...validators, ...caching }).end(body.bytes)
}

/** If-None-Match outranks If-Modified-Since (RFC 9110, 13.2.2). */
function isUnchanged(request: IncomingMessage, outlet: Outlet, etag: string): boolean {
  const match = request.headers['if-none-match']
  if (match !== undefined) return match.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag)
  const since = Date.parse(request.headers['if-modified-since'] ?? '')
  return Number.isFinite(since) && Math.floor(outlet.changedAt.getTime() / 1000) * 1000 <= since
}

function servePage(request: IncomingMessage, response: ServerResponse, outlet: Outlet, visit: Visit): void {
  const article = outlet.articles.find(
    ({ url }) => new URL(url).pathname === new URL(request.url ?? '/', outlet.origin).pathname,
  )
  if (!article) {
    serveMissing(response)
    return
  }
  const html = writePage(outlet, article)
  const defect = outlet.pageDefect
  if (!defect || defect.kind === 'wrong-charset' || defect.kind === 'wrong-type') {
    serveHtml(response, html)
    return
  }
  visit.defect = defect.kind
  serveDefect(
    { request, response, outlet, body: { bytes: Buffer.from(html), contentType: 'text/html; charset=utf-8' } },
    defect,
  )
}

function serveHtml(response: ServerResponse, html: string): void {
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(html)
}

function serveMissing(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/html; charset=utf-8' }).end('<h1>404</h1>')
}
