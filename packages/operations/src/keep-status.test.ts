import { addOperator, insertFeed, schema, setOperatorsChat } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { holdDeliveries, releaseDeliveries } from './delivery-hold.ts'
import { keepStatus } from './keep-status.ts'
import { composeStatus, hasTrouble, systemStatus } from './system-status.ts'
import { BOT_ID, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
const db = () => database.store.db
const now = new Date('2026-11-22T12:00:00Z')
let minutes = 0
const deps = () => ({ db: db(), botId: BOT_ID, now: () => new Date(now.getTime() + 60_000 * minutes++) })
const rows = () => db().select().from(schema.messages).orderBy(schema.messages.id)
const texts = async () => (await rows()).map(({ draft }) => (draft as { text: string }).text)

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  for (const table of [schema.chats, schema.facts, schema.feeds, schema.topicEdits]) await db().delete(table)
})

const operators = async () => {
  const chat = await subscriber(db(), -9, { zone: 'UTC' })
  await setOperatorsChat(db(), chat)
  return chat
}
const breakFeed = (failure: object) =>
  db()
    .update(schema.feeds)
    .set({ failures: 3, lastFailure: { class: 'hard', code: 'http-403', detail: '', status: 403 }, ...failure })

describe('the status message', () => {
  it('is not written while all is well, nor without an operators’ chat', async () => {
    expect(await keepStatus(deps())).toBe(false)
    await operators()
    expect(await keepStatus(deps())).toBe(false)
  })

  it('is written once for a trouble, edited as it changes, and says at the end that all is well', async () => {
    await operators()
    const url = 'https://example.org/rss'
    await insertFeed(db(), { url, outlet: 'صحيفة متعثرة' })
    await breakFeed({})
    expect(await keepStatus(deps())).toBe(true)
    expect(await keepStatus(deps())).toBe(false)
    const [first] = await rows()
    expect(first?.kind).toBe('reply')
    for (const shown of ['صحيفة متعثرة', '403', 'جاءت في 30 يومًا: لا أخبار', 'ما ينفع'])
      expect((await texts())[0]).toContain(shown)
    await breakFeed({ silentSince: new Date('2026-11-20T12:00:00Z') })
    expect(await keepStatus(deps())).toBe(true)
    await breakFeed({ failures: 0, lastFailure: null, silentSince: null })
    expect(await keepStatus(deps())).toBe(true)
    const edits = (await rows()).slice(1)
    expect(edits.map(({ kind, state }) => [kind, state])).toEqual([
      ['edit', 'dead'],
      ['edit', 'owed'],
    ])
    expect(edits.map(({ draft }) => (draft as { edits: number }).edits)).toEqual([first?.id, first?.id])
    expect((await texts()).at(-1)).toContain('كل شيء بخير')
  })

  it('is a new message when trouble comes after all was well, so that it makes a sound', async () => {
    await operators()
    await holdDeliveries(db(), BOT_ID, { reason: 'Unauthorized', since: now.toISOString() })
    await keepStatus(deps())
    await releaseDeliveries(db(), BOT_ID)
    await keepStatus(deps())
    await holdDeliveries(db(), BOT_ID, { reason: 'Unauthorized', since: now.toISOString() })
    await keepStatus(deps())
    expect((await rows()).map(({ kind }) => kind)).toEqual(['reply', 'edit', 'reply'])
  })
})

