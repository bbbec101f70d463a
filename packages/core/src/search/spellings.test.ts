import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { searchWords } from '../arabic/index.ts'
import { parseTopic } from '../topic/index.ts'
import { askedTerms } from './expand-search.ts'
import { parseSearch } from './parse-search.ts'
import { searchHighlights } from './search-highlights.ts'
import { spellingsOf } from './spellings.ts'

const file = 'russia-taliban-isis.yaml'
const yamlText = readFileSync(new URL(`../../topics/${file}`, import.meta.url), 'utf8')
const spellings = spellingsOf([parseTopic(yamlText, file).source])
const of = (written: string) => spellings.of(searchWords(written)[0] ?? '')

describe('spellingsOf', () => {
  it.each([
    { asked: 'كابل', meets: ['كابول', 'kabul'], why: 'two Arabic spellings of one name, and the English title' },
    { asked: 'وكابول', meets: ['كابل'], why: 'with what is written onto it' },
    { asked: 'الدواعش', meets: ['داعش'], why: 'the plural that the rules name' },
    { asked: 'لداعش', meets: ['دواعش', 'isis'], why: 'and back' },
    { asked: 'daesh', meets: ['داعش', 'دواعش'], why: 'Latin that no rule names, by its consonants' },
    { asked: 'ISIS', meets: ['داعش'], why: 'the English title' },
    { asked: 'Kabul', meets: ['كابل', 'كابول'], why: 'Latin' },
    { asked: 'Lavrov', meets: ['لافروف'], why: 'a person' },
    { asked: 'شويجو', meets: ['شويغو', 'شويكو'], why: 'letters that outlets choose between' },
  ])('lets $asked meet $meets: $why', ({ asked, meets }) => {
    expect(of(asked)).toEqual(expect.arrayContaining([...searchWords(asked), ...meets]))
  })

  it.each([
    { asked: 'لافروف', never: 'روسيا', why: 'another name of the same entity is another word' },
    { asked: 'روسيا', never: 'fsb', why: 'nor is an abbreviation of it' },
    { asked: 'كابل', never: 'كابولوف', why: 'a longer name' },
    { asked: 'القمح', never: 'داعش', why: 'a word that no rule names' },
    { asked: 'ras', never: 'روسيا', why: 'three Latin letters' },
  ])('keeps $asked from meeting $never: $why', ({ asked, never }) => {
    expect(of(asked)).not.toContain(never)
  })

  it('is mutual: whom a name meets meets it', () => {
    for (const name of ['كابل', 'داعش', 'طالبان', 'لافروف', 'موسكو'])
      for (const other of of(name)) expect(spellings.of(other)).toContain(name)
  })
})

describe('searchHighlights', () => {
  const shown = (query: string, text: string) =>
    searchHighlights(text, askedTerms(parseSearch(query, new Date(0)), spellings)).map(({ start, end }) =>
      text.slice(start, end),
    )

  it.each([
    {
      query: 'داعش كابل',
      text: 'ولداعِشَ في كابُول؛ وبكابل',
      words: ['ولداعِشَ', 'كابُول', 'وبكابل'],
      why: 'words as they were written',
    },
    {
      query: '"وفد طالبان"',
      text: 'وفد من طالبان، ثم وفد طالبان',
      words: ['وفد طالبان'],
      why: 'a phrase only as a whole',
    },
    { query: 'كابولو*', text: 'كابولوف وكابول', words: ['كابولوف'], why: 'a prefix' },
    { query: 'طالبان -وفد', text: 'وفد طالبان', words: ['طالبان'], why: 'never what is excluded' },
    { query: 'tier:core', text: 'طالبان', words: [], why: 'nothing for filters' },
    { query: 'طالبان', text: '', words: [], why: 'nothing in nothing' },
    {
      query: 'حركة "حركة طالبان"',
      text: 'حركة طالبان',
      words: ['حركة طالبان'],
      why: 'the longer of two that begin together',
    },
  ])('marks $why', ({ query, text, words }) => {
    expect(shown(query, text)).toEqual(words)
  })
})
