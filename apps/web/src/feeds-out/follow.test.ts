import { type FeedDocument, readFeed } from '@rasid/core'
import { createToken, saveQuery } from '@rasid/operations'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { NOW, storeStory, type TestPage, testPage } from '../testing/web-page.ts'

const FORMATS = ['rss', 'atom', 'json'] as const

let page: TestPage
let closed: TestPage
beforeAll(async () => {
  page = await testPage()
  closed = await testPage({ open: 'nobody' })
  await storeStory(page.db, {
    ...{ title: 'موسكو «تستقبل» وفدًا من طالبان & <غيرهم> \u0008', url: 'https://outlet.example/a?x=1&y=2' },
    ...{ outlets: ['وكالة أولى', 'وكالة ثانية'], minutesAgo: 60, words: ['موسكو', 'طالبان'] },
  })
  await storeStory(page.db, { title: 'داعش خراسان في كابل', tier: 'related', minutesAgo: 10, summary: '' })
  await saveQuery(
    { db: page.db, now: () => NOW },
    { name: 'الأساسي', of: 'stories', filters: { tier: 'core' }, actor: 'cli' },
  )
})
afterAll(() => Promise.all([page.database.drop(), closed.database.drop()]))

async function read(path: string): Promise<{ feed: FeedDocument; answer: Response; text: string }> {
  const answer = await page.get(path)
  const bytes = new Uint8Array(await answer.arrayBuffer())
  const contentType = answer.headers.get('content-type') ?? ''
  const feed = readFeed({ bytes, contentType, url: `http://localhost:4780${path}` })
  if (feed.kind !== 'feed') throw new Error(`${path} is no feed: ${feed.reason}`)
  return { feed, answer, text: new TextDecoder().decode(bytes) }
}

describe.each(FORMATS)('a feed as %s', (format) => {
  it('is read back by our own reader, in its order, with nothing lost or changed', async () => {
    const { feed, text } = await read(`/follow/matches.${format}?tier=core`)
    expect([feed.format, feed.charset, feed.language]).toEqual([format, 'utf-8', 'ar'])
    expect(feed.title).toContain('راصد')
    expect(feed.items.map(({ title, link }) => [title, link])).toEqual(
      ['وكالة ثانية', 'وكالة أولى'].map(() => [
        'موسكو «تستقبل» وفدًا من طالبان & <غيرهم>',
        'https://outlet.example/a?x=1&y=2',
      ]),
    )
    const [second, first] = feed.items
    expect(second?.publishedAt).toBe('2026-11-22T08:01:00.000Z')
    expect(first?.publishedAt).toBe('2026-11-22T08:00:00.000Z')
    expect(first?.authors).toEqual(['وكالة أولى'])
    expect(first?.summary).toContain('قال متحدث')
    expect(first?.content).toContain('<div dir="rtl" lang="ar">')
    expect(first?.content).toContain('موسكو، طالبان')
    expect(text).not.toContain('\u0008')
  })

  it('gives each item an id that stays, whatever name the page is reached by', async () => {
    const ids = async (host: string) => {
      const answer = await page.get(`/follow/stories.${format}`, { host })
      return [...(await answer.text()).matchAll(/urn:uuid:[0-9a-f-]{36}/g)].map(([id]) => id)
    }
    const found = await ids('localhost:4780')
    expect(found.length).toBeGreaterThanOrEqual(2)
    expect(await ids('127.0.0.1:9')).toEqual(found)
    const { feed } = await read(`/follow/stories.${format}`)
    expect(new Set(feed.items.map(({ id }) => id)).size).toBe(2)
    for (const { id } of feed.items) expect(id).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab]/)
  })

  it('has one item a story, with its articles, that says when the story grew', async () => {
    const { feed } = await read(`/follow/stories.${format}?q=${encodeURIComponent('الطالبان')}`)
    expect(feed.items).toHaveLength(1)
    const [item] = feed.items
    expect(item?.link).toMatch(/^http:\/\/localhost:4780\/stories\/\d+$/)
    expect(item?.authors).toEqual(expect.arrayContaining(['وكالة أولى']))
    expect(item?.content).toContain('href="https://outlet.example/a?x=1&amp;y=2"')
    expect(item?.content).toContain('وكالة ثانية')
  })

  it('is asked for again only when it changed, by tag and by date', async () => {
    const path = `/follow/matches.${format}`
    const { headers } = await page.get(path)
    expect(headers.get('last-modified')).toBe('Sun, 22 Nov 2026 08:50:00 GMT')
    const etag = headers.get('etag') ?? ''
    const status = async (asked: Record<string, string>) => (await page.get(path, asked)).status
    expect(await status({ 'if-none-match': etag })).toBe(304)
    expect(await status({ 'if-none-match': `W/${etag}, "other"` })).toBe(304)
    expect(await status({ 'if-none-match': '"other"' })).toBe(200)
    expect(await status({ 'if-modified-since': 'Sun, 22 Nov 2026 08:50:00 GMT' })).toBe(304)
    expect(await status({ 'if-modified-since': 'Sun, 22 Nov 2026 08:49:59 GMT' })).toBe(200)
    expect(await status({ 'if-modified-since': 'yesterday' })).toBe(200)
    expect(
      await status({ 'if-none-match': '"other"', 'if-modified-since': 'Sun, 22 Nov 2026 08:50:00 GMT' }),
      'a tag outranks a date',
    ).toBe(200)
  })

  it('without any item is still a feed, and no date is made up', async () => {
    const { feed, answer } = await read(`/follow/matches.${format}?q=${encodeURIComponent('لاشيءكهذا')}`)
    expect([feed.items, answer.headers.get('last-modified')]).toEqual([[], null])
    expect((await page.get(`/follow/matches.${format}?q=x`, { 'if-modified-since': NOW.toUTCString() })).status).toBe(
      200,
    )
  })

  it('follows a named search', async () => {
    const { feed } = await read(`/follow/saved/${encodeURIComponent('الأساسي')}.${format}`)
    expect(feed.title).toContain('الأساسي')
    expect(feed.items.map(({ title }) => title?.slice(0, 5))).toEqual(['موسكو'])
  })
})

