import { type Db, insertFeed, recentAudit, saveVote, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chatPreferences, quietHoursOf } from './chat-preferences.ts'
import { changeSetting, parseSetting } from './chat-settings.ts'
import { composeDueDigests } from './compose-due-digests.ts'
import { forgetChat } from './forget-chat.ts'
import { addPreviewedFeed, changeFeed, feedHealth, listFeeds } from './list-feeds.ts'
import { BOT_ID, owed, storyOf, subscriber } from './testing/delivery-world.ts'

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
  { setting: 'time', value: 'off', known: false },
  { setting: 'rhythm', value: 'twice', known: true },
  { setting: 'rhythm', value: 'hourly', known: false },
  { setting: 'weekday', value: '6', known: true },
  { setting: 'weekday', value: '7', known: false },
  { setting: 'rate', value: '8', known: true },
  { setting: 'rate', value: '0', known: false },
  { setting: 'quiet', value: 'hold', known: true },
  { setting: 'quietstart', value: '25:00', known: false },
  { setting: 'mute', value: '12', known: true },
  { setting: 'mute', value: 'الجزيرة', known: false },
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
    const off = await changeSetting(deps, chat, { setting: 'rhythm', value: 'off' })
    expect(off.settings).toEqual({ rhythm: 'off' })
    const on = await changeSetting(deps, off, { setting: 'time', value: '07:00' })
    expect([on.settings, on.digestTimes]).toEqual([{ rhythm: 'daily' }, ['07:00']])
  })

  it.each([
    { why: 'one hour gives way to another', rhythm: 'daily', press: ['21:00'], times: ['21:00'] },
    { why: 'twice a day begins with a second hour', rhythm: 'twice', press: [], times: ['08:00', '20:00'] },
    { why: 'a third hour takes the place of the first', rhythm: 'twice', press: ['12:00'], times: ['12:00', '20:00'] },
    { why: 'several hours add up', rhythm: 'several', press: ['06:00', '18:00'], times: ['06:00', '08:00', '18:00'] },
    { why: 'a second press takes an hour away', rhythm: 'several', press: ['06:00', '08:00'], times: ['06:00'] },
    { why: 'the last hour stays', rhythm: 'several', press: ['08:00'], times: ['08:00'] },
    { why: 'a week has one hour', rhythm: 'weekly', press: ['06:00'], times: ['06:00'] },
  ])('$why', async ({ rhythm, press, times }) => {
    await db.delete(schema.chats)
    const deps = { db, now: () => new Date() }
    let chat = await changeSetting(deps, await subscriber(db, 3), { setting: 'rhythm', value: rhythm })
    for (const value of press) chat = await changeSetting(deps, chat, { setting: 'time', value })
    expect(chat.digestTimes).toEqual(times)
  })
})

it('an outlet is muted by any of its feeds, and heard again by a second press', async () => {
  const { id } = await insertFeed(db, { url: 'https://example.com/rss', outlet: 'الوسيلة' })
  const deps = { db, now: () => new Date() }
  const press = { setting: 'mute', value: String(id) } as const
  const muted = await changeSetting(deps, await subscriber(db, 4), press)
  expect(chatPreferences(muted).mutedOutlets).toEqual(['الوسيلة'])
  expect(chatPreferences(await changeSetting(deps, muted, press)).mutedOutlets).toEqual([])
})

it.each([
  { why: 'nothing chosen', settings: {}, quiet: null },
  { why: 'hours of an unknown shape', settings: { quiet: 'night' }, quiet: null },
  {
    why: 'a mode alone',
    settings: { quiet: { mode: 'hold', start: '99' } },
    quiet: { mode: 'hold', start: '23:00', end: '07:00' },
  },
])('reads quiet hours of $why', ({ settings, quiet }) => {
  expect(quietHoursOf({ settings })).toEqual(quiet)
})

it('forgets a chat with its messages and its person’s votes, and nobody else’s', async () => {
  await db.delete(schema.chats)
  const [gone, stays] = [await subscriber(db, 5), await subscriber(db, 6)]
  for (const chat of [gone, stays]) await owed(db, chat.id, 'a')
  const storyId = await storyOf(db)
  for (const userId of [5, 6]) await saveVote(db, { botId: BOT_ID, userId, storyId, vote: 1 })
  await forgetChat({ db, botId: BOT_ID }, gone)
  expect(await db.select({ chat: schema.messages.chat }).from(schema.messages)).toEqual([{ chat: stays.id }])
  expect(await db.select({ userId: schema.feedback.userId }).from(schema.feedback)).toEqual([{ userId: 6 }])
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
