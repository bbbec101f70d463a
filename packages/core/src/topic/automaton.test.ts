import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldPhrase } from './alias-forms.ts'
import { buildAutomaton } from './automaton.ts'

function hitsOf(patterns: string[], text: string): string[] {
  const hits: string[] = []
  buildAutomaton(patterns).scan(text, (pattern, end) => hits.push(`${patterns[pattern]}@${end}`))
  return hits.sort()
}

describe('buildAutomaton', () => {
  it.each([
    [['طالبان'], 'قالت طالبان', ['طالبان@11'], 'a word'],
    [['طالبان'], 'طَالِـــبَان', ['طالبان@12'], 'marks and tatweel inside'],
    [['حركه طالبان'], 'حركة «طالبان»', ['حركه طالبان@12'], 'quotes in the gap'],
    [['حركه طالبان'], 'حركة\u200f ( طالبان', ['حركه طالبان@14'], 'several gap characters with a control between'],
    [['حركه طالبان'], 'حركة. طالبان', [], 'a sentence stop is no gap'],
    [['حركه طالبان'], 'حركة، طالبان', [], 'a comma is no gap'],
    [['لا'], 'ﻻ', ['لا@1'], 'a ligature of two letters'],
    [['الا', 'لا'], 'اﻻ', ['الا@2', 'لا@2'], 'a ligature in the middle'],
    [['رس', 'روس', 'وس'], 'روس', ['روس@3', 'وس@3'], 'patterns inside one another'],
    [['a'], '', [], 'nothing'],
  ])('finds %j in «%s»: %s', (patterns, text, hits, _why) => {
    expect(hitsOf(patterns, text)).toEqual(hits)
  })

  it('finds what indexOf finds in folded text with single gaps', () => {
    const letters = fc.constantFrom(...'ابوأة')
    const pattern = fc.string({ unit: letters, minLength: 1, maxLength: 4 }).map(foldPhrase)
    const text = fc.string({ unit: fc.constantFrom(...'ابوأةـَ.'), maxLength: 40 })
    fc.assert(
      fc.property(fc.uniqueArray(pattern, { minLength: 1, maxLength: 6 }), text, (patterns, raw) => {
        const kept = [...raw].map((unit, at) => ({ unit, at })).filter(({ unit }) => unit !== 'ـ' && unit !== 'َ')
        const flat = kept.map(({ unit }) => (unit === '.' ? '.' : foldPhrase(unit))).join('')
        const expected: string[] = []
        for (const one of patterns)
          for (let at = flat.indexOf(one); at >= 0; at = flat.indexOf(one, at + 1))
            expected.push(`${one}@${(kept[at + one.length - 1]?.at ?? 0) + 1}`)
        expect(hitsOf(patterns, raw)).toEqual(expected.sort())
      }),
    )
  })

  it('refuses more different characters than its table can hold', () => {
    const many = Array.from({ length: 300 }, (_, n) => String.fromCharCode(0x4e00 + n))
    expect(() => buildAutomaton(many)).toThrow(RangeError)
  })
})
