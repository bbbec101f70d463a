import { describe, expect, it } from 'vitest'
import { articleFromItem, articleKeys } from './article.ts'

const SEEN = new Date('2026-11-22T12:00:00Z')
const CONTEXT = { feedId: 7, feedUrl: 'https://a.example/feed', outlet: 'وكالة الريح', firstSeenAt: SEEN }
const ITEM = {
  id: 'x-1',
  title: 'وفد من كابل في موسكو',
  link: 'https://www.a.example/news/1?utm_source=rss',
  authors: ['هند'],
  summary: '<p>وصل الوفد</p><p>اليوم</p>',
  publishedAt: '2026-11-22T10:00:00.000Z',
}

describe('articleFromItem', () => {
  it('makes plain text, keys and dates of an item', () => {
    expect(articleFromItem(ITEM, CONTEXT)).toEqual({
      feedId: 7,
      keys: ['guid:7:x-1', 'url:https://a.example/news/1'],
      title: 'وفد من كابل في موسكو',
      summary: 'وصل الوفد اليوم',
      url: 'https://www.a.example/news/1?utm_source=rss',
      outlet: 'وكالة الريح',
      authors: ['هند'],
      publishedAt: new Date('2026-11-22T10:00:00Z'),
      firstSeenAt: SEEN,
      contentHash: expect.stringMatching(/^[0-9a-f]{40}$/),
      lang: 'ar',
    })
  })

  it.each([
    { why: 'before 1990', written: '1970-01-01T00:00:00.000Z', kept: false },
    { why: 'within a day of tomorrow', written: '2026-11-23T11:59:00.000Z', kept: true },
    { why: 'beyond tomorrow', written: '2026-11-23T12:01:00.000Z', kept: false },
    { why: 'unreadable', written: 'soon', kept: false },
  ])('treats a date $why as it deserves', ({ written, kept }) => {
    expect('publishedAt' in articleFromItem({ ...ITEM, publishedAt: written }, CONTEXT)).toBe(kept)
  })

  it('falls back to the update date, and to the content for a summary', () => {
    const { publishedAt: _p, summary: _s, ...rest } = ITEM
    const article = articleFromItem(
      { ...rest, updatedAt: '2026-11-20T00:00:00.000Z', content: '<div>نص طويل</div>' },
      CONTEXT,
    )
    expect([article.publishedAt, article.summary]).toEqual([new Date('2026-11-20'), 'نص طويل'])
  })

  it("keeps an aggregator's link and takes its outlet, without the tail of the headline", () => {
    const link = 'https://news.google.com/rss/articles/CBMiA?oc=5'
    const article = articleFromItem(
      { ...ITEM, link, title: 'وفد من كابل - وسيلة', source: { title: 'وسيلة', url: 'https://w.example' } },
      CONTEXT,
    )
    expect([article.url, article.outlet, article.title]).toEqual([link, 'وسيلة', 'وفد من كابل'])
  })

  it('reads HTML that was escaped twice', () => {
    expect(
      articleFromItem({ ...ITEM, summary: 'وصل &lt;a href=&quot;x&quot;&gt;الوفد&lt;/a&gt;&lt;br /&gt;اليوم' }, CONTEXT)
        .summary,
    ).toBe('وصل الوفد اليوم')
  })

  it('drops a summary that only repeats the headline', () => {
    expect(articleFromItem({ ...ITEM, summary: ITEM.title }, CONTEXT).summary).toBe('')
  })

  it.each(['javascript:alert(1)', 'https://u:p@a.example/', '/relative', 'mailto:a@a.example'])(
    'opens no address like %j',
    (link) => {
      expect(articleFromItem({ ...ITEM, link }, CONTEXT).url).toBeUndefined()
    },
  )

  it('changes its hash with headline or summary, and with nothing else', () => {
    const hash = (change: object): string => articleFromItem({ ...ITEM, ...change }, CONTEXT).contentHash
    expect(hash({ link: 'https://b.example/', publishedAt: '2026-11-21T00:00:00.000Z', id: 'y' })).toBe(hash({}))
    expect(hash({ title: 'وفد آخر' })).not.toBe(hash({}))
    expect(hash({ summary: 'غيره' })).not.toBe(hash({}))
  })

  it.each([
    { lang: 'fa', title: 'هیئتی از کابل به مسکو رسید و با وزیر امور خارجه دیدار کرد' },
    { lang: 'other', title: 'A delegation from Kabul arrived' },
  ])('knows a headline in $lang', ({ lang, title }) => {
    expect(articleFromItem({ ...ITEM, title, summary: '' }, CONTEXT).lang).toBe(lang)
  })

  it('keeps an item that says nothing at all', () => {
    expect(articleFromItem({ authors: [] }, CONTEXT)).toMatchObject({
      title: '',
      summary: '',
      keys: [expect.stringMatching(/^guid:7:said-/)],
    })
  })
})

describe('articleKeys', () => {
  it.each([
    {
      why: 'guid and address',
      item: { id: '1', link: 'https://a.example/1' },
      keys: ['guid:3:1', 'url:https://a.example/1'],
    },
    { why: 'guid only', item: { id: '1' }, keys: ['guid:3:1'] },
    { why: 'address only', item: { link: 'https://a.example/1/' }, keys: ['url:https://a.example/1'] },
    { why: 'an address that is none', item: { id: '1', link: 'x' }, keys: ['guid:3:1'] },
  ])('from $why', ({ item, keys }) => expect(articleKeys(3, { authors: [], ...item })).toEqual(keys))

  it('stay short enough for an index, and stay apart', () => {
    const long = (tail: string): string[] => articleKeys(3, { authors: [], id: 'x'.repeat(5000) + tail })
    expect(long('a')[0]?.length).toBeLessThan(100)
    expect(long('a')).not.toEqual(long('b'))
  })

  it('tell items without guid and address apart by what they say', () => {
    expect(articleKeys(3, { authors: [], title: 'أ' })).not.toEqual(articleKeys(3, { authors: [], title: 'ب' }))
  })
})
