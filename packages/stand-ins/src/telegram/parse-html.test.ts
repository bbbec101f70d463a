import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseHtml } from './parse-html.ts'

const refusals = [
  {
    why: 'a tag that Telegram lacks',
    html: '<script>x</script>',
    says: 'Unsupported start tag "script" at byte offset 0',
  },
  { why: 'offsets are bytes, not letters', html: 'خبر <br>', says: 'Unsupported start tag "br" at byte offset 7' },
  {
    why: 'a bare less-than sign',
    html: 'عدد < 5',
    says: 'Unsupported start tag "" at byte offset 7',
  },
  { why: 'the text ends inside a tag', html: 'hello world <b', says: 'Unclosed start tag at byte offset 12' },
  {
    why: 'the text ends before a value',
    html: 'hello world <a href=',
    says: 'Unclosed start tag "a" at byte offset 12',
  },
  {
    why: 'a value without quotes that is no token',
    html: '<a href=http://a.b/>x</a>',
    says: 'Unexpected end of name token at byte offset 8',
  },
  { why: 'an end without a start', html: 'hello</b>', says: 'Unexpected end tag at byte offset 5' },
  { why: 'an end tag that does not end', html: '<b>xx</b', says: 'Unclosed end tag at byte offset 5' },
  {
    why: 'tags that cross',
    html: '<b><i>a</b></i>',
    says: 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"',
  },
  {
    why: 'a span that hides nothing',
    html: '<span class="x">a</span>',
    says: 'Tag "span" must have class "tg-spoiler" at byte offset 0',
  },
  { why: 'no end tag', html: 'a <b>b', says: `Can't find end tag corresponding to start tag "b"` },
  {
    why: 'half a surrogate pair',
    html: '&#xD800;',
    says: 'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
  },
  {
    why: 'an attribute without a name',
    html: '<a ="x">a</a>',
    says: 'Empty attribute name in the tag "a" at byte offset 0',
  },
]

describe('what Telegram refuses', () => {
  it.each(refusals)('refuses $why', ({ html, says }) => {
    expect(refusalOf(html)).toBe(`Bad Request: can't parse entities: ${says}`)
  })
})

const accepted = [
  { why: 'plain text', html: 'خبر', text: 'خبر', entities: [] },
  { why: 'nothing', html: '', text: '', entities: [] },
  { why: 'the four names', html: '&lt;&gt;&amp;&quot;', text: '<>&"', entities: [] },
  { why: 'a name that it does not know stays', html: '&nbsp;&copy', text: '&nbsp;&copy', entities: [] },
  { why: 'numbers, also without a semicolon', html: '&#1582;&#x628;&#65', text: 'خبA', entities: [] },
  {
    why: 'letters beyond the first plane count twice',
    html: '&#x1F600;<b>a</b>',
    text: '😀a',
    entities: [{ type: 'bold', offset: 2, length: 1 }],
  },
  { why: 'upper-case tags', html: '<B>a</B>', text: 'a', entities: [{ type: 'bold', offset: 0, length: 1 }] },
  { why: 'an empty tag leaves nothing', html: 'a<b></b>', text: 'a', entities: [] },
  { why: 'an end tag without a name', html: '<b>a</>', text: 'a', entities: [{ type: 'bold', offset: 0, length: 1 }] },
  {
    why: 'nested tags, the outer first',
    html: '<b>أ<i>ب</i></b>',
    text: 'أب',
    entities: [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 1, length: 1 },
    ],
  },
  {
    why: 'a link with references in its address',
    html: '<a href="https://a.example/?x=1&amp;y=2">ر</a>',
    text: 'ر',
    entities: [{ type: 'text_link', offset: 0, length: 1, url: 'https://a.example/?x=1&y=2' }],
  },
  {
    why: 'a link to a script loses the link, not the text',
    html: '<a href="javascript:alert(1)">ر</a>',
    text: 'ر',
    entities: [],
  },
  {
    why: 'a link to a bare machine name loses the link',
    html: '<a href="http://localhost/">ر</a>',
    text: 'ر',
    entities: [],
  },
  {
    why: 'a link whose text is its address',
    html: '<a>example.com</a>',
    text: 'example.com',
    entities: [{ type: 'text_link', offset: 0, length: 11, url: 'http://example.com/' }],
  },
  {
    why: 'code with a language',
    html: '<pre><code class="language-ts">x</code></pre>',
    text: 'x',
    entities: [{ type: 'pre', offset: 0, length: 1, language: 'ts' }],
  },
  { why: 'a link to no address, whatever its words', html: '<a href="expandable">x</a>', text: 'x', entities: [] },
  {
    why: 'a quotation that opens',
    html: '<blockquote expandable>x</blockquote>',
    text: 'x',
    entities: [{ type: 'expandable_blockquote', offset: 0, length: 1 }],
  },
  {
    why: 'a spoiler',
    html: '<span class="tg-spoiler">x</span>',
    text: 'x',
    entities: [{ type: 'spoiler', offset: 0, length: 1 }],
  },
  {
    why: 'a person',
    html: '<a href="tg://user?id=5">x</a>',
    text: 'x',
    entities: [{ type: 'text_mention', offset: 0, length: 1, user: { id: 5 } }],
  },
]

describe('what Telegram accepts', () => {
  it.each(accepted)('reads $why', ({ html, text, entities }) => {
    expect(parseHtml(html)).toEqual({ text, entities })
  })

  it('gives any escaped text back unchanged', () => {
    const escapeText = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => parseHtml(escapeText(text)).text === text))
  })
})

function refusalOf(html: string): string {
  try {
    return `accepted: ${JSON.stringify(parseHtml(html))}`
  } catch (error) {
    return (error as Error).message
  }
}
