import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { articleFromItem } from '../article/index.ts'
import { cpuMs } from '../testing/cpu-ms.ts'
import { FEED_LIMITS, type NotAFeed } from './feed-document.ts'
import { atom, rss } from './fixtures/defect.ts'
import { LINK_DEFECTS } from './fixtures/link-defects.ts'
import { MARKUP_DEFECTS } from './fixtures/markup-defects.ts'
import { TEXT_DEFECTS } from './fixtures/text-defects.ts'
import { readFeed } from './read-feed.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string, url = 'https://a.example/x/feed'): ReturnType<typeof readFeed> =>
  readFeed({ bytes: bytes(text), url })
const notAFeed = (text: string): NotAFeed => {
  const answer = read(text)
  if (answer.kind === 'feed') throw new Error('read as a feed')
  return answer
}

describe('what is no feed', () => {
  it.each([
    { why: 'nothing', text: '', reason: 'empty' },
    { why: 'white space', text: ' \n\t', reason: 'empty' },
    { why: 'a page', text: '<!doctype html><html><body>مرحبا</body></html>', reason: 'html-page' },
    { why: 'a page without html', text: '<!doctype html><title>مرحبا</title><p>نص', reason: 'html-page' },
    { why: 'a sentence', text: 'الخدمة غير متاحة', reason: 'text' },
    { why: 'other XML', text: '<?xml version="1.0"?><note><to>x</to></note>', reason: 'xml-not-a-feed' },
    { why: 'a list of feeds', text: '<opml><body/></opml>', reason: 'opml' },
    { why: 'other JSON', text: '{"error":"not found"}', reason: 'json-not-a-feed' },
    { why: 'broken JSON', text: '{"version":"https://jsonfeed.org', reason: 'json-not-a-feed' },
    { why: 'JSON with items that are no articles', text: '{"items":[{"sku":7},null,3]}', reason: 'json-not-a-feed' },
    { why: 'JSON with a title alone', text: '{"title":"Not Found","status":404}', reason: 'json-not-a-feed' },
    { why: 'a JSON list', text: '[1,2]', reason: 'json-not-a-feed' },
    {
      why: 'an index of sitemaps',
      text: '<sitemapindex><sitemap><loc>https://a.example/s.xml</loc></sitemap></sitemapindex>',
      reason: 'sitemap-index',
    },
    {
      why: 'ten thousand elements inside one another',
      text: `<rss><channel>${'<a>'.repeat(10_000)}`,
      reason: 'nested-too-deep',
    },
  ])('says $reason for $why', ({ text, reason }) => expect(notAFeed(text).reason).toBe(reason))

  it('says binary for an image', () => {
    const image = Uint8Array.from({ length: 400 }, (_, i) => (i * 89 + 137) % 256)
    expect(readFeed({ bytes: image, contentType: 'image/png; charset=utf-8' }).kind).toBe('not-a-feed')
  })

  it('names the feeds of a page, declared ones first, absolute, each once', () => {
    const page = `<html><head><base href="/site/">
      <link rel="stylesheet" href="/feed.css"><link rel="alternate" hreflang="en" href="/en/">
      <link rel="alternate" type="application/rss+xml" title="الأخبار" href="rss.xml">
      <LINK TYPE='application/atom+xml' REL='alternate' HREF='https://b.example/atom?a=1&amp;b=2'></head>
      <body><a href="/feed/">خلاصة</a><a href="rss.xml">RSS</a><a href="javascript:void(0)">x</a><a href="/news">أخبار</a></body></html>`
    expect(notAFeed(page).found).toEqual([
      'https://a.example/site/rss.xml',
      'https://b.example/atom?a=1&b=2',
      'https://a.example/feed/',
    ])
  })

  it('names the sitemaps of an index and the feeds of a list', () => {
    expect(
      notAFeed('<sitemapindex><sitemap><loc> https://a.example/s.xml </loc></sitemap></sitemapindex>').found,
    ).toEqual(['https://a.example/s.xml'])
    expect(notAFeed('<opml><body><outline xmlUrl="https://b.example/rss"/></body></opml>').found).toEqual([
      'https://b.example/rss',
    ])
  })
})

