import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseHtml } from './parse-html.ts'
import { renderHtml } from './render-html.ts'

const cases = [
  { why: 'text is escaped', text: `<b>&"'`, entities: [], html: '&lt;b&gt;&amp;&quot;&#39;' },
  { why: 'bold', text: 'abc', entities: [{ type: 'bold', offset: 1, length: 1 }], html: 'a<strong>b</strong>c' },
  {
    why: 'a link keeps only safe schemes',
    text: 'a',
    entities: [{ type: 'text_link', offset: 0, length: 1, url: 'javascript:x' }],
    html: '<span>a</span>',
  },
  {
    why: 'a quote in an address cannot leave the attribute',
    text: 'a',
    entities: [{ type: 'text_link', offset: 0, length: 1, url: 'https://a.b/"onx=' }],
    html: '<a href="https://a.b/&quot;onx=" rel="noopener noreferrer nofollow" target="_blank">a</a>',
  },
  {
    why: 'a command can be found by a page',
    text: '/latest',
    entities: [{ type: 'bot_command', offset: 0, length: 7 }],
    html: '<span data-command="/latest">/latest</span>',
  },
  {
    why: 'nested entities',
    text: 'abc',
    entities: [
      { type: 'bold', offset: 0, length: 3 },
      { type: 'italic', offset: 1, length: 2 },
    ],
    html: '<strong>a<em>bc</em></strong>',
  },
  {
    why: 'crossing entities are cut, not crossed',
    text: 'abc',
    entities: [
      { type: 'bold', offset: 0, length: 2 },
      { type: 'italic', offset: 1, length: 2 },
    ],
    html: '<strong>a<em>b</em></strong>c',
  },
  {
    why: 'a spoiler',
    text: 'a',
    entities: [{ type: 'spoiler', offset: 0, length: 1 }],
    html: '<span class="spoiler">a</span>',
  },
]

it.each(cases)('$why', ({ text, entities, html }) => {
  expect(renderHtml(text, entities)).toBe(html)
})

it('never lets text become markup', () => {
  fc.assert(
    fc.property(fc.string(), fc.nat(20), fc.nat(20), (text, offset, length) => {
      const html = renderHtml(text, [
        {
          type: 'bold',
          offset: Math.min(offset, text.length),
          length: Math.min(length, Math.max(0, text.length - offset)),
        },
      ])
      const bare = html.replaceAll('<strong>', '').replaceAll('</strong>', '').replaceAll('&#39;', "'")
      return !/[<>]/.test(bare) && parseHtml(bare).text === text
    }),
  )
})
