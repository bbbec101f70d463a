import { describe, expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import { collectCandidates, namedIn } from './collect.ts'
import { matchArticle } from './match-article.ts'
import { describeReason } from './reasons.ts'

const topic = inventedTopic(`
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان, شمال] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
  rebels: { title: { ar: متمردون, en: Rebels }, aliases: [متمردون] }
  sea: { title: { ar: بحر, en: Sea }, aliases: [بحر] }
  valley: { title: { ar: واد, en: Valley }, aliases: [وادي الذئاب] }
  talks: { title: { ar: محادثات, en: talks }, kind: cue, aliases: [محادثات] }
masks: [متمردون على الورق]
rules:
  - { id: talk, tier: core, title: { ar: ق, en: r }, all: [{ together: [north, talks] }] }
  - { id: any, tier: related, title: { ar: ق, en: r }, all: [{ any: [{ named: south }, { named: rebels }, { named: sea }] }] }
`)

const entitiesOf = (text: string): string[] =>
  collectCandidates(topic, 'title', text).candidates.map(({ alias }) => alias.entity ?? alias.kind)

describe('collectCandidates', () => {
  it.each([
    ['شمالستان في محادثات', ['north', 'talks'], 'a name, and the cue words that a rule may want beside it'],
    ['في محادثات', [], 'no name, so nobody asks for cue words'],
    ['وادي الذئاب في محادثات', ['valley'], 'a name that no rule asks for'],
    ['متمردون على الورق', ['rebels', 'mask'], 'a mask and what stands in it'],
    ['', [], 'nothing'],
  ])('of «%s» are %j: %s', (text, entities, _why) => {
    expect(entitiesOf(text)).toEqual(entities)
  })

  it('tells where each stands and what is written before it', () => {
    expect(collectCandidates(topic, 'summary', 'قال وشمالستان').candidates).toMatchObject([
      { field: 'summary', start: 4, end: 13, prefix: { letters: 'و' } },
    ])
  })

  it('names the entities of several passes, masks left out', () => {
    const passes = ['شمالستان', 'متمردون على الورق'].map((text) => collectCandidates(topic, 'title', text))
    expect([...namedIn(passes)]).toEqual(['north', 'rebels'])
  })
})

const rejectedIn = (title: string): string[] =>
  matchArticle(topic, { title }).rejected.map((item) => `${item.surface}: ${describeReason(item.reason, 'en')}`)
const partOf = (alias: string, word: string): string =>
  `${word}: “${alias}” is only a part of another word here: ${word}`

describe('a word that holds an alias', () => {
  it.each([
    ['رأى شماليين', [partOf('شمال', 'شماليين')], 'of four letters'],
    ['رأى بحريين', [], 'of three, which are inside too many words'],
    ['رأى شمالستانيا', [partOf('شمالستان', 'شمالستانيا')], 'the longest alias in it is told'],
    ['رأى شمالستانمتمردونا', [partOf('شمالستان', 'شمالستانمتمردونا')], 'also where a shorter one ends later'],
    ['رأى شمالستانجنوبستانا', [partOf('شمالستان', 'شمالستانجنوبستانا')], 'of equal ones the first'],
    [
      'رأى شمالستانيا وجنوبستانيا',
      [partOf('شمالستان', 'شمالستانيا'), partOf('جنوبستان', 'وجنوبستانيا')],
      'each word for itself',
    ],
    [
      'شمالستانيا وشمالستانيا شمالستانيا',
      [partOf('شمالستان', 'شمالستانيا'), partOf('شمالستان', 'وشمالستانيا')],
      'once',
    ],
    ['زار الجنوبستان', ['الجنوبستان: “الجنوبستان” is not “جنوبستان”'], 'behind an article that it never takes'],
    ['شمالستان محادثاتهم', [], 'a cue word is no name'],
  ])('in «%s» leaves %j: %s', (title, rejected, _why) => {
    expect(rejectedIn(title)).toEqual(rejected)
  })

  it('is told twelve times and no more', () => {
    const words = [...'ابتثجحخدذرزسشص'].map((letter) => `جنوبستان${letter}`)
    expect(rejectedIn(words.join(' '))).toEqual(words.slice(0, 12).map((word) => partOf('جنوبستان', word)))
  })
})
