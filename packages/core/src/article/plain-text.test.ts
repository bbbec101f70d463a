import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMs } from '../testing/cpu-ms.ts'
import { plainText } from './plain-text.ts'

describe('plainText', () => {
  it.each([
    { why: 'a space between blocks', html: '<p>عنها</p><p>داعش</p>', text: 'عنها داعش' },
    { why: 'a space for a line break', html: 'عنها<br>داعش<br/>اليوم', text: 'عنها داعش اليوم' },
    {
      why: 'a space between cells and list items',
      html: '<ul><li>أ</li><li>ب</li></ul><td>ج</td><td>د</td>',
      text: 'أ ب ج د',
    },
    { why: 'no space inside a word in two colours', html: 'طالـ<b>بان</b> <span>ال</span>يوم', text: 'طالـبان اليوم' },
    { why: 'references', html: '&laquo;كابل&raquo; &amp; &#1605;&#x645; &nbsp; &quot;', text: '«كابل» & مم "' },
    { why: 'references once only', html: '&amp;lt;b&amp;gt;', text: '&lt;b&gt;' },
    { why: 'no scripts and styles', html: 'أ<script>if(a<b){"</p>"}</script>ب<style>p{}</style>ج', text: 'أ ب ج' },
    { why: 'no comments', html: 'أ<!-- سر <b> -->ب', text: 'أب' },
    { why: 'a less-than that starts no tag', html: '3 < 5 و <5 و <ص', text: '3 < 5 و <5 و <ص' },
    { why: 'a greater-than inside a value', html: '<a title="أ>ب" href=x>كابل</a>', text: 'كابل' },
    { why: 'a quote that is never closed', html: '<a title="أ>كابل</a> اليوم', text: 'كابل اليوم' },
    { why: 'a tag cut off', html: 'كابل <a href="https://a.ex', text: 'كابل' },
    { why: 'folded white space', html: ' \n أ\t\u00A0 ب ', text: 'أ ب' },
    { why: 'no control and bidi characters', html: 'أ\u0000\u202Eب\u2067ج\u200F', text: 'أبج' },
    { why: 'the joiner that Persian words need', html: 'می\u200Cشود', text: 'می\u200Cشود' },
    { why: 'nothing', html: '', text: '' },
  ])('leaves $why', ({ html, text }) => expect(plainText(html)).toBe(text))

  it('leaves no tag and no control character, whatever comes', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '<p>',
      '</p>',
      '<!--',
      '-->',
      '<script>',
      '</script>',
      '"',
      '=',
      'كابل',
      ' ',
      '&lt;',
      '<a b="',
      '\u0001',
      '<![CDATA[',
    )
    fc.assert(
      fc.property(
        fc.array(pieces, { maxLength: 30 }).map((list) => list.join('')),
        (html) => {
          const text = plainText(html.replaceAll('&lt;', ''))
          expect(text).not.toMatch(/<(?:p|script|!--)[ >]/)
          expect(text).not.toContain('\u0001')
          expect(text).toBe(text.trim())
        },
      ),
      { numRuns: 1000 },
    )
  })

  it.each(['<', '<a ', '<a b="', '<!-- ', '<script>', '&amp', '<p>', '&x1;', '</script '])(
    'stays quick on a megabyte of %j',
    (part) => {
      const started = cpuMs()
      plainText(part.repeat(Math.floor(1_000_000 / part.length)))
      expect(cpuMs() - started).toBeLessThan(2000)
    },
  )
})
