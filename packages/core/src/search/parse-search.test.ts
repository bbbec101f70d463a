import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseSearch, searchDate } from './parse-search.ts'

const now = new Date('2026-11-22T10:00:00Z')
const parse = (text: string) => parseSearch(text, now)
const day = (text: string) => new Date(`${text}T00:00:00Z`)

describe('parseSearch', () => {
  it.each([
    {
      why: 'words, folded and peeled',
      text: 'لداعش وكابُول',
      terms: [
        ['word', 'داعش'],
        ['word', 'كابول'],
      ],
    },
    {
      why: 'a phrase in any quotes',
      text: '"وفد طالبان" «في موسكو» “من كابل”',
      terms: [
        ['phrase', 'وفد طالبان'],
        ['phrase', 'في موسكو'],
        ['phrase', 'من كابل'],
      ],
    },
    { why: 'a quote that is not closed', text: '"وفد طالبان', terms: [['phrase', 'وفد طالبان']] },
    { why: 'one word in quotes', text: '"طالبان"', terms: [['word', 'طالبان']] },
    { why: 'two words by a hyphen', text: 'ISIS-K', terms: [['phrase', 'isis k']] },
    { why: 'a prefix, peeled and as it stands', text: 'وكابول*', terms: [['prefix', 'كابول وكابول']] },
    { why: 'a word before a colon that is no filter', text: 'لافروف:قال', terms: [['phrase', 'لافروف قال']] },
  ])('reads $why', ({ text, terms }) => {
    const parsed = parse(text)
    expect(parsed.terms.map(({ kind, words }) => [kind, words.join(' ')])).toEqual(terms)
    expect(parsed.ignored).toEqual([])
  })

  it.each(['-سوريا', '−سوريا', '-"سوريا"'])('reads %s as an exclusion', (text) => {
    expect(parse(`داعش ${text}`).terms.map(({ excluded }) => excluded)).toEqual([false, true])
  })

  it.each([
    { text: 'entity:taliban', filters: { entities: ['taliban'] } },
    { text: 'كيان:طالبان كيان:"داعش خراسان"', filters: { entities: ['طالبان', 'داعش خراسان'] } },
    { text: 'وسيلة:"روسيا اليوم"', filters: { outlet: 'روسيا اليوم' } },
    { text: 'outlet:TASS', filters: { outlet: 'TASS' } },
    { text: 'tier:core', filters: { tier: 'core' } },
    { text: 'درجة:أساسي', filters: { tier: 'core' } },
    { text: 'درجة:"ذو صلة"', filters: { tier: 'related' } },
    { text: 'قصة:١٢', filters: { story: 12 } },
    { text: 'story:#7', filters: { story: 7 } },
    { text: 'من:2025-07-01 إلى:2025-07-03', filters: { from: day('2025-07-01'), to: day('2025-07-04') } },
    { text: 'FROM:7d', filters: { from: new Date(now.getTime() - 7 * 86_400_000) } },
  ])('reads the filters of «$text»', ({ text, filters }) => {
    expect(parse(text)).toEqual({ terms: [], filters, ignored: [] })
  })

  it.each([
    { text: 'tier:gold', reason: 'bad-tier' },
    { text: 'story:many', reason: 'bad-story' },
    { text: 'from:yesterweek', reason: 'bad-date' },
    { text: 'إلى:2025-02-30', reason: 'bad-date' },
    { text: 'entity:', reason: 'no-value' },
    { text: '***', reason: 'no-words' },
  ])('says of «$text» why it is left aside', ({ text, reason }) => {
    const { terms, filters, ignored } = parse(`طالبان ${text}`)
    expect({ terms: terms.length, filters, ignored }).toEqual({
      terms: 1,
      filters: {},
      ignored: [{ part: text, reason }],
    })
  })

  it('takes anything at all without failing, and nothing for nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'طالب "«»-*:من ا\n\u0000\ud800٢'), maxLength: 40 }), (text) => {
        for (const { words } of parse(text).terms) expect(words.length).toBeGreaterThan(0)
      }),
    )
    expect(parse('  ')).toEqual({ terms: [], filters: {}, ignored: [] })
  })
})

describe('searchDate', () => {
  it.each([
    ['2025-07-03', '2025-07-03T00:00:00.000Z'],
    ['٢٠٢٥/٧/٣', '2025-07-03T00:00:00.000Z'],
    ['2025-07-03T12:30:00Z', '2025-07-03T12:30:00.000Z'],
    ['90m', '2026-11-22T08:30:00.000Z'],
    ['2w', '2026-11-08T10:00:00.000Z'],
    ['2025-13-01', undefined],
    ['last week', undefined],
    ['2025', undefined],
  ])('reads %s as %s', (text, instant) => {
    expect(searchDate(text, { now })?.toISOString()).toBe(instant)
  })

  it('takes the last day of a span whole', () => {
    expect(searchDate('2024-02-28', { now, end: true })).toEqual(day('2024-02-29'))
  })
})
