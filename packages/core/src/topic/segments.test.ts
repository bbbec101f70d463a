import { expect, it } from 'vitest'
import { segment } from './segments.ts'

/** The words of a text, parted by | where a sentence ends. */
function cut(text: string): string {
  const segments = segment(text)
  const words: string[] = []
  for (const found of text.matchAll(/[\p{L}\p{M}]+/gu)) {
    const word = segments.wordAt(found.index)
    words[word] = `${found[0]}${segments.sentenceOf(word)}`
  }
  return words.join(' ')
}

it.each([
  ['قال كلاما', 'قال0 كلاما0', 'one sentence'],
  ['قال. ثم قال', 'قال0 ثم1 قال1', 'a full stop'],
  ['قال؟ نعم! ثم…ثم', 'قال0 نعم1 ثم2 ثم3', 'other stops'],
  ['قال؛ ثم\nقال', 'قال0 ثم1 قال2', 'a semicolon and a line'],
  ['قال.. ثم', 'قال0 ثم1', 'two dots end one sentence'],
  ['قال، ثم: قال', 'قال0 ثم0 قال0', 'commas and colons end none'],
  ['بلغ 2.5 مليون', 'بلغ0 مليون0', 'a stop inside a number ends none'],
  ['بلغ 2.0 أو 1.9 مليون', 'بلغ0 أو0 مليون0', 'whichever digit follows'],
  ['في 2021. ثم قال', 'في0 ثم1 قال1', 'a stop behind a number ends the sentence'],
  ['قال؟؟ ثم', 'قال0 ثم1', 'two Arabic question marks end one sentence'],
  ['؟ قال', 'قال0', 'an Arabic stop before the first word'],
  ['. قال', 'قال0', 'a stop before the first word'],
  ['قال،ثم,قال', 'قال0 ثم0 قال0', 'commas without a space part words'],
  ['قال–ثم“قال”', 'قال0 ثم0 قال0', 'so do dashes and quotes of any make'],
  ['قال\u00adوا هنا', 'وا0 هنا0', 'a soft hyphen parts none'],
  ['طَالِبَان قالت', 'طَالِبَان0 قالت0', 'marks inside a word cut nothing'],
  ['قالَ «كلاما» (هنا)', 'قالَ0 كلاما0 هنا0', 'marks, quotes and brackets'],
])('cuts «%s» into %s: %s', (text, expected, _why) => {
  expect(cut(text)).toBe(expected)
})

it('knows the word of any offset, also between words', () => {
  const segments = segment('قال زيد كلاما')
  expect(segments.words).toBe(3)
  expect([0, 2, 3, 4, 6, 8, 12].map((offset) => segments.wordAt(offset))).toEqual([0, 0, 0, 1, 1, 2, 2])
  expect(segments.sentenceOf(99)).toBe(0)
  expect(segment('').words).toBe(0)
  expect(segment('').wordAt(0)).toBe(0)
})
