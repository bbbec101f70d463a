import { tellChats } from '@rasid/operations'
import { editionOf, storyOf } from '@rasid/operations/testing'
import { errorFault, type Fault, type Telegram } from '@rasid/stand-ins'
import { type Db, findChat, schema } from '@rasid/store'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { BOT_ID, type BotWorld, botWorld, eventually, fastPace, TOKEN, textsOf } from './bot-world.ts'

const READERS = [11, 12, 13]
const FLOOD: Fault = {
  ...{ kind: 'error', code: 429, description: 'Too Many Requests: retry after 1' },
  parameters: { retry_after: 1 },
}
let world: BotWorld
let telegram: Telegram
let db: Db
let bot: Awaited<ReturnType<BotWorld['start']>>

beforeEach(async () => {
  world = await botWorld({ strict1sWindow: false })
  telegram = world.telegram
  db = world.db
  bot = await world.start({ pace: fastPace() })
  for (const id of READERS) {
    telegram.user(id, { name: `شخص ${id}` })
    telegram.say(id, id, '/start')
  }
  await allSay(1)
})
afterEach(() => world.close())

const said = (id: number) => textsOf(telegram, id)
const allSay = (count: number) =>
  eventually(
    () => READERS.map((id) => said(id).length),
    (counts) => counts.every((seen) => seen >= count),
  )
const alertOf = (id: number) => said(id).slice(1)
const alerts = () => db.select().from(schema.messages).orderBy(schema.messages.id)
const makeDue = () => db.update(schema.messages).set({ notBefore: new Date(0) })
const settled = (states: readonly string[]) =>
  eventually(
    async () => (await alerts()).flatMap(({ kind, state }) => (kind === 'alert' ? [state] : [])),
    (seen) => seen.length === READERS.length && seen.every((state) => states.includes(state)),
  )

/** A story comes, and is told to the three readers. */
async function tell(): Promise<void> {
  await editionOf(db, { storyId: await storyOf(db) })
  await tellChats({ db, botId: BOT_ID, now: () => new Date() })
  bot.wake()
}

it('tells each reader once, woken by the edition itself', async () => {
  const storyId = await storyOf(db)
  await db.transaction(async (tx) => {
    await editionOf(tx, { storyId })
  })
  bot.wake()
  await allSay(2)
  for (const id of READERS) expect(alertOf(id)).toEqual([expect.stringContaining('موسكو تستقبل')])
})

describe('a fault at one of three readers leaves the others told once', () => {
  it.each<{ why: string; fault: Fault; told: number; marked: boolean }>([
    { why: 'reset before it was read', fault: { kind: 'reset-before', chatId: 12 }, told: 1, marked: true },
    { why: 'reset after it was sent', fault: { kind: 'reset-after', chatId: 12 }, told: 2, marked: true },
    { why: '502 of a proxy', fault: { kind: 'bad-gateway', chatId: 12 }, told: 1, marked: true },
    {
      why: '500 after it was sent',
      fault: errorFault('Internal Server Error: restart', { chatId: 12, processed: true }),
      told: 2,
      marked: true,
    },
    { why: '429', fault: { ...FLOOD, chatId: 12 }, told: 1, marked: false },
  ])('$why', async ({ fault, told, marked }) => {
    const injected = telegram.inject(fault)
    await tell()
    await eventually(
      () => [injected.hits(), alertOf(11).length, alertOf(13).length],
      (seen) => seen.join() === '1,1,1',
    )
    await settled(['sent', 'owed'])
    await makeDue()
    bot.wake()
    await settled(['sent'])
    expect(alertOf(12)).toHaveLength(told)
    expect(alertOf(12).at(-1)?.includes('قد تكون هذه الرسالة مكررة')).toBe(marked)
    expect([alertOf(11).length, alertOf(13).length]).toEqual([1, 1])
  })

  it('a reader who blocked the bot is not asked again until they come back', async () => {
    telegram.block(12)
    await tell()
    await tell()
    await eventually(
      () => [alertOf(11).length, alertOf(12).length, alertOf(13).length],
      (seen) => seen.join() === '2,0,2',
    )
    telegram.unblock(12)
    telegram.say(12, 12, '/start')
    const chat = await eventually(
      () => findChat(db, { botId: BOT_ID, chatId: 12, threadId: 0 }),
      (seen) => seen?.state === 'active',
    )
    expect(chat?.deadProofs).toBe(0)
  })

  it('what cannot be parsed arrives as plain text', async () => {
    const parse = `Bad Request: can't parse entities: Unclosed start tag at byte offset 12`
    telegram.inject(errorFault(parse, { chatId: 12 }))
    await tell()
    await settled(['sent'])
    const message = telegram.conversation(12).at(-1)
    expect(message?.text).toContain('موسكو تستقبل')
    expect(message?.entities.filter(({ type }) => type === 'bold' || type === 'text_link')).toEqual([])
  })

  it('a group that migrated is told once, under its new id', async () => {
    telegram.group(-20, { members: [11], title: 'مجموعة' })
    telegram.say(-20, 11, '/start')
    await eventually(
      () => said(-20).length,
      (count) => count === 1,
    )
    const newId = telegram.migrate(-20)
    await tell()
    await eventually(
      () => said(newId).length,
      (count) => count === 1,
    )
    expect(await findChat(db, { botId: BOT_ID, chatId: newId, threadId: 0 })).toMatchObject({ state: 'active' })
  })
})

