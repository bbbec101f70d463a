import { expect, it } from 'vitest'
import { fetchGuarded } from './fetch-guarded.ts'
import { loopbackPublisher } from './testing/loopback-publisher.ts'

/** A site whose paths redirect as the table says; anything else is a feed. */
function siteOf(table: Record<string, { status: number; to: string }>) {
  return loopbackPublisher((request, response) => {
    const move = table[request.url ?? '']
    if (move === undefined) response.end('<rss/>')
    else response.writeHead(move.status, { location: move.to }).end('<a href="/">moved</a>')
  })
}

it.each([301, 302, 303, 307, 308])('follows %i and tells a lasting move from a passing one', async (status) => {
  const site = await siteOf({ '/old': { status, to: '/new' } })
  const outcome = await fetchGuarded(site.at('/old'), site.options)
  expect(outcome).toMatchObject({ kind: 'fetched', url: site.at('/new') })
  const permanent = status === 301 || status === 308
  expect('permanentUrl' in outcome ? outcome.permanentUrl : undefined).toBe(permanent ? site.at('/new') : undefined)
})

it('reports no lasting move when one hop on the way was passing', async () => {
  const site = await siteOf({
    '/a': { status: 301, to: '/b' },
    '/b': { status: 302, to: '/c' },
    '/c': { status: 308, to: '/d' },
  })
  const outcome = await fetchGuarded(site.at('/a'), site.options)
  expect(outcome).toMatchObject({ kind: 'fetched', url: site.at('/d') })
  expect(outcome).not.toHaveProperty('permanentUrl')
})

it('reports a lasting move of an unchanged feed', async () => {
  const site = await loopbackPublisher((request, response) => {
    if (request.url === '/old') response.writeHead(308, { location: '/new' }).end()
    else response.writeHead(304).end()
  })
  const outcome = await fetchGuarded(site.at('/old'), { ...site.options, validators: { etag: '"x"' } })
  expect(outcome).toMatchObject({ kind: 'unchanged', permanentUrl: site.at('/new') })
})

const bad = [
  { why: 'loopback', to: 'http://127.0.0.1/', code: 'address-refused' },
  { why: 'mapped loopback', to: 'http://[::ffff:127.0.0.1]/', code: 'address-refused' },
  { why: 'decimal loopback', to: 'http://2130706433/', code: 'address-refused' },
  { why: 'octal loopback', to: '//0177.0.0.1/', code: 'address-refused' },
  { why: 'hex loopback', to: 'http://0x7f000001/', code: 'address-refused' },
  { why: 'cloud metadata', to: 'http://169.254.169.254/latest', code: 'address-refused' },
  { why: 'another port of this host', to: 'http://news.test:1/', code: 'port-refused' },
  { why: 'userinfo', to: 'http://me:x@news.test/', code: 'userinfo-refused' },
  { why: 'a file', to: 'file:///etc/passwd', code: 'scheme-refused' },
  { why: 'another scheme', to: 'gopher://news.test/', code: 'scheme-refused' },
  { why: 'data', to: 'data:text/xml,<rss/>', code: 'scheme-refused' },
  { why: 'nothing readable', to: 'http://[broken', code: 'bad-redirect' },
  { why: 'nothing', to: '', code: 'bad-redirect' },
  { why: 'a name that leads inside', to: 'http://inside.test/', code: 'address-refused' },
]
it.each(bad)('refuses a redirect to $why', async ({ to, code }) => {
  const site = await siteOf({ '/old': { status: 301, to } })
  expect(await fetchGuarded(site.at('/old'), site.options)).toMatchObject({ kind: 'failed', code })
  expect(site.requests).toHaveLength(1)
})

it('follows five redirects and not six', async () => {
  const hops = Array.from({ length: 7 }, (_, n) => [`/${n}`, { status: 302, to: `/${n + 1}` }] as const)
  const site = await siteOf(Object.fromEntries(hops.slice(1)))
  expect(await fetchGuarded(site.at('/2'), site.options)).toMatchObject({ kind: 'fetched', url: site.at('/7') })
  expect(await fetchGuarded(site.at('/1'), site.options)).toMatchObject({ kind: 'failed', code: 'too-many-redirects' })
})

it('follows a bare Arabic path in Location, as UTF-8', async () => {
  const path = '/أخبار/خلاصة'
  const site = await loopbackPublisher((request, response) => {
    if (request.url === '/old') response.writeHead(302, { location: Buffer.from(path).toString('latin1') }).end()
    else response.end(decodeURI(request.url ?? ''))
  })
  const outcome = await fetchGuarded(site.at('/old'), site.options)
  expect(outcome.kind === 'fetched' && Buffer.from(outcome.bytes).toString()).toBe(path)
})

it('carries cookies along one chain, where they belong, and forgets them after it', async () => {
  const seen: string[] = []
  const site = await loopbackPublisher((request, response) => {
    const host = request.headers.host?.split(':')[0] ?? ''
    seen.push(`${host}${request.url} ${request.headers.cookie ?? '-'}`)
    const move = (to: string, cookies: string[] = []) =>
      response.writeHead(302, { location: to, 'set-cookie': cookies }).end()
    if (request.url === '/1') {
      return move(site.at('/2'), [
        'wall=seen; Path=/',
        'wide=1; Domain=.news.test',
        'deep=1; Path=/deep',
        'tls=1; Secure',
        'foreign=1; Domain=other.test',
        'bad name=1',
      ])
    }
    if (request.url === '/2') return move(site.at('/3', 'cdn.news.test'))
    if (request.url === '/3') return move(site.at('/4', 'other.test'))
    if (request.url === '/4') return move(site.at('/deep/5'), ['mine=1'])
    if (request.url === '/deep/5') return move(site.at('/6'), ['wall=; Max-Age=0'])
    response.end('<rss/>')
  })
  expect(await fetchGuarded(site.at('/1'), site.options)).toMatchObject({ kind: 'fetched' })
  await fetchGuarded(site.at('/6'), site.options)
  expect(seen).toEqual([
    'news.test/1 -',
    'news.test/2 wall=seen; wide=1',
    'cdn.news.test/3 wide=1',
    'other.test/4 -',
    'news.test/deep/5 wall=seen; wide=1; deep=1',
    'news.test/6 wide=1',
    'news.test/6 -',
  ])
})
