import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { edgeKeys } from './feed-rhythm.ts'
import { addTestFeed, pollDeps, pollNow } from './testing/polling.ts'
import { type Publisher, rss, startPublisher } from './testing/publisher.ts'

let publisher: Publisher
let database: FreshDatabase

beforeAll(async () => {
  publisher = await startPublisher(['one.test', 'two.test'])
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

const rows = (query: string) => database.store.sql.unsafe(query)
const notices = () => rows('select feed_id, kind, detail from feed_notices order by id')
const item = (n: number) => ({ guid: `g${n}`, title: `افتتاح معرض الكتاب رقم ${n}`, link: `https://one.test/a/${n}` })

async function oneFeed() {
  const deps = pollDeps(database.store, publisher)
  const id = await addTestFeed(database.store, publisher.url('one.test', '/rss'), 'الأولى')
  await rows(`update feeds set baseline_at = now() - interval '30 days' where id = ${id}`)
  return { deps, id, poll: () => pollNow(database.store, deps, id) }
}

const quietFor = (span: string) =>
  rows(`update feeds set last_new_at = now() - interval '${span}', last_success_at = now() - interval '5 minutes'`)

it('notices a silence once that is longer than any before, and once when the feed speaks again', async () => {
  publisher.feed('one.test', '/rss', [item(1)])
  const { id, poll } = await oneFeed()
  await poll()
  await quietFor('40 hours')
  await poll()
  await poll()
  expect(await notices()).toMatchObject([{ feed_id: String(id), kind: 'silent', detail: { longestQuietMs: 0 } }])
  publisher.feed('one.test', '/rss', [item(2), item(1)])
  await poll()
  expect((await notices()).map(({ kind }) => kind)).toEqual(['silent', 'speaks'])
  const [feed] = await rows('select silent_since, longest_quiet_ms::float8 as quiet from feeds')
  expect(feed?.silent_since).toBeNull()
  expect(feed?.quiet / 3_600_000).toBeCloseTo(40, 0)
})

it.each([
  { why: 'it was as quiet before', setup: `longest_quiet_ms = ${30 * 3_600_000}`, quiet: '40 hours' },
  { why: 'less than a day passed', setup: 'longest_quiet_ms = 0', quiet: '20 hours' },
  { why: 'it is known for less than a week', setup: `baseline_at = now() - interval '6 days'`, quiet: '3 days' },
])('says nothing of a silent feed when $why', async ({ setup, quiet }) => {
  publisher.feed('one.test', '/rss', [item(1)])
  const { poll } = await oneFeed()
  await poll()
  await quietFor(quiet)
  await rows(`update feeds set ${setup}`)
  await poll()
  expect(await notices()).toEqual([])
})

it('does not take our own downtime for the quiet of a feed', async () => {
  publisher.feed('one.test', '/rss', [item(1)])
  const { poll } = await oneFeed()
  await poll()
  await rows(`update feeds set last_new_at = now() - interval '9 days', last_success_at = now() - interval '8 days'`)
  publisher.feed('one.test', '/rss', [item(2), item(1)])
  await poll()
  const [feed] = await rows('select longest_quiet_ms::float8 as quiet from feeds')
  expect(feed?.quiet / 86_400_000).toBeCloseTo(1, 1)
})

it('sees no gap where a feed gives its items new names at every visit', async () => {
  publisher.serve('one.test', '/rss', { body: rss([item(1), item(2)]) })
  const { poll } = await oneFeed()
  await poll()
  publisher.serve('one.test', '/rss', { body: rss([item(3), { ...item(1), guid: 'x' }, { ...item(2), guid: 'y' }]) })
  await poll()
  expect(await rows('select gap, added from fetches order by id')).toEqual([
    { gap: false, added: 2 },
    { gap: false, added: 1 },
  ])
})

it('sees no gap in a feed that lists its newest items last', async () => {
  const list = (from: number) => rss(Array.from({ length: 60 }, (_, n) => item(from + n)))
  publisher.serve('one.test', '/rss', { body: list(0) })
  const { poll } = await oneFeed()
  await poll()
  publisher.serve('one.test', '/rss', { body: list(40) })
  await poll()
  publisher.serve('one.test', '/rss', { body: list(200) })
  await poll()
  expect((await rows('select gap from fetches order by id')).map(({ gap }) => gap)).toEqual([false, false, true])
})

it.each([
  { items: 0, kept: 0 },
  { items: 9, kept: 9 },
  { items: 30, kept: 30 },
  { items: 500, kept: 30 },
])('keeps the keys of at most thirty items ($items)', ({ items, kept }) => {
  const keys = edgeKeys(Array.from({ length: items }, (_, n) => ({ keys: [`k${n}`] })))
  expect(new Set(keys).size).toBe(kept)
  expect(keys).toHaveLength(kept)
})

it('tells once that a feed broke, goes on visiting it, and tells once that it works again', async () => {
  publisher.serve('one.test', '/rss', { status: 404, body: 'no' })
  const { poll } = await oneFeed()
  for (let n = 0; n < 5; n += 1) await poll()
  expect(await notices()).toMatchObject([{ kind: 'broken', detail: { code: 'http-404', status: 404 } }])
  const [feed] = await rows('select status, extract(epoch from next_check_at - now())::float8 as wait from feeds')
  expect(feed).toMatchObject({ status: 'active', wait: expect.toSatisfy((wait: number) => wait > 0 && wait < 22_000) })
  publisher.feed('one.test', '/rss', [item(1)])
  await poll()
  await poll()
  expect((await notices()).map(({ kind }) => kind)).toEqual(['broken', 'works'])
})

it('stops at 410 and tells it', async () => {
  publisher.serve('one.test', '/rss', { status: 410, body: '' })
  const { poll } = await oneFeed()
  await poll()
  expect(await rows('select status from feeds')).toEqual([{ status: 'gone' }])
  expect(await notices()).toMatchObject([{ kind: 'gone' }])
})

it('pauses a feed that moved to the address of another one, and says why', async () => {
  const { id, poll } = await oneFeed()
  const other = await addTestFeed(database.store, publisher.url('two.test', '/rss'), 'الثانية')
  publisher.serve('one.test', '/rss', { status: 301, headers: { location: publisher.url('two.test', '/rss') } })
  publisher.feed('two.test', '/rss', [item(1)])
  expect(await poll()).toMatchObject({ outcome: 'fetched', added: 1 })
  expect(await rows('select status, state_note from feeds order by id')).toEqual([
    { status: 'paused', state_note: `moved for good to the address of feed ${other}` },
    { status: 'active', state_note: null },
  ])
  expect(await notices()).toMatchObject([{ feed_id: String(id), kind: 'merged', detail: { into: other } }])
})

it('goes on where the other feed is paused: an operator may have kept this one on purpose', async () => {
  const { poll } = await oneFeed()
  const other = await addTestFeed(database.store, publisher.url('two.test', '/rss'), 'الثانية')
  await rows(`update feeds set status = 'paused' where id = ${other}`)
  publisher.serve('one.test', '/rss', { status: 308, headers: { location: publisher.url('two.test', '/rss') } })
  publisher.feed('two.test', '/rss', [item(1)])
  await poll()
  expect(await rows('select status from feeds order by id')).toEqual([{ status: 'active' }, { status: 'paused' }])
})

it.each([
  { why: 'a temporary redirect on the way', first: 302, body: rss([item(1)]) },
  { why: 'an address with nothing there', first: 301, body: '' },
  { why: 'an address that is no feed', first: 301, body: '<!doctype html><html><body>hello</body></html>' },
])('keeps the old address for $why', async ({ first, body }) => {
  const { poll } = await oneFeed()
  publisher.serve('one.test', '/rss', { status: first, headers: { location: publisher.url('two.test', '/hop') } })
  publisher.serve('two.test', '/hop', { status: 301, headers: { location: publisher.url('two.test', '/rss') } })
  publisher.serve('two.test', '/rss', { body })
  await poll()
  expect(await rows('select url from feeds')).toEqual([{ url: publisher.url('one.test', '/rss') }])
})
