import { afterAll, expect, it } from 'vitest'
import { discoverFeeds } from './discover-feeds.ts'
import { customaryFeeds, customarySitemaps, typedAddresses } from './feed-places.ts'
import { closeReaders } from './read-feed-safely.ts'
import { lookupTo, loopbackPublisher } from './testing/loopback-publisher.ts'

afterAll(closeReaders)

const feed = (title: string) =>
  `<rss version="2.0"><channel><title>${title}</title><item><title>خبر</title><link>https://news.test/1</link></item></channel></rss>`
const page = (...links: string[]) =>
  `<!doctype html><html><head><title>موقع</title>${links
    .map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`)
    .join('')}</head><body><p>أهلا</p></body></html>`
const newsSitemap = `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://news.test/1</loc><news:news><news:publication><news:name>وسيلة</news:name><news:language>ar</news:language></news:publication><news:publication_date>2026-11-21T10:00:00Z</news:publication_date><news:title>خبر</news:title></news:news></url></urlset>`

/** A site with the given pages; 404 for the rest. A number is a status, `→` begins a permanent redirect. */
async function siteWith(pages: Record<string, string | number>) {
  const site = await loopbackPublisher((request, response) => {
    const body = pages[request.url ?? ''] ?? 404
    if (typeof body === 'number') response.writeHead(body).end()
    else if (body.startsWith('→')) response.writeHead(301, { location: body.slice(1) }).end()
    else response.end(body)
  })
  return { ...site, paths: () => site.requests.map((request) => request.url) }
}

const finds = [
  { why: 'the address is a feed', pages: { '/x': feed('أ') }, from: '/x', found: ['/x'], requests: 1 },
  {
    why: 'a moved feed is given with its new address',
    pages: { '/x': '→/y', '/y': feed('أ') },
    from: '/x',
    found: ['/y'],
    requests: 2,
  },
  {
    why: 'the page names one',
    pages: { '/': page('/a.xml'), '/a.xml': feed('أ') },
    from: '/',
    found: ['/a.xml'],
    requests: 2,
  },
  {
    why: 'the page names several: a choice',
    pages: { '/': page('/a', '/b'), '/a': feed('أ'), '/b': feed('ب') },
    from: '/',
    found: ['/a', '/b'],
    requests: 3,
  },
  {
    why: 'dead links are left out of the choice',
    pages: { '/': page('/dead', '/b'), '/b': feed('ب') },
    from: '/',
    found: ['/b'],
    requests: 3,
  },
  {
    why: 'two names of one feed are one',
    pages: { '/': page('/a', '/old'), '/a': feed('أ'), '/old': '→/a' },
    from: '/',
    found: ['/a'],
    requests: 4,
  },
  {
    why: 'readers’ comments do not count beside news',
    pages: { '/': page('/comments/feed/', '/a'), '/a': feed('أ'), '/comments/feed/': feed('ت') },
    from: '/',
    found: ['/a'],
    requests: 2,
  },
  {
    why: 'an article’s home page names it',
    pages: { '/article/1': page(), '/': page('/a'), '/a': feed('أ') },
    from: '/article/1',
    found: ['/a'],
    requests: 3,
  },
  {
    why: 'a dead feed is looked for at its site',
    pages: { '/': page('/new'), '/new': feed('أ') },
    from: '/old.xml',
    found: ['/new'],
    requests: 3,
  },
  {
    why: 'a customary path',
    pages: { '/': page(), '/rss.xml': feed('أ') },
    from: '/',
    found: ['/rss.xml'],
    requests: 4,
  },
  {
    why: 'a path beside the language of the page',
    pages: { '/ar/home': page(), '/': page(), '/ar/feed': feed('أ') },
    from: '/ar/home',
    found: ['/ar/feed'],
    requests: 4,
  },
  {
    why: 'a news sitemap that robots.txt names',
    pages: {
      '/': page(),
      '/robots.txt': 'Sitemap: /maps/all.xml\nSitemap: /maps/news.xml',
      '/maps/news.xml': newsSitemap,
    },
    from: '/',
    found: ['/maps/news.xml'],
    requests: 11,
  },
]
it.each(finds)('$why', async ({ pages, from, found, requests }) => {
  const site = await siteWith(pages as Record<string, string>)
  const discovery = await discoverFeeds(site.at(from), site.options)
  expect(discovery.kind === 'found' ? discovery.feeds.map((one) => one.url) : discovery).toEqual(
    found.map((path) => site.at(path)),
  )
  expect(site.requests).toHaveLength(requests)
})

