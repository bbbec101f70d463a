import { type Db, insertFeed, recentAudit } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeSetting, parseSetting } from './chat-settings.ts'
import { composeDueDigests } from './compose-due-digests.ts'
import { addPreviewedFeed, changeFeed, feedHealth, listFeeds } from './list-feeds.ts'
import { BOT_ID, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())

it.each([
  { setting: 'tier', value: 'related', known: true },
  { setting: 'tier', value: 'none', known: false },
  { setting: 'alerts', value: 'off', known: true },
  { setting: 'alerts', value: 'maybe', known: false },
  { setting: 'lang', value: 'en', known: true },
  { setting: 'lang', value: 'fr', known: false },
  { setting: 'time', value: '23:59', known: true },
  { setting: 'time', value: 'off', known: true },
  { setting: 'time', value: '24:00', known: false },
  { setting: 'zone', value: 'Africa/Cairo', known: true },
  { setting: 'zone', value: 'Mars/Olympus', known: false },
  { setting: 'constructor', value: 'x', known: false },
  { setting: '', value: '', known: false },
])('reads set:$setting:$value as known: $known', ({ setting, value, known }) => {
  expect(parseSetting(setting, value)).toEqual(known ? { setting, value } : null)
})

describe('a change of the digest’s hour', () => {
  it('brings no digest for an hour of today that has passed already', async () => {
    const chat = await subscriber(db, 1)
    const noon = new Date(Date.now() + 60_000)
    const passed = new Date(noon.getTime() - 30_000).toISOString().slice(11, 16)
    await changeSetting({ db, now: () => noon }, { ...chat, zone: 'UTC' }, { setting: 'zone', value: 'UTC' })
    const changed = await changeSetting({ db, now: () => noon }, chat, { setting: 'time', value: passed })
    expect(changed.digestTimes).toEqual([passed])
    expect(await composeDueDigests({ db, botId: BOT_ID, botName: 'b', now: () => noon })).toBe(0)
  })

  it('turns digests on again that were off', async () => {
    const chat = await subscriber(db, 2)
    const deps = { db, now: () => new Date() }
    const off = await changeSetting(deps, chat, { setting: 'time', value: 'off' })
    expect(off.settings).toEqual({ rhythm: 'off' })
    expect((await changeSetting(deps, off, { setting: 'time', value: '07:00' })).settings).toEqual({ rhythm: 'daily' })
  })
})

describe('feeds', () => {
  const page = { page: 0, pageSize: 10 }
  const feedOf = async (id: number) => (await listFeeds(db, page)).feeds.find((feed) => feed.id === id)

  it('are added once, each action written down with who did it', async () => {
    const feed = { url: 'https://example.org/rss', name: 'ناشر', siteUrl: null }
    expect(await addPreviewedFeed(db, { feed, actor: 'telegram:1' })).toBe(true)
    expect(await addPreviewedFeed(db, { feed, actor: 'telegram:2' })).toBe(false)
    expect(await recentAudit(db, 5)).toMatchObject([{ actor: 'telegram:1', action: 'feed-add', subject: feed.url }])
  })

  it('say their health in words', async () => {
    const { id } = await insertFeed(db, { url: 'https://example.net/rss', outlet: 'ناشر' })
    const feed = await feedOf(id)
    if (!feed) throw new Error('the feed is not listed')
    expect(feedHealth(feed, 'ar')).toEqual({ what: 'لم تُزر بعد', next: null })
    const failing = { ...feed, failures: 2, lastFailure: { class: 'hard', code: 'http-403', detail: '', status: 403 } }
    expect(feedHealth(failing, 'ar').what).toContain('403')
    expect(feedHealth(failing, 'ar').next).not.toBeNull()
    const { feed: paused } = await changeFeed(db, { id, action: 'pause', actor: 'telegram:1' })
    expect(paused && feedHealth(paused, 'en').what).toBe('paused')
  })

  it('that are gone do nothing', async () => {
    expect(await changeFeed(db, { id: 999, action: 'remove', actor: 'telegram:1' })).toEqual({
      feed: null,
      done: false,
    })
  })
})
