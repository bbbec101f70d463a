import { createToken } from '@rasid/operations'
import { feedById, insertFeed, recentAudit, schema } from '@rasid/store'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
beforeAll(async () => {
  page = await testPage()
})
afterAll(() => page.database.drop())

describe('the feeds', () => {
  it('show their health without the secrets in their addresses', async () => {
    await insertFeed(page.db, { url: 'https://me:geheim@a.example/rss?token=s3cret&page=2', outlet: '<وسيلة>' })
    const failure = { class: 'hard', code: 'http', detail: 'GET https://b.example/?key=s3cret', status: 404 }
    const url = 'https://b.example/rss?key=s3cret'
    await page.db
      .insert(schema.feeds)
      .values({ url, outlet: 'ب', failures: 2, lastVisitAt: new Date(), lastFailure: failure })
    const html = await page.read('/feeds')
    expect(html).not.toMatch(/s3cret|geheim/)
    expect(html).toContain('token=***')
    expect(html).toContain('&lt;وسيلة&gt;')
    expect(html.indexOf('b.example'), 'the worst first').toBeLessThan(html.indexOf('a.example'))
  })
})

describe('a feed', () => {
  const visit = { durationMs: 5, note: 'HTTP 200, 30 items', items: 30, added: 2, matched: 1 }
  let id: number
  beforeAll(async () => {
    id = (await insertFeed(page.db, { url: 'https://c.example/rss?key=s3cret', outlet: 'ج' })).id
    await page.db.insert(schema.fetches).values([
      { feedId: id, outcome: 'fetched', status: 200, ...visit },
      { feedId: id, outcome: 'fetched', status: 200, gap: true, ...visit },
      { feedId: id, outcome: 'failed', status: 503, durationMs: 9, note: '<b>HTTP 503</b>' },
    ])
  })

  it('shows its last visits with their gaps, and what it is worth', async () => {
    const html = await page.read(`/feeds/${id}`)
    expect(html.match(/<tr class="(fetched|failed)">/g)).toHaveLength(3)
    expect(html.match(/gap-mark/g)).toHaveLength(1)
    expect(html).toContain('في ثلاثين يومًا: 4 أخبار، منها مطابقتان')
    expect(html).toContain('فجوة واحدة في أسبوع')
    expect(html).toContain('&lt;b&gt;HTTP 503')
    expect(html).not.toContain('s3cret')
  })

  it.each(['/feeds/999', '/feeds/x'])('%s is none', async (path) => {
    expect((await page.get(path)).status).toBe(404)
  })

  async function cookieAndForm(scope: 'read' | 'operate') {
    const made = await createToken({ db: page.db }, { name: `for ${scope}`, scope, actor: 'cli', expiresAt: null })
    if (made.kind !== 'created') throw new Error(made.kind)
    const answer = await page.post('/sign-in', { token: made.secret })
    const cookie = answer.headers.get('set-cookie')?.split(';')[0] ?? ''
    const html = await page.read(`/feeds/${id}`, { cookie })
    return { cookie, html, csrf: /name="csrf" value="([^"]+)"/.exec(html)?.[1] ?? '' }
  }

  it('is paused and resumed by an operator, who is written down', async () => {
    const { cookie, csrf, html } = await cookieAndForm('operate')
    expect(html).toContain('value="pause"')
    expect((await page.post(`/feeds/${id}`, { csrf, action: 'pause' }, { cookie })).status).toBe(303)
    expect((await feedById(page.db, id))?.status).toBe('paused')
    expect((await recentAudit(page.db, 1))[0]).toMatchObject({ actor: 'token:for operate', action: 'feed-pause' })
    await page.post(`/feeds/${id}`, { csrf, action: 'resume' }, { cookie })
    expect((await feedById(page.db, id))?.status).toBe('active')
    await page.post(`/feeds/${id}`, { csrf, action: 'remove' }, { cookie })
    expect(await feedById(page.db, id), 'only what the page offers').toBeDefined()
  })

  it('is not touched without the right, without a sign-in, or without the form', async () => {
    const { cookie, csrf, html } = await cookieAndForm('read')
    expect(html).not.toContain('value="pause"')
    const tries = [
      page.post(`/feeds/${id}`, { csrf, action: 'pause' }, { cookie }),
      page.post(`/feeds/${id}`, { csrf, action: 'pause' }),
    ]
    expect((await Promise.all(tries)).map(({ status }) => status)).toEqual([403, 403])
    expect((await feedById(page.db, id))?.status).toBe('active')
  })
})
