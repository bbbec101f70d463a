import { describe, expect, it } from 'vitest'
import { compileTopic } from './compile-topic.ts'
import { matchArticle } from './match-article.ts'
import { parseTopic } from './parse-topic.ts'
import { inForce } from './period.ts'

const DAY = Date.parse('2021-08-15')

describe('a period', () => {
  it.each([
    [{}, DAY, true, 'no bounds'],
    [{}, undefined, true, 'no bounds, no date'],
    [{ since: '2021-08-15' }, DAY, true, 'the first day'],
    [{ since: '2021-08-15' }, DAY - 1, false, 'before it'],
    [{ since: '2021-08-15' }, undefined, true, 'today is later'],
    [{ since: '2021-08-15', undated: 'drop' }, undefined, false, 'a date is asked for'],
    [{ until: '2021-08-15' }, DAY - 1, true, 'the last moment'],
    [{ until: '2021-08-15' }, DAY, false, 'after it'],
    [{ until: '2021-08-15' }, undefined, false, 'today is too late'],
    [{ until: '2021-08-15', undated: 'keep' }, undefined, true, 'no date is asked for'],
    [{ since: '2020-01-01', until: '2021-08-15' }, undefined, false, 'today is after both'],
  ] as const)('%j at %s is %s: %s', (period, ms, expected, _why) => {
    expect(inForce(period, ms)).toBe(expected)
  })
})

const yaml = `
id: harbours
version: 1
title: { ar: ميناء, en: harbour }
languages: [ar]
entities:
  town: { title: { ar: جدة, en: Jeddah }, aliases: [جدة] }
  council: { title: { ar: المجلس, en: the council }, aliases: [{ text: المجلس, since: 2010-01-01 }] }
  mayor: { title: { ar: العمدة, en: the mayor }, kind: cue, aliases: [{ text: العمدة, cue: former }] }
  queen: { title: { ar: الملكة, en: the queen }, kind: cue, aliases: [الملكة] }
groups: { rulers: [mayor, queen] }
cues:
  former:
    steps:
      - { verdict: refuse, side: after, words: [السابق], reason: { ar: سابق, en: former } }
ended:
  - { entity: rulers, until: 2010-01-01 }
rules:
  - { id: both, tier: core, title: { ar: المجلس, en: both }, all: [{ named: town }, { named: council }] }
`
const topic = compileTopic(parseTopic(yaml, 'harbours.yaml'))

describe('an article without a date', () => {
  it.each([
    ['core', 'مجلس جدة: المجلس ينعقد', 'it is news of today'],
    ['none', 'العمدة يفتتح المجلس في جدة', 'it names as present what has ended'],
    ['none', 'الملكة تفتتح المجلس في جدة', 'any member of the group tells the time'],
    ['core', 'العمدة السابق يزور المجلس في جدة', 'what it names is of the past for it too'],
  ])('is %s for «%s»: %s', (tier, title) => {
    expect(matchArticle(topic, { title }).tier).toBe(tier)
  })

  it('tells its time by any of its fields', () => {
    expect(matchArticle(topic, { title: 'المجلس في جدة', text: 'قال العمدة ذلك.' }).tier).toBe('none')
  })

  it('that has one is read by its date', () => {
    const title = 'العمدة يفتتح المجلس في جدة'
    expect(matchArticle(topic, { title, publishedAt: new Date('2011-01-01') }).tier).toBe('core')
    expect(matchArticle(topic, { title, publishedAt: new Date('2009-12-31') }).tier).toBe('none')
  })

  it('is read by entities that the topic defines', () => {
    const broken = yaml.replace('entity: rulers', 'entity: kings')
    expect(() => parseTopic(broken, 'harbours.yaml')).toThrow('the entity "kings" does not exist')
  })
})