describe('deliveries in the status', () => {
  const died = async (note: string, kind: 'alert' | 'edit' = 'alert') => {
    const chat = await subscriber(db(), -20)
    await db().insert(schema.messages).values({ chat: chat.id, kind, slot: note, draft: {}, state: 'dead', note })
    return systemStatus(deps())
  }

  it.each([
    { note: 'Bad Request: not enough rights to send text messages to the chat', says: 'لا يُسمح للبوت بالكتابة' },
    { note: 'Bad Request: TOPIC_CLOSED', says: 'أُغلق موضوعها' },
    { note: 'Bad Request: chat not found', says: 'لا يجدها تيليغرام' },
    { note: 'Bad Request: message text is empty', says: '⁦message text is empty⁩' },
  ])('say in words which chat they do not reach: $note', async ({ note, says }) => {
    const status = await died(note)
    expect(hasTrouble(status)).toBe(true)
    const { text } = composeStatus(status, { lang: 'ar', zone: 'UTC' }, now)
    expect(text).toContain('لم يُسلَّم في آخر يوم: رسالة واحدة')
    expect(text).toMatch(new RegExp(`• ⁦chat -20⁩: .*${says}.*رسالة واحدة`))
  })

  it.each([
    ...['Forbidden: bot was blocked by the user', 'blocked', 'Forbidden: user is deactivated', 'kicked', 'left'],
    ...['asked by the chat', 'moved to -100', 'its topic is gone', 'overtaken by a higher toll'],
  ])('are no trouble where the reader left or something newer came: %s', async (note) => {
    const status = await died(note)
    expect([hasTrouble(status), status.messages.deadLastDay, status.failing]).toEqual([false, 0, []])
  })

  it('of an edit are none: the message itself arrived', async () => {
    expect(hasTrouble(await died('Bad Request: message to edit not found', 'edit'))).toBe(false)
  })
})

describe('changes of the rules in the status', () => {
  const made = (change: Partial<typeof schema.topicEdits.$inferInsert> = {}) =>
    db()
      .insert(schema.topicEdits)
      .values({
        topic: 'test',
        op: { op: 'add-alias', entity: 'russia', alias: 'الكرملين' },
        author: 'telegram:5',
        at: new Date(now.getTime() - 3_600_000),
        ...change,
      })

  it('are told by who made them and when, in the one message, which they edit', async () => {
    await operators()
    await addOperator(db(), { botId: BOT_ID, userId: 5, name: 'سامي', role: 'operator', addedBy: 'test' })
    await made()
    expect(await keepStatus(deps())).toBe(true)
    expect(await keepStatus(deps())).toBe(false)
    await db().update(schema.topicEdits).set({ undoneAt: now, undoneBy: 'terminal' })
    expect(await keepStatus(deps())).toBe(true)
    expect((await rows()).map(({ kind }) => kind)).toEqual(['reply', 'edit'])
    const [first, second] = await texts()
    expect(first).toContain('الكرملين · سامي · 11:00')
    expect(first).toContain('كل شيء بخير')
    expect(second).toMatch(/تُراجع عن .*الكرملين · الطرفية · 12:00/)
  })

  it('that a new file no longer takes are told for as long as that holds', async () => {
    await made({ setAside: 'no such entity', at: new Date('2026-10-01') })
    const { text } = composeStatus(await systemStatus(deps()), { lang: 'ar', zone: 'UTC' }, now)
    expect(text).toContain('لم يعد ملف القواعد يقبل هذا التعديل')
  })

  it('are forgotten after a day', async () => {
    await made({ at: new Date(now.getTime() - 25 * 3_600_000) })
    expect((await systemStatus(deps())).rules).toEqual([])
  })
})

it('offers each troubled feed, the successors that were found, and all feeds', async () => {
  const { id } = await insertFeed(db(), { url: 'https://example.org/rss', outlet: 'صحيفة متعثرة' })
  const found = { url: 'https://example.org/feed/new', title: null, items: 3 }
  await breakFeed({ successors: [found] })
  const { buttons } = composeStatus(await systemStatus(deps()), { lang: 'ar', zone: 'UTC' }, now)
  expect(buttons.flat().map((button) => ('data' in button ? button.data : ''))).toEqual([
    ...[`feed:show:${id}:0`, `swap:${id}:0`, 'feed:list:0:0'],
  ])
})

it('stays one message with many broken feeds', async () => {
  for (let feed = 0; feed < 30; feed++)
    await insertFeed(db(), { url: `https://f-${feed}.example/rss`, outlet: `وسيلة ${feed} ${'ط'.repeat(200)}` })
  await db().update(schema.feeds).set({ status: 'gone' })
  const status = await systemStatus(deps())
  expect(hasTrouble(status)).toBe(true)
  const { text } = composeStatus(status, { lang: 'ar', zone: 'UTC' }, now)
  expect(text.length).toBeLessThan(4096)
  expect(text).toContain('22 خلاصة')
})
