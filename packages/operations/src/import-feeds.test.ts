import { allFeeds, feedCounts } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { addFeed } from './add-feed.ts'
import { exportFeeds } from './export-feeds.ts'
import { addStarterFeeds, importFeeds } from './import-feeds.ts'
import { inspectFeed } from './inspect-feed.ts'
import { type Publisher, rss, startPublisher } from './testing/publisher.ts'

let publisher: Publisher
let database: FreshDatabase
beforeAll(async () => {
  publisher = await startPublisher(['one.test'])
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

const db = () => database.store.db
const opml = (...outlines: string[]) => `<opml version="2.0"><body>\n${outlines.join('\n')}\n</body></opml>`

it("adds the starter feeds at the first start only, under the outlets' Arabic names", async () => {
  expect(await addStarterFeeds(db())).toBeGreaterThanOrEqual(24)
  const [first] = await allFeeds(db())
  expect(first).toMatchObject({ outlet: 'الجزيرة', addedBy: 'starter', status: 'active' })
  await database.store.sql`delete from feeds where id = ${first?.id ?? 0}`
  expect(await addStarterFeeds(db())).toBe(0)
})

it('imports what it can and reports the rest by line', async () => {
  const list = opml(
    '<outline text="أولى" xmlUrl="https://one.example/rss"/>',
    '<outline text="مكررة" xmlUrl="https://one.example/rss"/>',
    '<outline text="داخلية" xmlUrl="http://127.0.0.1/rss"/>',
    '<outline text="بلا عنوان" type="rss"/>',
    '<outline text="ثانية" xmlUrl="https://two.example/rss?a=1&amp;b=2"/>',
  )
  const report = await importFeeds(db(), list, { actor: 'cli' })
  expect(report.added.map(({ outlet }) => outlet)).toEqual(['أولى', 'ثانية'])
  expect(report.problems.map(({ code }) => code).sort()).toEqual(['duplicate', 'no-address', 'refused'])
  const again = await importFeeds(db(), list, { actor: 'cli' })
  expect([again.added.length, again.known.length]).toEqual([0, 2])
  expect(await feedCounts(db())).toMatchObject({ total: 2, active: 2, unvisited: 2, hosts: 2 })
})

it('exports a list that imports as the same feeds', async () => {
  await addStarterFeeds(db())
  const before = (await allFeeds(db())).map(({ url, outlet }) => `${outlet} ${url}`)
  const list = await exportFeeds(db())
  await database.store.sql`delete from feeds`
  await importFeeds(db(), list, { actor: 'cli' })
  expect((await allFeeds(db())).map(({ url, outlet }) => `${outlet} ${url}`)).toEqual(before)
})

it('spreads the first visits of a long list over a minute', async () => {
  const many = Array.from({ length: 300 }, (_, n) => `<outline text="o${n}" xmlUrl="https://h${n}.example/rss"/>`)
  await importFeeds(db(), opml(...many), { actor: 'cli' })
  const [row] = await database.store.sql`
    select extract(epoch from max(next_check_at) - min(next_check_at))::float8 as seconds from feeds`
  expect(row?.seconds).toBeGreaterThan(50)
  expect(row?.seconds).toBeLessThanOrEqual(60)
})

it('adds the feed that a page names, once', async () => {
  publisher.serve('one.test', '/', {
    headers: { 'content-type': 'text/html' },
    body: '<html><head><link rel="alternate" type="application/rss+xml" title="أخبار" href="/rss"></head><body>x</body></html>',
  })
  publisher.feed('one.test', '/rss', [{ guid: '1', title: 'خبر' }])
  const deps = { db: db(), visitor: publisher.visitor }
  const ask = { url: publisher.url('one.test', '/'), actor: 'cli' }
  expect(await addFeed(deps, ask)).toMatchObject({ kind: 'added', url: publisher.url('one.test', '/rss') })
  expect(await addFeed(deps, ask)).toMatchObject({ kind: 'known' })
  expect(await addFeed(deps, { ...ask, url: publisher.url('one.test', '/nothing') })).toMatchObject({ kind: 'known' })
})

it('inspects an address or a file without keeping anything', async () => {
  publisher.feed('one.test', '/rss', [{ guid: '1', title: 'خبر', link: 'https://one.test/a' }])
  const byUrl = await inspectFeed(publisher.visitor, { kind: 'url', url: publisher.url('one.test', '/rss') })
  expect(byUrl).toMatchObject({ kind: 'feed', format: 'rss', items: [{ id: '1', title: 'خبر' }] })
  const bytes = new TextEncoder().encode(rss([{ title: 'من ملف' }]))
  expect(await inspectFeed(publisher.visitor, { kind: 'bytes', bytes })).toMatchObject({ items: [{ title: 'من ملف' }] })
  const missing = await inspectFeed(publisher.visitor, { kind: 'url', url: publisher.url('one.test', '/none') })
  expect(missing).toMatchObject({ kind: 'failed', code: 'http-404' })
  expect(await allFeeds(db())).toEqual([])
})
