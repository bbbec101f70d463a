import { describe, expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import { matchArticle } from './match-article.ts'
import { describeReason } from './reasons.ts'

const topic = inventedTopic(`
entities:
  north:
    title: { ar: شمالستان, en: North }
    aliases:
      - شمالستان
      - { text: النهر, anchor: [south] }
      - { text: البرج, anchor: [east] }
      - { text: الميناء, anchor: [north] }
      - { text: السوق, since: 2020-01-01, undated: drop }
      - { text: الجسر, anchor: [island] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
  east: { title: { ar: شرقستان, en: East }, aliases: [{ text: القلعة, anchor: [north] }] }
  island: { title: { ar: جزيرة, en: Island }, aliases: [{ text: المنارة, anchor: [south] }] }
  lowland: { title: { ar: سهل, en: Lowland }, aliases: [سهلستان] }
  rebels: { title: { ar: متمردون, en: Rebels }, aliases: [متمردون] }
  office: { title: { ar: منصب, en: office }, kind: cue, aliases: [وزير] }
  talks: { title: { ar: محادثات, en: talks }, kind: cue, aliases: [محادثات] }
masks: [شمالستان اليوم, شمالستان أمس, شمالستان غدا, شمالستان الجديدة]
readings:
  - { id: r, title: { ar: ق, en: r }, entity: lowland, as: rebels, after: { entity: office, words: 1 } }
rules:
  - { id: both, tier: core, title: { ar: كلاهما, en: both of them }, all: [{ named: north }, { named: south }] }
  - { id: alone, tier: related, title: { ar: وحده, en: one alone }, all: [{ named: north }] }
  - { id: read, tier: related, title: { ar: متمردون, en: rebels }, all: [{ named: rebels }] }
  - { id: said, tier: related, title: { ar: م, en: t }, all: [{ named: talks }, { named: south }, { named: lowland }] }
`)

const saidOf = (title: string, lang?: string): string[] =>
  matchArticle(topic, { title, ...(lang === undefined ? {} : { lang }) }).reasons.map((item) =>
    describeReason(item, 'en'),
  )

it('names the rule that held', () => {
  expect(matchArticle(topic, { title: 'شمالستان وجنوبستان' }).reasons).toEqual([
    { code: 'rule', rule: 'both', title: { ar: 'كلاهما', en: 'both of them' } },
  ])
})

it('lists evidence in the order of reading, title before summary before text', () => {
  const { evidence } = matchArticle(topic, {
    text: 'شمالستان قالت.',
    summary: 'جنوبستان قالت.',
    title: 'وجنوبستان وشمالستان',
  })
  expect(evidence.map(({ field, surface }) => `${field} ${surface}`)).toEqual([
    'title وجنوبستان',
    'title وشمالستان',
    'summary جنوبستان',
    'text شمالستان',
  ])
})

describe('the score', () => {
  const body = `${'كلمة '.repeat(60)}شمالستان كلمة شمالستان.`

  it.each([
    [{ title: 'شمالستان وجنوبستان' }, 6, 'three for each name in the title'],
    [{ title: 'محادثات وزير شمالستان وجنوبستان' }, 6, 'cue words add nothing'],
    [{ title: 'شمالستان', summary: body }, 5.54, 'bodies add ever less, to two decimals'],
    [{ title: 'جنوبستان' }, 0, 'a none has none'],
  ])('of %j is %d: %s', (article, score, _why) => {
    expect(matchArticle(topic, article).score).toBe(score)
  })
})

describe('the reasons of a none', () => {
  it('leave out words that explain themselves', () => {
    expect(saidOf('رأى شمالستانيا وجنوبستان')).toEqual(['named: South; that is not enough for any rule'])
  })

  it('are three at most, and then what was named', () => {
    const said = saidOf('شمالستان اليوم، شمالستان أمس، شمالستان غدا، شمالستان الجديدة، جنوبستان')
    expect(said).toEqual([
      'a phrase that does not count: شمالستان اليوم',
      'a phrase that does not count: شمالستان أمس',
      'a phrase that does not count: شمالستان غدا',
      'named: South; that is not enough for any rule',
    ])
  })

  it('take away what an anchor of an anchor would have held', () => {
    expect(matchArticle(topic, { title: 'الجسر والمنارة' }).evidence).toEqual([])
    expect(matchArticle(topic, { title: 'الجسر والمنارة وجنوبستان' }).evidence).toHaveLength(3)
  })
})

it('reads a date that is none as no date', () => {
  expect(matchArticle(topic, { title: 'عند السوق', publishedAt: new Date(Number.NaN) }).evidence).toEqual([])
  expect(matchArticle(topic, { title: 'عند السوق', publishedAt: new Date('2020-01-01') }).evidence).toHaveLength(1)
})

describe('the language', () => {
  // «را از است» makes a text Persian. Its language is only asked where some rule could hold.
  it.each([
    ['شمالستان را از است', true, 'a rule asks for that name'],
    ['جنوبستان را از است', false, 'no rule holds with that name alone'],
    ['النهر را از است', false, 'the name wants another beside it'],
    ['النهر جنوبستان را از است', true, 'and has it'],
    ['البرج القلعة را از است', true, 'two that want one another'],
    ['الميناء را از است', false, 'a name does not hold itself'],
    ['الميناء شمالستان را از است', true, 'save where it is named outright'],
    ['سهلستان را از است', false, 'a name that is read as another only behind an office'],
    ['وزير سهلستان را از است', true, 'and so it stands'],
  ])('of «%s» decides: %s (%s)', (title, decides, _why) => {
    const { reasons, rejected } = matchArticle(topic, { title })
    const isForeign = reasons.some((reason) => reason.code === 'language')
    expect(isForeign).toBe(decides)
    if (isForeign) expect(rejected).toEqual([])
  })

  it.each([
    ['fa', ['the article is in Persian']],
    ['fa-AF', ['the article is in Persian']],
    ['UR', ['the article is in Urdu']],
    ['ps', ['the article is in Pashto']],
    ['ar', ['one alone']],
    ['fr', ['one alone']],
    [undefined, ['one alone']],
  ])('said to be %s makes of an Arabic text: %j', (lang, said) => {
    expect(saidOf('قالت شمالستان إن', lang)).toEqual(said)
  })
})
