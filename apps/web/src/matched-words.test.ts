import type { Evidence } from '@rasid/core'
import { expect, it } from 'vitest'
import { matchedWords } from './matched-words.ts'

const found = (entity: string, alias: string, surfaces: string): Evidence[] =>
  surfaces.split('|').map((surface) => ({ entity, alias, surface, field: 'text', start: 0, end: surface.length }))

const cases = [
  { why: 'nothing', evidence: [], words: [] },
  {
    why: 'forms of a word as one, by its most frequent',
    evidence: found('russia', 'روسيا', 'لروسيا|روسيا|وروسيا|روسيا'),
    words: ['روسيا ×4'],
  },
  {
    why: 'of equals the spelling of the rules',
    evidence: found('taliban', 'طالبان', 'وطالبان|طالبان'),
    words: ['طالبان ×2'],
  },
  { why: 'of other equals the first', evidence: found('russia', 'روس', 'الروسي|روسية'), words: ['الروسي ×2'] },
  {
    why: 'several names of one entity as one',
    evidence: [...found('russia', 'موسكو', 'موسكو'), ...found('russia', 'روسيا', 'روسيا|روسيا')],
    words: ['روسيا ×3'],
  },
  {
    why: 'entities in the order of the text',
    evidence: [...found('isis', 'داعش', 'داعش'), ...found('russia', 'روسيا', 'روسيا|روسيا')],
    words: ['داعش ×1', 'روسيا ×2'],
  },
  {
    why: 'a name without half a pair of quotes',
    evidence: found('taliban', 'حركة طالبان', 'حركة «طالبان'),
    words: ['حركة طالبان ×1'],
  },
]

it.each(cases)('shows $why', ({ evidence, words }) => {
  expect(matchedWords(evidence).map(({ surface, times }) => `${surface} ×${times}`)).toEqual(words)
})

it('keeps every spelling of an entity, the most frequent first', () => {
  const evidence = [...found('russia', 'موسكو', 'لموسكو|موسكو'), ...found('russia', 'روسيا', 'روسيا|روسيا|روسيا')]
  expect(matchedWords(evidence)[0]?.forms).toEqual([
    { surface: 'روسيا', times: 3 },
    { surface: 'موسكو', times: 2 },
  ])
})
