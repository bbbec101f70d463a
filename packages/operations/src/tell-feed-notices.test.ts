import { insertNotices, setOperatorsChat } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { tellFeedNotices } from './tell-feed-notices.ts'
import { BOT_ID, subscriber } from './testing/delivery-world.ts'
import { addTestFeed } from './testing/polling.ts'

let database: FreshDatabase

beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

const owed = () => database.store.sql.unsafe('select slot, draft from messages order by id')
const twelve = async () => {
  const id = await addTestFeed(database.store, 'https://one.test/rss', 'الأولى <b>')
  for (let n = 0; n < 12; n += 1) await insertNotices(database.store.db, id, [{ kind: 'gone' }])
}

it('waits for an operators’ chat, then tells all of it in few messages, each notice once', async () => {
  const { db } = database.store
  await twelve()
  expect(await tellFeedNotices(db, BOT_ID)).toBe(0)
  expect(await owed()).toEqual([])
  await setOperatorsChat(db, await subscriber(db, 7))
  expect([await tellFeedNotices(db, BOT_ID), await tellFeedNotices(db, BOT_ID)]).toEqual([10, 2])
  expect(await tellFeedNotices(db, BOT_ID)).toBe(0)
  const messages = await owed()
  expect(messages.map(({ slot }) => slot)).toEqual(['ops:feeds:10', 'ops:feeds:12'])
  expect(messages[0]?.draft.text).toContain('الأولى &lt;b&gt;')
})

it('leaves to the status message what is a state', async () => {
  const { db } = database.store
  const id = await addTestFeed(database.store, 'https://one.test/rss', 'الأولى')
  await insertNotices(db, id, [{ kind: 'broken' }, { kind: 'works' }, { kind: 'silent' }, { kind: 'speaks' }])
  await setOperatorsChat(db, await subscriber(db, 7))
  expect(await tellFeedNotices(db, BOT_ID)).toBe(0)
})

it('tells each notice once when two tell at the same moment', async () => {
  const { db } = database.store
  await twelve()
  await setOperatorsChat(db, await subscriber(db, 7))
  const told = await Promise.all(Array.from({ length: 4 }, () => tellFeedNotices(db, BOT_ID)))
  expect(told.reduce((sum, n) => sum + n, 0)).toBe(12)
})
