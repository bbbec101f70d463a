import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { feedsNear, nearLines } from './feeds-near.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database.store
  await sql`insert into feeds (url, outlet, site_url, status, added_at, last_success_at) values
    ('https://feeds.one.example/rss', 'الأولى', null, 'active', '2026-01-01', '2026-03-09'),
    ('https://hub.example/x?key=secret', 'المحوّلة', 'https://one.example/', 'paused', '2026-03-04', null),
    ('https://two.example/rss', 'الثانية', null, 'active', '2026-01-01', null)`
  await sql`insert into fetches (feed_id, at, duration_ms, outcome, gap, note)
    select id, v.at::timestamptz, 1, v.outcome, v.gap, '' from feeds, (values
      ('2026-03-01 10:00Z', 'fetched', false), ('2026-03-02 10:00Z', 'unchanged', false),
      ('2026-03-05 12:00Z', 'failed', false), ('2026-03-08 10:00Z', 'fetched', true)) v (at, outcome, gap)
     where url like 'https://feeds.one%'`
})
afterAll(() => database.drop())

it.each([
  { why: 'the day is covered', path: '2026/03/01/x', says: /good visits around its day, .*: 2, without a gap/ },
  { why: 'a day without slashes', path: 'a-20260301-x', says: /good visits around its day, .*: 2, without a gap/ },
  { why: 'visits that failed', path: '2026-03-05/x', says: /every visit around its day, .*, failed/ },
  { why: 'items that may have been missed', path: '2026/3/8/x', says: /items may have been missed/ },
  { why: 'no visits then', path: '2026/02/01/x', says: /no visit around its day/ },
  { why: 'a feed that was added later', path: '2025/12/31/x', says: /the feed was added later/ },
])('tells of the feeds of a site whether they could have brought an address: $why', async ({ path, says }) => {
  const near = await feedsNear(database.store.db, `https://www.one.example/news/${path}`)
  expect(near.feeds.map(({ feed }) => feed.outlet)).toEqual(['الأولى', 'المحوّلة'])
  const lines = nearLines(near, 'en')
  expect(lines[0]).toMatch(/Of its site we follow “الأولى” \(#1\)/)
  expect(lines.slice(1, 3).join('\n')).toMatch(says)
  expect(lines.join('\n'), 'of the other feed').toMatch(/it is paused now\n.*no visit to it was ever answered/)
  expect(lines.join('\n')).not.toContain('secret')
})

it.each(['99999/x', '2026/13/01/x', '2026/02/31/x', '120260301'])('takes no day from a number (%s)', async (path) => {
  const near = await feedsNear(database.store.db, `https://one.example/${path}`)
  expect([near.day, near.feeds.map(({ visits }) => visits)]).toEqual([null, [null, null]])
})

it('says how to add a feed where none is followed, in both languages', async () => {
  const near = await feedsNear(database.store.db, 'https://three.example/2026/03/01/x')
  expect(nearLines(near, 'en').join('\n')).toMatch(
    /No feed of its site, .*three\.example.*\n.*rasid feeds add https:\/\/three/,
  )
  expect(nearLines(near, 'ar').join('\n')).toMatch(/لا نتابع خلاصة من موقعه.*\n.*rasid feeds add https:\/\/three/)
})
