import { expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import type { MatchInput } from './match.ts'
import { matchArticle } from './match-article.ts'

// Where a condition turns over: one word, one mention or one field more.

const topicYaml = (condition: string): string => `
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
rules:
  - { id: only, tier: core, title: { ar: قاعدة, en: rule }, all: [${condition}] }
`

const words = (count: number): string => Array.from({ length: count }, () => 'كلمة').join(' ')

it.each([
  ['{ named: north }', { title: 'شمالستان', summary: words(260) }, true, 'nothing is asked about density'],
  ['{ dense: north, at_least: 2000 }', { title: 'شمالستان' }, true, 'a short text is dense, whatever is asked'],
  ['{ dense: north, at_least: 5 }', { title: 'شمالستان', summary: words(248) }, true, '249 words are short'],
  ['{ dense: north, at_least: 5 }', { title: 'شمالستان', summary: words(249) }, false, '250 are not'],
  ['{ dense: north, at_least: 4 }', { title: 'شمالستان', summary: words(249) }, true, 'four in a thousand, just so'],
  [
    '{ together: [north, south], words: 3 }',
    { title: 'خبر', summary: 'في شمالستان. ثم ثم جنوبستان.' },
    true,
    'three words apart, just so',
  ],
  [
    '{ paired: [north, south] }',
    { title: 'شمالستان مع', summary: 'قال كلاما: جنوبستان' },
    false,
    'words of two fields',
  ],
  ['{ named: north, untitled: true }', { title: ' ', text: 'عادت شمالستان. ثم.' }, true, 'a blank title is none'],
  ['{ named: north, zone: title }', { title: 'خبر', summary: 'قالت شمالستان' }, false, 'a summary is no headline'],
  ['{ named: south, zone: opening }', { title: 'شمالستان.. جنوبستان' }, true, 'both halves of a headline open'],
  ['{ named: north, zone: opening }', { title: 'خبر', summary: `${words(39)} شمالستان` }, true, 'the fortieth word'],
  ['{ named: north, zone: opening }', { title: 'خبر', summary: `${words(40)} شمالستان` }, false, 'and one more'],
  ['{ together: [north, south] }', { text: 'عودة شمالستان\nقالت جنوبستان.' }, false, 'a headline and what follows it'],
  [
    '{ together: [north, south] }',
    { summary: 'خبر. جنوبستان.', text: 'قالت شمالستان كلاما.' },
    false,
    'the last sentence of one field and the first of the next',
  ],
] as [string, MatchInput, boolean, string][])('%s over %j is %s: %s', (condition, article, expected, _why) => {
  const topic = inventedTopic(topicYaml(condition))
  expect(matchArticle(topic, article).tier === 'core').toBe(expected)
})