it('a /start that Telegram delivers again is answered once', async () => {
  telegram.user(14, { name: 'رابع' })
  // The update comes by the poll that is open now, not by the one that will hang.
  await eventually(
    () => telegram.requests().findLast(({ method }) => method === 'getUpdates'),
    (poll) => poll?.status === 0,
  )
  // The request that would confirm the update never arrives, and the bot ends: the next one gets the update again.
  telegram.inject({ kind: 'hang', method: 'getUpdates' })
  telegram.say(14, 14, '/start')
  await eventually(
    () => said(14).length,
    (count) => count === 1,
  )
  await bot.stop()
  await world.start({ pace: fastPace() })
  telegram.say(14, 14, '/help')
  const texts = await eventually(
    () => said(14),
    (seen) => seen.at(-1)?.includes('/latest') ?? false,
  )
  expect(texts).toHaveLength(2)
})

it('of two instances one polls and one sends; when it stops the other takes over', async () => {
  const second = await world.start({ pace: fastPace() })
  await tell()
  await allSay(2)
  for (const id of READERS) expect(alertOf(id)).toHaveLength(1)
  expect(world.logged()).toContain('Another instance')
  await bot.stop()
  telegram.say(11, 11, '/help')
  await eventually(
    () => said(11).at(-1),
    (text) => text?.includes('/latest') ?? false,
    20_000,
  )
  await second.stop()
})

it('stops within ten seconds, also while a request hangs', async () => {
  telegram.inject({ kind: 'hang', chatId: 12 })
  await tell()
  await eventually(
    async () => (await alerts()).filter(({ state }) => state === 'sending').length,
    (count) => count === 1,
  )
  const before = Date.now()
  await bot.stop()
  expect(Date.now() - before).toBeLessThan(10_000)
  expect((await alerts()).map(({ state, maybeTwice }) => [state, maybeTwice])).toContainEqual(['owed', true])
})

it('holds everything when the token is revoked, and the token is in no log and no row', async () => {
  telegram.revokeToken()
  await tell()
  const [hold] = await eventually(
    () => db.select().from(schema.facts),
    (facts) => facts.some(({ name }) => name.startsWith('delivery-hold:')),
  )
  expect(hold?.value).toMatchObject({ reason: expect.stringContaining('Unauthorized') })
  expect((await alerts()).some(({ state }) => state === 'dead')).toBe(false)
  telegram.inject({ kind: 'reset-before', method: 'getUpdates', times: 3 })
  const secret = TOKEN.split(':')[1] ?? ''
  const rows = [await alerts(), await db.select().from(schema.facts), await db.select().from(schema.audit)]
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(world.logged()).not.toContain(secret)
})
