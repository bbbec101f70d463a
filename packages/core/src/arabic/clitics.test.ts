import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LONGEST_PREFIX, prefixes, prefixOf } from './clitics.ts'

describe('prefixOf', () => {
  it.each([
    ['', { preposition: false, article: false }, 'nothing'],
    ['و', { preposition: false, article: false }, 'conjunction'],
    ['ب', { preposition: true, article: false }, 'preposition'],
    ['ول', { preposition: true, article: false }, 'both'],
    ['ال', { preposition: false, article: true }, 'article'],
    ['لل', { preposition: true, article: true }, 'ل swallows the alif of the article'],
    ['وبال', { preposition: true, article: true }, 'all three'],
  ])('reads «%s» as %j: %s', (letters, parts, _why) => {
    expect(prefixOf(letters)).toMatchObject(parts)
  })

  it.each([
    ['ي', 'the verb يطالبان'],
    ['ت', 'the verb تطالبان'],
    ['بل', 'two prepositions'],
    ['بو', 'the conjunction after the preposition'],
    ['لال', 'ل before a whole article'],
    ['الب', 'a preposition after the article'],
    ['س', 'the future of verbs'],
  ])('knows no prefix «%s»: %s', (letters, _why) => {
    expect(prefixOf(letters)).toBeUndefined()
  })

  it('knows exactly the 24 that the grammar writes, each once', () => {
    expect(new Set(prefixes.map((prefix) => prefix.letters)).size).toBe(24)
    expect(LONGEST_PREFIX).toBe(4)
  })

  it('reads back every prefix that it lists and nothing else of those letters', () => {
    const listed = new Set(prefixes.map((prefix) => prefix.letters))
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'وفبكلاي'), maxLength: 5 }),
        (letters) => (prefixOf(letters) !== undefined) === listed.has(letters),
      ),
    )
  })
})
