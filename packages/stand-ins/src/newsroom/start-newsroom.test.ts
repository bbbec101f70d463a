import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Defect } from './defect.ts'
import { loopbackLookup } from './loopback-lookup.ts'
import type { OutletOptions } from './outlet.ts'
import { type Newsroom, startNewsroom } from './start-newsroom.ts'

let newsroom: Newsroom
let clock = 0

beforeEach(async () => {
  clock = Date.parse('2026-03-01T08:00:00Z')
  newsroom = await startNewsroom({ now: () => clock })
})
afterEach(() => newsroom.close())

const open = (options: Partial<OutletOptions> = {}) => {
  newsroom.addOutlet({ name: 'al-ufuq', title: 'وكالة الأفق', ...options })
  return newsroom.feedUrl('al-ufuq')
}
const text = async (url: string, charset = 'utf-8') =>
  new TextDecoder(charset).decode(await (await fetch(url)).arrayBuffer())

describe('feeds', () => {
  it.each([
    {
      format: 'rss' as const,
      file: 'rss.xml',
      has: [
        '<rss version="2.0"',
        '<pubDate>Sun, 01 Mar 2026 08:00:00 GMT</pubDate>',
        '<title>خبر &lt;1&gt; &amp; آخر</title>',
      ],
    },
    {
      format: 'atom' as const,
      file: 'atom.xml',
      has: [
        '<feed xmlns="http://www.w3.org/2005/Atom"',
        '<published>2026-03-01T08:00:00.000Z</published>',
        '<title type="html">خبر &amp;lt;1&amp;gt; &amp;amp; آخر</title>',
      ],
    },
    { format: 'rdf' as const, file: 'rdf.xml', has: ['<rdf:RDF', '<dc:date>2026-03-01T08:00:00.000Z</dc:date>'] },
    {
      format: 'json' as const,
      file: 'feed.json',
      has: ['"version": "https://jsonfeed.org/version/1.1"', '"title": "خبر <1> & آخر"'],
    },
  ])('serves $format', async ({ format, file, has }) => {
    const url = open({ format })
    newsroom.publish('al-ufuq', { title: 'خبر <1> & آخر', summary: 'ملخص' })
    const body = await text(url)
    expect(url).toBe(`${newsroom.origin}/al-ufuq/${file}`)
    for (const part of has) expect(body).toContain(part)
  })

  it.each([
    { charsetIn: 'both' as const, header: 'application/rss+xml; charset=windows-1256', declared: true },
    { charsetIn: 'header' as const, header: 'application/rss+xml; charset=windows-1256', declared: false },
    { charsetIn: 'declaration' as const, header: 'application/rss+xml', declared: true },
    { charsetIn: 'none' as const, header: 'application/rss+xml', declared: false },
  ])('says windows-1256 in: $charsetIn', async ({ charsetIn, header, declared }) => {
    const url = open({ charset: 'windows-1256', charsetIn })
    newsroom.publish('al-ufuq', { title: 'محادثات في موسكو' })
    const body = await text(url, 'windows-1256')
    expect((await fetch(url)).headers.get('content-type')).toBe(header)
    expect(body.includes('encoding="windows-1256"')).toBe(declared)
    expect(body).toContain('<title>محادثات في موسكو</title>')
  })

  it('shows the newest first and lets old ones fall out', async () => {
    const url = open({ shows: 2 })
    for (const title of ['أول', 'ثان', 'ثالث']) newsroom.publish('al-ufuq', { title })
    const titles = [...(await text(url)).matchAll(/<item>\n<title>(.*?)<\/title>/g)].map(([, title]) => title)
    expect(titles).toEqual(['ثالث', 'ثان'])
  })

  it('keeps id and address when an editor changes a headline, and never reuses a number', async () => {
    const url = open()
    const { id } = newsroom.publish('al-ufuq', { title: 'قبل' })
    newsroom.edit('al-ufuq', id, { title: 'بعد' })
    expect(await text(url)).toContain('<title>بعد</title>')
    newsroom.withdraw('al-ufuq', id)
    expect(newsroom.publish('al-ufuq', { title: 'تال' }).id).not.toBe(id)
    expect(await text(url)).not.toContain('بعد')
  })
})

describe('conditional visits', () => {
  it('answers 304 to its own ETag until something is published', async () => {
    const url = open()
    const etag = (await fetch(url)).headers.get('etag') ?? ''
    const again = () => fetch(url, { headers: { 'if-none-match': etag } })
    expect((await again()).status).toBe(304)
    newsroom.publish('al-ufuq', { title: 'جديد' })
    expect((await again()).status).toBe(200)
    expect(newsroom.counts('al-ufuq')).toMatchObject({ feed: 3, unchanged: 1 })
  })

  it('answers 304 to Last-Modified alone, and 200 once the second has passed', async () => {
    const url = open()
    const modified = (await fetch(url)).headers.get('last-modified') ?? ''
    const again = () => fetch(url, { headers: { 'if-modified-since': modified } })
    expect((await again()).status).toBe(304)
    clock += 1000
    newsroom.publish('al-ufuq', { title: 'جديد' })
    expect((await again()).status).toBe(200)
  })

  it('gives no validators when the outlet has none', async () => {
    const headers = (await fetch(open({ validators: false, maxAgeSeconds: 60 }))).headers
    expect([headers.get('etag'), headers.get('last-modified'), headers.get('cache-control')]).toEqual([
      null,
      null,
      'max-age=60',
    ])
  })
})

/** What a careless reader gets: status and length, or how it failed. */
async function visit(url: string, patienceMs = 10_000): Promise<string> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(patienceMs) })
    return `${response.status} ${(await response.arrayBuffer()).byteLength}`
  } catch (error) {
    return (error as Error).name
  }
}

