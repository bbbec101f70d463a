import { randomUUID } from 'node:crypto'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { pollFeed } from './poll-feed.ts'
import { addTestFeed, lease, pollDeps, pollNow } from './testing/polling.ts'
import { type Publisher, rss, startPublisher } from './testing/publisher.ts'

const HOSTS = ['one.test', 'two.test', 'three.test']
let publisher: Publisher
let database: FreshDatabase

beforeAll(async () => {
  publisher = await startPublisher(HOSTS)
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

const CORE = { guid: 'g1', title: 'موسكو تستقبل وفدا من حركة طالبان', link: 'https://one.test/a/1' }
const OTHER = { guid: 'g2', title: 'افتتاح معرض الكتاب في العاصمة', link: 'https://one.test/a/2' }
const rows = (query: string) => database.store.sql.unsafe(query)
const articles = () => rows('select * from articles order by id')
const editions = () =>
  rows('select story_id, n, reason, tier, outlets, tellable from story_editions order by story_id, n')

async function oneFeed(baseline: 'past' | 'to-come' = 'past') {
  const deps = pollDeps(database.store, publisher)
  const id = await addTestFeed(database.store, publisher.url('one.test', '/rss'), 'الأولى', { baseline })
  return { deps, id, poll: () => pollNow(database.store, deps, id) }
}

it('keeps every Arabic item, matches one, opens its story and makes an edition that is told', async () => {
  publisher.feed('one.test', '/rss', [CORE, OTHER])
  const { poll } = await oneFeed()
  const report = await poll()
  expect(report).toMatchObject({ outcome: 'fetched', items: 2, added: 2, edited: 0 })
  expect(report.matched).toEqual([{ title: CORE.title, outlet: 'الأولى', tier: 'core', words: ['موسكو', 'طالبان'] }])
  expect((await articles()).map(({ title, tier, origin }) => [title, tier, origin])).toEqual([
    [OTHER.title, 'none', 'live'],
    [CORE.title, 'core', 'live'],
  ])
  expect(await editions()).toMatchObject([{ n: 1, reason: 'new', tier: 'core', outlets: 1, tellable: true }])
  expect(await rows('select outcome, items, added, matched, note from fetches')).toMatchObject([
    { outcome: 'fetched', items: 2, added: 2, matched: 1, note: '2 items, 2 new, 0 edited, 1 matched' },
  ])
})

it('announces an edition when its transaction commits, and only then', async () => {
  publisher.feed('one.test', '/rss', [CORE])
  const heard: string[] = []
  await database.store.sql.listen('rasid_editions', (payload) => heard.push(payload))
  const { poll } = await oneFeed()
  const report = await poll()
  const [edition] = report.editions
  await expect.poll(() => heard).toEqual([`${edition?.storyId}:1`])
})

it('stores a first poll as the baseline: matched and shown, never told', async () => {
  publisher.feed('one.test', '/rss', [CORE, OTHER])
  const { poll } = await oneFeed('to-come')
  await poll()
  expect((await articles()).map(({ origin }) => origin)).toEqual(['baseline', 'baseline'])
  expect(await editions()).toMatchObject([{ reason: 'new', tellable: false }])
  publisher.feed('one.test', '/rss', [
    { ...CORE, guid: 'g9', title: 'روسيا تدعو طالبان إلى قازان', link: 'https://one.test/a/9' },
    CORE,
  ])
  await poll()
  expect((await editions()).filter(({ tellable }) => tellable)).toMatchObject([{ reason: 'new', tellable: true }])
})

it('asks conditionally, and a 304 changes nothing but the visit', async () => {
  publisher.feed('one.test', '/rss', [CORE])
  const { poll } = await oneFeed()
  await poll()
  const report = await poll()
  expect(report).toMatchObject({ outcome: 'unchanged', added: 0, note: 'unchanged (304)' })
  expect(await articles()).toHaveLength(1)
})

it('does not parse the same bytes again when a server has no validators', async () => {
  publisher.serve('one.test', '/rss', { body: rss([CORE]) })
  const { poll } = await oneFeed()
  await poll()
  expect(await poll()).toMatchObject({ outcome: 'unchanged', note: 'the same bytes as last time' })
})

it('takes a changed headline as an edit: the old one is kept, and the tier may rise', async () => {
  publisher.feed('one.test', '/rss', [{ ...CORE, title: 'موسكو تستقبل وفدا' }])
  const { poll } = await oneFeed()
  await poll()
  publisher.feed('one.test', '/rss', [CORE])
  expect(await poll()).toMatchObject({ added: 0, edited: 1, matched: [{ tier: 'core' }] })
  expect(await articles()).toMatchObject([{ title: CORE.title, tier: 'core', revision: 2 }])
  expect(await rows('select title, revision from article_versions')).toMatchObject([
    { title: 'موسكو تستقبل وفدا', revision: 1 },
  ])
  expect(await editions()).toMatchObject([{ reason: 'new', tellable: true }])
})

it('drops the match of a headline that was corrected away, and keeps a story that was told', async () => {
  publisher.feed('one.test', '/rss', [CORE])
  const { poll } = await oneFeed()
  await poll()
  publisher.feed('one.test', '/rss', [{ ...CORE, title: 'العاصمة تستقبل وفدا تجاريا' }])
  await poll()
  expect(await articles()).toMatchObject([{ tier: 'none', search: null }])
  expect(await rows('select * from matches')).toEqual([])
  await poll()
  publisher.feed('one.test', '/rss', [CORE])
  await poll()
  expect(await rows('select tier from matches')).toMatchObject([{ tier: 'core' }])
})

it('knows an article from another feed by its address', async () => {
  const twin = { ...CORE, guid: 'other-guid', link: 'https://one.test/a/1?utm_source=rss' }
  publisher.feed('one.test', '/rss', [CORE])
  publisher.feed('two.test', '/rss', [twin])
  const { deps, poll } = await oneFeed()
  await poll()
  const second = await addTestFeed(database.store, publisher.url('two.test', '/rss'), 'الأولى')
  expect(await pollNow(database.store, deps, second)).toMatchObject({ items: 1, added: 0, edited: 0 })
  expect(await articles()).toHaveLength(1)
  expect(await rows('select count(*)::int as n from article_keys')).toMatchObject([{ n: 3 }])
})

it('lets a second outlet join the story and grow it', async () => {
  publisher.feed('one.test', '/rss', [CORE])
  publisher.feed('two.test', '/rss', [{ ...CORE, guid: 'x', link: 'https://two.test/b/1' }])
  const { deps, poll } = await oneFeed()
  await poll()
  const second = await addTestFeed(database.store, publisher.url('two.test', '/rss'), 'الثانية')
  await pollNow(database.store, deps, second)
  expect(await rows('select outlets, articles, texts from stories')).toMatchObject([
    { outlets: 2, articles: 2, texts: 1 },
  ])
  expect(await editions()).toMatchObject([
    { n: 1, reason: 'new', outlets: 1 },
    { n: 2, reason: 'grown', outlets: 2, tellable: true },
  ])
})

it('keeps two items apart whose feed gives every item one guid', async () => {
  publisher.feed('one.test', '/rss', [
    { ...CORE, guid: 'same' },
    { ...OTHER, guid: 'same' },
  ])
  const { poll } = await oneFeed()
  expect(await poll()).toMatchObject({ added: 2 })
  publisher.feed('one.test', '/rss', [
    { ...OTHER, guid: 'same' },
    { ...CORE, guid: 'same' },
  ])
  expect(await poll()).toMatchObject({ added: 0, edited: 0 })
})

it('leaves out other languages and items without a headline', async () => {
  publisher.feed('one.test', '/rss', [
    CORE,
    { guid: 'en', title: 'Moscow receives a delegation', link: 'https://one.test/en' },
    { guid: 'none', title: '', link: 'https://one.test/untitled' },
  ])
  const { poll } = await oneFeed()
  expect(await poll()).toMatchObject({ added: 1, note: expect.stringContaining('2 not kept') })
})

it.each([
  { why: 'a missing page', answer: { status: 404, body: 'gone fishing' }, code: 'http-404', failures: 1 },
  { why: 'a blocked visit', answer: { status: 403, body: 'no' }, code: 'http-403', failures: 0.5 },
  { why: 'a server in trouble', answer: { status: 500, body: 'oops' }, code: 'http-5xx', failures: 0.25 },
  {
    why: 'a page that is no feed',
    answer: { headers: { 'content-type': 'text/html' }, body: '<!doctype html><html><body><p>hello</p></body></html>' },
    code: 'html-page',
    failures: 0.5,
  },
])('counts $why against the feed and comes back ever later, validators kept', async ({ answer, code, failures }) => {
  publisher.feed('one.test', '/rss', [CORE])
  const { poll } = await oneFeed()
  await poll()
  const [before] = await rows('select etag, body_hash from feeds')
  publisher.serve('one.test', '/rss', { ...answer, headers: { etag: '"wrong"', ...answer.headers } })
  await poll()
  expect(await rows('select etag, body_hash, failures, last_failure, status from feeds')).toMatchObject([
    { ...before, failures, status: 'active', last_failure: expect.objectContaining({ code }) },
  ])
  publisher.feed('one.test', '/rss', [CORE, OTHER])
  await poll()
  expect(await rows('select failures, failing_since, last_failure from feeds')).toEqual([
    { failures: 0, failing_since: null, last_failure: null },
  ])
})

it('stops visiting a feed that is gone for good (410)', async () => {
  publisher.serve('one.test', '/rss', { status: 410, body: '' })
  const { poll } = await oneFeed()
  await poll()
  expect(await rows('select status from feeds')).toEqual([{ status: 'gone' }])
})

it('comes back when a publisher asked it to', async () => {
  publisher.serve('one.test', '/rss', { status: 429, headers: { 'retry-after': '7200' }, body: '' })
  const { poll } = await oneFeed()
  expect(await poll()).toMatchObject({ outcome: 'slow-down' })
  const [row] = await rows('select extract(epoch from next_check_at - now())::float8 as wait, failures from feeds')
  expect(row?.failures).toBe(0)
  expect(row?.wait).toBeGreaterThan(7000)
})

it('follows a move for good, unless the new address is another feed', async () => {
  publisher.serve('one.test', '/rss', { status: 301, headers: { location: publisher.url('two.test', '/new') } })
  publisher.feed('two.test', '/new', [CORE])
  const { poll } = await oneFeed()
  await poll()
  expect(await rows('select url, host from feeds')).toMatchObject([{ url: publisher.url('two.test', '/new') }])
  await addTestFeed(database.store, publisher.url('three.test', '/taken'), 'الثالثة')
  publisher.serve('two.test', '/new', { status: 301, headers: { location: publisher.url('three.test', '/taken') } })
  publisher.feed('three.test', '/taken', [OTHER])
  expect(await poll()).toMatchObject({ added: 1 })
  expect(await rows('select url from feeds order by id limit 1')).toEqual([{ url: publisher.url('two.test', '/new') }])
})

it('notices that none of the last items is left', async () => {
  publisher.feed('one.test', '/rss', [CORE])
  const { poll } = await oneFeed()
  await poll()
  publisher.feed('one.test', '/rss', [OTHER])
  await poll()
  expect(await rows('select gap from fetches order by id')).toEqual([{ gap: false }, { gap: true }])
  expect(await rows('select interval_ms from feeds')).toEqual([{ interval_ms: 300_000 }])
})

it('keeps the validators of before when recording fails, so that nothing is lost (invariant 1)', async () => {
  publisher.feed('one.test', '/rss', [OTHER])
  const { deps, id, poll } = await oneFeed()
  await poll()
  const [before] = await rows('select etag, body_hash, last_item_keys from feeds')
  publisher.feed('one.test', '/rss', [CORE, OTHER])
  const crash = () => {
    throw new Error('the process died here')
  }
  await expect(pollNow(database.store, { ...deps, assign: crash }, id)).rejects.toThrow('the process died here')
  expect(await rows('select etag, body_hash, last_item_keys from feeds')).toEqual([before])
  expect(await articles()).toHaveLength(1)
  expect(await poll()).toMatchObject({ added: 1, matched: [{ tier: 'core' }] })
})

it('keeps nothing of a visit whose lease was taken over', async () => {
  publisher.feed('one.test', '/rss', [CORE])
  const { deps, id } = await oneFeed()
  const feed = await lease(database.store, deps.owner, id)
  await lease(database.store, randomUUID(), id)
  expect(await pollFeed(deps, feed)).toMatchObject({ added: 0, matched: [], note: expect.stringContaining('taken') })
  expect(await articles()).toEqual([])
})

it('stores an article once that two workers find at the same moment in two feeds', async () => {
  for (let n = 0; n < 8; n += 1) {
    const item = { guid: `n${n}`, title: `موسكو تستقبل وفد طالبان رقم ${n}`, link: `https://one.test/n/${n}` }
    publisher.feed('one.test', `/r${n}`, [item])
    publisher.feed('two.test', `/r${n}`, [{ ...item, guid: `other-${n}` }])
    const deps = [pollDeps(database.store, publisher), pollDeps(database.store, publisher)] as const
    const first = await addTestFeed(database.store, publisher.url('one.test', `/r${n}`), 'الأولى')
    const second = await addTestFeed(database.store, publisher.url('two.test', `/r${n}`), 'الأولى')
    const feeds = [
      await lease(database.store, deps[0].owner, first),
      await lease(database.store, deps[1].owner, second),
    ] as const
    await Promise.all([pollFeed(deps[0], feeds[0]), pollFeed(deps[1], feeds[1])])
    expect(await rows(`select count(*)::int as n from articles where url like '%/n/${n}'`)).toEqual([{ n: 1 }])
  }
})
