import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'
import { type VisitTotals, visitTotals } from './visit-totals.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  await database.store
    .sql`insert into feeds (url, outlet) values ('https://a.example/', 'a'), ('https://b.example/', 'b')`
})
afterAll(() => database.drop())

const visit = (feed: string, minutesAgo: number, outcome = 'fetched') =>
  database.store.sql`insert into fetches (feed_id, at, duration_ms, outcome, items, added, bytes, note)
    select id, now() - ${minutesAgo}::int * interval '1 minute', 5, ${outcome}, 10, 1, 100, '' from feeds where outlet = ${feed}`

const look = (before?: VisitTotals) => visitTotals(database.store.db, before)
const visitsOf = ({ sums }: VisitTotals) => Object.fromEntries([...sums].map(([outcome, one]) => [outcome, one.visits]))

it('is the same whether looked at anew or on from before, whatever was forgotten meanwhile', async () => {
  expect([(await look()).sums.size, (await look()).upTo]).toEqual([0, 0])
  for (const minutes of [90, 60, 30]) await visit('a', minutes)
  await visit('b', 20, 'failed')
  await visit('a', 1)
  const first = await look()
  expect(visitsOf(first)).toEqual({ fetched: 4, failed: 1 })
  expect(first.sums.get('fetched')).toEqual({ visits: 4, items: 40, added: 4, edited: 0, matched: 0, bytes: 400 })
  expect(
    [...first.settled.values()].reduce((sum, one) => sum + one.visits, 0),
    'the last minutes wait',
  ).toBe(4)

  await visit('a', 0)
  await database.store.sql`delete from fetches where at < now() - interval '45 minutes'`
  const second = await look(first)
  expect(visitsOf(second)).toEqual({ fetched: 5, failed: 1 })
  expect(visitsOf(await look())).toEqual(visitsOf(second))
})

it('counts a visit whose number was taken before another that was seen first', async () => {
  const before = await look()
  // The earlier number belongs to a transaction that is still open at the first look.
  const [row] = await database.store.sql`select nextval(pg_get_serial_sequence('fetches', 'id')) as id`
  await visit('a', 0, 'unchanged')
  const between = await look(before)
  await database.store.sql`insert into fetches (id, feed_id, duration_ms, outcome, note) overriding system value
    select ${row?.id ?? 0}, id, 5, 'unchanged', '' from feeds where outlet = 'a'`
  expect([between, await look(between)].map((totals) => visitsOf(totals).unchanged)).toEqual([1, 2])
})

it('never falls, also when a feed is removed with visits of the last minutes', async () => {
  await visit('b', 0, 'slow-down')
  const before = await look()
  await database.store.sql`delete from feeds where outlet = 'b'`
  expect(visitsOf(await look(before))).toEqual(visitsOf(before))
  expect(visitsOf(await look())).toEqual(visitsOf(before))
})
