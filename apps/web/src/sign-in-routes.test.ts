import { createToken, issuePageLink, LINK_WITHIN_MS, revokeToken } from '@rasid/operations'
import { addOperator, schema } from '@rasid/store'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { NOW, type TestPage, testPage } from './testing/web-page.ts'

const botId = 42
const userId = 7
let page: TestPage
beforeAll(async () => {
  const rehearsal = { conversation: () => [], say: () => {}, press: async () => '', onChange: () => () => {} }
  page = await testPage({ open: 'nobody', rehearsal })
  await addOperator(page.db, { botId, userId, name: 'منى', role: 'operator', addedBy: 'test' })
})
afterAll(() => page.database.drop())
beforeEach(async () => {
  await page.db.delete(schema.sessions)
  await page.db.delete(schema.tokens)
})

const asBrowser = { accept: 'text/html' }
const link = (at = NOW) => issuePageLink({ db: page.db, now: () => at }, { botId, userId })
const cookieOf = (answer: Response) => answer.headers.get('set-cookie')?.split(';')[0] ?? ''
async function token(scope: 'read' | 'operate') {
  const made = await createToken({ db: page.db }, { name: scope, scope, actor: 'cli', expiresAt: null })
  if (made.kind !== 'created') throw new Error(made.kind)
  return made.secret
}

describe('a page that is not open', () => {
  it.each(['/', '/feeds', '/stories/1', '/chat'])('leads from %s to the sign-in and back', async (path) => {
    const answer = await page.get(`${path}?tier=core`, asBrowser)
    expect([answer.status, answer.headers.get('location')]).toEqual([
      303,
      `/sign-in?to=${encodeURIComponent(`${path}?tier=core`)}`,
    ])
  })

  it('keeps the language that was asked for', async () => {
    const answer = await page.get('/feeds?lang=en', asBrowser)
    expect(await page.read(answer.headers.get('location') ?? '')).toContain('<html lang="en"')
  })

  it('tells a program 401, and nothing of what is stored', async () => {
    expect((await page.get('/')).status).toBe(401)
    expect((await page.post('/chat/say', { text: 'x' })).status).toBe(401)
  })

  it('shows its styles and whether it is well', async () => {
    for (const path of ['/assets/page.css', '/healthz', '/sign-in']) expect((await page.get(path)).status).toBe(200)
  })
})

describe('a token', () => {
  it('signs in, back to where one wanted to go', async () => {
    const answer = await page.post('/sign-in', { token: await token('read'), to: '/feeds?x=1' })
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/feeds?x=1'])
    const cookie = answer.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^rasid_session=[0-9a-f]{64}; Max-Age=1209600; Path=\/; HttpOnly; SameSite=Lax$/)
    const html = await page.read('/feeds', { cookie: cookieOf(answer) })
    expect(html).toContain('token:read')
    expect(html).not.toContain(cookieOf(answer).split('=')[1])
  })

  const elsewhere = [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
    '',
  ]
  it.each(elsewhere)('never leads to %j', async (to) => {
    const answer = await page.post('/sign-in', { token: await token('read'), to })
    expect(answer.headers.get('location')).toBe('/')
  })

  it('that is wrong is told so, without a cookie', async () => {
    const answer = await page.post('/sign-in', { token: 'rasid_nothing', to: '/"><script>alert(1)</script>' })
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([401, null])
    const html = await answer.text()
    expect(html).toContain('role="alert"')
    expect(html).not.toContain('<script>alert')
  })

  it('that is revoked signs everybody out who came by it', async () => {
    const cookie = cookieOf(await page.post('/sign-in', { token: await token('read') }))
    expect((await page.get('/', { cookie })).status).toBe(200)
    await revokeToken({ db: page.db }, { token: 'read', actor: 'cli' })
    expect((await page.get('/', { cookie })).status).toBe(401)
  })
})