it('is framed in English when asked, around Arabic news', async () => {
  const { feed } = await read('/follow/stories.atom?lang=en')
  expect([feed.language, feed.title]).toEqual(['en', 'Rasid: stories'])
  expect(feed.items[0]?.content).toContain('dir="rtl"')
})

it('keeps each kind of address to its own parameters', async () => {
  for (const [path, status] of [
    ['/follow/stories.rss?order=relevance', 400],
    ['/follow/stories.rss?cat=1', 400],
    ['/follow/stories.pdf', 404],
    ['/follow/cats.rss', 404],
    ['/follow/saved/none.rss', 404],
    ['/follow/', 404],
  ] as const) {
    const answer = await page.get(path)
    expect([path, answer.status, answer.headers.get('content-type')]).toEqual([
      path,
      status,
      expect.stringContaining('problem+json'),
    ])
  }
})

describe('the token of a feed reader', () => {
  const tokenOf = async (scope: 'read' | 'operate') => {
    const made = await createToken({ db: closed.db }, { name: scope, scope, actor: 'cli', expiresAt: null })
    return made.kind === 'created' ? made.secret : ''
  }

  it('stands in the address, and comes back in nothing that we send or log', async () => {
    await storeStory(closed.db)
    expect((await closed.get('/follow/stories.rss')).status).toBe(401)
    expect((await closed.get('/follow/stories.rss?token=rasid_none')).status).toBe(401)
    const secret = await tokenOf('read')
    for (const format of FORMATS) {
      const answer = await closed.get(`/follow/stories.${format}?token=${secret}&tier=core`)
      const text = await answer.text()
      expect(answer.status).toBe(200)
      expect(text).toContain('tier=core')
      expect(text + JSON.stringify([...answer.headers])).not.toContain(secret)
    }
    expect((await closed.read('/metrics', { authorization: `Bearer ${secret}` })).includes(secret)).toBe(false)
    await closed.database.store.sql`drop table matches cascade`
    expect((await closed.get(`/follow/stories.rss?token=${secret}`)).status).toBe(500)
    expect(
      closed.errors.map((error) => `${error} ${(error as Error).stack} ${JSON.stringify(error)}`).join(),
    ).not.toContain(secret)
  })

  it('may not be one that changes things: addresses are kept by many', async () => {
    const secret = await tokenOf('operate')
    expect((await closed.get(`/follow/stories.rss?token=${secret}`)).status).toBe(403)
  })
})

it('links by https and the public name where the page is published so', async () => {
  const published = await testPage({ publicHosts: ['news.example'], https: true, open: 'everybody' })
  await storeStory(published.db)
  const text = await published.read('/follow/stories.json', { host: 'news.example' })
  expect(JSON.parse(text)).toMatchObject({
    feed_url: 'https://news.example/follow/stories.json',
    items: [{ url: expect.stringMatching(/^https:\/\/news\.example\/stories\/\d+$/) }],
  })
  await published.database.drop()
})

describe('a page', () => {
  const linksOf = (html: string) =>
    [...html.matchAll(/<link rel="alternate" type="([^"]+)" title="[^"]+" href="([^"]+)">/g)].map(
      ([, type, to = '']) => [type, to.replaceAll('&amp;', '&')],
    )

  it.each([
    { why: 'stories', path: '/', follows: '/follow/stories.atom' },
    {
      why: 'stories of a search',
      path: '/?q=x&tier=core&lang=en&page=2',
      follows: '/follow/stories.atom?q=x&tier=core',
    },
    {
      why: 'matches',
      path: '/search?q=x&tier=&order=recent&cursor=abc',
      follows: '/follow/matches.atom?q=x&order=recent',
    },
    { why: 'something else', path: '/feeds?q=x', follows: '/follow/stories.atom' },
  ])('that shows $why says where to follow it, and that is a feed', async ({ path, follows }) => {
    const links = linksOf(await page.read(path.replace('&cursor=abc', '')))
    expect(links.map(([type]) => type)).toEqual([
      'application/rss+xml',
      'application/atom+xml',
      'application/feed+json',
    ])
    expect(links[1]?.[1]).toBe(follows)
    for (const [, to = ''] of links) expect((await page.get(to)).status).toBe(200)
  })
})
