import { describe, expect, it } from 'vitest'
import { endsWord, patternStart, prefixBefore, wordAround } from './span.ts'

describe('patternStart', () => {
  it.each([
    { why: 'as written', text: 'في حركة طالبان', pattern: 'حركه طالبان', begins: 'حركة طالبان' },
    {
      why: 'blanks, quotes and lines between the words',
      text: 'في حركة \n «طالبان',
      pattern: 'حركه طالبان',
      begins: 'حركة \n «طالبان',
    },
    {
      why: 'marks and tatweel are not counted',
      text: 'في حَرَكـــة طَالِبان',
      pattern: 'حركه طالبان',
      begins: 'حَرَكـــة طَالِبان',
    },
    { why: 'a digit ends the gap', text: 'يوم 7  اكتوبر', pattern: '7 اكتوبر', begins: '7  اكتوبر' },
    { why: 'a ligature is several letters', text: 'قال ﷲ', pattern: 'الله', begins: 'ﷲ' },
    { why: 'a ligature in which the pattern begins', text: 'قال ﷲ', pattern: 'له', begins: 'ﷲ' },
    { why: 'lam-alef in one sign', text: 'حزب ﻻهور', pattern: 'لاهور', begins: 'ﻻهور' },
    { why: 'the whole text', text: 'كابل', pattern: 'كابل', begins: 'كابل' },
  ])('goes back over $why', ({ text, pattern, begins }) => {
    expect(text.slice(patternStart(text, pattern, text.length))).toBe(begins)
  })
})

describe('endsWord', () => {
  it.each([
    { why: 'the end of the text', text: 'كابل', rest: '', ends: true },
    { why: 'a blank', text: 'كابل وحدها', rest: ' وحدها', ends: true },
    { why: 'a letter', text: 'كابلنا', rest: 'نا', ends: false },
    { why: 'a letter behind a mark', text: 'كابلُنا', rest: 'ُنا', ends: false },
    { why: 'marks up to the end', text: 'كابلُّ', rest: 'ُّ', ends: true },
    { why: 'a digit', text: 'كابل2', rest: '2', ends: true },
  ])('says $ends before $why', ({ text, rest, ends }) => {
    expect(endsWord(text, text.length - rest.length)).toBe(ends)
  })
})

describe('prefixBefore', () => {
  it.each([
    { why: 'nothing', text: 'في كابل', name: 'كابل', letters: '', known: true },
    { why: 'one clitic', text: 'وكابل', name: 'كابل', letters: 'و', known: true },
    { why: 'a marked clitic', text: 'بِكابل', name: 'كابل', letters: 'بِ', known: true },
    { why: 'clitic and article', text: 'وبالكابل', name: 'كابل', letters: 'وبال', known: true },
    { why: 'an article in one sign', text: 'ﻻكابل', name: 'كابل', letters: 'ﻻ', known: false },
    { why: 'letters of another word', text: 'متكابل', name: 'كابل', letters: 'مت', known: false },
  ])('reads $why', ({ text, name, letters, known }) => {
    const at = text.length - name.length
    const { prefix, start } = prefixBefore(text, at)
    expect({ letters: text.slice(start, at), known: prefix !== undefined }).toEqual({ letters, known })
  })

  it('stops looking where no prefix is that long', () => {
    const text = `${'ب'.repeat(40)}كابل`
    const { prefix, start } = prefixBefore(text, 40)
    expect(prefix).toBeUndefined()
    expect(start).toBeGreaterThan(20)
  })
})

describe('wordAround', () => {
  it.each([
    { why: 'letters on both sides', text: 'من الطالبانية هنا', of: 'طالبان', word: 'الطالبانية' },
    { why: 'a mark inside, none at the ends', text: 'ـالطالبانُ ', of: 'طالبان', word: 'الطالبان' },
    { why: 'the text’s own ends', text: 'طالبان', of: 'طالبان', word: 'طالبان' },
    { why: 'no digits', text: '3طالبان4', of: 'طالبان', word: 'طالبان' },
  ])('takes $why', ({ text, of, word }) => {
    const at = text.indexOf(of)
    const { start, end } = wordAround(text, at, at + of.length)
    expect(text.slice(start, end)).toBe(word)
  })
})
