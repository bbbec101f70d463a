import { describe, expect, it } from 'vitest'
import { searchInputOf, storyFiltersOf } from './search-params.ts'

const NOW = new Date('2026-11-22T09:00:00Z')

const good = [
  { why: 'nothing', params: {}, input: {} },
  { why: 'words', params: { q: 'كابل -سوريا' }, input: { text: 'كابل -سوريا' } },
  { why: 'words that are none', params: { q: '  ' }, input: {} },
  { why: 'one entity', params: { entity: 'taliban' }, input: { entities: ['taliban'] } },
  { why: 'several entities', params: { entity: ['taliban', 'russia'] }, input: { entities: ['taliban', 'russia'] } },
  { why: 'a story', params: { story: '12' }, input: { story: 12 } },
  {
    why: 'days, the last one included',
    params: { from: '2026-11-01', to: '2026-11-02' },
    input: { from: new Date('2026-11-01T00:00:00Z'), to: new Date('2026-11-03T00:00:00Z') },
  },
  { why: 'a span', params: { from: '24h' }, input: { from: new Date('2026-11-21T09:00:00Z') } },
  { why: 'Arabic digits', params: { from: '٧d' }, input: { from: new Date('2026-11-15T09:00:00Z') } },
  {
    why: 'all the rest as it is',
    params: { outlet: 'الجزيرة', tier: 'core', topic: 't', origin: 'live', order: 'relevance' },
    input: { outlet: 'الجزيرة', tier: 'core', topic: 't', origin: 'live', order: 'relevance' },
  },
]

const bad = [
  { why: 'a parameter that is none', params: { cat: 'x' }, names: ['cat'] },
  { why: 'two of them', params: { cat: 'x', dog: 'y' }, names: ['cat', 'dog'] },
  { why: 'a tier that is none', params: { tier: 'best' }, names: ['tier'] },
  { why: 'a story that is no number', params: { story: '1e3' }, names: ['story'] },
  { why: 'a story that is too long', params: { story: '9'.repeat(16) }, names: ['story'] },
  { why: 'dates that are none', params: { from: 'soon', to: '2026-13-01' }, names: ['from', 'to'] },
  { why: 'a text that is too long', params: { q: 'x'.repeat(501) }, names: ['q'] },
  { why: 'too many entities', params: { entity: Array.from({ length: 11 }, () => 'x') }, names: ['entity'] },
  { why: 'an entity without a name', params: { entity: ['x', ' '] }, names: ['entity'] },
  { why: 'a parameter that was given twice', params: { outlet: ['a', 'b'] }, names: ['outlet'] },
  { why: 'no parameters at all', params: null, names: [''] },
  { why: 'a list', params: ['q'], names: [''] },
]

describe('a search in an address', () => {
  it.each(good)('is read: $why', ({ params, input }) => {
    expect(searchInputOf(params, NOW)).toEqual({ kind: 'input', input })
  })

  it.each(bad)('is told what cannot be read: $why', ({ params, names }) => {
    const read = searchInputOf(params, NOW)
    expect(read.kind === 'bad' ? read.problems.map(({ name }) => name) : read).toEqual(names)
    for (const { problem } of read.kind === 'bad' ? read.problems : []) expect(problem).toMatch(/\w{2}/)
  })
})

describe('a search for stories', () => {
  it('is read alike, its origin as a list of one', () => {
    expect(storyFiltersOf({ q: 'x', origin: 'live', tier: 'core' }, NOW)).toEqual({
      kind: 'filters',
      filters: { text: 'x', origins: ['live'], tier: 'core' },
    })
  })

  it.each(['order', 'story'])('has no %s', (name) => {
    const read = storyFiltersOf({ [name]: name === 'order' ? 'recent' : '1' }, NOW)
    expect(read).toMatchObject({ kind: 'bad', problems: [{ name }] })
  })

  it('is told of dates that are none', () => {
    expect(storyFiltersOf({ from: 'soon' }, NOW)).toMatchObject({ kind: 'bad', problems: [{ name: 'from' }] })
  })
})