it('says what each feed is called, its format and how much is in it', async () => {
  const site = await siteWith({ '/x': feed('أخبار &amp; آراء') })
  expect(await discoverFeeds(site.at('/x'), site.options)).toEqual({
    kind: 'found',
    feeds: [{ url: site.at('/x'), title: 'أخبار & آراء', format: 'rss', items: 1 }],
  })
})

it('asks one at a time, each address once, twelve at most, and says what it tried', async () => {
  let open = 0
  let most = 0
  const site = await loopbackPublisher((_, response) => {
    most = Math.max(most, ++open)
    setTimeout(() => {
      open--
      response.end(page(...Array.from({ length: 30 }, (_, n) => `/feed-${n}.xml`)))
    }, 5)
  })
  const discovery = await discoverFeeds(site.at('/'), site.options)
  expect(discovery).toMatchObject({ kind: 'none', reason: 'html-page' })
  expect(discovery.kind === 'none' && discovery.tried[0]).toEqual({ url: site.at('/'), result: 'html-page' })
  expect(most).toBe(1)
  expect(site.requests.length).toBeLessThanOrEqual(12)
  expect(new Set(site.requests.map((request) => request.url)).size).toBe(site.requests.length)
})

it('stops at once when the site asks for rest', async () => {
  const site = await siteWith({ '/': page('/a', '/b'), '/a': 429 })
  expect(await discoverFeeds(site.at('/'), site.options)).toMatchObject({ kind: 'none', reason: 'slow-down' })
  expect(site.paths()).toEqual(['/', '/a'])
})

it('does not follow a page’s links into our own network', async () => {
  const site = await siteWith({ '/': page('http://127.0.0.1/feed', 'http://[::1]/rss', 'file:///etc/passwd') })
  const discovery = await discoverFeeds(site.at('/'), site.options)
  expect(discovery).toMatchObject({ kind: 'none' })
})

it('a link that is refused or dead does not end the search for the others', async () => {
  const site = await siteWith({ '/': page('http://127.0.0.1/feed', '/a'), '/a': feed('أ') })
  expect(await discoverFeeds(site.at('/'), site.options)).toMatchObject({
    kind: 'found',
    feeds: [{ url: site.at('/a') }],
  })
})

it('tries http when https does not answer for a bare name', async () => {
  const site = await siteWith({ '/': feed('أ') })
  const bare = site.at('/').replace('http://', '')
  expect(await discoverFeeds(bare, site.options)).toMatchObject({ kind: 'found', feeds: [{ url: site.at('/') }] })
})

const nothing = [
  { why: 'no address', typed: 'أخبار', reason: 'bad-url' },
  { why: 'empty', typed: '  ', reason: 'bad-url' },
  { why: 'an address inside', typed: 'http://127.0.0.1/', reason: 'address-refused' },
  { why: 'a name that leads inside', typed: 'news.test', reason: 'address-refused' },
]
it.each(nothing)('gives a reason for $why', async ({ typed, reason }) => {
  expect(await discoverFeeds(typed, { lookup: lookupTo('127.0.0.1') })).toMatchObject({ kind: 'none', reason })
})

it('ends in time at a site that never answers', async () => {
  const site = await loopbackPublisher(() => {})
  const discovery = await discoverFeeds(site.at('/'), { ...site.options, searchMs: 200 })
  expect(discovery).toMatchObject({ kind: 'none', reason: 'timeout' })
})

it.each([
  { typed: ' news.test/x ', addresses: ['https://news.test/x', 'http://news.test/x'] },
  { typed: 'http://news.test', addresses: ['http://news.test'] },
  { typed: 'feed:https://news.test/f', addresses: ['https://news.test/f'] },
  { typed: 'feed://news.test/f', addresses: ['http://news.test/f'] },
  { typed: 'javascript:alert(1)', addresses: ['javascript:alert(1)'] },
])('reads "$typed" as an address', ({ typed, addresses }) => {
  expect(typedAddresses(typed)).toEqual(addresses)
})

it('looks near the page first, each place once', () => {
  const places = customaryFeeds(new URL('https://news.test/ar/politics'))
  expect(places[0]).toBe('https://news.test/ar/rss')
  expect(new Set(places).size).toBe(places.length)
})

it('takes news sitemaps before others, and skips unreadable lines', () => {
  const robots = 'Sitemap: /all.xml\nSitemap: http://[bad\nSitemap: https://cdn.test/news.xml'
  const places = customarySitemaps(new URL('https://news.test/x'), robots)
  expect([places[0], places.at(-1)]).toEqual(['https://cdn.test/news.xml', 'https://news.test/all.xml'])
})
