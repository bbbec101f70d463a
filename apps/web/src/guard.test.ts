import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { HERE, type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
let published: TestPage
beforeAll(async () => {
  const rehearsal = { conversation: () => [], say: () => {}, press: async () => '', onChange: () => () => {} }
  page = await testPage({ rehearsal })
  published = await testPage({ publicHosts: ['News.example'], https: true, open: 'everybody', database: page.database })
})
afterAll(() => page.database.drop())

const hosts = [
  { why: 'loopback by name', host: 'localhost:4780', status: 200 },
  { why: 'loopback by address', host: '127.0.0.1:4780', status: 200 },
  { why: 'loopback by IPv6', host: '[::1]:4780', status: 200 },
  { why: 'capitals', host: 'LOCALHOST', status: 200 },
  { why: 'a name that somebody points at us', host: 'evil.example:4780', status: 421 },
  { why: 'a name that begins like ours', host: 'localhost.evil.example', status: 421 },
  { why: 'a name that ends like ours', host: 'evil-localhost', status: 421 },
  { why: 'no name', host: '', status: 421 },
]

describe('the host that is asked for', () => {
  it.each(hosts)('$why: $status', async ({ host, status }) => {
    expect((await page.get('/feeds', { host })).status).toBe(status)
  })

  it('may be the public one where it is set, in any case', async () => {
    expect((await published.get('/feeds', { host: 'news.example' })).status).toBe(200)
    expect((await page.get('/feeds', { host: 'news.example' })).status).toBe(421)
  })

  it('is refused with what to do about it and nothing of what is stored', async () => {
    const said = await page.read('/', { host: 'evil.example' })
    expect(said).toContain('RASID_PUBLIC_URL')
    expect(said).not.toContain('<')
  })
})

const changes = [
  { why: 'our own page', headers: {}, status: 303 },
  { why: 'another site', headers: { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }, status: 403 },
  {
    why: 'another port of this machine',
    headers: { origin: 'http://localhost:1', 'sec-fetch-site': 'same-site' },
    status: 403,
  },
  {
    why: 'another port, by a browser that does not say how they relate',
    headers: { origin: 'http://localhost:1' },
    without: 'sec-fetch-site',
    status: 403,
  },
  {
    why: 'our page, by a browser that does not say how they relate',
    headers: {},
    without: 'sec-fetch-site',
    status: 303,
  },
  { why: 'no page', headers: {}, without: 'origin', status: 403 },
  { why: 'a page without an origin', headers: { origin: 'null' }, status: 403 },
]

it.each(changes)('a change from $why: $status', async ({ headers, without, status }) => {
  const all = { host: 'localhost:4780', origin: 'http://localhost:4780', 'sec-fetch-site': 'same-origin', ...headers }
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => name !== without))
  const body = new URLSearchParams({ text: '/start' })
  expect((await page.app.request('/chat/say', { method: 'POST', body, headers: kept }, HERE)).status).toBe(status)
})

describe('what a browser is told', () => {
  it('lets nothing in from elsewhere and runs no inline script', async () => {
    const { headers } = await page.get('/')
    const policy = headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(policy).not.toMatch(/unsafe|https?:|\*/)
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect(headers.get('cache-control')).toBe('no-store')
  })

  it('asks for https only where the page is published so', async () => {
    expect((await page.get('/')).headers.get('strict-transport-security')).toBeNull()
    expect((await published.get('/')).headers.get('strict-transport-security')).toContain('max-age=')
  })
})
