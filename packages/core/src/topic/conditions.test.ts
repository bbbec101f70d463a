import { describe, expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import { salience } from './conditions.ts'
import type { Mention } from './facts.ts'
import type { MatchInput } from './match.ts'
import { matchArticle } from './match-article.ts'

const topicYaml = (condition: string, damping = '[]'): string => `
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
  east: { title: { ar: شرقستان, en: East }, aliases: [شرقستان] }
  travellers: { title: { ar: رحالة, en: travellers }, kind: cue, aliases: [جنوبستان] }
  talks: { title: { ar: محادثات, en: talks }, kind: cue, aliases: [محادثات] }
groups: { lands: [north, south, east] }
damping: ${damping}
rules:
  - { id: only, tier: core, title: { ar: قاعدة, en: rule }, all: [${condition}] }
`

function holdsFor(condition: string, article: MatchInput, damping?: string): boolean {
  const topic = inventedTopic(topicYaml(condition, damping))
  return matchArticle(topic, article).tier === 'core'
}

const words = (count: number): string => Array.from({ length: count }, () => 'كلمة').join(' ')
const on = (title: string, summary?: string): MatchInput => (summary === undefined ? { title } : { title, summary })

describe('a condition', () => {
  it.each([
    ['{ named: north }', on('شمالستان'), true, 'named anywhere'],
    ['{ named: north }', on('جنوبستان'), false, 'somebody else is named'],
    ['{ named: lands }', on('جنوبستان'), true, 'a group is any of its members'],
    ['{ named: north, at_least: 2 }', on('شمالستان'), false, 'named once, asked twice'],
    ['{ named: north, at_least: 2 }', on('شمالستان وشمالستان'), true, 'named twice'],
    ['{ named: north, zone: title }', on('خبر', 'قالت شمالستان كلاما.'), false, 'in the summary, not in the title'],
    ['{ named: north, zone: lead }', on('خبر', 'قالت شمالستان كلاما.'), true, 'the lead'],
    ['{ named: north, zone: lead }', on('شمالستان', 'قالت كلاما.'), false, 'the title is not the lead'],
    ['{ named: north, zone: top }', on('شمالستان'), true, 'the title is part of the top'],
    ['{ named: north, zone: top }', on('خبر', `${words(51)} شمالستان.`), false, 'the body is not'],
    ['{ named: north, zone: body }', on('خبر', `${words(51)} شمالستان.`), true, 'after fifty words'],
    ['{ named: north, zone: body }', on('خبر', `${words(49)} شمالستان.`), false, 'the fiftieth word is still lead'],
    ['{ named: north, zone: body }', on('خبر', `${words(50)} شمالستان.`), true, 'the next one is not'],
    ['{ named: north, zone: opening }', on('خبر', 'قالت شمالستان كلاما.'), true, 'the first sentence opens'],
    ['{ named: north, zone: opening }', on('خبر', 'وقع حادث. قالت شمالستان.'), false, 'the second does not'],
    ['{ together: [north, south] }', on('شمالستان تدعو جنوبستان'), true, 'one headline'],
    ['{ together: [north, south] }', on('شمالستان.. جنوبستان'), true, 'a headline of two halves is one'],
    ['{ together: [north, south], half: true }', on('شمالستان.. جنوبستان'), false, 'unless one half is asked for'],
    ['{ together: [north, south], half: true }', on('شمالستان تنام وجنوبستان تعمل'), false, 'و and a verb of its own'],
    ['{ together: [north, south], clause: true }', on('شمالستان تنام وجنوبستان تعمل'), false, 'likewise in a clause'],
    ['{ together: [north, south] }', on('شمالستان تنام وجنوبستان تعمل'), true, 'unless a sentence is enough'],
    [
      '{ together: [north, south], half: true }',
      on('شرقستان تطلب عون شمالستان وتمدح جنوبستان'),
      false,
      'it turns away',
    ],
    ['{ together: [north, south], half: true }', on('شمالستان تنام وتمدح جنوبستان'), true, 'the first is the subject'],
    ['{ together: [north, south], half: true }', on('جنوبستان: شمالستان صديقة'), true, 'a colon parts no halves'],
    [
      '{ together: [north, south], zone: lead, speech: true }',
      on('خبر', 'قالت شمالستان إنها بخير. وأضافت أن جنوبستان جارة.'),
      true,
      'what a speaker goes on to say',
    ],
    ['{ together: [north, south], speech: true }', on('شمالستان تزور جنوبستان'), false, 'nobody speaks'],
    [
      '{ together: [south, north], zone: lead, speech: true }',
      on('خبر', 'قالت شمالستان إنها بخير. وأضافت أن جنوبستان جارة.'),
      false,
      'the first named must be the speaker',
    ],
    [
      '{ together: [north, south], zone: lead, speech: true }',
      on('خبر', 'هطل المطر. وقالت شمالستان إنها بخير. وأضافت أن جنوبستان جارة.'),
      false,
      'one who speaks later is not whom the story is about',
    ],
    [
      '{ together: [north, south], zone: top, speech: true }',
      on('قالت شمالستان إنها بخير', 'وأضافت أن جنوبستان جارة.'),
      false,
      'in two fields',
    ],
    ['{ named: north, untitled: true }', on('شمالستان'), false, 'it has a headline'],
    ['{ named: north, untitled: true }', { text: 'عادت شمالستان. ثم ذهبت.' }, true, 'sentences are no headline'],
    ['{ named: north, untitled: true }', { text: 'عودة شمالستان\nعادت.' }, false, 'the opening line is one'],
    ['{ named: north, untitled: true }', { text: 'عودة شمالستان' }, false, 'a headline and nothing else'],
    ['{ named: north, untitled: true }', { text: `شمالستان\n${words(30)}` }, false, 'a long line after it'],
    ['{ named: north, untitled: true }', { text: `شمالستان ${words(24)}\nثم` }, false, 'twenty-five words are one'],
    ['{ named: north, untitled: true }', { text: `شمالستان ${words(25)}\nثم` }, true, 'twenty-six are none'],
    ['{ named: north, untitled: true }', { text: '\n شمالستان عادت. ثم ذهبت.' }, true, 'a blank line is none'],
    ['{ named: north, untitled: false }', on('شمالستان'), true, 'a headline asked for and there'],
    ['{ together: [north, south] }', on('خبر', 'قالت شمالستان. وقالت جنوبستان.'), false, 'two sentences'],
    ['{ together: [north, south] }', on('شمالستان', 'قالت جنوبستان.'), false, 'title and summary are apart'],
    ['{ together: [north, south], across: true }', on('شمالستان', 'قالت جنوبستان.'), true, 'unless across'],
    [
      '{ together: [north, south], across: true }',
      on('شمالستان', 'وقع حادث. قالت جنوبستان.'),
      false,
      'across reaches the first sentence only',
    ],
    [
      '{ together: [north, south], across: true }',
      on('شمالستان', `${words(41)} جنوبستان.`),
      false,
      'and not to the end of one that runs on',
    ],
    ['{ together: [north, south], words: 3 }', on('خبر', 'في شمالستان. ثم جنوبستان.'), true, 'two words apart'],
    ['{ together: [north, south], words: 3 }', on('خبر', 'في شمالستان. ثم ثم ثم جنوبستان.'), false, 'four words apart'],
    ['{ together: [north, south, talks] }', on('محادثات شمالستان وجنوبستان'), true, 'three of them'],
    ['{ together: [north, south, talks] }', on('شمالستان وجنوبستان'), false, 'the third is missing'],
    [
      '{ together: [north, south], at_least: 2 }',
      on('خبر', 'شمالستان تدعو جنوبستان. جنوبستان تشكر شمالستان.'),
      true,
      'in two sentences',
    ],
    [
      '{ together: [north, south], at_least: 2 }',
      on('خبر', 'شمالستان تدعو جنوبستان وشمالستان.'),
      false,
      'twice in one sentence counts once',
    ],
    [
      '{ together: [north, south], clause: true }',
      on('خبر', 'قالت شمالستان كلاما، وقالت جنوبستان غيره.'),
      false,
      'two clauses',
    ],
    [
      '{ together: [south, north], clause: true }',
      on('خبر', 'قالت شمالستان كلاما، وقالت جنوبستان غيره.'),
      false,
      'two clauses, asked in the other order',
    ],
    ['{ together: [north, south], clause: true }', on('خبر', 'تدعو شمالستان دولة جنوبستان.'), true, 'one clause'],
    ['{ paired: [north, south] }', on('شمالستان وجنوبستان'), true, 'joined by و'],
    ['{ paired: [north, south] }', on('جنوبستان وشمالستان'), true, 'in the other order'],
    ['{ paired: [north, south] }', on('شمالستان، جنوبستان'), true, 'joined by a comma'],
    ['{ paired: [north, south] }', on('شمالستان مع جنوبستان'), true, 'with'],
    ['{ paired: [north, south] }', on('شمالستان إلى جنوبستان'), true, 'to'],
    ['{ paired: [north, south] }', on('شمالستان وجنوبستان تبحثان'), true, 'a verb of both'],
    ['{ paired: [north, south] }', on('زلزال في شمالستان وجنوبستان تعرض العون'), false, 'a verb of the second alone'],
    ['{ paired: [north, south] }', on('زلزال في شمالستان وجنوبستان تَعرض العون'), false, 'with a vowel mark'],
    ['{ paired: [north, south] }', on('بين شمالستان وجنوبستان تتوسع التجارة'), true, 'بين holds them together'],
    ['{ paired: [north, south] }', on('شمالستان وجنوبستان تعاون جديد'), true, 'a noun like a verb'],
    ['{ paired: [north, south] }', on('شمالستان وجنوبستان: تعرض العون'), true, 'beyond a colon'],
    ['{ paired: [north, south] }', on('شمالستان ثم جنوبستان'), false, 'another word between'],
    ['{ paired: [north, south] }', on('شمالستان. وجنوبستان'), false, 'a full stop between'],
    ['{ paired: [north, south] }', on('شمالستان', 'وجنوبستان كذلك.'), false, 'in two fields'],
    ['{ salient: north, at_least: 3 }', on('شمالستان'), true, 'a title weighs three'],
    ['{ salient: north, at_least: 3.1 }', on('شمالستان'), false, 'and not more'],
    ['{ salient: north, at_least: 3 }', on('خبر', 'شمالستان كلمة.'), false, 'a lead weighs less'],
    ['{ dense: north, at_least: 100 }', on('شمالستان'), true, 'a short text is dense'],
    ['{ dense: north, at_least: 4 }', on('شمالستان', words(260)), false, 'once in 260 words'],
    ['{ dense: north, at_least: 4 }', on('شمالستان وشمالستان', words(260)), true, 'twice in 260 words'],
    ['{ outweighs: { entity: north, other: south } }', on('شمالستان وجنوبستان'), true, 'as often'],
    ['{ outweighs: { entity: north, other: south } }', on('شمالستان', 'جنوبستان وجنوبستان.'), false, 'less often'],
    ['{ outweighs: { entity: north, other: south, times: 2 } }', on('شمالستان وجنوبستان'), false, 'not twice as often'],
    ['{ shorter_than: 3 }', on('شمالستان وجنوبستان'), true, 'two words'],
    ['{ shorter_than: 2 }', on('شمالستان وجنوبستان'), false, 'not fewer than two'],
    ['{ all: [{ named: north }, { named: south }] }', on('شمالستان'), false, 'one of all is missing'],
    ['{ all: [{ named: north }, { named: south }] }', on('شمالستان وجنوبستان'), true, 'all'],
    ['{ any: [{ named: north }, { named: south }] }', on('جنوبستان'), true, 'any'],
    ['{ any: [{ named: north }, { named: south }] }', on('شرقستان'), false, 'none of any'],
    ['{ named: lands, none: [{ named: south }] }', on('شمالستان'), true, 'what must not be is not there'],
    ['{ named: lands, none: [{ named: south }] }', on('شمالستان وجنوبستان'), false, 'and it is there'],
  ])('%s over %j is %s: %s', (condition, article, expected, _why) => {
    expect(holdsFor(condition, article)).toBe(expected)
  })

  it.each([
    ['{ since: 2021-08-15 }', '2021-08-15', true, 'on the first day'],
    ['{ since: 2021-08-15 }', '2021-08-14', false, 'the day before'],
    ['{ until: 2021-08-15 }', '2021-08-14', true, 'the last day'],
    ['{ until: 2021-08-15 }', '2021-08-15', false, 'the day after'],
    ['{ since: 2021-08-15 }', undefined, true, 'no date, which is today'],
    ['{ since: 2021-08-15, undated: drop }', undefined, false, 'no date, where one is asked for'],
    ['{ since: 2021-08-15, undated: keep }', '2020-01-01', false, 'a date still counts'],
  ])('published %s on %s is %s: %s', (period, day, expected, _why) => {
    const publishedAt = day === undefined ? {} : { publishedAt: new Date(day) }
    expect(holdsFor(`{ named: north, published: ${period} }`, { title: 'شمالستان', ...publishedAt })).toBe(expected)
  })
})

describe('damping', () => {
  const title = '{ ar: تخفيف, en: damped }'
  const list = `[{ id: d, title: ${title}, entity: north, list: { of: [lands], at_least: 3 }, weight: 0.4 }]`
  const near = (more: string, weight = 0): string =>
    `[{ id: d, title: ${title}, entity: north, near: { entity: talks, words: 2${more} }, weight: ${weight} }]`

  it.each([
    ['{ named: north }', 'شرقستان وجنوبستان وشمالستان', list, false, 'the last of three'],
    ['{ named: north }', 'شمالستان وجنوبستان وشرقستان', list, false, 'the first of three'],
    ['{ named: north }', 'جنوبستان، شمالستان، شرقستان', list, false, 'between commas'],
    ['{ named: north }', 'جنوبستان وشمالستان', list, true, 'two are no list'],
    ['{ named: north }', 'جنوبستان وشمالستان ثم شرقستان', list, true, 'a word breaks the list'],
    ['{ named: south }', 'شمالستان وجنوبستان وشرقستان', list, true, 'others of the list stay'],
    ['{ named: north, listed: count }', 'شمالستان وجنوبستان وشرقستان', list, true, 'lists count where asked for'],
    ['{ named: north }', 'محادثات في شمالستان', near(''), false, 'two words away'],
    ['{ named: north }', 'محادثات في مدينة شمالستان', near(''), true, 'three words away'],
    ['{ named: north }', 'شمالستان محادثات', near(', side: before'), true, 'on the other side'],
    ['{ named: north }', 'محادثات شمالستان', near(', side: before'), false, 'on the side asked for'],
    ['{ named: north }', 'شمالستان محادثات', near(', side: after'), false, 'after it'],
    ['{ named: north }', 'محادثات شمالستان', near(', side: after'), true, 'not after it'],
    ['{ named: north, listed: count }', 'محادثات شمالستان', near(''), false, 'damped to nothing counts nowhere'],
    ['{ named: north, listed: count }', 'محادثات شمالستان', near('', 0.1), true, 'one tenth still does'],
    ['{ named: north }', 'محادثات شمالستان', near('', 0.5), true, 'half a mention carries a rule'],
    [
      '{ named: north }',
      'محادثات شمالستان',
      near('').replace('weight', 'except: [title], weight'),
      true,
      'not in titles',
    ],
  ])('%s in «%s»: %s is %s (%s)', (condition, headline, damping, expected, _why) => {
    expect(holdsFor(condition, { title: headline }, damping)).toBe(expected)
  })

  it.each([
    ['شمالستان وجنوبستان', false, 'named once, in a pair'],
    ['شمالستان وجنوبستان تردان على شمالستان', true, 'named again elsewhere'],
    ['شمالستان ترد على جنوبستان', true, 'in no list'],
  ])('that asks for a lone mention leaves «%s» counting: %s (%s)', (headline, expected, _why) => {
    const pair = list.replace('at_least: 3', 'at_least: 2').replace('weight', 'alone: true, weight')
    expect(holdsFor('{ named: north }', { title: headline }, pair)).toBe(expected)
  })

  it('keeps a list whole whose words name two entities', () => {
    const twice = list.replace('[lands]', '[lands, travellers]')
    expect(holdsFor('{ named: north }', { title: 'شرقستان وجنوبستان وشمالستان' }, twice)).toBe(false)
    expect(holdsFor('{ named: north }', { title: 'جنوبستان وشمالستان' }, twice)).toBe(true)
  })

  it('does not look into the next sentence', () => {
    expect(holdsFor('{ named: north }', { title: 'خبر', summary: 'انتهت محادثات. شمالستان تنفي.' }, near(''))).toBe(
      true,
    )
  })

  it('tells what was damped and why', () => {
    const topic = inventedTopic(topicYaml('{ named: north }', list))
    expect(matchArticle(topic, { title: 'شرقستان وجنوبستان وشمالستان' }).rejected).toEqual([
      {
        surface: 'وشمالستان',
        field: 'title',
        start: 18,
        end: 27,
        reason: {
          code: 'damped',
          entity: { ar: 'شمالستان', en: 'North' },
          damping: { ar: 'تخفيف', en: 'damped' },
          surface: 'وشمالستان',
        },
      },
    ])
  })
})

describe('salience', () => {
  const at = (zone: Mention['zone'], weight = 1): Mention => ({ zone, weight }) as Mention
  it.each([
    [[], 0, 'nobody'],
    [[at('title')], 3, 'a title'],
    [[at('lead')], 2, 'a lead'],
    [[at('body')], 1.6, 'a body'],
    [[at('body'), at('body'), at('body')], 3.2, 'bodies add ever less'],
    [Array.from({ length: 40 }, () => at('body')), 4, 'and never more than four'],
    [[at('title'), at('lead'), at('body')], 6.6, 'all together'],
    [[at('title', 0.4)], 1.2, 'a damped mention by its weight'],
  ])('of %j is %s: %s', (mentions, expected, _why) => {
    expect(salience(mentions)).toBeCloseTo(expected, 6)
  })
})
