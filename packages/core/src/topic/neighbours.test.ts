import { expect, it } from 'vitest'
import { neighbours } from './neighbours.ts'

/** Words on one side of the first «هنا». */
function around(text: string, side: 'before' | 'after', count: number) {
  const at = text.indexOf('هنا')
  return neighbours(text, side === 'after' ? at + 3 : at, side, count)
}

it.each([
  ['هنا واحد اثنان ثلاثة', 'after', 2, ['واحد', 'اثنان'], 'the nearest first, no more than asked for'],
  ['ثلاثة اثنان واحد هنا', 'before', 2, ['واحد', 'اثنان'], 'backwards as well'],
  ['هنا «واحد»', 'after', 1, ['واحد'], 'quotes are looked through'],
  ['هنا (واحد) - اثنان', 'after', 2, ['واحد', 'اثنان'], 'brackets and dashes too'],
  ['هنا. واحد', 'after', 1, [], 'a full stop ends the search'],
  ['واحد، هنا', 'before', 1, [], 'so does a comma before'],
  ['هنا، واحد', 'after', 1, [], 'and a comma after'],
  ['هنا واحد؛ اثنان', 'after', 3, ['واحد'], 'a semicolon after the first word'],
  ['هنا\nواحد', 'after', 1, [], 'another line'],
  ['هنا: واحد', 'after', 1, [], 'a colon'],
  ['هنا وَاحِـد', 'after', 1, ['واحد'], 'marks and tatweel are folded away'],
  ['هنا أحمد', 'after', 1, ['احمد'], 'letters are folded'],
  ['هنا 2018 واحد', 'after', 1, ['واحد'], 'numbers are no words'],
  ['هنا', 'after', 1, [], 'nothing after the end'],
  ['هنا', 'before', 1, [], 'nothing before the beginning'],
  ['هنا واحد', 'after', 0, [], 'none asked for'],
] as const)('in «%s» the words %s (%i) are %j: %s', (text, side, count, words, _why) => {
  expect(around(text, side, count).map((near) => near.word)).toEqual(words)
})

it.each(['before', 'after'] as const)('gives the raw place and the distance of words %s', (side) => {
  const text = 'ثانِية أولى هنا أولى ثانِية'
  const found = around(text, side, 2)
  expect(found.map(({ start, end }) => text.slice(start, end))).toEqual(['أولى', 'ثانِية'])
  expect(found.map(({ distance }) => distance)).toEqual([1, 2])
})
