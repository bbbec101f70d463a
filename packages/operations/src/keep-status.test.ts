import { insertFeed, schema, setOperatorsChat } from '@rasid/store'
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
  for (const table of [schema.chats, schema.facts, schema.feeds]) await db().delete(table)
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
