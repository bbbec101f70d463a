import { expect, it } from 'vitest'
import { type HtmlSelectors, readHtmlSource } from './html-source.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const PAGE = `<html><head><title>أخبار &amp; تقارير</title></head><body>
<div class="card"><h3><a href="/1">وفد من <b>كابل</b></a></h3><span class="when">قبل ساعتين</span><p>قصير</p></div>
<div class="card"><h3><a href="/2">خبر ثان</a></h3><time datetime="2026-11-20T10:00:00Z">الجمعة</time></div>
<div class="card"><h3><a href="/1">وفد من كابل</a></h3></div>
<div class="card"><h3><a href="javascript:void(0)">لا عنوان له</a></h3></div>
<div class="card"><a href="/3"><img src="x"></a></div></body></html>`
const read = (selectors: HtmlSelectors, html = PAGE): ReturnType<typeof readHtmlSource> =>
  readHtmlSource({ bytes: new TextEncoder().encode(html), url: 'https://a.example/news/', now: NOW }, selectors)

it('reads items by selectors: headline, absolute address, date, summary, each address once', () => {
  expect(read({ item: '.card', title: 'h3', date: '.when, time', summary: 'p' })).toEqual({
    kind: 'feed',
    format: 'html',
    charset: 'utf-8',
    title: 'أخبار & تقارير',
    link: 'https://a.example/news/',
    items: [
      {
        id: 'https://a.example/1',
        title: 'وفد من كابل',
        link: 'https://a.example/1',
        authors: [],
        publishedAt: '2026-11-22T10:00:00.000Z',
        summary: 'قصير',
      },
      {
        id: 'https://a.example/2',
        title: 'خبر ثان',
        link: 'https://a.example/2',
        authors: [],
        publishedAt: '2026-11-20T10:00:00.000Z',
      },
    ],
  })
})

it('needs no more than the items: the first link and its text do', () => {
  const source = read({ item: 'h3' })
  expect(source.kind === 'feed' && source.items.map(({ title }) => title)).toEqual(['وفد من كابل', 'خبر ثان'])
})

it.each([
  { field: 'item', selectors: { item: 'div[' } },
  { field: 'item', selectors: { item: ' ' } },
  { field: 'title', selectors: { item: 'div', title: ':nope(' } },
  { field: 'item', selectors: { item: 'a'.repeat(400) } },
])('names the bad selector: $field', ({ field, selectors }) => {
  expect(read(selectors)).toEqual({ kind: 'bad-selector', field })
})

it.each([
  { why: 'nothing fits', html: PAGE, item: '.other', reason: 'html-page' },
  { why: 'the page is empty', html: ' ', item: 'a', reason: 'empty' },
  { why: 'it nests without end', html: '<div>'.repeat(5000), item: 'a', reason: 'nested-too-deep' },
])('is no feed when $why', ({ html, item, reason }) =>
  expect(read({ item }, html)).toEqual({ kind: 'not-a-feed', reason, found: [] }),
)
