import { schema } from '@rasid/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type TestPage, testPage } from './testing/web-page.ts'

let page: TestPage
beforeEach(async () => {
  page = await testPage()
})
afterEach(() => page.database.drop())

describe('the language', () => {
  it('is Arabic, right to left, unless English was chosen', async () => {
    expect(await page.read('/')).toContain('<html lang="ar" dir="rtl">')
    expect(await page.read('/', { 'accept-language': 'en' })).toContain('<html lang="ar" dir="rtl">')
    expect(await page.read('/?lang=xx')).toContain('<html lang="ar" dir="rtl">')
  })

  it('is kept once it was chosen, and can be chosen back', async () => {
    const chosen = await page.get('/feeds?lang=en')
    const cookie = chosen.headers.get('set-cookie') ?? ''
    expect(cookie).toMatch(/^lang=en; .*HttpOnly; SameSite=Lax/)
    expect(await page.read('/', { cookie: 'lang=en' })).toContain('<html lang="en" dir="ltr">')
    const back = await page.get('/?lang=ar', { cookie: 'lang=en' })
    expect(back.headers.get('set-cookie')).toMatch(/^lang=ar;/)
    expect(await back.text()).toContain('<html lang="ar" dir="rtl">')
  })
})

describe('what is not there', () => {
  it.each([
    '/nope',
    '/stories/999',
    '/stories/x',
    '/assets/page.ts',
    '/assets/..%2fweb.ts',
    '/stories/9999999999999999999',
  ])('%s is a page that says so', async (path) => {
    const answer = await page.get(path)
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('<html lang="ar"')
    expect(page.errors).toEqual([])
  })
})

it('hides what failed from the reader and tells the log', async () => {
  await page.database.store.sql`drop table matches cascade`
  await storeStoryless()
  const answer = await page.get('/')
  const html = await answer.text()
  expect(answer.status).toBe(500)
  expect(html).toContain('rasid doctor')
  expect(html).not.toMatch(/relation|select|\.ts:|node_modules/)
  expect(page.errors).toHaveLength(1)
})

// One row makes the page ask for its matches.
async function storeStoryless() {
  const at = new Date()
  await page.db
    .insert(schema.stories)
    .values({ topic: 't', title: 't', tier: 'core', origin: 'live', firstAt: at, lastAt: at })
}

it('serves its assets, kept for ever under the address of their bytes', async () => {
  const html = await page.read('/')
  const found = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path)
  expect(found).toHaveLength(3)
  for (const path of found) {
    const { status, headers } = await page.get(path)
    expect([status, headers.get('cache-control')]).toEqual([200, 'public, max-age=31536000, immutable'])
  }
  const css = await page.read('/assets/page.css')
  const fonts = [...css.matchAll(/url\("([^"]+)"\)/g)].map(([, path = '']) => path)
  expect(fonts).toHaveLength(4)
  for (const path of fonts) expect((await page.get(path)).headers.get('content-type')).toBe('font/woff2')
})
