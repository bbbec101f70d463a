import { composeDueDigests } from '@rasid/operations'
import { storyOf } from '@rasid/operations/testing'
import type { Telegram } from '@rasid/stand-ins'
import { addOperator, type Db, insertFeed, schema } from '@rasid/store'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace } from './bot-world.ts'

const READER = 21
const SUNDAY = new Date('2026-11-22T05:00:00Z')
let world: BotWorld
let telegram: Telegram
let db: Db
let bot: Awaited<ReturnType<BotWorld['start']>>

beforeAll(async () => {
  world = await botWorld({ strict1sWindow: false })
  ;({ telegram, db } = world)
  bot = await world.start({ pace: fastPace() })
  telegram.user(READER, { name: 'قارئ' })
  await storyOf(db, { at: new Date('2026-11-19T12:00:00Z'), outlets: ['الجزيرة', 'RT Arabic روسيا اليوم'] })
  telegram.say(READER, READER, '/start')
  await eventually(shown, (all) => all.length > 0)
})
afterAll(() => world.close())
beforeEach(async () => {
  await db.delete(schema.messages)
  const since = new Date('2026-11-21T12:00:00Z')
  await db.update(schema.chats).set({ subscribedAt: since, toldUntil: since })
})

const shown = () => telegram.conversation(READER).filter(({ from }) => from === 'bot')
const rows = () => db.select().from(schema.messages)
const settled = () => eventually(rows, (all) => all.length > 0 && all.every(({ state }) => state === 'sent'))

/** Sunday's digest and picture, sent. Returns what the reader sees of them. */
async function sunday() {
  const before = shown().length
  await composeDueDigests({ db, botId: BOT_ID, botName: 'rasid_bot', now: () => SUNDAY })
  bot.wake()
  await settled()
  return shown().slice(before)
}

it('sends the week as a photo with its caption, after the digest and without a sound', async () => {
  const seen = await sunday()
  const photo = seen.at(-1)
  expect(seen.at(0)?.photo).toBeUndefined()
  expect(photo?.photo).toMatchObject({ mime: 'image/png', width: 1280 })
  expect(photo?.text).toContain('مطابقتان من وسيلتين')
  expect(photo?.silent).toBe(true)
  expect([...(photo?.text ?? '')].length).toBeLessThanOrEqual(1024)
})

it.each([
  { why: 'the chat takes no photos', error: 'Bad Request: not enough rights to send photos to the chat' },
  { why: 'Telegram cannot read it', error: 'Bad Request: IMAGE_PROCESS_FAILED' },
])('sends the words alone where $why, and keeps the subscriber', async ({ error }) => {
  telegram.inject({ kind: 'error', code: 400, description: error, method: 'sendPhoto' })
  const seen = await sunday()
  expect(seen.at(-1)?.photo).toBeUndefined()
  expect(seen.at(-1)?.text).toContain('حصيلة الأسبوع')
  expect(await db.select().from(schema.chats)).toMatchObject([{ state: 'active' }])
})

it('sends it once more, marked, when the answer to it is lost', async () => {
  const before = shown().length
  telegram.inject({ kind: 'reset-after', method: 'sendPhoto' })
  await composeDueDigests({ db, botId: BOT_ID, botName: 'rasid_bot', now: () => SUNDAY })
  bot.wake()
  await eventually(rows, (all) => all.some(({ maybeTwice, state }) => maybeTwice && state === 'owed'))
  await db.update(schema.messages).set({ notBefore: new Date(0) })
  bot.wake()
  await settled()
  const photos = shown()
    .slice(before)
    .filter(({ photo }) => photo !== undefined)
  expect(photos.map(({ text }) => text.includes('قد تكون هذه الرسالة مكررة'))).toEqual([false, true])
})

it('answers /health with words, and the trend under them', async () => {
  const OWNER = 22
  telegram.user(OWNER, { name: 'مالك' })
  await addOperator(db, { botId: BOT_ID, userId: OWNER, name: 'مالك', role: 'owner', addedBy: 'test' })
  const { id } = await insertFeed(db, { url: 'https://one.example/rss', outlet: 'وسيلة', addedBy: 'test' })
  await db.insert(schema.fetches).values({ feedId: id, durationMs: 1, outcome: 'fetched', note: '' })
  telegram.say(OWNER, OWNER, '/health')
  const answers = await eventually(
    () => telegram.conversation(OWNER).filter(({ from }) => from === 'bot'),
    (all) => all.length === 2,
  )
  expect(answers[0]?.text).toContain('حال راصد')
  expect(answers[1]?.photo).toMatchObject({ mime: 'image/png', width: 1280 })
  expect(answers[1]?.text).toBe('صحة المصادر والمطابقات · آخر 14 يومًا')
})
