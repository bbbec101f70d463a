import { type Db, precisionBy, precisionByTier, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { BOT_ID, storyOf } from './testing/delivery-world.ts'
import { vote } from './vote.ts'

let database: FreshDatabase
let db: Db
beforeAll(async () => {
  database = await freshDatabase()
  db = database.store.db
})
afterAll(() => database.drop())
beforeEach(() => db.delete(schema.feedback))

const votes = async (storyId: number, ...wanted: boolean[]) => {
  for (const [userId, useful] of wanted.entries()) await vote({ db, botId: BOT_ID }, { userId, storyId, useful })
}

it('a person has one vote on a story: a second press changes it', async () => {
  const storyId = await storyOf(db)
  expect(await vote({ db, botId: BOT_ID }, { userId: 1, storyId, useful: true })).toBe(true)
  expect(await vote({ db, botId: BOT_ID }, { userId: 1, storyId, useful: false })).toBe(true)
  expect(await db.select().from(schema.feedback)).toMatchObject([{ userId: 1, storyId, vote: -1 }])
})

it('a story that is no longer kept takes no vote', async () => {
  expect(await vote({ db, botId: BOT_ID }, { userId: 1, storyId: 999_999, useful: true })).toBe(false)
  expect(await db.select().from(schema.feedback)).toEqual([])
})

it('precision counts the wanted among the votes, by tier, by the outlet that named the story, and by rule', async () => {
  await votes(await storyOf(db, { outlets: ['الأولى', 'الثانية'] }), true, true, false)
  await votes(await storyOf(db, { tier: 'related', outlets: ['الثانية'] }), false)
  expect(await precisionByTier(db)).toEqual([
    { tier: 'core', wanted: 2, votes: 3 },
    { tier: 'related', wanted: 0, votes: 1 },
  ])
  expect(await precisionBy(db, 'outlet', 5)).toEqual([
    { name: 'الأولى', wanted: 2, votes: 3 },
    { name: 'الثانية', wanted: 0, votes: 1 },
  ])
  expect(await precisionBy(db, 'rule', 5)).toEqual([{ name: 'v1', wanted: 2, votes: 4 }])
  expect(await precisionBy(db, 'outlet', 1)).toHaveLength(1)
})
