import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase } from '@rasid/store'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { findChromium, startChromium } from './chromium.ts'
import { PERSON, startWebWorld, type WebWorld } from './web-world.ts'

// Always the same day, so that a picture made again differs only where the page does.
const MOMENT = new Date('2026-11-22T06:40:00Z')
const PHONE = { width: 390, height: 844 }

/** Writes the pictures of the README into `folder`; the database of the play lies in `dataDir`. */
export async function makePictures(folder: string, dataDir: string): Promise<{ path: string; bytes: number }[]> {
  const executable = findChromium(process.env)
  if (!executable) throw new Error('no Chromium found: install it, or name it in RASID_CHROMIUM')
  const database = await openDatabase({ databaseUrl: null, dataDir, log: () => {}, applicationName: 'rasid-pictures' })
  const world = await startWebWorld({ store: database.store, now: () => MOMENT, archive: false })
  const browser = await startChromium(executable)
  try {
    await world.publishNews()
    await converse(world)
    const shoot = (
      name: string,
      path: string,
      options: BrowserContextOptions,
      prepare?: (page: Page) => Promise<unknown>,
    ) => picture(browser, { file: join(folder, name), url: world.url + path, options, prepare })
    return [
      await shoot('page-ar.png', '/', { viewport: { width: 1200, height: 860 }, colorScheme: 'light' }),
      await shoot('page-phone-dark.png', '/', { viewport: PHONE, colorScheme: 'dark' }),
      await shoot('chat-digest.png', '/chat', { viewport: PHONE, colorScheme: 'light' }, showDigest),
    ]
  } finally {
    await browser.close()
    await world.stop()
    await database.close()
  }
}

async function converse({ telegram }: WebWorld): Promise<void> {
  telegram.say(PERSON, PERSON, '/start')
  const isTold = () =>
    telegram.conversation(PERSON).some(({ keyboard }) => keyboard.flat().some(({ text }) => text === '1'))
  await telegram.until(isTold, { what: 'the sample digest' })
}

// The digest from its first line, as it is read when it arrives; the frame without the page around it.
async function showDigest(page: Page): Promise<void> {
  await page
    .locator('.message')
    .last()
    .evaluate((message) => message.scrollIntoView({ block: 'start' }))
  await page.locator('#talk').evaluate((talk) => talk.scrollBy(0, -8))
}

interface Shot {
  file: string
  url: string
  options: BrowserContextOptions
  prepare: ((page: Page) => Promise<unknown>) | undefined
}

async function picture(
  browser: Browser,
  { file, url, options, prepare }: Shot,
): Promise<{ path: string; bytes: number }> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(url)
  await page.evaluate('document.fonts.ready')
  await prepare?.(page)
  await page.screenshot({ path: file, animations: 'disabled', caret: 'hide' })
  await context.close()
  return { path: file, bytes: statSync(file).size }
}
