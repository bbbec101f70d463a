import { describe, expect, it } from 'vitest'
import { isStopWord } from './stop-words.ts'
import { wordsOf } from './words.ts'

describe('wordsOf', () => {
  it.each([
    ['وقالت «طالبان»: نعم!', ['وقالت', 'طالبان', 'نعم'], 'punctuation'],
    ['إمارة أفغانستان', ['اماره', 'افغانستان'], 'folded'],
    ['#حركة_طالبان ٢٠٢٤', ['حركه', 'طالبان', '2024'], 'hashtag and digits'],
    ['ISIS-K', ['isis', 'k'], 'Latin'],
    ['…', [], 'no word'],
  ])('cuts «%s» into %j: %s', (text, words, _why) => {
    expect(wordsOf(text)).toEqual(words)
  })
})

describe('isStopWord', () => {
  it.each([
    ['في', true],
    ['وقال', true],
    ['الي', true],
    ['اليوم', true],
    ['الحكومه', true],
    ['هول', false],
    ['طالبان', false],
  ])('says of %s: %s', (word, is) => {
    expect(isStopWord(word)).toBe(is)
  })
})
