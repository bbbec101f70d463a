import { describe, expect, it } from 'vitest'
import { count, formatNumber } from './count.ts'
import { formsOf, type Noun, nouns } from './nouns.ts'

// n: 0 zero · 1 one · 2 two · 3–10 few · 11–99 many · 100 … 102 other · 103 few again · 111 many again
const sizes = [0, 1, 2, 3, 10, 11, 99, 100, 101, 102, 103, 111] as const

const rows: readonly { noun: Noun; forms: readonly string[] }[] = [
  {
    noun: 'item',
    forms: [
      'لا أخبار',
      'خبر واحد',
      'خبران',
      '3 أخبار',
      '10 أخبار',
      '11 خبرًا',
      '99 خبرًا',
      '100 خبر',
      '101 خبر',
      '102 خبر',
      '103 أخبار',
      '111 خبرًا',
    ],
  },
  {
    noun: 'match',
    forms: [
      'لا مطابقات',
      'مطابقة واحدة',
      'مطابقتان',
      '3 مطابقات',
      '10 مطابقات',
      '11 مطابقة',
      '99 مطابقة',
      '100 مطابقة',
      '101 مطابقة',
      '102 مطابقة',
      '103 مطابقات',
      '111 مطابقة',
    ],
  },
  {
    noun: 'source',
    forms: [
      'لا مصادر',
      'مصدر واحد',
      'مصدران',
      '3 مصادر',
      '10 مصادر',
      '11 مصدرًا',
      '99 مصدرًا',
      '100 مصدر',
      '101 مصدر',
      '102 مصدر',
      '103 مصادر',
      '111 مصدرًا',
    ],
  },
  {
    noun: 'outlet',
    forms: [
      'لا وسائل',
      'وسيلة واحدة',
      'وسيلتان',
      '3 وسائل',
      '10 وسائل',
      '11 وسيلة',
      '99 وسيلة',
      '100 وسيلة',
      '101 وسيلة',
      '102 وسيلة',
      '103 وسائل',
      '111 وسيلة',
    ],
  },
  {
    noun: 'story',
    forms: [
      'لا قصص',
      'قصة واحدة',
      'قصتان',
      '3 قصص',
      '10 قصص',
      '11 قصة',
      '99 قصة',
      '100 قصة',
      '101 قصة',
      '102 قصة',
      '103 قصص',
      '111 قصة',
    ],
  },
  {
    noun: 'independentText',
    forms: [
      'لا نصوص مستقلة',
      'نص مستقل واحد',
      'نصّان مستقلان',
      '3 نصوص مستقلة',
      '10 نصوص مستقلة',
      '11 نصًّا مستقلًا',
      '99 نصًّا مستقلًا',
      '100 نص مستقل',
      '101 نص مستقل',
      '102 نص مستقل',
      '103 نصوص مستقلة',
      '111 نصًّا مستقلًا',
    ],
  },
  {
    noun: 'article',
    forms: [
      'لا مقالات',
      'مقال واحد',
      'مقالان',
      '3 مقالات',
      '10 مقالات',
      '11 مقالًا',
      '99 مقالًا',
      '100 مقال',
      '101 مقال',
      '102 مقال',
      '103 مقالات',
      '111 مقالًا',
    ],
  },
  {
    noun: 'hour',
    forms: [
      'لا ساعات',
      'ساعة واحدة',
      'ساعتان',
      '3 ساعات',
      '10 ساعات',
      '11 ساعة',
      '99 ساعة',
      '100 ساعة',
      '101 ساعة',
      '102 ساعة',
      '103 ساعات',
      '111 ساعة',
    ],
  },
  {
    noun: 'minute',
    forms: [
      'لا دقائق',
      'دقيقة واحدة',
      'دقيقتان',
      '3 دقائق',
      '10 دقائق',
      '11 دقيقة',
      '99 دقيقة',
      '100 دقيقة',
      '101 دقيقة',
      '102 دقيقة',
      '103 دقائق',
      '111 دقيقة',
    ],
  },
  {
    noun: 'day',
    forms: [
      'لا أيام',
      'يوم واحد',
      'يومان',
      '3 أيام',
      '10 أيام',
      '11 يومًا',
      '99 يومًا',
      '100 يوم',
      '101 يوم',
      '102 يوم',
      '103 أيام',
      '111 يومًا',
    ],
  },
]

describe.each(rows)('$noun', ({ noun, forms }) => {
  it.each(sizes.map((n, at) => ({ n, form: forms[at] })))('$n: $form', ({ n, form }) => {
    expect(count('ar', noun, n)).toBe(form)
  })
})

it.each([
  { noun: 'source', oblique: 'مصدرين' },
  { noun: 'match', oblique: 'مطابقتين' },
  { noun: 'independentText', oblique: 'نصّين مستقلين' },
  { noun: 'minute', oblique: 'دقيقتين' },
] as const)('$noun takes the oblique dual after a preposition: $oblique', ({ noun, oblique }) => {
  expect(count('ar', noun, 2, { grammar: 'oblique' })).toBe(oblique)
})

it('keeps the number as a figure where a zero is asked for as one', () => {
  expect(count('ar', 'source', 0, { zero: 'digit' })).toBe('0 مصادر')
  expect(count('en', 'source', 0, { zero: 'digit' })).toBe('0 sources')
})

it('writes either kind of digits, grouped', () => {
  expect(count('ar', 'item', 1_234)).toBe('1,234 خبرًا')
  expect(count('ar', 'item', 1_234, { digits: 'arab' })).toBe('١٬٢٣٤ خبرًا')
  expect(formatNumber('en', 1_234, 'arab')).toBe('1,234')
})

it.each(Object.keys(nouns) as Noun[])('%s has six Arabic forms without a gap, and its English', (noun) => {
  const forms = formsOf('ar', noun)
  expect(Object.values(forms).filter((form) => form.trim() === '')).toEqual([])
  expect([forms.few, forms.many, forms.other].every((form) => form.startsWith('# '))).toBe(true)
  expect(forms.twoOblique).not.toBe(forms.two)
  expect(count('en', noun, 1)).toMatch(/^1 \w/)
  expect(count('en', noun, 2)).toMatch(/^2 \w/)
})
