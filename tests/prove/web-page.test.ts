/// <reference lib="dom" />
// The page in a real browser: every page on a desktop and a phone, in both languages, dark and light; the rehearsal by clicks.
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import type { Browser, BrowserContextOptions } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, startChromium } from './chromium.ts'
import { storeLongStory } from './long-story.ts'
import { brightnessOf, violationsOf } from './page-checks.ts'
import { PERSON, startWebWorld, type WebWorld } from './web-world.ts'

const skipped = process.env.RASID_PROVE_SKIP_BROWSER === '1'
const executable = findChromium(process.env)
const PATIENCE = { timeout: 20_000 }

it('has a browser to prove the page with', () => {
  if (skipped) return
  expect(executable, 'no Chromium: apt-get install chromium, or set RASID_PROVE_SKIP_BROWSER=1').not.toBeNull()
})

describe.runIf(executable !== null && !skipped)('the page in Chromium', () => {
  let browser: Browser
  let database: FreshDatabase
  let world: WebWorld
  let pages: Record<string, string>

  beforeAll(async () => {
    database = await freshDatabase()
    world = await startWebWorld({ store: database.store })
    await world.publishNews()
    await storeLongStory(database)
    const [story] = await database.store.sql`
      select s.id, m.article_id from stories s join matches m on m.story_id = s.id
       where s.articles > 1 and s.origin = 'live' and s.topic <> 'proof' limit 1`
    const topic = '/topic/russia-taliban-isis'
    pages = {
      ...{ stories: '/', story: `/stories/${story?.id}`, article: `/articles/${story?.article_id}` },
      ...{ search: '/search?q=طالبان&tier=core', empty: '/search?q=zzz', charts: '/charts', messages: '/messages' },
      ...{
        feeds: '/feeds',
        feed: '/feeds/1',
        topic: '/topic',
        entity: `${topic}/entities/isis-k`,
        cases: `${topic}/cases`,
      },
      ...{ chat: '/chat', 'sign-in': '/sign-in', api: '/api', missing: '/no' },
    }
    world.telegram.say(PERSON, PERSON, '/start')
    world.telegram.say(PERSON, PERSON, '/latest')
    await world.telegram.until(() => world.telegram.conversation(PERSON).length >= 5, { what: 'the first answers' })
    browser = await startChromium(executable ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
    await database?.drop()
  })

  /** A page whose every complaint and every request elsewhere is noted. */
  async function open(path: string, options: BrowserContextOptions = {}) {
    const context = await browser.newContext(options)
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (said) => ['error', 'warning'].includes(said.type()) && complaints.push(said.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    page.on('request', (request) => {
      if (!request.url().startsWith(world.url) && !request.url().startsWith('data:'))
        complaints.push(`asked for ${request.url()}`)
    })
    await page.goto(world.url + path)
    await page.evaluate(() => document.fonts.ready)
    return { page, complaints, close: () => context.close() }
  }

  const views = [
    { view: 'desktop, Arabic, light', lang: 'ar', width: 1280, colorScheme: 'light' },
    { view: 'desktop, English, dark', lang: 'en', width: 1280, colorScheme: 'dark' },
    { view: 'phone, Arabic, dark', lang: 'ar', width: 390, colorScheme: 'dark' },
    { view: 'narrow phone, English, light', lang: 'en', width: 320, colorScheme: 'light' },
  ] as const

  describe.each(views)('$view', ({ lang, width, colorScheme }) => {
    it.each([
      ...['stories', 'story', 'article', 'search', 'empty', 'charts', 'messages', 'feeds', 'feed'],
      ...['topic', 'entity', 'cases', 'chat', 'sign-in', 'api', 'missing'],
    ])('shows %s whole, in its direction, to everybody', async (name) => {
      const path = pages[name] ?? '/'
      const address = `${path}${path.includes('?') ? '&' : '?'}lang=${lang}`
      const { page, complaints, close } = await open(address, { viewport: { width, height: 844 }, colorScheme })
      for (const details of await page.locator('details').all())
        await details.evaluate((node) => node.setAttribute('open', ''))
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
        'scrolls sideways',
      ).toBeLessThanOrEqual(0)
      expect(await page.evaluate(() => getComputedStyle(document.body).direction)).toBe(lang === 'ar' ? 'rtl' : 'ltr')
      expect(await brightnessOf(page)).toBe(colorScheme)
      expect(await violationsOf(page)).toEqual([])
      // The browser itself complains of a page that is missing.
      expect(complaints.filter((complaint) => name !== 'missing' || !complaint.includes('404'))).toEqual([])
      await close()
    })
  })

  it('sets Arabic from the right in the font it brings', async () => {
    const { page, close } = await open('/')
    const { titleEnd, cardEnd } = await page
      .locator('.story')
      .first()
      .evaluate((card) => {
        const range = document.createRange()
        range.selectNodeContents(card.querySelector('h3 a') as Element)
        return { titleEnd: range.getBoundingClientRect().right, cardEnd: card.getBoundingClientRect().right }
      })
    expect(cardEnd - titleEnd, 'the title begins at the right edge of its card').toBeLessThan(40)
    expect(await page.evaluate(() => document.fonts.check('16px "Plex Arabic"', 'طالبان'))).toBe(true)
    await close()
  })

  it('sets Arabic from the right on an English page too, and says that it is Arabic', async () => {
    const { page, close } = await open('/?lang=en')
    for (const part of ['.story h3', '.story .lead']) {
      const text = page.locator(part).first()
      expect(await text.evaluate((node) => getComputedStyle(node).direction)).toBe('rtl')
      expect(await text.getAttribute('lang')).toBe('ar')
    }
    await close()
  })

  it('searches, keeps the question while the language changes, narrows it, and goes back to all', async () => {
    const { page, complaints, close } = await open('/')
    const all = await page.locator('.story').count()
    await page.getByRole('searchbox').fill('لبوتين')
    await page.keyboard.press('Enter')
    await page.waitForURL(/search\?q=/)
    const found = await page.locator('.story').count()
    expect(found).toBeGreaterThan(0)
    expect(await page.locator('.story:has(mark)').count(), 'each shows the word in its own spelling').toBe(found)
    await page.getByRole('link', { name: 'English' }).click()
    await page.waitForURL(/lang=en/)
    expect(await page.getByRole('searchbox').inputValue()).toBe('لبوتين')
    expect(await page.locator('.story').count()).toBe(found)
    await page.getByText('Narrow it').click()
    await page.getByLabel('Tier').selectOption('related')
    await page.getByRole('button', { name: 'Search' }).click()
    await page.waitForURL(/tier=related/)
    expect(await page.locator('.story.core').count()).toBe(0)
    await page.getByRole('link', { name: 'Latest stories' }).click()
    expect(await page.locator('html').getAttribute('dir'), 'English was kept').toBe('ltr')
    expect(await page.locator('.story').count()).toBe(all)
    expect(complaints).toEqual([])
    await close()
  })

  it('says why an article matched and what became of it, from the list in three clicks', async () => {
    const { page, complaints, close } = await open('/?lang=en')
    await page.locator('.story', { hasText: '3 outlets' }).getByRole('heading').getByRole('link').click()
    await page.getByRole('link', { name: 'Why, and what became of it' }).first().click()
    await expect
      .poll(() => page.getByRole('heading', { level: 2 }).allTextContents())
      .toEqual(['Why this verdict', 'Its way so far'])
    expect(await page.locator('.explain-lines').first().textContent()).toContain(
      'Russia and the Taliban together in the headline',
    )
    expect(await page.locator('.explain-lines mark').count()).toBeGreaterThan(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('tries an alias and a text, and saves nothing', async () => {
    const { page, complaints, close } = await open('/topic?lang=en')
    await page.getByLabel('Entity').selectOption({ label: 'Russia' })
    await page.getByLabel('Alias or mask').fill('بلاد الدببة')
    await page.getByLabel('Text (its first line is the title)').fill('طالبان وبلاد الدببة توقعان اتفاقا')
    await page.getByRole('button', { name: 'Try' }).click()
    const result = page.locator('#result')
    await expect.poll(() => result.isVisible(), PATIENCE).toBe(true)
    const said = (await result.textContent()) ?? ''
    expect(said).toContain('No article’s verdict changes.')
    const [before = '', after = ''] = said.split('The text after the change')
    expect(before).toContain('No match')
    expect(after).toContain('Core')
    expect(await page.getByLabel('Alias or mask').inputValue(), 'the form keeps what was tried').toBe('بلاد الدببة')
    expect(await violationsOf(page)).toEqual([])
    expect(await database.store.sql`select 1 from topic_edits`).toHaveLength(0)
    expect(complaints).toEqual([])
    await close()
  })

  it('announces a story that comes while the page is open, without moving what is read', async () => {
    const { page, complaints, close } = await open('/')
    const place = () => page.locator('.story').last().boundingBox()
    const [before, all] = [await place(), await page.locator('.story').count()]
    expect(await page.locator('.news').isVisible()).toBe(false)
    await expect
      .poll(async () => {
        // Until the page listens, what is announced is not heard.
        await database.store.sql`select pg_notify('rasid_editions', '999999:1')`
        return page.locator('.news').isVisible()
      }, PATIENCE)
      .toBe(true)
    expect(await page.locator('.news').textContent()).toContain('قصة واحدة')
    expect([await place(), await page.locator('.story').count()]).toEqual([before, all])
    expect(await violationsOf(page)).toEqual([])
    await page.locator('.news a').click()
    await page.waitForLoadState()
    expect(await page.locator('.news').isVisible()).toBe(false)
    expect(complaints).toEqual([])
    await close()
  })

  it('opens a story with its outlets in order and the reason of each', async () => {
    const { page, close } = await open('/')
    await page.locator('.story', { hasText: '3 وسائل' }).getByRole('heading').getByRole('link').click()
    const times = await page
      .locator('.articles time')
      .evaluateAll((all) => all.map((time) => time.getAttribute('datetime')))
    expect(times).toHaveLength(3)
    expect(times).toEqual([...times].sort())
    expect(await page.locator('h1').evaluate((node) => getComputedStyle(node).direction)).toBe('rtl')
    await page.locator('.explained summary').first().click()
    expect(await page.locator('.explained[open] mark').count()).toBeGreaterThan(2)
    await close()
  })

  it('reaches everything by the keyboard, the content first', async () => {
    const { page, close } = await open('/')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.className)).toBe('skip')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('content')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.getAttribute('name'))).toBe('q')
    await close()
  })

  it('talks with the real bot by clicks, without reloading', async () => {
    const { page, complaints, close } = await open('/chat', { viewport: { width: 390, height: 844 } })
    await page.evaluate(() => Object.assign(window, { sameDocument: true }))
    const messages = page.locator('.message')
    const before = await messages.count()
    await page.getByRole('button', { name: '/latest' }).click()
    await expect.poll(() => messages.count(), PATIENCE).toBe(before + 2)
    const list = messages.last()
    const told = await list.locator('.text').textContent()
    await list.getByRole('button', { name: '1', exact: true }).click()
    await expect.poll(() => list.locator('.edited').count(), PATIENCE).toBe(1)
    expect(await list.locator('.text').textContent()).not.toBe(told)
    await list.getByRole('button', { name: 'رجوع' }).click()
    await expect.poll(() => list.locator('.text').textContent(), PATIENCE).toBe(told)
    await page.getByRole('textbox').fill('/stop')
    await page.keyboard.press('Enter')
    await expect.poll(() => messages.count(), PATIENCE).toBeGreaterThanOrEqual(before + 4)
    expect(await page.getByRole('textbox').inputValue()).toBe('')
    expect(await page.evaluate(() => 'sameDocument' in window)).toBe(true)
    expect(
      await page.locator('#talk').evaluate((talk) => talk.scrollHeight - talk.scrollTop - talk.clientHeight),
    ).toBeLessThan(80)
    expect(complaints).toEqual([])
    await close()
  })

  it('lays a conversation out as Telegram does', async () => {
    const { page, close } = await open('/chat', { viewport: { width: 390, height: 844 } })
    const box = async (selector: string) => (await page.locator(selector).first().boundingBox()) ?? { x: 0, width: 0 }
    const [talk, mine, theirs] = await Promise.all([box('#talk'), box('.message.mine'), box('.message:not(.mine)')])
    expect(talk.x + talk.width - (mine.x + mine.width), 'what one wrote stands on the right').toBeLessThan(20)
    expect(theirs.x - talk.x, 'what came stands on the left').toBeLessThan(20)
    const direction = await page
      .locator('.message:not(.mine) .text')
      .first()
      .evaluate((text) => getComputedStyle(text).direction)
    expect(direction).toBe('rtl')
    await close()
  })

  it('brings what happens elsewhere to an open conversation', async () => {
    const { page, close } = await open('/chat')
    const before = await page.locator('.message').count()
    world.telegram.say(PERSON, PERSON, '/help')
    await expect.poll(() => page.locator('.message').count(), PATIENCE).toBe(before + 2)
    await close()
  })

  it('shows stories, figures and trials without a script', async () => {
    const { page, close } = await open('/', { javaScriptEnabled: false })
    expect(await page.locator('.story').count()).toBeGreaterThan(5)
    expect(await page.locator('.news').isVisible()).toBe(false)
    await page.goto(`${world.url}/charts`)
    expect(await page.locator('.wide-only svg').first().isVisible()).toBe(true)
    await page.goto(`${world.url}/topic?lang=en`)
    await page.getByLabel('Text (its first line is the title)').fill('لافروف يلتقي طالبان')
    await page.getByRole('button', { name: 'Try' }).click()
    expect(await page.locator('#result').textContent()).toContain('Core')
    await close()
  })

  it('works without a script', async () => {
    const { page, close } = await open('/chat', { javaScriptEnabled: false })
    const before = await page.locator('.message').count()
    await page.getByRole('button', { name: '/latest' }).click()
    await page.waitForURL(/chat/)
    await expect
      .poll(async () => {
        await page.reload()
        return page.locator('.message').count()
      }, PATIENCE)
      .toBe(before + 2)
    await page.locator('.message').last().getByRole('button', { name: '1', exact: true }).click()
    await expect
      .poll(async () => {
        await page.reload()
        return page.locator('.message').last().locator('.edited').count()
      }, PATIENCE)
      .toBe(1)
    await close()
  })

  it('never failed', () => {
    expect(world.errors).toEqual([])
  })
})
