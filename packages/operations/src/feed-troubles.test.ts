import { type FeedNotice, markNoticesTold, type NoticeKind, troubledFeeds, untoldNotices } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type FeedTrouble, feedTroubles, type TroubleKind, troubleWords } from './feed-troubles.ts'
import { noticeWords } from './notice-words.ts'
import { changeFeedSettings } from './set-feed.ts'
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
const NOW = new Date()

it('lists each feed that needs a look under one trouble, with what it brought in 30 days', async () => {
  const deps = pollDeps(database.store, publisher)
  const add = (path: string, outlet = path) => addTestFeed(database.store, publisher.url('one.test', path), outlet)
  const broken = await add('/broken')
  publisher.feed('one.test', '/broken', [
    { guid: '1', title: 'موسكو تستقبل وفدا من حركة طالبان', link: 'https://one.test/1' },
    { guid: '2', title: 'افتتاح معرض الكتاب', link: 'https://one.test/2' },
    { guid: '3', title: 'خبر قديم عن المعرض', link: 'https://one.test/3' },
  ])
  await pollNow(database.store, deps, broken)
  await rows(`update articles set first_seen_at = now() - interval '31 days' where url like '%/3'`)
  publisher.serve('one.test', '/broken', { status: 403, body: 'no' })
  await pollNow(database.store, deps, broken)
  const [gone, silent, gappy, merged] = [
    await add('/gone'),
    await add('/silent'),
    await add('/gappy'),
    await add('/merged'),
  ]
  await add('/sound')
  const paused = await add('/paused')
  await rows(`update feeds set status = 'gone', failures = 1, failing_since = now() where id = ${gone}`)
  await rows(`update feeds set silent_since = now(), last_new_at = now() - interval '3 days' where id = ${silent}`)
  await rows(`insert into fetches (feed_id, duration_ms, outcome, gap, note, at) values
    (${gappy}, 1, 'fetched', true, '', now()), (${gappy}, 1, 'fetched', true, '', now() - interval '1 day'),
    (${silent}, 1, 'fetched', true, '', now() - interval '8 days')`)
  await rows(`update feeds set status = 'paused', state_note = 'moved' where id = ${merged}`)
  await rows(`update feeds set status = 'paused', failures = 4 where id = ${paused}`)
  const found = await feedTroubles(deps.db, new Date())
  const lists = Object.entries<FeedTrouble[]>({ ...found })
  const ids = Object.fromEntries(lists.map(([kind, list]) => [kind, list.map(({ feed }) => feed.id)]))
  expect(ids).toEqual({ broken: [broken], gone: [gone], silent: [silent], gappy: [gappy], merged: [merged] })
  expect(found.broken).toMatchObject([{ items30d: 2, matches30d: 1, lasting: false, since: expect.any(Date) }])
  const lasting = await troubledFeeds(deps.db, NOW, { failuresFrom: 3 })
  expect(lasting.map(({ feed }) => feed.id)).not.toContain(broken)
  expect(found.gappy).toMatchObject([{ gaps: 2 }])
  for (const [kind, list] of lists) {
    for (const trouble of list) {
      const ar = troubleWords(kind as TroubleKind, trouble, { lang: 'ar', now: NOW })
      const en = troubleWords(kind as TroubleKind, trouble, { lang: 'en', now: NOW })
      for (const text of [ar.what, ar.next]) expect(text).toMatch(/^\p{Script=Arabic}/u)
      for (const text of [en.what, en.next]) expect(text).toMatch(/^[A-Za-z]/)
    }
  }
  expect(troubleWords('broken', found.broken[0] as never, { lang: 'en', now: NOW }).what).toBe(
    'The site blocks us (403)',
  )
})

it.each<NoticeKind>(['broken', 'works', 'silent', 'speaks', 'gone', 'merged', 'successor', 'choice'])(
  'words the notice "%s" in both languages, with the name of the feed and without secrets',
  (kind) => {
    const url = 'https://one.test/rss?token=secret'
    const detail = { code: 'http-404', status: 404, from: url, url, urls: [url, url], into: 2 }
    const notice: FeedNotice = { id: 1, feedId: 7, outlet: 'الأولى', url, kind, at: NOW, detail }
    for (const lang of ['ar', 'en'] as const) {
      const words = noticeWords(notice, lang)
      expect(words).toContain('الأولى')
      expect(words).not.toMatch(/secret|undefined|null/)
    }
  },
)

it('gives out each notice until it was told', async () => {
  const id = await addTestFeed(database.store, publisher.url('one.test', '/x'), 'س')
  await rows(`insert into feed_notices (feed_id, kind) values (${id}, 'silent'), (${id}, 'speaks')`)
  const untold = await untoldNotices(database.store.db, 10)
  expect(untold.map(({ kind }) => kind)).toEqual(['silent', 'speaks'])
  await markNoticesTold(database.store.db, [untold[0]?.id ?? 0])
  expect((await untoldNotices(database.store.db, 10)).map(({ kind }) => kind)).toEqual(['speaks'])
})

it('sets outlet, user agent and interval, writes it down, and takes them back', async () => {
  const id = await addTestFeed(database.store, publisher.url('one.test', '/x'), 'س')
  const set = (settings: Parameters<typeof changeFeedSettings>[1]['settings'], of = id) =>
    changeFeedSettings(database.store.db, { id: of, settings, actor: 'test' })
  const settings = { outlet: 'ص', userAgent: 'Mozilla/5.0', fixedIntervalMs: 600_000 }
  expect(await set(settings)).toMatchObject({ kind: 'set', feed: { ...settings, intervalMs: 600_000 } })
  expect(await set({ userAgent: null, fixedIntervalMs: null })).toMatchObject({
    kind: 'set',
    feed: { outlet: 'ص', userAgent: null, fixedIntervalMs: null },
  })
  expect(await set({ outlet: 'ق' }, 999)).toEqual({ kind: 'no-such-feed' })
  expect(await rows('select action from audit')).toHaveLength(2)
})

it.each([
  { field: 'outlet', settings: { outlet: ' ' } },
  { field: 'userAgent', settings: { userAgent: 'a\r\nX-Header: b' } },
  { field: 'fixedIntervalMs', settings: { fixedIntervalMs: 1000 } },
])('refuses an impossible $field', async ({ field, settings }) => {
  const id = await addTestFeed(database.store, publisher.url('one.test', '/x'), 'س')
  expect(await changeFeedSettings(database.store.db, { id, settings, actor: 'test' })).toMatchObject({
    kind: 'refused',
    field,
  })
})
