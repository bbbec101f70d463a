import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { addSource, trySource } from './add-source.ts'
import { pollDeps, pollNow } from './testing/polling.ts'
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
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const card = (n: number, title: string) =>
  `<div class="card"><h3><a href="/a/${n}">${title}</a></h3><time datetime="2026-03-0${n}T10:00:00Z">أمس</time><p>قصير</p></div>`
const page = (...titles: string[]) =>
  `<!doctype html><html><head><title>أخبار الأولى</title></head><body>${titles.map((title, n) => card(n + 1, title)).join('')}</body></html>`
const OLD = ['افتتاح معرض الكتاب', 'ندوة عن الترجمة', 'مباراة الليلة', 'طقس الغد']
const SELECTORS = { item: '.card', title: 'h3', summary: 'p' }

const previewDeps = () => ({ db: database.store.db, visitor: publisher.visitor, now: () => new Date() })
const ask = (more: object = {}) => ({
  ...{ url: publisher.url('one.test', '/news'), selectors: SELECTORS, actor: 'test' },
  ...more,
})

it('shows three items before anything is kept', async () => {
  publisher.serve('one.test', '/news', { headers: HTML, body: page(...OLD) })
  const tried = await trySource(previewDeps(), ask())
  expect(tried).toMatchObject({ kind: 'tried', preview: { outlet: 'أخبار الأولى', items: 4, readable: 4 } })
  expect(tried.kind === 'tried' && tried.preview.shown).toMatchObject([
    { title: OLD[0], url: publisher.url('one.test', '/a/1'), publishedAt: new Date('2026-03-01T10:00:00Z') },
    { title: OLD[1], summary: 'قصير' },
    { title: OLD[2] },
  ])
  expect(await rows('select * from feeds')).toEqual([])
})

it('is a feed like any other once it is saved: baseline, news, same bytes, and a page that changed its design', async () => {
  publisher.serve('one.test', '/news', { headers: HTML, body: page(...OLD) })
  const added = await addSource(previewDeps(), ask({ outlet: 'الأولى' }))
  if (added.kind !== 'added') throw new Error(`not added: ${added.kind}`)
  const poll = () => pollNow(database.store, pollDeps(database.store, publisher), added.id)
  expect(await poll()).toMatchObject({ outcome: 'fetched', added: 4 })
  expect(await poll()).toMatchObject({ outcome: 'unchanged' })
  publisher.serve('one.test', '/news', { headers: HTML, body: page(...OLD, 'موسكو تستقبل وفدا من حركة طالبان') })
  expect(await poll()).toMatchObject({ added: 1, matched: [{ tier: 'core', outlet: 'الأولى' }] })
  expect(await rows('select tellable from story_editions')).toEqual([{ tellable: true }])
  publisher.serve('one.test', '/news', { headers: HTML, body: '<html><body><section>جديد</section></body></html>' })
  expect(await poll()).toMatchObject({ outcome: 'not-a-feed' })
  expect(await rows('select failures, last_failure from feeds')).toMatchObject([
    { failures: 0.5, last_failure: { code: 'selectors-find-nothing' } },
  ])
  expect(await rows('select action, subject from audit')).toEqual([{ action: 'feed-add-source', subject: ask().url }])
})

it.each([
  { why: 'a selector that cannot be read', selectors: { item: 'div[' }, is: { kind: 'bad-selector', field: 'item' } },
  {
    why: 'nothing found',
    selectors: { item: '.none' },
    is: { kind: 'no-source', trouble: { reason: 'selectors-find-nothing' } },
  },
])('keeps nothing after $why', async ({ selectors, is }) => {
  publisher.serve('one.test', '/news', { headers: HTML, body: page(...OLD) })
  expect(await addSource(previewDeps(), ask({ selectors }))).toMatchObject(is)
  expect(await rows('select * from feeds')).toEqual([])
})

it('keeps to robots.txt, says why a page is not reached, and knows what is followed', async () => {
  publisher.serve('two.test', '/robots.txt', {
    headers: { 'content-type': 'text/plain' },
    body: 'User-agent: *\nDisallow: /news',
  })
  publisher.serve('two.test', '/news', { headers: HTML, body: page(...OLD) })
  const closed = await trySource(previewDeps(), ask({ url: publisher.url('two.test', '/news') }))
  expect(closed).toMatchObject({ kind: 'no-source', trouble: { reason: 'robots-refuse' } })
  const missing = await trySource(previewDeps(), ask({ url: publisher.url('one.test', '/nowhere') }))
  expect(missing).toMatchObject({ kind: 'no-source', trouble: { code: 'http-404' } })
  expect(await trySource(previewDeps(), ask({ url: 'not an address' }))).toMatchObject({
    kind: 'no-source',
    trouble: { code: 'bad-url' },
  })
  publisher.serve('one.test', '/news', { headers: HTML, body: page(...OLD) })
  await addSource(previewDeps(), ask())
  expect(await addSource(previewDeps(), ask())).toMatchObject({ kind: 'known', url: ask().url })
})

it.each([
  {
    why: 'closes the page',
    answer: { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /news' },
    is: { failures: 1, last_failure: { code: 'robots-refuse' } },
  },
  { why: 'cannot be had', answer: { status: 503 }, is: { failures: 0.25, last_failure: { code: 'robots-unknown' } } },
])('does not visit a followed page while its robots.txt $why, and says so', async ({ answer, is }) => {
  publisher.serve('one.test', '/robots.txt', { status: 404 })
  publisher.serve('one.test', '/news', { headers: HTML, body: page(...OLD) })
  const added = await addSource(previewDeps(), ask())
  if (added.kind !== 'added') throw new Error(`not added: ${added.kind}`)
  publisher.serve('one.test', '/robots.txt', answer)
  const before = publisher.requests.length
  const poll = () => pollNow(database.store, pollDeps(database.store, publisher), added.id)
  expect(await poll()).toMatchObject({ outcome: 'failed' })
  expect(publisher.requests.slice(before)).toEqual(['one.test/robots.txt'])
  expect(await rows('select failures, last_failure from feeds')).toMatchObject([is])
  publisher.serve('one.test', '/robots.txt', { status: 404 })
  expect(await poll()).toMatchObject({ outcome: 'fetched', added: 4 })
})
