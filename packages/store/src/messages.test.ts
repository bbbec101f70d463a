import { afterAll, beforeAll, expect, it } from 'vitest'
import { rememberChat, subscribeChat } from './chats.ts'
import { countMessages, oweMessages, sentByKind } from './messages.ts'
import type { Db } from './open-store.ts'
import { messages } from './schema.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

let database: FreshDatabase
let db: Db
const DAY_MS = 24 * 3_600_000
const ago = (ms: number) => new Date(Date.now() - ms)

beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())

async function chatOf(botId: number): Promise<number> {
  const { id } = await rememberChat(db, { botId, chatId: 1, threadId: 0, kind: 'private', title: '' })
  await subscribeChat(db, id)
  return id
}

it('counts the messages of one bot by what became of them, and says how late the oldest is', async () => {
  const chat = await chatOf(1)
  const draft = {}
  await db.insert(messages).values([
    { chat, draft, kind: 'alert', slot: 'late', notBefore: ago(90_000) },
    { chat, draft, kind: 'alert', slot: 'future', notBefore: new Date(Date.now() + DAY_MS) },
    { chat, draft, kind: 'alert', slot: 'flying', state: 'sending' },
    { chat, draft, kind: 'alert', slot: 'sent', state: 'sent', sentAt: ago(1000) },
    { chat, draft, kind: 'digest', slot: 'marked', state: 'sent', sentAt: ago(1000), maybeTwice: true },
    { chat, draft, kind: 'digest', slot: 'old', state: 'sent', sentAt: ago(3 * DAY_MS), createdAt: ago(3 * DAY_MS) },
    { chat, draft, kind: 'digest', slot: 'part', part: 2, state: 'sent', sentAt: ago(1000) },
    { chat, draft, kind: 'reply', slot: 'dead', state: 'dead' },
    { chat, draft, kind: 'alert', slot: 'unknown', state: 'unknown' },
    { chat: await chatOf(2), draft, kind: 'alert', slot: 'of another bot' },
  ])
  const counts = await countMessages(db, 1)
  expect(counts).toMatchObject({ owed: 2, sending: 1, unknown: 1, sentLastDay: 3, markedLastDay: 1, deadLastDay: 1 })
  expect(counts.oldestDueSeconds).toBeGreaterThan(85)
  expect(counts.oldestDueSeconds).toBeLessThan(200)
  expect(await sentByKind(db, 1, ago(DAY_MS))).toEqual({ alert: 1, digest: 1, edit: 0, reply: 0 })
})

it('a bot that owes nothing is late with nothing', async () => {
  expect(await countMessages(db, 3)).toEqual({
    ...{ owed: 0, sending: 0, unknown: 0, sentLastDay: 0, markedLastDay: 0, deadLastDay: 0, oldestDueSeconds: null },
  })
})

it('owes a message once however often it is asked to', async () => {
  const chat = await chatOf(4)
  const owed = [{ chat, kind: 'alert' as const, slot: 'story:1:1', draft: {} }]
  expect(await oweMessages(db, owed)).toHaveLength(1)
  expect(await oweMessages(db, owed)).toEqual([])
})