describe('limits', () => {
  it(`keeps the first ${FEED_LIMITS.items} items`, () => {
    const items = Array.from({ length: FEED_LIMITS.items + 50 }, (_, i) => `<item><title>${i}</title></item>`)
    const feed = read(`<rss><channel><title>x</title>${items.join('')}</channel></rss>`)
    expect(feed.kind === 'feed' && [feed.items.length, feed.items[0]?.title, feed.truncated]).toEqual([
      FEED_LIMITS.items,
      '0',
      undefined,
    ])
  })

  const megabytes = (part: string, size = 2_000_000): string => part.repeat(Math.floor(size / part.length))
  const attacks = [
    {
      why: 'a bomb of one long entity',
      text: `<!DOCTYPE r [<!ENTITY a "${'x'.repeat(900)}">]>${rss(`<title>${megabytes('&a;')}</title>`).slice(38)}`,
    },
    {
      why: 'a bomb of nested entities',
      text: `<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 9 }, (_, i) => `<!ENTITY a${i} "${'&a;'.repeat(9)}">`).join('')}]>${rss('<title>&a8;</title>').slice(38)}`,
    },
    { why: 'unknown entities', text: rss(Array.from({ length: 200_000 }, (_, i) => `&e${i};`).join('')) },
    { why: 'declarations that never end', text: `${megabytes('<!x[>')}<rss/>` },
    { why: 'comments that never end', text: `<rss><channel>${megabytes('<!-- ')}` },
    { why: 'CDATA that never ends', text: `<rss><channel>${megabytes('<![CDATA[')}` },
    { why: 'only less-than signs', text: megabytes('<') },
    { why: 'closing tags that close nothing', text: `<rss><channel>${'<b>'.repeat(200)}${megabytes('</x>')}` },
    {
      why: 'a tag with half a million attributes',
      text: `<rss><channel><item ${Array.from({ length: 150_000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
    },
    { why: 'quotes that never end', text: `<rss><channel>${megabytes('<a b="')}` },
    {
      why: 'markup that rss-parser reads in quadratic time',
      text: rss(`<description>${megabytes('a&lt;br ')}</description>`),
    },
    { why: 'scripts that never end', text: rss(`<title>${megabytes('&lt;script&gt;')}</title>`) },
    {
      why: 'titles by the hundred thousand',
      text: `<rss><channel><item>${megabytes('<title></title>')}</item></channel></rss>`,
    },
    {
      why: 'namespaces declared around namespaces',
      text: `<rss ${Array.from({ length: 4000 }, (_, i) => `xmlns:a${i}="u"`).join(' ')}><channel>${megabytes('<x xmlns:b="u"/>', 800_000)}<item/></channel></rss>`,
    },
    {
      why: 'bases that each make the next one longer',
      text: `<rss xml:base="https://a.example/"><channel>${`<x xml:base="${'x'.repeat(9000)}/">`.repeat(120)}${megabytes('<x xml:base="y/"/>', 400_000)}<item><link>z</link></item></channel></rss>`,
    },
    { why: 'spaces inside a link', text: rss(`<link>a${' '.repeat(300_000)}b</link>`) },
    { why: 'spaces inside an attribute', text: rss(`<guid isPermaLink="${' '.repeat(90_000)}x">y</guid>`) },
    { why: 'letters inside links', text: rss(megabytes(`<link>/${'xب'.repeat(500)}</link>`, 600_000)) },
    { why: 'a page of feed links', text: `<html>${megabytes('<a href="/feed/x">')}` },
    { why: 'JSON inside JSON', text: megabytes('[') },
  ]

  it.each(attacks)('reads two megabytes of $why within its time', ({ text }) => {
    const started = cpuMs()
    const answer = read(text)
    // An unloaded machine takes a tenth of this; the limit only tells linear from quadratic.
    expect(cpuMs() - started).toBeLessThan(4000)
    expect(['feed', 'not-a-feed']).toContain(answer.kind)
  })

  it('adds no more than a megabyte for entities', () => {
    const feed = read(attacks[0]?.text ?? '')
    expect(feed.kind === 'feed' && (feed.items[0]?.title?.length ?? 0)).toBe(FEED_LIMITS.titleChars)
  })
})

describe('any document', () => {
  const honest = [...TEXT_DEFECTS, ...LINK_DEFECTS, ...MARKUP_DEFECTS].map(({ input }) => input)
  const pieces = fc.constantFrom(
    '<',
    '>',
    '</item>',
    '<item>',
    '<![CDATA[',
    ']]>',
    '&',
    '"',
    '<!--',
    '-->',
    '\u0000',
    '<?',
    '&#x',
    'خ',
    '\uD800',
    ' xmlns="x"',
    '<entry>',
    '</',
    '<title',
    '\uFEFF',
  )
  const mutated = fc
    .tuple(
      fc.constantFrom(...honest),
      fc.array(fc.tuple(fc.nat(), fc.nat(40), fc.oneof(pieces, fc.string({ maxLength: 8 }))), {
        minLength: 1,
        maxLength: 6,
      }),
    )
    .map(([text, edits]) =>
      edits.reduce((now, [at, cut, put]) => {
        const from = at % (now.length + 1)
        return now.slice(0, from) + put + now.slice(from + cut)
      }, text),
    )

  it('never throws, never hangs, and gives the same answer twice', () => {
    fc.assert(
      fc.property(mutated, (text) => {
        const started = cpuMs()
        const answer = read(text)
        expect(cpuMs() - started).toBeLessThan(2000)
        expect(read(text)).toEqual(answer)
        if (answer.kind !== 'feed') return
        for (const item of answer.items) {
          expect((item.title ?? '').length).toBeLessThanOrEqual(FEED_LIMITS.titleChars)
          expect(item.title ?? 'x').toBe((item.title ?? 'x').trim())
          for (const date of [item.publishedAt, item.updatedAt])
            if (date) expect(new Date(date).toISOString()).toBe(date)
        }
      }),
      { numRuns: 1500 },
    )
  })

  it('never throws on bytes that are no text', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.string({ maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        (noise, contentType, url) => {
          expect(['feed', 'not-a-feed']).toContain(readFeed({ bytes: noise, contentType, url }).kind)
          expect(['feed', 'not-a-feed']).toContain(
            readFeed({ bytes: Uint8Array.of(...bytes('<rss><channel><item>'), ...noise), contentType, url }).kind,
          )
        },
      ),
      { numRuns: 500 },
    )
  })

  it('keeps every honest item, whatever its letters', () => {
    const line = fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
      .map((text) => text.replace(/[\p{C}\p{Z}<>&;]+/gu, ' ').trim())
    const items = fc.array(fc.record({ title: line, id: fc.uuid() }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(items, (list) => {
        const feed = read(
          atom('', '').replace('<entry></entry>', () =>
            list.map(({ title, id }) => `<entry><id>${id}</id><title>${title}</title></entry>`).join(''),
          ),
        )
        expect(feed.kind === 'feed' && feed.items.map(({ id, title }) => ({ id, title: title ?? '' }))).toEqual(
          list.map(({ id, title }) => ({ id, title })),
        )
      }),
      { numRuns: 300 },
    )
  })
})

// Real feeds, kept beside the checkout because their texts belong to their outlets; without them there is nothing to check.
const CAPTURES = fileURLToPath(new URL('../../../../../shared/feeds/', import.meta.url))
const captured = existsSync(CAPTURES) ? readdirSync(CAPTURES).filter((name) => name.endsWith('.xml')) : []

it.runIf(captured.length > 0)('reads every captured feed: items, Arabic titles, links and dates', () => {
  for (const name of captured) {
    const feed = readFeed({
      bytes: readFileSync(`${CAPTURES}${name}`),
      contentType: 'text/xml',
      url: 'https://a.example/',
    })
    if (feed.kind !== 'feed') throw new Error(`${name}: ${feed.reason}`)
    expect(feed.items.length).toBeGreaterThanOrEqual(10)
    for (const item of feed.items) {
      expect(item.title).toMatch(/[\u0621-\u064A]{3}/)
      expect(item.title).not.toMatch(/&\w+;|<\w/)
      expect(item.link).toMatch(/^https:\/\//)
      expect(item.publishedAt).toMatch(/^2025-/)
      const article = articleFromItem(item, {
        feedId: 1,
        feedUrl: 'https://a.example/',
        outlet: 'و',
        firstSeenAt: new Date('2025-03-21T00:00:00Z'),
      })
      expect([article.lang, article.summary.length > 20, /<\w|&\w+;/.test(article.summary)]).toEqual([
        'ar',
        true,
        false,
      ])
    }
  }
})
