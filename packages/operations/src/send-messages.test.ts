import { randomUUID } from 'node:crypto'
import { createPace, type SendFacts } from '@rasid/core'
import {
  beginSending,
  chatById,
  claimMessages,
  type Db,
  editionsForDigest,
  failingDeliveries,
  recordTold,
  schema,
  setOperatorsChat,
  stopChat,
} from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { deliveryHold } from './delivery-hold.ts'
import type { BotRequest } from './message-request.ts'
import { type SendDeps, sendMessages } from './send-messages.ts'
import { BOT_ID, editionOf, owed, storyOf, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
let sent: BotRequest[]

const log = { info: () => {}, warn: () => {}, error: () => {} }
const fast = { size: 1000, spanMs: 1 }
const ok = (messageId = 7): SendFacts => ({
  kind: 'response',
  status: 200,
  body: { ok: true, result: { message_id: messageId } },
})
const refused = (code: number, description: string, parameters?: object): SendFacts => ({
  kind: 'response',
  status: code,
  body: { ok: false, error_code: code, description, parameters },
})

/** A sender whose requests end as `ends` says, one after the other; the last one holds for all that follow. */
function sender(...ends: (SendFacts | ((request: BotRequest) => SendFacts))[]): SendDeps {
  return {
    ...{ db, botId: BOT_ID, owner: randomUUID(), log, now: () => new Date() },
    pace: createPace({ overall: fast, chat: fast, group: fast }),
    async sendRequest(request) {
      const end = (ends.length > 1 ? ends.shift() : ends[0]) ?? ok()
      sent.push(request)
      return typeof end === 'function' ? end(request) : end
    },
  }
}
const rows = () => db.select().from(schema.messages).orderBy(schema.messages.id)
const statesOf = async () => (await rows()).map(({ state }) => state)
const makeDue = () => db.update(schema.messages).set({ notBefore: new Date(0) })

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  sent = []
  await db.delete(schema.chats)
  await db.delete(schema.facts)
})

