import { describe, expect, it } from 'vitest'
import { excerpt, highlight } from './highlight.ts'

const cases = [
  { why: 'nothing', text: 'موسكو', spans: [], shown: 'موسكو' },
  { why: 'one word', text: 'في موسكو اليوم', spans: [{ start: 3, end: 8 }], shown: 'في <mark>موسكو</mark> اليوم' },
  {
    why: 'overlapping spans as one',
    text: 'حركة طالبان',
    spans: [
      { start: 5, end: 11 },
      { start: 0, end: 11 },
    ],
    shown: '<mark>حركة طالبان</mark>',
  },
  { why: 'a span beyond the end, cut', text: 'كابل', spans: [{ start: 2, end: 99 }], shown: 'كا<mark>بل</mark>' },
  {
    why: 'an empty or backward span, left out',
    text: 'كابل',
    spans: [
      { start: 2, end: 2 },
      { start: 3, end: 1 },
    ],
    shown: 'كابل',
  },
  {
    why: 'markup in the text, escaped on both sides',
    text: '<b>&طالبان',
    spans: [{ start: 3, end: 10 }],
    shown: '&lt;b&gt;<mark>&amp;طالبان</mark>',
  },
]

describe('highlight', () => {
  it.each(cases)('marks $why', async ({ text, spans, shown }) => {
    expect(String(await highlight(text, spans))).toBe(shown)
  })
})

describe('excerpt', () => {
  const long = `${'كلمة '.repeat(200)}طالبان ${'نهاية '.repeat(200)}`
  const at = long.indexOf('طالبان')

  it('keeps a short text whole', () => {
    expect(excerpt('قصير', [{ start: 0, end: 2 }])).toEqual({ text: 'قصير', spans: [{ start: 0, end: 2 }] })
  })

  it('shows the first matched word of a long text with its span', () => {
    const piece = excerpt(long, [{ start: at, end: at + 6 }])
    expect(piece.text.length).toBeLessThan(400)
    expect(piece.spans.map(({ start, end }) => piece.text.slice(start, end))).toEqual(['طالبان'])
    expect(piece.text.startsWith('… ') && piece.text.endsWith(' …')).toBe(true)
  })

  it('begins at the start where nothing matched', () => {
    expect(excerpt(long, []).text.startsWith('كلمة')).toBe(true)
  })
})
