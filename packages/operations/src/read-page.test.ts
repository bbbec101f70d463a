import { claimPages } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { createNetworkWatch } from './network-watch.ts'
import type { PollDeps } from './poll-deps.ts'
import { readWantedPages } from './read-wanted-pages.ts'
import { createRobotsRules } from './robots-rules.ts'
import { addTestFeed, pollDeps, pollNow } from './testing/polling.ts'
import { type Publisher, startPublisher } from './testing/publisher.ts'

let publisher: Publisher
let database: FreshDatabase
let deps: PollDeps
let feed: number

beforeAll(async () => {
  publisher = await startPublisher(['one.test', 'two.test'])
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
  deps = { ...pollDeps(database.store, publisher), robots: createRobotsRules() }
  feed = await addTestFeed(database.store, publisher.url('one.test', '/rss'), 'الأولى')
  publisher.serve('one.test', '/robots.txt', { status: 404 })
})
afterEach(() => database.drop())

const FILLER =
  'وجرى اللقاء في مقر الوزارة بحضور عدد من المسؤولين الذين تحدثوا عن جدول الأعمال وعن المواعيد المقبلة بالتفصيل. '
const htmlPage = (text: string) =>
  `<!doctype html><html lang="ar"><head><title>صفحة</title><meta property="og:type" content="article"></head><body><article><h1>عنوان الصفحة</h1>${text
    .split('\n')
    .map((line) => `<p>${line}</p>`)
    .join('')}</article></body></html>`

async function publish(title: string, answer: Parameters<Publisher['serve']>[2]) {
  const link = publisher.url('one.test', '/story')
  publisher.feed('one.test', '/rss', [{ guid: title, title, link }])
  publisher.serve('one.test', '/story', answer)
  return pollNow(database.store, deps, feed)
}
const html = (text: string) => ({ headers: { 'content-type': 'text/html; charset=utf-8' }, body: htmlPage(text) })
const rows = (query: string) => database.store.sql.unsafe(query)

it('finds a core story whose headline names only one side', async () => {
  const polled = await publish(
    'موسكو تستقبل وفدا رفيعا',
    html(`استقبلت موسكو وفدا من حركة طالبان.\n${FILLER.repeat(4)}`),
  )
  expect(polled.matched).toEqual([])
  const { pages, editions } = await readWantedPages(deps)
  expect(pages).toMatchObject([{ outcome: 'read', tier: 'core', raised: true, words: ['موسكو', 'طالبان'] }])
  expect(editions).toEqual([])
  expect(pages[0]?.editions).toMatchObject([{ reason: 'new', tier: 'core', tellable: true }])
  const [article] = await rows(`select tier, page, body, search @@ 'طالبان' as found from articles`)
  expect(article).toMatchObject({ tier: 'core', page: 'read', found: true })
  expect(article?.body).toContain('من حركة طالبان')
})

it('holds a related match back until its page was read, and tells it once as what it is', async () => {
  await publish('طالبان تعلن مقتل قيادي في داعش', html(`أعلنت طالبان مقتل قيادي في داعش.\n${FILLER.repeat(4)}`))
  expect(await rows('select final from matches')).toEqual([{ final: false }])
  expect(await rows('select * from story_editions')).toEqual([])
  const { pages } = await readWantedPages(deps)
  expect(pages[0]?.editions).toMatchObject([{ n: 1, reason: 'new', tier: 'related', tellable: true }])
  expect(await rows('select final from matches')).toEqual([{ final: true }])
})

it('raises a related match to core when the page says so', async () => {
  await publish('طالبان تعلن مقتل قيادي في داعش', html(`أشادت روسيا بحركة طالبان.\n${FILLER.repeat(4)}`))
  const { pages } = await readWantedPages(deps)
  expect(pages).toMatchObject([{ tier: 'core', raised: true, editions: [{ reason: 'new', tier: 'core' }] }])
})

it('never lowers a verdict: a page that says nothing leaves the match as it was', async () => {
  await publish('موسكو تستقبل وفدا من طالبان', html(FILLER.repeat(6)))
  const [before] = await rows('select tier, result from matches')
  const { pages } = await readWantedPages(deps)
  expect(pages).toMatchObject([{ outcome: 'read', tier: 'core', raised: false }])
  expect(await rows('select tier from matches')).toEqual([{ tier: before?.tier }])
})

