// Publishers in a process of their own: node publishers.ts. Feed n is the host f<n>.test on one port, or the path /f<n>.
// Feeds with an even number answer 304 to their ETag; odd ones know no validators and send the same body every time.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

const ITEMS = 30
const bodies = new Map<number, { revision: number; bytes: Buffer }>()
let revision = 1
let requests = 0

/** A feed of thirty Arabic items, about 12 KB; one of them names the topic's entities. */
function bodyOf(feed: number): Buffer {
  const known = bodies.get(feed)
  if (known?.revision === revision) return known.bytes
  const items = Array.from({ length: ITEMS }, (_, n) => itemOf(feed, revision * 1000 + n))
  const head = `<title>وسيلة ${feed}</title><link>http://f${feed}.test/</link><language>ar</language>`
  const bytes = Buffer.from(
    `<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0"><channel>${head}\n${items.join('\n')}\n</channel></rss>\n`,
  )
  bodies.set(feed, { revision, bytes })
  return bytes
}

const SUBJECTS = [
  'معرض الكتاب يستقبل زواره',
  'الأسواق تغلق على ارتفاع',
  'الأمطار تعود إلى الشمال',
  'المنتخب يستعد لمباراته',
]

function itemOf(feed: number, n: number): string {
  const subject = n % ITEMS === 7 ? 'لقاء في كابل بين مسؤولين محليين' : SUBJECTS[n % SUBJECTS.length]
  return `<item><guid isPermaLink="false">f${feed}-${n}</guid><title>${subject}، الخبر ${n} من الوسيلة ${feed}</title>
<link>http://f${feed}.test/news/${n}</link><pubDate>Sun, 22 Nov 2026 08:00:00 GMT</pubDate>
<description><![CDATA[<p>قال مراسلنا إن الحضور فاق التوقعات، وإن المنظمين يعدون بمزيد من الفعاليات في الأيام المقبلة، رقم ${n}.</p>]]></description></item>`
}

const FEED = /^f(\d+)\.|^\/f(\d+)\b/

function serve(host: string, path: string, tag: string | undefined, response: ServerResponse): void {
  requests++
  const [, byHost, byPath] = FEED.exec(host) ?? FEED.exec(path) ?? []
  const feed = Number(byHost ?? byPath)
  if (!Number.isInteger(feed)) return void response.writeHead(404).end()
  const hasValidators = feed % 2 === 0
  const etag = `"${feed}-${revision}"`
  if (hasValidators && tag === etag) return void response.writeHead(304, { etag }).end()
  const bytes = bodyOf(feed)
  const headers = { 'content-type': 'application/rss+xml; charset=utf-8', 'content-length': bytes.length }
  response.writeHead(200, hasValidators ? { ...headers, etag } : headers).end(bytes)
}

const server = createServer((request, response) =>
  serve(request.headers.host ?? '', request.url ?? '/', request.headers['if-none-match'], response),
)
server.listen(0, '127.0.0.1', 8192, () => process.send?.({ port: (server.address() as AddressInfo).port }))
process.on('message', (message: { publish?: true; count?: true }) => {
  if (message.publish) revision++
  process.send?.({ requests })
})
process.on('disconnect', () => process.exit(0))
