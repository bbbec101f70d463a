import { claimLostFeed, feedById, untoldNotices } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { noticeWords } from './notice-words.ts'
import { isSameSite, rediscoverLostFeeds } from './rediscover-feed.ts'
import { replaceFeed } from './replace-feed.ts'
import { addTestFeed, pollDeps, pollNow } from './testing/polling.ts'
import { type Publisher, startPublisher } from './testing/publisher.ts'

let publisher: Publisher
let database: FreshDatabase

beforeAll(async () => {
  publisher = await startPublisher(['one.test', 'www.one.test', 'two.test'])
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

const rows = (query: string) => database.store.sql.unsafe(query)
const item = (n: number) => ({ guid: `g${n}`, title: `افتتاح معرض الكتاب رقم ${n}`, link: `https://one.test/a/${n}` })
const home = (...feeds: string[]) => ({
  headers: { 'content-type': 'text/html' },
  body: `<!doctype html><html><head>${feeds.map((url) => `<link rel="alternate" type="application/rss+xml" href="${url}">`).join('')}</head><body></body></html>`,
})

/** A feed that answers 404 twice. */
async function lostFeed() {
  const deps = pollDeps(database.store, publisher)
  const id = await addTestFeed(database.store, publisher.url('one.test', '/old'), 'الأولى')
  publisher.serve('one.test', '/old', { status: 404, body: '' })
  for (let n = 0; n < 2; n += 1) await pollNow(database.store, deps, id)
  return { deps, id }
}

it('proposes the one feed that the site offers now, once, and swaps nothing by itself', async () => {
  const { deps, id } = await lostFeed()
  publisher.serve('one.test', '/', home('/new'))
  publisher.feed('one.test', '/new', [item(1), item(2)])
  expect(await rediscoverLostFeeds(deps)).toBe(1)
  const [from, to] = [publisher.url('one.test', '/old'), publisher.url('one.test', '/new')]
  expect((await feedById(deps.db, id))?.successors).toEqual([{ url: to, title: 'خلاصة تجريبية', items: 2 }])
  expect(await rows('select url from feeds')).toEqual([{ url: from }])
  const notices = await untoldNotices(deps.db, 10)
  expect(notices).toMatchObject([{ kind: 'successor', detail: { from, url: to } }])
  for (const lang of ['ar', 'en'] as const) {
    const words = notices.map((notice) => noticeWords(notice, lang)).join('\n')
    expect(words).toContain(from)
    expect(words).toContain(`rasid feeds replace ${id} ${to}`)
  }
  await rows(`update feeds set searched_at = now() - interval '2 days'`)
  await rediscoverLostFeeds(deps)
  expect(await untoldNotices(deps.db, 10)).toHaveLength(1)
})

it('lists several candidates to choose from, leaving out strangers and feeds that are followed', async () => {
  const { deps } = await lostFeed()
  publisher.serve('one.test', '/', home('/a', '/b', '/followed', publisher.url('two.test', '/c')))
  for (const path of ['/a', '/b', '/followed']) publisher.feed('one.test', path, [item(1)])
  publisher.feed('two.test', '/c', [item(1)])
  await addTestFeed(database.store, publisher.url('one.test', '/followed'), 'المتابعة')
  await rediscoverLostFeeds(deps)
  const urls = [publisher.url('one.test', '/a'), publisher.url('one.test', '/b')]
  expect(await untoldNotices(deps.db, 10)).toMatchObject([{ kind: 'choice', detail: { urls } }])
})

it('looks at most once a day for a feed, rarely after a week, and not at all during an outage of ours', async () => {
  const { deps, id } = await lostFeed()
  publisher.serve('one.test', '/', home())
  const out = { ...deps, network: { ...deps.network, outSince: () => new Date() } }
  expect(await rediscoverLostFeeds(out)).toBe(0)
  expect(await rediscoverLostFeeds(deps)).toBe(1)
  expect(await rediscoverLostFeeds(deps)).toBe(0)
  await rows(`update feeds set searched_at = now() - interval '25 hours'`)
  expect(await claimLostFeed(deps.db)).toMatchObject({ id })
  await rows(
    `update feeds set searched_at = now() - interval '25 hours', failing_since = now() - interval '20 days' where id = ${id}`,
  )
  expect(await claimLostFeed(deps.db)).toBeUndefined()
})

it.each([
  {
    why: 'a passing failure',
    sql: `failures = 9, failing_since = now() - interval '3 days', last_failure = '{"class":"temporary","code":"timeout"}'`,
    lost: false,
  },
  {
    why: 'one 404',
    sql: `failures = 1, failing_since = now(), last_failure = '{"class":"hard","code":"http-404"}'`,
    lost: false,
  },
  {
    why: 'a page instead of the feed for an hour',
    sql: `failures = 3, failing_since = now() - interval '1 hour', last_failure = '{"class":"soft","code":"html-page"}'`,
    lost: false,
  },
  {
    why: 'a page instead of the feed for days',
    sql: `failures = 3, failing_since = now() - interval '2 days', last_failure = '{"class":"soft","code":"html-page"}'`,
    lost: true,
  },
  { why: 'a 410', sql: `status = 'gone', failures = 1, failing_since = now()`, lost: true },
  {
    why: 'a pause',
    sql: `status = 'paused', failures = 9, failing_since = now() - interval '9 days', last_failure = '{"class":"hard","code":"http-404"}'`,
    lost: false,
  },
  {
    why: 'a page that is read by selectors',
    sql: `selectors = '{"item":"p"}', failures = 9, failing_since = now() - interval '9 days', last_failure = '{"class":"hard","code":"http-404"}'`,
    lost: false,
  },
])('takes a feed for lost after $why: $lost', async ({ sql, lost }) => {
  await addTestFeed(database.store, publisher.url('one.test', '/old'), 'الأولى')
  await rows(`update feeds set ${sql}`)
  expect((await claimLostFeed(database.store.db)) !== undefined).toBe(lost)
})

it.each([
  { url: 'https://www.one.test/rss', site: 'https://one.test/', same: true },
  { url: 'https://feeds.one.test/rss', site: 'https://www.one.test/', same: true },
  { url: 'https://one.test/rss', site: 'https://feeds.one.test/', same: true },
  { url: 'https://a.platform.test/rss', site: 'https://b.platform.test/', same: false },
  { url: 'https://evil-one.test/rss', site: 'https://one.test/', same: false },
])('takes $url for the site $site: $same', ({ url, site, same }) => {
  expect(isSameSite(url, [site])).toBe(same)
})

it('replaces an address on request: the same feed, its items not new again, visited at once', async () => {
  const { deps, id } = await lostFeed()
  const ask = { id, url: publisher.url('one.test', '/new'), actor: 'test' }
  await rows(`update feeds set status = 'gone', etag = '"old"'`)
  publisher.feed('one.test', '/new', [item(1)])
  expect(await replaceFeed(deps, ask)).toMatchObject({ kind: 'replaced', from: publisher.url('one.test', '/old') })
  expect(await feedById(deps.db, id)).toMatchObject({ url: ask.url, status: 'active', failures: 0, etag: null })
  expect(await pollNow(database.store, deps, id)).toMatchObject({ outcome: 'fetched', added: 1 })
  expect(await rows('select action, subject from audit')).toEqual([{ action: 'feed-replace', subject: ask.url }])
})

it('refuses to replace by another feed’s address, by a page without a feed, and a feed that is not there', async () => {
  const { deps, id } = await lostFeed()
  publisher.feed('two.test', '/rss', [item(1)])
  const other = await addTestFeed(database.store, publisher.url('two.test', '/rss'), 'الثانية')
  const ask = (url: string, of = id) => replaceFeed(deps, { id: of, url, actor: 'test' })
  expect(await ask(publisher.url('two.test', '/rss'))).toMatchObject({ kind: 'known', id: other })
  expect(await ask(publisher.url('www.one.test', '/nothing'))).toMatchObject({ kind: 'no-feed' })
  expect(await ask(publisher.url('two.test', '/rss'), 999)).toEqual({ kind: 'no-such-feed' })
  expect(await rows('select url from feeds order by id')).toMatchObject([
    { url: publisher.url('one.test', '/old') },
    {},
  ])
})
