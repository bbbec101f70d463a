import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import type { FetchOptions } from '@rasid/web-client'

/** What a publisher answers; a string body is sent as UTF-8 RSS unless the headers say otherwise. */
export interface Answer {
  status?: number
  headers?: Record<string, string>
  body?: string | Uint8Array
}

export interface TestItem {
  guid?: string
  title: string
  link?: string
  description?: string
  pubDate?: string
}

/** Publishers on loopback, told apart by host name; names end in `.test` and all resolve to 127.0.0.1. */
export interface Publisher {
  /** The address of a path at one of the hosts. */
  url(host: string, path: string): string
  /** Serves a path from now on. */
  serve(host: string, path: string, answer: Answer | ((request: IncomingMessage) => Answer)): void
  /** Serves an RSS feed with an ETag of its content, and 304 to those who have it. */
  feed(host: string, path: string, items: readonly TestItem[]): void
  /** Requests so far as `host/path`. */
  requests: string[]
  visitor: Pick<FetchOptions, 'userAgent' | 'allowHosts' | 'lookup'>
  close(): Promise<void>
}

export async function startPublisher(hosts: readonly string[]): Promise<Publisher> {
  const answers = new Map<string, Answer | ((request: IncomingMessage) => Answer)>()
  const requests: string[] = []
  const server = createServer((request, response) => {
    const at = `${request.headers.host?.split(':')[0]}${request.url}`
    requests.push(at)
    const found = answers.get(at) ?? { status: 404, body: 'not here' }
    const { status = 200, headers = {}, body = '' } = typeof found === 'function' ? found(request) : found
    response.writeHead(status, { 'content-type': 'application/rss+xml; charset=utf-8', ...headers })
    response.end(status === 304 ? undefined : body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const lookup: LookupFunction = (name, options, found) => {
    if (!name.endsWith('.test'))
      return found(Object.assign(new Error(`no ${name}`), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }), '')
    if (options.all) found(null, [{ address: '127.0.0.1', family: 4 }])
    else found(null, '127.0.0.1', 4)
  }
  const publisher: Publisher = {
    url: (host, path) => `http://${host}:${port}${path}`,
    serve: (host, path, answer) => void answers.set(`${host}${path}`, answer),
    feed: (host, path, items) => {
      const body = rss(items)
      const etag = `"${Buffer.from(body).length}-${items.length}-${hash(body)}"`
      publisher.serve(host, path, ({ headers }) =>
        headers['if-none-match'] === etag ? { status: 304, headers: { etag } } : { headers: { etag }, body },
      )
    },
    requests,
    visitor: { userAgent: 'RasidTest (+http://localhost)', allowHosts: hosts.map((host) => `${host}:${port}`), lookup },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return publisher
}

const hash = (text: string) =>
  [...text].reduce((sum, char) => (Math.imul(sum, 31) + (char.codePointAt(0) ?? 0)) >>> 0, 7)

const inXml = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** An RSS 2.0 document with these items, newest first. */
export function rss(items: readonly TestItem[]): string {
  const element = (name: string, value: string | undefined) =>
    value === undefined ? '' : `<${name}>${inXml(value)}</${name}>`
  const all = items.map(
    (item) =>
      `<item>${element('guid', item.guid)}${element('title', item.title)}${element('link', item.link)}` +
      `${element('description', item.description)}${element('pubDate', item.pubDate)}</item>`,
  )
  return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>خلاصة تجريبية</title>${all.join('')}</channel></rss>`
}
