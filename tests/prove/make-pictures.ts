import { statSync } from 'node:fs'
import { join } from 'node:path'
import { openDatabase, type Store } from '@rasid/store'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { findChromium, startChromium } from './chromium.ts'
import { PERSON, startWebWorld, type WebWorld } from './web-world.ts'

// Always the same minute, so that a picture made again differs only where the page does. The clock goes on from it: the bot's
// pace is measured by it.
const MOMENT = Date.parse('2026-11-22T06:40:00Z')
const PHONE = { width: 390, height: 844 }
// Longer than any phone: the digest is shown whole, from its first line to its buttons.
const LONG_PHONE = { width: 412, height: 1550 }

export interface Picture {
  path: string
  bytes: number
}

/** Writes the pictures of the README into `folder`; the database of the play lies in `dataDir`. */
export async function makePictures(folder: string, dataDir: string): Promise<Picture[]> {
  const executable = findChromium(process.env)
  if (!executable) throw new Error('no Chromium found: install it, or name it in RASID_CHROMIUM')
  const database = await openDatabase({ databaseUrl: null, dataDir, log: () => {}, applicationName: 'rasid-pictures' })
  const started = performance.now()
  const now = () => new Date(MOMENT + performance.now() - started)
  const world = await startWebWorld({ store: database.store, now, archive: false })
  const browser = await startChromium(executable)
  try {
    await world.publishNews()
    await moveTo(database.store, now())
    await converse(world)
    const shoot = (name: string, shot: Omit<Shot, 'file'>) =>
      picture(browser, { ...shot, file: join(folder, name), path: world.url + shot.path })
    const { storyId, word } = await worthShowing(database.store)
    return [
      await shoot('page-ar.png', { path: '/', viewport: { width: 1200, height: 860 }, colorScheme: 'light' }),
      await shoot('page-phone-dark.png', { path: '/', viewport: PHONE, colorScheme: 'dark' }),
      await shoot('story-ar.png', {
        path: `/stories/${storyId}`,
        viewport: { width: 1200, height: 760 },
        colorScheme: 'light',
      }),
      await shoot('search-en-dark.png', {
        path: `/search?${new URLSearchParams({ q: word, lang: 'en' })}`,
        viewport: { width: 1200, height: 760 },
        colorScheme: 'dark',
      }),
      await shoot('topic-ar.png', {
        path: '/topic',
        viewport: { width: 1200, height: 1040 },
        colorScheme: 'light',
        prepare: tryAnAlias,
      }),
      await shoot('chat-digest.png', { path: '/chat', viewport: LONG_PHONE, colorScheme: 'light', only: '.phone' }),
    ]
  } finally {
    await browser.close()
    await world.stop()
    await database.close()
  }
}

/** A story that several outlets carry, and a word that finds something. */
async function worthShowing({ sql }: Store): Promise<{ storyId: number; word: string }> {
  const [story] = await sql`select id from stories where articles > 1 order by articles desc, id limit 1`
  return { storyId: Number(story?.id), word: 'بوتين' }
}

// The database has a clock of its own, by which visits are counted in a digest's last line.
async function moveTo({ sql }: Store, now: Date): Promise<void> {
  await sql`update fetches set at = at - (now() - ${now.toISOString()}::timestamptz)`
  await sql`update articles set first_seen_at = first_seen_at - (now() - ${now.toISOString()}::timestamptz)`
}

async function converse({ telegram }: WebWorld): Promise<void> {
  telegram.say(PERSON, PERSON, '/start')
  const isTold = () =>
    telegram.conversation(PERSON).some(({ keyboard }) => keyboard.flat().some(({ text }) => text === '1'))
  await telegram.until(isTold, { what: 'the sample digest' })
}

interface Shot extends Required<Pick<BrowserContextOptions, 'viewport' | 'colorScheme'>> {
  file: string
  path: string
  /** The part of the page to show. */
  only?: string
  /** What is done on the page first. */
  prepare?(page: Page): Promise<void>
}

async function tryAnAlias(page: Page): Promise<void> {
  await page.locator('select[name=entity]').selectOption('russia')
  await page.locator('input[name=alias]').fill('بلاد القياصرة')
  await page.locator('textarea').fill('وفد طالبان في بلاد القياصرة لتوقيع اتفاق')
  await page.locator('.trial button').click()
  await page.locator('#result').waitFor()
  await page.evaluate('scrollTo(0, 0)')
}

async function picture(browser: Browser, { file, path, only = 'html', prepare, ...options }: Shot): Promise<Picture> {
  const context = await browser.newContext({ ...options, reducedMotion: 'reduce' })
  const page = await context.newPage()
  await page.goto(path)
  await prepare?.(page)
  await page.evaluate('document.fonts.ready')
  const still = { path: file, animations: 'disabled', caret: 'hide' } as const
  await (only === 'html' ? page.screenshot(still) : page.locator(only).screenshot(still))
  await context.close()
  return { path: file, bytes: statSync(file).size }
}
