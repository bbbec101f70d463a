import { afterAll, beforeAll, expect, it } from 'vitest'
import { deleteSavedQuery, insertSavedQuery, listSavedQueries, savedQuery } from './saved-queries.ts'
import { deliveryHealth, systemFigures } from './system-figures.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

it('knows the figures of an empty installation: nothing, and no age of nothing', async () => {
  const { databaseBytes, ...figures } = await systemFigures(database.store.db)
  expect(databaseBytes).toBeGreaterThan(1_000_000)
  expect(figures).toEqual({
    ...{ processes: [], feeds: [], failingFeeds: [], silentFeeds: 0, secondsSinceSuccess: null, overdueSeconds: 0 },
    ...{ pagesWanted: 0, matches: [], stories: [], chats: [], messages: [], oldestOwedSeconds: 0 },
    ...{ deadMessagesLastDay: 0, deliveryHolds: 0, outage: false, lowDisk: false },
  })
  expect(await deliveryHealth(database.store.db)).toEqual({ held: false, failedLastDay: 0, oldestOwedSeconds: 0 })
})

it('counts what is there', async () => {
  const { sql, db } = database.store
  await sql`insert into feeds (url, outlet, failures, last_failure, last_success_at, next_check_at, status) values
    ('https://a.example/', 'a', 2, '{"class":"hard"}', now() - interval '2 hours', now() - interval '5 minutes', 'active'),
    ('https://b.example/', 'b', 0, null, now() - interval '1 minute', now() + interval '1 hour', 'active'),
    ('https://c.example/', 'c', 0, null, null, now() - interval '1 day', 'paused')`
  await sql`insert into chats (bot_id, chat_id, kind, state) values (1, 7, 'private', 'active')`
  await sql`insert into messages (chat, kind, slot, draft, state, not_before)
    select c.id, 'alert', s, '{}', s, now() - interval '90 seconds' from chats c, unnest(array['owed', 'dead', 'sent']) s`
  await sql`insert into facts (name, value) values ('delivery-hold:1', '{}'), ('outage', '{}'), ('low-disk', '{}')`
  await sql`insert into facts (name, value, at) values ('alive:worker:1', '{}', now()), ('alive:worker:2', '{}', now() - interval '20 seconds'),
    ('alive:bot:3', '{}', now() - interval '2 minutes')`
  const figures = await systemFigures(db)
  expect(figures.processes, 'the bot has said nothing for too long').toEqual([{ role: 'worker', n: 2 }])
  expect(figures).toMatchObject({
    failingFeeds: [{ class: 'hard', n: 1 }],
    ...{ chats: [{ state: 'active', n: 1 }], deadMessagesLastDay: 1, deliveryHolds: 1, outage: true, lowDisk: true },
  })
  expect(new Map(figures.feeds.map(({ health, n }) => [health, n]))).toEqual(
    new Map([
      ['failing', 1],
      ['healthy', 1],
      ['paused', 1],
    ]),
  )
  expect(figures.messages).toHaveLength(3)
  for (const [seconds, about] of [
    [figures.secondsSinceSuccess, 60],
    [figures.overdueSeconds, 300],
    [figures.oldestOwedSeconds, 90],
  ])
    expect(Math.abs((seconds ?? 0) - (about ?? 0))).toBeLessThan(30)
  expect(await deliveryHealth(db)).toMatchObject({ held: true, failedLastDay: 1 })
})

it('keeps a search under one name only', async () => {
  const { db } = database.store
  const query = { name: 'كابولوف', of: 'matches' as const, filters: { q: 'كابولوف' }, madeBy: 'cli' }
  expect(await insertSavedQuery(db, query)).toBe(true)
  expect(await insertSavedQuery(db, { ...query, filters: {} })).toBe(false)
  expect(await savedQuery(db, 'كابولوف')).toMatchObject(query)
  expect(await listSavedQueries(db)).toHaveLength(1)
  expect([await deleteSavedQuery(db, 'كابولوف'), await deleteSavedQuery(db, 'كابولوف')]).toEqual([true, false])
  expect(await savedQuery(db, 'كابولوف')).toBeUndefined()
})