describe('defects', () => {
  const cases: { defect: Defect; ends: RegExp }[] = [
    { defect: { kind: 'status', status: 500 }, ends: /^500 / },
    { defect: { kind: 'status', status: 403, body: 'لا' }, ends: /^403 4$/ },
    { defect: { kind: 'status', status: 410 }, ends: /^410 / },
    { defect: { kind: 'empty' }, ends: /^200 0$/ },
    { defect: { kind: 'html-page' }, ends: /^200 \d{3,}$/ },
    { defect: { kind: 'cut' }, ends: /^TypeError$/ },
    { defect: { kind: 'hang' }, ends: /^TimeoutError$/ },
    { defect: { kind: 'hang-body' }, ends: /^TimeoutError$/ },
    { defect: { kind: 'reset' }, ends: /^TypeError$/ },
    { defect: { kind: 'slow-drip', bytesPerSecond: 100 }, ends: /^TimeoutError$/ },
    { defect: { kind: 'endless' }, ends: /^TimeoutError$/ },
    { defect: { kind: 'gzip-bomb', megabytes: 2 }, ends: /^200 2097152$/ },
    { defect: { kind: 'redirect-loop' }, ends: /^TypeError$/ },
  ]

  it.each(cases)('$defect', async ({ defect, ends }) => {
    const url = open()
    newsroom.breakFeed('al-ufuq', defect, defect.kind === 'redirect-loop' ? undefined : 1)
    // Only where an answer never ends is it worth losing patience.
    expect(await visit(url, ends.source.includes('Timeout') ? 150 : undefined)).toMatch(ends)
    newsroom.breakFeed('al-ufuq', null)
    expect(await visit(url)).toMatch(/^200 /)
    expect(newsroom.visits()[0]?.defect).toBe(defect.kind)
  })

  it('cuts a document in half without saying so', async () => {
    const url = open()
    const whole = (await text(url)).length
    newsroom.breakFeed('al-ufuq', { kind: 'truncated' })
    expect((await text(url)).length).toBeLessThan(whole * 0.6)
  })

  it('tells how long to wait', async () => {
    const url = open()
    newsroom.breakFeed('al-ufuq', { kind: 'status', status: 429, retryAfter: '120' })
    expect((await fetch(url)).headers.get('retry-after')).toBe('120')
  })

  it('moves, and lies about type and charset', async () => {
    const url = open({ charset: 'windows-1256' })
    newsroom.breakFeed('al-ufuq', { kind: 'redirect', status: 301, to: '/al-ufuq/new.xml' }, 1)
    expect((await fetch(url, { redirect: 'manual' })).headers.get('location')).toBe('/al-ufuq/new.xml')
    newsroom.breakFeed('al-ufuq', { kind: 'wrong-charset', charset: 'utf-8' }, 1)
    expect((await fetch(url)).headers.get('content-type')).toBe('application/rss+xml; charset=utf-8')
    newsroom.breakFeed('al-ufuq', { kind: 'wrong-type', contentType: 'text/plain' }, 1)
    expect((await fetch(url)).headers.get('content-type')).toBe('text/plain')
  })
})

describe('pages', () => {
  it('hides the article among what stands around it', async () => {
    open()
    const first = newsroom.publish('al-ufuq', { title: 'أول', text: 'فقرة أولى\n\nفقرة ثانية' })
    newsroom.publish('al-ufuq', { title: 'عنوان آخر' })
    const page = await text(first.url)
    expect(page).toMatch(
      /<div itemprop="articleBody"><p>فقرة أولى<\/p><div class="read-also">.*عنوان آخر.*<\/div><p>فقرة ثانية<\/p><\/div>/s,
    )
    expect(page).toContain('"@type":"NewsArticle","headline":"أول"')
  })

  it('shows the way to the feed on the front page, and robots', async () => {
    const url = open()
    newsroom.setRobots('User-agent: *\nDisallow: /news/\n')
    expect(await text(newsroom.homeUrl('al-ufuq'))).toContain(
      `type="application/rss+xml" title="وكالة الأفق" href="${url}"`,
    )
    expect(await text(`${newsroom.origin}/robots.txt`)).toContain('Disallow: /news/')
  })

  it('knows no other pages, and breaks pages apart from the feed', async () => {
    const url = open()
    const { url: page } = newsroom.publish('al-ufuq', { title: 'أ' })
    newsroom.breakPages('al-ufuq', { kind: 'status', status: 403 })
    const statuses = await Promise.all(
      [page, url, `${newsroom.origin}/al-ufuq/news/9`, `${newsroom.origin}/x`].map((address) => visit(address)),
    )
    expect(statuses.map((status) => status.slice(0, 3))).toEqual(['403', '200', '404', '404'])
    expect(newsroom.counts('al-ufuq')).toMatchObject({ feed: 1, pages: 2 })
  })
})

describe('outlets with names of their own', () => {
  it('are told apart by the Host header', async () => {
    await newsroom.close()
    newsroom = await startNewsroom({ hosts: 'names' })
    const url = open()
    expect(url).toBe(`http://al-ufuq.test:${newsroom.port}/rss.xml`)
    expect(newsroom.allowHosts()).toBe(`al-ufuq.test:${newsroom.port}`)
  })

  it.each([
    { host: 'al-ufuq.test', address: '127.0.0.1' },
    { host: 'news.example', address: 'ENOTFOUND' },
  ])('$host resolves to $address', async ({ host, address }) => {
    const found = await new Promise((resolve) => loopbackLookup(host, {}, (error, at) => resolve(error?.code ?? at)))
    expect(found).toBe(address)
  })
})
