import fc from 'fast-check'
import { expect, it } from 'vitest'
import { cleanTitle, cutText } from './clean-title.ts'

it.each([
  { why: 'overrides', title: 'روسيا \u202Eوطالبان\u202C', clean: 'روسيا وطالبان' },
  { why: 'isolates and marks', title: '\u2067روسيا\u2069 \u200Fو\u200Eطالبان', clean: 'روسيا وطالبان' },
  { why: 'zero-width space and BOM', title: 'طا\u200Bلبان\uFEFF', clean: 'طالبان' },
  { why: 'ZWNJ inside a word is kept', title: 'می\u200Cخواهم', clean: 'می\u200Cخواهم' },
  { why: 'ZWNJ after a vowel mark is kept', title: 'نَ\u200Cم', clean: 'نَ\u200Cم' },
  { why: 'ZWNJ at a border is dropped', title: '\u200Cروسيا\u200C وطالبان\u200C', clean: 'روسيا وطالبان' },
  { why: 'C0 and C1', title: 'ا\u0000ب\u001Bج\u0085د', clean: 'ا ب ج د' },
  { why: 'line ends and tabs', title: ' سطر\r\n\tسطر\u2028سطر ', clean: 'سطر سطر سطر' },
  { why: 'lone surrogates', title: 'نصف \uD83D زوج \uDE00', clean: 'نصف زوج' },
  { why: 'whole surrogate pairs are kept', title: 'نار 🔥', clean: 'نار 🔥' },
  { why: 'towers of marks', title: `م${'\u0301'.repeat(20)}`, clean: 'م\u0301\u0301\u0301' },
  { why: 'shadda with a vowel is kept', title: 'مُتَّقي', clean: 'مُتَّقي' },
  { why: 'tag characters', title: 'نص\u{E0041}\u{E007F}', clean: 'نص' },
  { why: 'blank-looking fillers', title: '\u3164\u2800', clean: '' },
  { why: 'markup is text here', title: '<b>&amp;</b>', clean: '<b>&amp;</b>' },
])('cleans $why', ({ title, clean }) => {
  expect(cleanTitle(title)).toBe(clean)
})

it('is done after one pass, for any text', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) }),
      (title) => cleanTitle(cleanTitle(title)) === cleanTitle(title),
    ),
  )
})

it.each([
  { why: 'short enough', text: 'روسيا', max: 5, cut: 'روسيا' },
  { why: 'at a word border', text: 'روسيا وطالبان تبحثان', max: 15, cut: 'روسيا وطالبان…' },
  { why: 'without trailing punctuation', text: 'روسيا، وطالبان تبحثان', max: 8, cut: 'روسيا…' },
  { why: 'one long word', text: 'ا'.repeat(20), max: 10, cut: `${'ا'.repeat(9)}…` },
  { why: 'not inside a pair', text: '🔥🔥🔥🔥', max: 4, cut: '🔥…' },
])('cuts $why', ({ text, max, cut }) => {
  expect(cutText(text, max)).toBe(cut)
  expect(cutText(text, max).length).toBeLessThanOrEqual(max)
})
