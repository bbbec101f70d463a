import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
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
const NEWS = { title: 'موسكو تستقبل وفدا من حركة طالبان', url: 'https://one.test/a/1' }

async function pollOf(path: string, body: string, type: string) {
  publisher.serve('one.test', path, { headers: { 'content-type': type }, body })
  const deps = pollDeps(database.store, publisher)
  const id = await addTestFeed(database.store, publisher.url('one.test', path), 'الأولى')
  return pollNow(database.store, deps, id)
}

const sitemap = `<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>${NEWS.url}</loc><news:news><news:publication><news:name>الأولى</news:name><news:language>ar</news:language></news:publication>
<news:publication_date>2026-03-01T10:00:00Z</news:publication_date><news:title>${NEWS.title}</news:title></news:news></url></urlset>`
const jsonFeed = JSON.stringify({
  version: 'https://jsonfeed.org/version/1.1',
  title: 'خلاصة',
  items: [{ id: '1', url: NEWS.url, title: NEWS.title, content_text: '', date_published: '2026-03-01T10:00:00Z' }],
})

it.each([
  { why: 'a news sitemap', body: sitemap, type: 'application/xml' },
  { why: 'a JSON Feed', body: jsonFeed, type: 'application/feed+json' },
])('takes $why through the whole path to a story that is told', async ({ body, type }) => {
  expect(await pollOf('/news', body, type)).toMatchObject({ outcome: 'fetched', added: 1, matched: [{ tier: 'core' }] })
  expect(await rows('select title, url, extract(epoch from published_at)::float8 as at, tier from articles')).toEqual([
    { title: NEWS.title, url: NEWS.url, at: Date.UTC(2026, 2, 1, 10) / 1000, tier: 'core' },
  ])
  expect(await rows('select tellable, outlets from story_editions')).toEqual([{ tellable: true, outlets: 1 }])
})

const googleItem = (n: number, source: string) =>
  `<item><title>${NEWS.title} - ${source}</title><link>https://news.google.com/rss/articles/CBMiToken${n}?oc=5</link>
<guid isPermaLink="false">CBMiToken${n}</guid><pubDate>Sun, 01 Mar 2026 10:0${n}:00 GMT</pubDate>
<description>&lt;a href="https://news.google.com/rss/articles/CBMiToken${n}"&gt;${NEWS.title}&lt;/a&gt;</description>
<source url="https://outlet${n}.test">${source}</source></item>`

it('counts the outlets of Google News by publisher, not as one aggregator, and keeps its links', async () => {
  const body = `<?xml version="1.0"?><rss version="2.0"><channel><title>"طالبان" - أخبار Google</title>
${googleItem(1, 'الجريدة الأولى')}${googleItem(2, 'القناة الثانية')}${googleItem(3, 'الجريدة الأولى')}</channel></rss>`
  await pollOf('/google', body, 'application/xml')
  expect(await rows('select outlet, title, url from articles order by url')).toMatchObject([
    { outlet: 'الجريدة الأولى', title: NEWS.title, url: 'https://news.google.com/rss/articles/CBMiToken1?oc=5' },
    { outlet: 'القناة الثانية', title: NEWS.title, url: 'https://news.google.com/rss/articles/CBMiToken2?oc=5' },
    { outlet: 'الجريدة الأولى', title: NEWS.title, url: 'https://news.google.com/rss/articles/CBMiToken3?oc=5' },
  ])
  expect(await rows('select outlets, articles from stories')).toEqual([{ outlets: 2, articles: 3 }])
})

it('visits a publisher that blocks our name under the one an operator gave', async () => {
  const names: string[] = []
  const deps = pollDeps(database.store, publisher)
  publisher.serve('one.test', '/rss', ({ headers }) => {
    names.push(headers['user-agent'] ?? '')
    return { status: 403, body: 'no' }
  })
  const id = await addTestFeed(database.store, publisher.url('one.test', '/rss'), 'الأولى')
  await pollNow(database.store, deps, id)
  await rows(`update feeds set user_agent = 'Mozilla/5.0 (compatible; Rasid)'`)
  await pollNow(database.store, deps, id)
  expect(names).toEqual(['RasidTest (+http://localhost)', 'Mozilla/5.0 (compatible; Rasid)'])
})

it('visits at an operator’s own interval, whatever the rhythm', async () => {
  const deps = pollDeps(database.store, publisher)
  publisher.feed('one.test', '/own', [{ guid: '1', title: NEWS.title, link: NEWS.url }])
  const id = await addTestFeed(database.store, publisher.url('one.test', '/own'), 'الأولى')
  await rows(`update feeds set fixed_interval_ms = ${2 * 3_600_000}`)
  await pollNow(database.store, deps, id)
  await pollNow(database.store, deps, id)
  const [row] = await rows('select interval_ms, extract(epoch from next_check_at - now())::float8 as wait from feeds')
  expect(row?.interval_ms).toBe(2 * 3_600_000)
  expect(row?.wait).toBeGreaterThan(7000)
})
