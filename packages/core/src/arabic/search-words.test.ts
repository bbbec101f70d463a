import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { prefixes } from './clitics.ts'
import { foldArabic } from './fold.ts'
import { keepsFirstLetter } from './kept-letters.ts'
import { peelWord, placedSearchWords, searchWords } from './search-words.ts'

describe('searchWords', () => {
  it.each([
    ['لداعش', 'داعش', 'a preposition'],
    ['ولداعش', 'داعش', 'a conjunction before it'],
    ['الدواعش', 'دواعش', 'the article'],
    ['للدواعش', 'دواعش', 'the article inside a preposition'],
    ['وبالكرملين', 'كرملين', 'all three at once'],
    ['وأفغانستان', 'افغانستان', 'a name that begins with alef'],
    ['والوزير', 'وزير', 'a word whose first letter is its own stays whole'],
    ['وزيران', 'وزيران', 'with any ending'],
    ['لافروف', 'لافروف', 'a name that looks like a preposition and a word'],
    ['بلافروف', 'لافروف', 'the same with a preposition'],
    ['لبنان', 'لبنان', 'a country that looks so'],
    ['وفد', 'وفد', 'three letters, the first its own'],
    ['كلب', 'كلب', 'three letters stay'],
    ['اليد', 'يد', 'two letters behind an article'],
    ['الله', 'الله', 'no article'],
    ['الآن', 'الان', 'nor here'],
    ['إلى', 'الي', 'one letter behind an article would be no word'],
    ['وليام', 'وليام', 'a person whose first letter is no conjunction'],
    ['بعثة', 'بعثه', 'a mission is no preposition and a moth'],
    ['طَالِبَان', 'طالبان', 'marks fall'],
    ['ISIS', 'isis', 'Latin folds its case'],
    ['2024', '2024', 'digits stay'],
    ['بوتين', 'بوتين', 'a name that begins like a preposition'],
  ])('makes %s %s: %s', (written, word) => {
    expect(searchWords(written)).toEqual([word])
  })

  it.each([
    ['', []],
    ['… «» ؟', []],
    ['وقالت «طالبان»: نعم!', ['قالت', 'طالبان', 'نعم']],
    ['#حركة_طالبان', ['حركه', 'طالبان']],
  ])('cuts «%s» into %j', (text, words) => {
    expect(searchWords(text)).toEqual(words)
  })

  const letters = 'ابتثجحخدذرزسشصضطظعغفقكلمنهوي'
  const word = fc.string({ unit: fc.constantFrom(...letters), minLength: 3, maxLength: 8 })
  // Of a word with a letter before it that makes a known word (و + زير), nobody can tell which one is meant.
  const isKnown = (text: string) =>
    [...text].some((_, at) => at < 4 && keepsFirstLetter(text.slice(at))) || text.startsWith('ال')

  it('knows a word again behind every prefix that the grammar writes', () => {
    fc.assert(
      fc.property(word, fc.constantFrom(...prefixes), (plain, { letters: before }) => {
        fc.pre(!isKnown(before + plain) && !isKnown(plain) && !/^[وفبكل]?ال/.test(plain))
        expect(searchWords(before + plain)).toEqual(searchWords(plain))
      }),
    )
  })

  it.each([
    'داعش',
    'طالبان',
    'روسيا',
    'كابول',
    'كابل',
    'لافروف',
    'وزير',
    'باكستان',
    'موسكو',
    'كرملين',
    'فلسطين',
    'بوتين',
  ])('knows %s again behind every prefix', (name) => {
    for (const { letters: before } of prefixes) expect(searchWords(before + name)).toEqual([foldArabic(name)])
  })

  it('peels nothing from what is peeled', () => {
    fc.assert(fc.property(word, (text) => peelWord(peelWord(text)) === peelWord(text)))
  })
})

describe('placedSearchWords', () => {
  const text = fc.string({ unit: fc.constantFrom(...'أإاىيةهولداعشطبنَُِّـ٢ «».,\u200f\u0654ﻻaB'), maxLength: 60 })

  it('gives the words of the text with the places where they stand', () => {
    fc.assert(
      fc.property(text, (written) => {
        const placed = placedSearchWords(written)
        expect(placed.map(({ word }) => word)).toEqual(searchWords(written))
        for (const { word, start, end } of placed) expect(searchWords(written.slice(start, end))).toEqual([word])
      }),
    )
  })

  it.each([
    ['طالبان\u200f كابل', 'طالبان', 'a direction mark'],
    ['طالبان\u200b كابل', 'طالبان', 'the first of the invisible spaces'],
    ['طالبان\u2069 كابل', 'طالبان', 'the last of the isolates'],
    ['طالبان\ufeff كابل', 'طالبان', 'a byte order mark'],
    ['طالبان\ufe0f كابل', 'طالبان\ufe0f', 'a variation selector belongs to its letter'],
    ['طالبانَ', 'طالبانَ', 'a mark at the end of the text does too'],
  ])('ends the first word of %j at %j: %s', (written, spelling, _why) => {
    const [first] = placedSearchWords(written)
    expect(written.slice(first?.start, first?.end)).toBe(spelling)
  })

  it('takes the marks of the last letter along', () => {
    const [first, second] = placedSearchWords('ولداعِشَ، كابُول')
    expect([first, second].map((word) => 'ولداعِشَ، كابُول'.slice(word?.start, word?.end))).toEqual(['ولداعِشَ', 'كابُول'])
  })
})
