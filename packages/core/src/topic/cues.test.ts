import { expect, it } from 'vitest'
import { askCue, compileCue } from './cues.ts'
import type { CueStep } from './topic-schema.ts'

const reason = { ar: 'معنى آخر', en: 'another meaning' }
const step = (given: Partial<CueStep>): CueStep => ({
  verdict: 'refuse',
  side: 'after',
  within: 1,
  behind: [],
  words: [],
  starts: [],
  endings: [],
  except: [],
  except_endings: [],
  match: 'either',
  letters: 1,
  reason,
  ...given,
})

/** What the steps say about the first «كابل» in a text. */
function ask(text: string, ...steps: Partial<CueStep>[]) {
  const at = text.indexOf('كابل')
  return askCue(compileCue('test', { steps: steps.map(step), anchor: [] }), text, at, at + 4)
}

it.each([
  ['كابل بحري', [{ words: ['بحري'] }], 'refuse', 'a word of the list'],
  ['كابل البَحْرى', [{ words: ['البحري'] }], 'refuse', 'the word is folded on both sides'],
  ['كابل بحرية', [{ words: ['بحري'] }], 'open', 'a longer word is another word'],
  ['بحري كابل', [{ words: ['بحري'] }], 'open', 'the other side'],
  ['بحري كابل', [{ words: ['بحري'], side: 'before' }], 'refuse', 'the side asked for'],
  ['كابل طويل بحري', [{ words: ['بحري'] }], 'open', 'too far away'],
  ['كابل طويل بحري', [{ words: ['بحري'], within: 2 }], 'refuse', 'within two words'],
  ['كابل تعلن', [{ starts: ['ت'], verdict: 'accept' }], 'accept', 'a beginning'],
  ['كابل تم', [{ starts: ['ت'], letters: 3 }], 'open', 'shorter than the letters asked for'],
  ['كابل تعد', [{ starts: ['ت'], letters: 3 }], 'refuse', 'exactly as long'],
  ['كابل تحت', [{ starts: ['ت'], except: ['تحت'] }], 'open', 'an exception of the beginnings'],
  ['كابل بحري', [{ words: ['بحري'], except: ['بحري'] }], 'open', 'an exception outranks the list'],
  ['كابل بدخشان', [{ endings: ['ان'], except_endings: ['خشان'] }], 'open', 'an exception of the endings'],
  ['كابل عالقان', [{ endings: ['ان'], except_endings: ['خشان'] }], 'refuse', 'another ending'],
  ['كابل يعملان', [{ starts: ['ي'], endings: ['ان'], match: 'both' }], 'refuse', 'beginning and ending'],
  ['كابل يعمل', [{ starts: ['ي'], endings: ['ان'], match: 'both' }], 'open', 'the ending is missing'],
  ['كابل نعملان', [{ starts: ['ي'], endings: ['ان'], match: 'both' }], 'open', 'the beginning is missing'],
  ['كابل يعمل', [{ starts: ['ي'], endings: ['ان'] }], 'refuse', 'either is enough'],
  ['كابل بحري', [{ words: ['بحري'], verdict: 'accept' }, { words: ['بحري'] }], 'accept', 'the first step decides'],
  ['كابل بحري', [{ words: ['جوي'], verdict: 'accept' }, { words: ['بحري'] }], 'refuse', 'a step that says nothing'],
  ['كابل من بحري', [{ words: ['بحري'], within: 2, behind: ['من'] }], 'refuse', 'behind the word asked for'],
  ['كابل مِن بحري', [{ words: ['بحري'], within: 2, behind: ['مَن'] }], 'refuse', 'that word is folded too'],
  ['كابل إلى بحري', [{ words: ['بحري'], within: 2, behind: ['من'] }], 'open', 'behind another word'],
  ['كابل من', [{ words: ['من'], within: 2, behind: ['من'] }], 'open', 'the word in front decides nothing itself'],
  ['كابل', [{ words: ['بحري'], within: 2, behind: ['من'] }], 'open', 'nothing behind the mention'],
  ['كابل بحري', [], 'open', 'no steps'],
] as [string, Partial<CueStep>[], string, string][])('«%s» with %j is %s: %s', (text, steps, kind, _why) => {
  expect(ask(text, ...steps).kind).toBe(kind)
})

it('tells the deciding word as it is written, and why', () => {
  expect(ask('كابل البَحْري', { words: ['البحري'] })).toEqual({ kind: 'refuse', reason, word: 'البَحْري' })
})

it('keeps the anchors and what is said where none is found', () => {
  const compiled = compileCue('x', { steps: [], anchor: ['afghan'], no_anchor: reason })
  expect(compiled).toEqual({ name: 'x', steps: [], anchors: ['afghan'], noAnchor: reason })
})