describe('a one-time link', () => {
  it('shows a button to whoever looks, and signs in who presses it, once', async () => {
    const path = `/sign-in/${await link()}`
    for (const _ of [1, 2]) expect(await page.read(path)).toContain(`<form method="post" action="${path}">`)
    const answer = await page.post(path, {})
    expect(answer.status).toBe(303)
    expect(await page.read('/', { cookie: cookieOf(answer) })).toContain('telegram:7')
    expect((await page.post(path, {})).status).toBe(410)
    expect((await page.get(path)).status).toBe(410)
  })

  it('ends after ten minutes', async () => {
    const path = `/sign-in/${await link(new Date(NOW.getTime() - LINK_WITHIN_MS - 1))}`
    expect((await page.get(path)).status).toBe(410)
    expect((await page.post(path, {})).status).toBe(410)
  })

  it('is not pressed by another site', async () => {
    const path = `/sign-in/${await link()}`
    const answer = await page.post(path, {}, { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' })
    expect(answer.status).toBe(403)
    expect((await page.get(path)).status).toBe(200)
  })
})

describe('signing out', () => {
  it('ends the session, by a form of the page only', async () => {
    const cookie = cookieOf(await page.post(`/sign-in/${await link()}`, {}))
    const csrf = /name="csrf" value="([^"]+)"/.exec(await page.read('/', { cookie }))?.[1] ?? ''
    expect((await page.post('/sign-out', { csrf: 'wrong' }, { cookie })).status).toBe(403)
    expect((await page.get('/', { cookie })).status).toBe(200)
    expect((await page.post('/sign-out', { csrf }, { cookie })).status).toBe(303)
    expect((await page.get('/', { cookie })).status).toBe(401)
  })
})

it('lets a reader read and nothing more', async () => {
  const cookie = cookieOf(await page.post('/sign-in', { token: await token('read') }))
  expect((await page.get('/chat', { cookie })).status).toBe(200)
  expect((await page.post('/chat/say', { text: '/start' }, { cookie })).status).toBe(403)
  const operator = cookieOf(await page.post('/sign-in', { token: await token('operate') }))
  expect((await page.post('/chat/say', { text: '/start' }, { cookie: operator })).status).toBe(303)
})

it('refuses an address that tried too often, though the next try were right', async () => {
  const noisy = await testPage({ open: 'nobody', from: '203.0.113.9', database: page.database })
  for (let n = 0; n < 10; n += 1) expect((await noisy.post('/sign-in', { token: 'rasid_no' })).status).toBe(401)
  const answer = await noisy.post('/sign-in', { token: 'rasid_no' })
  expect(answer.status).toBe(429)
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(60)
})

const reached = [
  { why: 'this machine', from: '127.0.0.1', headers: {}, status: 200 },
  { why: 'this machine by IPv6', from: '::1', headers: { host: '[::1]:4780' }, status: 200 },
  { why: 'this machine, told as IPv4 in IPv6', from: '::ffff:127.0.0.1', headers: {}, status: 200 },
  { why: 'another machine', from: '192.168.1.9', headers: {}, status: 401 },
  { why: 'another machine, by a name of this one', from: '203.0.113.9', headers: { host: 'localhost' }, status: 401 },
  { why: 'a proxy on this machine', from: '127.0.0.1', headers: { 'x-forwarded-for': '203.0.113.9' }, status: 401 },
  {
    why: 'a proxy that says nothing but a public name',
    from: '127.0.0.1',
    headers: { host: 'rasid.example' },
    status: 401,
  },
  { why: 'nowhere', from: '', headers: {}, status: 401 },
]
it.each(reached)('is open to this machine only: $why gets $status', async ({ from, headers, status }) => {
  const open = await testPage({ from, publicHosts: ['rasid.example'], database: page.database })
  expect((await open.get('/feeds', headers)).status).toBe(status)
})

it('says that it is open and why', async () => {
  const here = await testPage({ database: page.database })
  expect(await here.read('/')).toContain('لا تُفتح إلا من هذا الجهاز')
})

it('over https the cookie goes over nothing else', async () => {
  const published = await testPage({
    open: 'nobody',
    publicHosts: ['rasid.example'],
    https: true,
    database: page.database,
  })
  const secret = await issuePageLink({ db: published.db, now: () => NOW }, { botId, userId })
  const headers = { host: 'rasid.example', origin: 'https://rasid.example' }
  const cookie = (await published.post(`/sign-in/${secret}`, {}, headers)).headers.get('set-cookie') ?? ''
  expect(cookie).toMatch(/^__Host-rasid_session=.*; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})
