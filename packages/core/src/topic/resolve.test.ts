import { describe, expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import { matchArticle } from './match-article.ts'
import { describeReason } from './reasons.ts'

const topic = inventedTopic(`
entities:
  north:
    title: { ar: شمالستان, en: North }
    yields: { to: rebels, more: south, than: town }
    aliases:
      - شمالستان
      - حكومة شمالستان
      - { text: شمال, deny: [بشمال] }
      - { text: النهر, anchor: [south] }
      - { text: الجبل, unless: [east] }
      - { text: القصر, since: 2020-01-01 }
      - { text: الحصن, until: 2020-01-01 }
      - { text: الميناء, since: 2020-01-01, undated: drop }
      - { text: الغابة, since: 2019-01-01, until: 2020-01-01 }
      - { text: فرقة, cue: troop }
      - { text: البرج, anchor: [east], why: two open mentions may anchor one another }
  rebels: { title: { ar: متمردون, en: Rebels }, aliases: [متمردون, حكومة] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
  east: { title: { ar: شرقستان, en: East }, aliases: [شرقستان, { text: القلعة, anchor: [north] }] }
  town: { title: { ar: بلدة, en: Town }, aliases: [بلدة] }
  valley: { title: { ar: واد, en: Valley }, aliases: [{ text: وادي الذئاب, gap: space }] }
  unasked: { title: { ar: غير مطلوب, en: Unasked }, aliases: [{ text: واحة, deny: [واحة] }, بستان] }
  talks: { title: { ar: محادثات, en: talks }, kind: cue, aliases: [محادثات, محادثات حكومة شمالستان] }
masks: [شمالستان اليوم]
boilerplate: [اقرأ أيضا]
cues:
  troop:
    anchor: [town]
    steps:
      - { verdict: accept, side: before, words: [هجوم], reason: { ar: مقاتلون, en: fighters } }
      - { verdict: refuse, side: after, words: [موسيقية], reason: { ar: فرقة عزف, en: a band } }
rules:
  - { id: n, tier: core, title: { ar: قاعدة, en: rule }, all: [{ named: north }] }
  - { id: r, tier: related, title: { ar: قاعدة, en: rule }, all: [{ named: rebels }] }
  - { id: s, tier: related, title: { ar: قاعدة, en: rule }, all: [{ named: south }] }
  - { id: e, tier: related, title: { ar: قاعدة, en: rule }, all: [{ named: east }] }
  - { id: v, tier: related, title: { ar: قاعدة, en: rule }, all: [{ named: valley }] }
`)

function read(title: string, day?: string) {
  const match = matchArticle(topic, { title, ...(day === undefined ? {} : { publishedAt: new Date(day) }) })
  return {
    found: match.evidence.map(({ entity, surface }) => `${entity}:${surface}`),
    refused: match.rejected.map(({ surface, reason }) => `${surface}: ${describeReason(reason, 'en')}`),
  }
}

describe('overlapping aliases', () => {
  it.each([
    ['حكومة شمالستان', ['north:حكومة شمالستان'], 'the longest stays, whoever owns the shorter'],
    ['شمالستان', ['north:شمالستان'], 'a longer word'],
    ['محادثات حكومة شمالستان', ['north:حكومة شمالستان'], 'a cue takes no words from a name'],
    ['شمالستان وجنوبستان', ['north:شمالستان', 'south:وجنوبستان'], 'names side by side both stay, in their order'],
  ])('in «%s» leave %j: %s', (title, found, _why) => {
    expect(read(title)).toEqual({ found, refused: [] })
  })
})

describe('an alias', () => {
  it.each([
    ['شمالستان اليوم', undefined, [], ['شمالستان: a phrase that does not count: شمالستان اليوم'], 'inside a mask'],
    ['مر بشمال البلاد', undefined, [], ['بشمال: “بشمال” is not “شمال”'], 'in a surface that is denied'],
    ['زار واحة', undefined, [], [], 'denied, but no rule asks for it'],
    [
      'رأى شمالستانيا',
      undefined,
      [],
      ['شمالستانيا: “شمالستان” is only a part of another word here: شمالستانيا'],
      'in a longer word',
    ],
    ['أكل بستانيون', undefined, [], [], 'in a longer word, but no rule asks for it'],
    ['عند القصر', '2019-12-31', [], ['القصر: “القصر” means North only since 1 January 2020'], 'before its time'],
    ['عند القصر', '2020-01-01', ['north:القصر'], [], 'on its first day'],
    ['عند القصر', undefined, ['north:القصر'], [], 'without a date, which is today'],
    ['عند الحصن', undefined, [], ['الحصن: “الحصن” meant North only until 1 January 2020'], 'without a date'],
    ['عند الغابة', undefined, [], ['الغابة: “الغابة” means North only since 1 January 2019'], 'today is after both'],
    ['عند الحصن', '2019-12-31', ['north:الحصن'], [], 'on its last day'],
    ['عند الحصن', '2020-01-01', [], ['الحصن: “الحصن” meant North only until 1 January 2020'], 'after its time'],
    ['عند الميناء', undefined, [], ['الميناء: “الميناء” means North only since 1 January 2020'], 'it asks for a date'],
    ['عند الميناء', '2020-01-01', ['north:الميناء'], [], 'and gets one'],
    [
      'عند الميناء',
      '2019-01-01',
      [],
      ['الميناء: “الميناء” means North only since 1 January 2020'],
      'keeping no older ones',
    ],
    ['عند الغابة', '2019-06-01', ['north:الغابة'], [], 'between two days'],
    ['عند الغابة', '2018-06-01', [], ['الغابة: “الغابة” means North only since 1 January 2019'], 'before both'],
    [
      'عند النهر',
      undefined,
      [],
      ['النهر: “النهر” alone is not enough, with no mention of South'],
      'without its anchor',
    ],
    ['النهر وجنوبستان', undefined, ['north:النهر', 'south:وجنوبستان'], [], 'with its anchor'],
    ['عند الجبل', undefined, ['north:الجبل'], [], 'with no other meaning about'],
    [
      'الجبل وشرقستان',
      undefined,
      ['east:وشرقستان'],
      ['الجبل: “الجبل” may mean something else beside East'],
      'with its other meaning',
    ],
    ['هجوم فرقة', undefined, ['north:فرقة'], [], 'a cue accepts'],
    ['فرقة موسيقية', undefined, [], ['فرقة: a band: موسيقية'], 'a cue refuses'],
    [
      'هذه فرقة',
      undefined,
      [],
      ['فرقة: “فرقة” alone is not enough, with no mention of Town'],
      'a cue is silent, no anchor',
    ],
    ['هذه فرقة في بلدة', undefined, ['north:فرقة', 'town:بلدة'], [], 'a cue is silent, an anchor'],
    ['البرج والقلعة', undefined, ['north:البرج', 'east:والقلعة'], [], 'two open mentions anchor one another'],
    [
      'عند البرج',
      undefined,
      [],
      ['البرج: “البرج” alone is not enough, with no mention of East'],
      'one open mention alone',
    ],
  ])('in «%s» of %s leaves %j and refuses %j: %s', (title, day, found, refused, _why) => {
    expect(read(title, day)).toEqual({ found, refused })
  })
})

describe('an entity that yields', () => {
  it.each([
    ['هجوم فرقة، متمردون في جنوبستان', ['rebels:متمردون', 'south:جنوبستان'], 'a bare mention where the other is named'],
    ['هجوم فرقة في جنوبستان', ['north:فرقة', 'south:جنوبستان'], 'not where the other is not named'],
    [
      'هجوم فرقة، متمردون في بلدة وجنوبستان',
      ['north:فرقة', 'rebels:متمردون', 'town:بلدة', 'south:وجنوبستان'],
      'not where `more` does not outnumber',
    ],
    [
      'هجوم فرقة، شمالستان، متمردون في جنوبستان',
      ['north:فرقة', 'north:شمالستان', 'rebels:متمردون', 'south:جنوبستان'],
      'not where it is named outright',
    ],
  ])('in «%s» leaves %j: %s', (title, found, _why) => {
    expect(read(title).found).toEqual(found)
  })

  it('tells to whom', () => {
    expect(read('هجوم فرقة، متمردون في جنوبستان').refused).toEqual(['فرقة: Rebels is meant'])
  })
})

it('refuses what stands in a list of links', () => {
  const text = 'قال الوزير كلاما عن البلاد.\nاقرأ أيضا\nشمالستان تفوز'
  const { evidence, rejected } = matchArticle(topic, { text })
  expect(evidence).toEqual([])
  expect(rejected.map(({ reason }) => reason.code)).toEqual(['boilerplate'])
})

it.each([
  ['وادي الذئاب', ['valley:وادي الذئاب'], 'a blank between its words'],
  ['(مسلسل) وادي الذئاب - جديد', ['valley:وادي الذئاب'], 'what stands around it does not matter'],
  ['وادي - الذئاب', [], 'a dash parts two things'],
  ['وادي (الذئاب)', [], 'so does a bracket'],
])('takes an alias that asks for a blank in «%s» as %j: %s', (title, found) => {
  expect(read(title).found).toEqual(found)
})

describe('one sense a text', () => {
  it.each([
    ['فرقة موسيقية في بلدة وعادت فرقة', [], 'what was refused once means the same later'],
    ['عادت فرقة إلى بلدة', ['north:فرقة'], 'nothing was refused'],
    ['فرقة موسيقية في شمالستان وعادت فرقة إلى بلدة', ['north:شمالستان', 'north:فرقة'], 'the entity is named for sure'],
    [
      'فرقة موسيقية في بلدة قرب النهر في جنوبستان',
      ['north:النهر', 'south:جنوبستان'],
      'another alias has no such sense',
    ],
  ])('reads «%s» as %j: %s', (title, found) => {
    expect(read(title).found.filter((one) => !one.startsWith('town'))).toEqual(found)
  })

  it('says for both mentions why they do not count', () => {
    expect(read('فرقة موسيقية في بلدة وعادت فرقة').refused).toEqual(['فرقة: a band: موسيقية', 'فرقة: a band: موسيقية'])
  })
})
