import { expect, it } from 'vitest'
import { isSaidBy } from './speech.ts'

it.each([
  ['قال بوتين إن الوضع صعب. وأضاف أن طالبان', true, 'the next sentence goes on'],
  ['قال بوتين إن الوضع صعب. وأشار إلى أن طالبان', true, 'a verb with a preposition'],
  ['قال بوتين إن الوضع صعب. وأكد الوزير أنه يحاور طالبان', true, 'the speaker by his office'],
  ['قالت بوتين إن الوضع صعب. كما ذكرت أنها تحاور طالبان', true, 'feminine, and with كما'],
  ['قال بوتين إن الوضع صعب. وأضاف أن الحدود آمنة. وتابع أن طالبان', true, 'and on'],
  ['قال بوتين إن الوضع صعب. وأضاف أَنّ طالبان', true, 'with vowel marks'],
  ['قال بوتين إن بلاده تراقب طالبان', true, 'the same sentence'],
  ['قال بوتين إن الوضع صعب. وأضاف في اجتماع مع قادة الأجهزة أن طالبان', true, 'with an aside'],
  ['برقية تصف بوتين بأنه قوي. وأضافت أن طالبان', false, 'somebody else speaks of him'],
  ['قال بوتين إن الوضع صعب. وقالت مصادر أفغانية إن طالبان', false, 'somebody else speaks'],
  ['قال بوتين إن الوضع صعب. وقال شاهد إنه رأى. وأضاف أن طالبان', false, 'somebody else spoke in between'],
  ['قال بوتين إن الوضع صعب. وسيطرت طالبان', false, 'nobody speaks'],
  ['قال شاهد إن بوتين رأى أن الوضع صعب. وأضاف أن طالبان', false, 'it is said of him'],
  ['وصل بوتين إلى المدينة. وأضاف أن طالبان', false, 'he says nothing'],
  ['قال شاهد إن الطقس بارد.\nقال بوتين إن الوضع صعب. وأضاف أن طالبان', true, 'an earlier sentence does not matter'],
])('«%s»: %s, %s', (text, expected, _why) => {
  const start = text.indexOf('بوتين')
  expect(isSaidBy(text, { start, end: start + 5 }, text.indexOf('طالبان'))).toBe(expected)
})
