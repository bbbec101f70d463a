import { describe, expect, it } from 'vitest'
import { aliasSurfaces, foldPhrase } from './alias-forms.ts'
import type { AliasRecord } from './topic-schema.ts'

describe('foldPhrase', () => {
  it.each([
    ['حركة  «طالبان»', 'حركه طالبان', 'several gap characters are one space'],
    [' «كابل» ', 'كابل', 'gaps at both ends vanish'],
    ['ISIS-K', 'isis k', 'a hyphen is a gap'],
    ['«»', '', 'gaps alone are nothing'],
  ])('folds «%s» to «%s»: %s', (text, folded, _why) => {
    expect(foldPhrase(text)).toBe(folded)
  })
})

const PLAIN = ['', 'ب', 'ك', 'ل', 'و', 'وب', 'وك', 'ول', 'ف', 'فب', 'فك', 'فل']
const WITH_ARTICLE = ['ال', 'بال', 'كال', 'لل', 'وال', 'وبال', 'وكال', 'ولل', 'فال', 'فبال', 'فكال', 'فلل']
const before = (prefixes: readonly string[], word: string): string[] => prefixes.map((prefix) => prefix + word)

describe('aliasSurfaces', () => {
  it.each([
    [{ text: 'كابل' }, before(PLAIN, 'كابل'), 'a name takes no article'],
    [{ text: 'كابل', article: 'none' }, before(PLAIN, 'كابل'), 'nor where that is said'],
    [{ text: 'كابل', article: 'optional' }, before([...PLAIN, ...WITH_ARTICLE], 'كابل'), 'with and without'],
    [{ text: 'الحركة' }, before(WITH_ARTICLE, 'حركه'), 'written with its article it keeps it'],
    [{ text: 'الحركة', article: 'none' }, before(WITH_ARTICLE, 'حركه'), 'whatever is said besides'],
    [{ text: 'كابل', prefix: 'conjunction' }, before(['', 'و', 'ف'], 'كابل'), 'conjunctions only'],
    [{ text: 'الحركة', prefix: 'conjunction' }, before(['ال', 'وال', 'فال'], 'حركه'), 'the same with the article'],
    [{ text: 'كابل', prefix: 'none' }, ['كابل'], 'nothing before it'],
    [{ text: 'كابل', prefix: 'none', article: 'optional' }, ['كابل', 'الكابل'], 'the article is no clitic'],
    [{ text: 'الحركة', prefix: 'none' }, ['الحركه'], 'the article alone'],
    [{ text: 'كابل', prefix: 'conjunction', deny: ['وَكابل'] }, ['كابل', 'فكابل'], 'a denied surface, folded'],
    [
      { text: 'روس', form: 'nisba', prefix: 'none', article: 'none' },
      ['روسي', 'روسيه', 'روسيون', 'روسيين', 'روسيان', 'روسيتان', 'روسيتين', 'روسيات', 'روسيا'],
      'an adjective in all its endings',
    ],
  ] as [AliasRecord, string[], string][])('of %j are %j: %s', (alias, surfaces, _why) => {
    expect(aliasSurfaces(alias).toSorted()).toEqual(surfaces.toSorted())
  })

  it('take the article before an adjective or leave it', () => {
    const surfaces = aliasSurfaces({ text: 'روس', form: 'nisba' })
    expect(surfaces).toHaveLength(9 * 24)
    expect(surfaces).toEqual(expect.arrayContaining(['الروسيه', 'روسيه', 'وبالروسيين']))
  })
})
