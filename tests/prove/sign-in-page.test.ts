/// <reference lib="dom" />
// Signing in to a page that is not open, in a real browser: by the bot's link, by a token, and out again.
import { createToken } from '@rasid/operations'
import { addOperator } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium, startChromium } from './chromium.ts'
import { violationsOf } from './page-checks.ts'
import { PERSON, startWebWorld, type WebWorld } from './web-world.ts'

const executable = process.env.RASID_PROVE_SKIP_BROWSER === '1' ? null : findChromium(process.env)
const BOT_ID = 42

describe.runIf(executable !== null)('a page that is not open', () => {
  let browser: Browser
  let database: FreshDatabase
  let world: WebWorld
  beforeAll(async () => {
    database = await freshDatabase()
    world = await startWebWorld({ store: database.store, open: 'nobody' })
    await addOperator(database.store.db, { botId: BOT_ID, userId: PERSON, name: '', role: 'owner', addedBy: 'proof' })
    browser = await startChromium(executable ?? '')
  })
  afterAll(async () => {
    await browser?.close()
    await world?.stop()
    await database?.drop()
  })

  const lastSaid = () => world.telegram.conversation(PERSON).at(-1)?.text ?? ''
  async function linkFromBot(): Promise<string> {
    world.telegram.say(PERSON, PERSON, '/page')
    await world.telegram.until(() => lastSaid().includes('/sign-in/'), { what: 'the link' })
    return /http:\/\/\S+\/sign-in\/[0-9a-f]{64}/.exec(lastSaid())?.[0] ?? ''
  }
  async function fresh(): Promise<Page> {
    return (await browser.newContext()).newPage()
  }

  it('asks who it is, in words that everybody can read', async () => {
    const page = await fresh()
    await page.goto(`${world.url}/feeds`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    expect(await violationsOf(page)).toEqual([])
    await page.context().close()
  })

  it('lets an operator in by the link of the bot, once, and out again', async () => {
    const link = await linkFromBot()
    const page = await fresh()
    await page.goto(link)
    await page.reload()
    await page.getByRole('button', { name: 'تسجيل الدخول' }).click()
    expect(await page.locator('h1').textContent()).toBe('آخر القصص')
    expect(await page.locator('.who-reads').textContent()).toContain(`telegram:${PERSON}`)
    expect(await page.evaluate(() => document.cookie), 'no script sees the cookie').not.toContain('rasid_session')
    await page.goto(`${world.url}/feeds/1`)
    await page.getByRole('button', { name: 'أوقفها' }).click()
    expect(await page.locator('.facts').textContent()).toContain('موقوفة')
    await page.getByRole('button', { name: 'استأنفها' }).click()
    await page.getByRole('button', { name: 'خروج' }).click()
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.goto(link)
    expect(await page.locator('main').textContent()).toContain('استُعمل هذا الرابط')
    await page.context().close()
  })

  it('lets a token in, back to the page that was wanted, and says so when it is wrong', async () => {
    const made = await createToken(
      { db: database.store.db },
      { name: 'desk', scope: 'read', actor: 'proof', expiresAt: null },
    )
    const page = await fresh()
    await page.goto(`${world.url}/search?q=طالبان&lang=en`)
    await page.getByLabel('Token').fill('rasid_wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(await page.getByRole('alert').textContent()).toContain('wrong')
    expect(await violationsOf(page)).toEqual([])
    await page.getByLabel('Token').fill(made.kind === 'created' ? made.secret : '')
    await page.getByRole('button', { name: 'Sign in' }).click()
    expect(new URL(page.url()).searchParams.get('q')).toBe('طالبان')
    await page.goto(`${world.url}/feeds/1`)
    expect(await page.getByRole('button', { name: 'Pause' }).count(), 'it may read only').toBe(0)
    await page.context().close()
  })
})