it('keeps no body of an article that does not match', async () => {
  await publish('موسكو تفتتح معرضا للكتاب', html(FILLER.repeat(6)))
  const { pages } = await readWantedPages(deps)
  expect(pages).toMatchObject([{ outcome: 'read', tier: 'none' }])
  expect(await rows('select body, page from articles')).toEqual([{ body: null, page: 'read' }])
})

it('does not read what robots.txt forbids, and tells the match without it', async () => {
  publisher.serve('one.test', '/robots.txt', {
    headers: { 'content-type': 'text/plain' },
    body: 'User-agent: *\nDisallow: /story\n',
  })
  await publish('طالبان تعلن مقتل قيادي في داعش', html('سر'))
  publisher.requests.length = 0
  const { pages, editions } = await readWantedPages(deps)
  expect(publisher.requests).toEqual(['one.test/robots.txt'])
  expect(pages).toMatchObject([{ outcome: 'failed', note: expect.stringContaining('robots.txt') }])
  expect(editions).toMatchObject([{ reason: 'new', tier: 'related', tellable: true }])
})

it.each([
  { why: 'a missing page', answer: { status: 404, body: 'no' } },
  {
    why: 'a page without an article',
    answer: { headers: { 'content-type': 'text/html' }, body: '<html><body></body></html>' },
  },
])('tells a related match without $why', async ({ answer }) => {
  await publish('طالبان تعلن مقتل قيادي في داعش', answer)
  const { pages, editions } = await readWantedPages(deps)
  expect(pages).toMatchObject([{ outcome: 'failed' }])
  expect(editions).toMatchObject([{ reason: 'new', tellable: true }])
})

it('asks again later when the publisher is in trouble, and stops waiting after ten minutes', async () => {
  await publish('طالبان تعلن مقتل قيادي في داعش', { status: 503, body: 'busy' })
  const first = await readWantedPages(deps)
  expect(first.pages).toMatchObject([{ outcome: 'postponed' }])
  expect(first.editions).toEqual([])
  await rows(`update matches set matched_at = now() - interval '11 minutes'`)
  const later = await readWantedPages(deps)
  expect(later.pages).toEqual([])
  expect(later.editions).toMatchObject([{ reason: 'new', tier: 'related' }])
})

it('tells core at once, and hands out one page of a host at a time', async () => {
  const items = [1, 2, 3].map((n) => ({
    guid: `${n}`,
    title: `موسكو وطالبان: لقاء رقم ${n}`,
    link: publisher.url(n === 3 ? 'two.test' : 'one.test', `/s${n}`),
  }))
  publisher.feed('one.test', '/rss', items)
  const polled = await pollNow(database.store, deps, feed)
  expect(polled.editions.length).toBeGreaterThan(0)
  expect(polled.editions.every(({ tellable }) => tellable)).toBe(true)
  const claim = { limit: 10, leaseMs: 60_000 }
  const first = await claimPages(database.store.db, claim)
  expect(first.map(({ url }) => new URL(url).hostname).sort()).toEqual(['one.test', 'two.test'])
  expect(await claimPages(database.store.db, claim)).toEqual([])
  await rows('update articles set page_lease_until = now()')
  expect(await claimPages(database.store.db, claim)).toHaveLength(2)
})

it('keeps a page wanted however long our own network is out', async () => {
  await publish('موسكو تستقبل وفدا رفيعا', html(`استقبلت موسكو وفدا من حركة طالبان.\n${FILLER.repeat(4)}`))
  const network = createNetworkWatch(() => new Date())
  const lookup: PollDeps['visitor']['lookup'] = (_name, _options, found) =>
    found(Object.assign(new Error('no resolver'), { code: 'EAI_AGAIN', syscall: 'getaddrinfo' }), '')
  await rows('update articles set page_attempts = 7')
  const out = { ...deps, network, robots: createRobotsRules(), visitor: { ...deps.visitor, lookup } }
  expect((await readWantedPages(out)).pages).toMatchObject([{ outcome: 'postponed' }])
  await rows('update articles set page_due_at = now()')
  expect((await readWantedPages(deps)).pages).toMatchObject([{ outcome: 'read', raised: true }])
})