describe('sending', () => {
  it('sends each owed message once, with its number kept', async () => {
    const reader = await subscriber(db, 11)
    await owed(db, reader.id, 'a')
    await sendMessages(sender(ok(99)))
    await sendMessages(sender(ok(100)))
    expect(sent).toEqual([
      {
        method: 'sendMessage',
        payload: { chat_id: 11, text: '<b>a</b>', parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
      },
    ])
    expect(await rows()).toMatchObject([{ state: 'sent', telegramMessageId: 99 }])
  })

  it('commits `sending` before the request leaves', async () => {
    const reader = await subscriber(db, 11)
    await owed(db, reader.id, 'a')
    const states: string[] = []
    const deps = sender()
    deps.sendRequest = async () => {
      states.push(...(await statesOf()))
      return ok()
    }
    await sendMessages(deps)
    expect(states).toEqual(['sending'])
  })

  it('keeps the order of one chat, whatever waits before it', async () => {
    const reader = await subscriber(db, 11)
    for (const slot of ['1', '2', '3']) await owed(db, reader.id, slot)
    await sendMessages(sender(ok(), { kind: 'no-connection', code: 'ECONNREFUSED' }, ok()))
    await makeDue()
    await sendMessages(sender())
    expect(sent.map(({ payload }) => payload.text)).toEqual(['<b>1</b>', '<b>2</b>', '<b>2</b>', '<b>3</b>'])
  })

  it('gives stopped chats answers only, and dead ones nothing', async () => {
    const stopped = await subscriber(db, 11)
    const dead = await subscriber(db, 12)
    for (const chat of [stopped, dead]) await owed(db, chat.id, 'alert')
    await stopChat(db, stopped.id, 'stopped', 'asked')
    await stopChat(db, dead.id, 'dead', 'blocked')
    for (const chat of [stopped, dead]) {
      const draft = { text: 'answer', buttons: [], preview: false, silent: false }
      await db.insert(schema.messages).values({ chat: chat.id, kind: 'reply', slot: 'update:1', draft })
    }
    await sendMessages(sender())
    expect(sent.map(({ payload }) => [payload.chat_id, payload.text])).toEqual([[11, 'answer']])
  })

  it('never sends what is owed to chats of another bot', async () => {
    await owed(db, (await subscriber(db, 11, { botId: BOT_ID + 1 })).id, 'a')
    await sendMessages(sender())
    expect(sent).toEqual([])
  })

  it('sends each message once when two senders work at the same time', async () => {
    for (let chat = 1; chat <= 40; chat++) {
      const { id } = await subscriber(db, chat)
      await owed(db, id, 'a')
      await owed(db, id, 'b')
    }
    await Promise.all([sendMessages(sender()), sendMessages(sender())])
    expect(sent).toHaveLength(80)
    expect(new Set(sent.map(({ payload }) => `${payload.chat_id} ${payload.text}`)).size).toBe(80)
  })
})

describe('what came of a request', () => {
  it('waits for a flood of one chat and goes on with the others', async () => {
    for (const chat of [11, 12]) await owed(db, (await subscriber(db, chat)).id, 'a')
    const flood = refused(429, 'Too Many Requests: retry after 17', { retry_after: 17 })
    await sendMessages(sender((request) => (request.payload.chat_id === 11 ? flood : ok())))
    const [waits, sentRow] = await rows()
    expect([waits?.state, sentRow?.state]).toEqual(['owed', 'sent'])
    expect(Number(waits?.notBefore) - Date.now()).toBeGreaterThan(15_000)
    expect(sent).toHaveLength(2)
  })

  it.each<{ why: string; end: SendFacts }>([
    { why: 'a reset', end: { kind: 'lost-answer', code: 'ECONNRESET' } },
    { why: '5xx', end: refused(500, 'Internal Server Error: restart') },
    { why: 'a proxy page', end: { kind: 'response', status: 502, body: '<html>' } },
  ])('resends once, marked, after $why', async ({ end }) => {
    await owed(db, (await subscriber(db, 11)).id, 'a')
    await sendMessages(sender(end))
    await makeDue()
    await sendMessages(sender(end))
    await makeDue()
    await sendMessages(sender())
    expect(sent.map(({ payload }) => String(payload.text).includes('قد تكون هذه الرسالة مكررة'))).toEqual([false, true])
    expect(await rows()).toMatchObject([{ state: 'unknown', maybeTwice: true }])
  })

  it('resends as plain text, once, what Telegram cannot parse', async () => {
    await owed(db, (await subscriber(db, 11)).id, 'a', 'حرب <b>و&amp;سلم</b>')
    const cannotParse = refused(400, "Bad Request: can't parse entities: Unclosed start tag at byte offset 12")
    await sendMessages(sender(cannotParse))
    expect(sent[1]?.payload).toMatchObject({ text: 'حرب و&سلم' })
    expect(sent[1]?.payload).not.toHaveProperty('parse_mode')
    expect(await statesOf()).toEqual(['dead'])
  })

  it('pauses a chat that blocked the bot, and drops what it is owed', async () => {
    const reader = await subscriber(db, 11)
    for (const slot of ['a', 'b']) await owed(db, reader.id, slot)
    await sendMessages(sender(refused(403, 'Forbidden: bot was blocked by the user')))
    expect((await chatById(db, reader.id))?.state).toBe('dead')
    expect([sent.length, await statesOf()]).toEqual([1, ['dead', 'dead']])
  })

  it('keeps a chat whose refusal may pass', async () => {
    const reader = await subscriber(db, 11)
    await owed(db, reader.id, 'a')
    await sendMessages(sender(refused(403, "Forbidden: bot can't send messages to the user")))
    expect([(await chatById(db, reader.id))?.state, await statesOf()]).toEqual(['active', ['owed']])
  })

  it('needs repeated proof that a chat is not found', async () => {
    const reader = await subscriber(db, 11)
    await owed(db, reader.id, 'a')
    const states: unknown[] = []
    for (let time = 1; time <= 3; time++) {
      await sendMessages(sender(refused(400, 'Bad Request: chat not found')))
      states.push((await chatById(db, reader.id))?.state)
      await makeDue()
    }
    expect(states).toEqual(['active', 'active', 'dead'])
  })

  it('sends once to the new id of a group that migrated', async () => {
    const group = await subscriber(db, -5)
    await owed(db, group.id, 'a')
    const moved = refused(400, 'Bad Request: group chat was upgraded to a supergroup chat', {
      migrate_to_chat_id: -1005,
    })
    await sendMessages(sender(moved, ok()))
    expect(sent.map(({ payload }) => payload.chat_id)).toEqual([-5, -1005])
    expect(await chatById(db, group.id)).toMatchObject({ chatId: -1005, state: 'active' })
  })

  it('goes on in the root of the chat when its topic is gone', async () => {
    const group = await subscriber(db, -5)
    await db.update(schema.chats).set({ threadId: 3 })
    await owed(db, group.id, 'a')
    await sendMessages(sender(refused(400, 'Bad Request: message thread not found'), ok()))
    expect(sent.map(({ payload }) => payload.message_thread_id)).toEqual([3, undefined])
  })

  it('still tells, in parts, what was too long', async () => {
    await owed(db, (await subscriber(db, 11)).id, 'a', `<b>${'كلمة '.repeat(1000)}</b>`)
    await sendMessages(sender(refused(400, 'Bad Request: message is too long'), ok()))
    expect(
      sent
        .slice(1)
        .map(({ payload }) => String(payload.text))
        .join(''),
    ).toBe('كلمة '.repeat(1000))
    expect(await statesOf()).toEqual(['dead', 'sent', 'sent'])
  })

  it('leaves word of a message that can never be sent for the operators’ status, and writes to nobody of it', async () => {
    const reader = await subscriber(db, 11)
    await setOperatorsChat(db, await subscriber(db, 12))
    for (const slot of ['a', 'b']) await owed(db, reader.id, slot)
    const bad = refused(400, 'Bad Request: message text is empty')
    await sendMessages(sender((request) => (request.payload.chat_id === 11 ? bad : ok())))
    expect(sent.filter(({ payload }) => payload.chat_id === 12)).toEqual([])
    expect(await failingDeliveries(db, BOT_ID, 5)).toMatchObject([{ chatId: 11, messages: 2 }])
  })

  it.each([
    {
      why: 'a topic that is gone',
      error: refused(400, 'Bad Request: message thread not found'),
      says: 'حُذف موضوع المنتدى',
    },
    {
      why: 'a second instance',
      error: refused(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      ),
      says: 'نسخة أخرى من راصد',
    },
  ])('tells the operators of $why once a day, in their language', async ({ error, says }) => {
    const reader = await subscriber(db, -11)
    await setOperatorsChat(db, await subscriber(db, 12))
    await database.store.sql`update chats set thread_id = 3 where id = ${reader.id}`
    for (const slot of ['a', 'b']) await owed(db, reader.id, slot)
    let refusals = 0
    await sendMessages(sender((request) => (request.payload.chat_id === -11 && refusals++ < 1 ? error : ok())))
    const told = sent.filter(({ payload }) => payload.chat_id === 12).map(({ payload }) => String(payload.text))
    expect(told).toEqual([expect.stringContaining(says)])
  })

  it('holds everything when the token is refused, marks nobody, and goes on when it works again', async () => {
    const holds: string[] = []
    for (let chat = 1; chat <= 5; chat++) await owed(db, (await subscriber(db, chat)).id, 'a')
    const unauthorized = { ...sender(refused(401, 'Unauthorized')), onHold: (reason: string) => holds.push(reason) }
    expect((await sendMessages(unauthorized)).held).toBe(true)
    await makeDue()
    await sendMessages(unauthorized)
    expect(await statesOf()).toEqual(Array(5).fill('owed'))
    expect(await deliveryHold(db, BOT_ID)).toMatchObject({ reason: 'Unauthorized' })
    expect(holds).toEqual(['Unauthorized'])
    await makeDue()
    await sendMessages(sender())
    expect(await statesOf()).toEqual(Array(5).fill('sent'))
    expect(await deliveryHold(db, BOT_ID)).toBeNull()
  })
})

describe('a sender that dies', () => {
  const claim = { botId: BOT_ID, owner: randomUUID(), limit: 10, leaseMs: 60_000 }
  const expire = () => db.update(schema.messages).set({ claimUntil: new Date(0) })

  it('before the request leaves an ordinary message behind', async () => {
    await owed(db, (await subscriber(db, 11)).id, 'a')
    await claimMessages(db, claim)
    await sendMessages(sender())
    expect(sent).toEqual([])
    await expire()
    await sendMessages(sender())
    expect(sent.map(({ payload }) => payload.text)).toEqual(['<b>a</b>'])
  })

  it('between request and settling leaves one that is resent once, marked', async () => {
    const id = await owed(db, (await subscriber(db, 11)).id, 'a')
    await claimMessages(db, claim)
    expect([...(await beginSending(db, [id], claim.owner, 60_000))]).toEqual([id])
    await sendMessages(sender())
    await expire()
    await sendMessages(sender())
    expect(sent).toEqual([])
    await makeDue()
    await sendMessages(sender())
    expect(sent.map(({ payload }) => String(payload.text).includes('مكررة'))).toEqual([true])
    expect(await statesOf()).toEqual(['sent'])
  })

  it('and comes back too late sends nothing', async () => {
    const id = await owed(db, (await subscriber(db, 11)).id, 'a')
    await claimMessages(db, claim)
    await expire()
    expect([...(await beginSending(db, [id], claim.owner, 60_000))]).toEqual([])
  })
})

it('leaves the stories of a message that was given up to the next digest', async () => {
  const reader = await subscriber(db, 11)
  const storyId = await storyOf(db)
  await editionOf(db, { storyId })
  const message = await owed(db, reader.id, 'a')
  await recordTold(db, [{ messageId: message, chat: reader.id, storyId, edition: 1 }])
  const [since, until] = [new Date(Date.now() - 3_600_000), new Date(Date.now() + 60_000)]
  const untold = async () =>
    (await editionsForDigest(db, { chat: reader.id, tier: 'core', since, until, limit: 9 })).map((one) => one.storyId)
  const lost = { kind: 'lost-answer', code: 'ECONNRESET' } as const
  await sendMessages(sender(lost))
  expect([await statesOf(), await untold()]).toEqual([['owed'], []])
  await makeDue()
  await sendMessages(sender(lost))
  expect([await statesOf(), await untold()]).toEqual([['unknown'], [storyId]])
})
