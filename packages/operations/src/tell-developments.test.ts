import { storySignature } from '@rasid/core'
import { type Db, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { tellChats } from './tell-chats.ts'
import { tellDevelopments } from './tell-developments.ts'
import { BOT_ID, editionOf, subscriber } from './testing/delivery-world.ts'

let database: FreshDatabase
let db: Db
const deps = () => ({ db, botId: BOT_ID, now: () => new Date() })
beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(async () => {
  for (const table of [schema.chats, schema.matches, schema.articles, schema.stories]) await db.delete(table)
})

const FIRST = 'مقتل 40 شخصا في هجوم كروكس'

/** An article with a true signature; a story of its own unless one is named. */
async function comes(title: string, story?: number): Promise<number> {
  const at = new Date()
  const row = { topic: 'test', title, tier: 'core', origin: 'live', firstAt: at, lastAt: at } as const
  const [opened] = story === undefined ? await db.insert(schema.stories).values(row).returning() : []
  const storyId = story ?? (opened?.id as number)
  const key = `${title} ${Math.random()}`
  const article = { outlet: 'وسيلة', title, tier: 'core', origin: 'live', contentHash: key, ruleVersion: 'v1' } as const
  const [stored] = await db
    .insert(schema.articles)
    .values({ ...article, firstSeenAt: at })
    .returning()
  const result = { tier: 'core', score: 1, topic: 'test', ruleVersion: 'v1', evidence: [], rejected: [], reasons: [] }
  await db.insert(schema.matches).values({
    ...{ articleId: stored?.id as number, topic: 'test', tier: 'core', score: 1, ruleVersion: 'v1', result },
    ...{ signature: storySignature({ title }), storyId, final: true },
  })
  return storyId
}

async function alerted(settings: object = {}): Promise<number> {
  await subscriber(db, 1, { zone: 'UTC', settings: { ...settings } })
  const storyId = await comes(FIRST)
  await editionOf(db, { storyId })
  await tellChats(deps())
  await new Promise((resolve) => setTimeout(resolve, 5))
  return storyId
}

const replies = async () =>
  (await db.select().from(schema.messages).orderBy(schema.messages.id)).filter(
    ({ draft }) => 'answers' in (draft as object),
  )

it.each([
  { why: 'a denial', title: 'أوكرانيا تنفي صلتها بهجوم كروكس', says: 'نفي' },
  { why: 'a claim', title: 'داعش يتبنى هجوم كروكس', says: 'تبنٍّ' },
  { why: 'a toll up by more than a quarter', title: 'مقتل 60 شخصا في هجوم كروكس', says: 'ارتفاع الحصيلة' },
])('$why replies to the first alert, once however often is looked', async ({ title, says }) => {
  const storyId = await alerted()
  await comes(title, storyId)
  expect(await tellDevelopments(deps())).toBe(1)
  await comes(title, storyId)
  expect(await tellDevelopments(deps())).toBe(0)
  const [alert] = await db.select().from(schema.messages).orderBy(schema.messages.id)
  const [reply] = await replies()
  expect(reply?.draft).toMatchObject({ answers: alert?.id, text: expect.stringContaining(says) })
})

it('the same news again, and what an alert knew already, are no developments', async () => {
  const storyId = await alerted()
  await comes(FIRST, storyId)
  expect(await tellDevelopments(deps())).toBe(0)
  await comes('داعش يتبنى هجوم كروكس', storyId)
  await db.update(schema.articles).set({ firstSeenAt: new Date(Date.now() - 60_000) })
  expect(await tellDevelopments(deps())).toBe(0)
})

it('a chat that was told by its digest alone gets no reply', async () => {
  const storyId = await alerted()
  await db.update(schema.messages).set({ kind: 'digest' })
  await comes('داعش يتبنى هجوم كروكس', storyId)
  expect(await tellDevelopments(deps())).toBe(0)
})

const rises = async (storyId: number, ...tolls: number[]) => {
  for (const toll of tolls) await comes(`مقتل ${toll} شخصا في هجوم كروكس`, storyId)
  return tellDevelopments(deps())
}
const keys = async () => (await replies()).map(({ slot, state }) => `${slot.split(':').at(-1)} ${state}`)
const deliver = () => db.update(schema.messages).set({ state: 'sent', sentAt: new Date() })

it('a toll that goes on rising replies again only for another quarter', async () => {
  const storyId = await alerted()
  for (const [toll, news] of [
    [60, 1],
    [70, 0],
    [145, 1],
  ] as const) {
    expect(await rises(storyId, toll)).toBe(news)
    await deliver()
  }
  expect(await keys()).toEqual(['toll-60 sent', 'toll-145 sent'])
})

it('a toll that creeps up is told at every quarter over what was told last', async () => {
  const storyId = await alerted()
  for (const toll of [44, 48, 52, 56, 60, 64, 68]) {
    await rises(storyId, toll)
    await deliver()
  }
  expect(await keys()).toEqual(['toll-52 sent', 'toll-68 sent'])
  expect((await replies())[0]?.draft).toMatchObject({ text: expect.stringContaining('ارتفاع الحصيلة إلى 52') })
})

it('of several tolls at once, and of those that wait, only the highest is told', async () => {
  const storyId = await alerted()
  expect(await rises(storyId, 60, 100)).toBe(1)
  expect(await rises(storyId, 145)).toBe(1)
  expect(await rises(storyId)).toBe(0)
  expect(await keys()).toEqual(['toll-100 dead', 'toll-145 owed'])
})

it('waits where the hour of the chat is full, and comes when there is room', async () => {
  const storyId = await alerted({ alertsPerHour: 2 })
  await rises(storyId, 60)
  await deliver()
  await rises(storyId, 145)
  await rises(storyId, 250)
  await comes('داعش يتبنى هجوم كروكس', storyId)
  expect(await tellDevelopments(deps())).toBe(1)
  const waiting = (await replies()).filter(({ state }) => state === 'owed')
  const minutes = waiting.map(({ notBefore }) => Math.round((notBefore.getTime() - Date.now()) / 60_000))
  // The alert and the first reply fill this hour: the toll comes an hour after the alert, the claim an hour after that reply.
  expect(minutes).toEqual([60, 60])
  expect(await keys()).toEqual(['toll-60 sent', 'toll-145 dead', 'toll-250 owed', 'claim owed'])
  expect(await tellDevelopments(deps())).toBe(0)
})
