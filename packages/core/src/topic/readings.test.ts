import { describe, expect, it } from 'vitest'
import { compileTopic } from './compile-topic.ts'
import { matchArticle } from './match-article.ts'
import { parseTopic } from './parse-topic.ts'

const yaml = (reading: string): string => `
id: harbours
version: 1
title: { ar: ميناء, en: harbour }
languages: [ar]
entities:
  town: { title: { ar: جدة, en: Jeddah }, aliases: [جدة, جدي] }
  rival: { title: { ar: ينبع, en: Yanbu }, aliases: [ينبع] }
  council: { title: { ar: المجلس, en: the council }, aliases: [المجلس البلدي] }
  offices: { title: { ar: مناصب, en: offices }, kind: cue, aliases: [{ text: رئيس, article: optional }] }
cues:
  former:
    steps:
      - { verdict: refuse, side: after, words: [السابق], reason: { ar: سابق, en: former } }
readings:
  - id: offices-of-town
    title: { ar: مسؤولو جدة, en: officials of Jeddah }
    entity: town
    as: council
    after: { entity: offices, words: 2 }
    cue: former
    ${reading}
rules:
  - { id: council, tier: core, title: { ar: المجلس, en: the council }, all: [{ named: council }] }
`
const topicWith = (reading: string) => compileTopic(parseTopic(yaml(reading), 'harbours.yaml'))
const open = topicWith('undated: keep')
const dated = topicWith('since: 2021-08-15')

describe('a reading', () => {
  it.each([
    ['core', 'زيارة رئيس ميناء جدة', 'the office stands two words before the name'],
    ['none', 'زيارة ميناء جدة', 'no office'],
    ['none', 'جدة: رئيس جديد', 'the office stands after the name'],
    ['none', 'رئيس جديد: جدة تزدهر', 'a colon stands between'],
    ['none', 'رئيس شركة نقل في جدة', 'the office is too far away'],
    ['none', 'رئيس ينبع وجدة', 'another name stands between, whose office it is'],
    ['none', 'رئيس جدة السابق', 'the cue list refuses'],
  ])('makes «%s» of «%s»: %s', (tier, title) => {
    expect(matchArticle(open, { title }).tier).toBe(tier)
  })

  it.each([
    ['core', new Date('2021-08-15')],
    ['none', new Date('2021-08-14')],
    ['core', undefined],
  ])('is %s for an article of %s when it holds since August 2021', (tier, publishedAt) => {
    const article = { title: 'رئيس ميناء جدة', ...(publishedAt === undefined ? {} : { publishedAt }) }
    expect(matchArticle(dated, article).tier).toBe(tier)
  })

  it('shows the name as evidence for both entities', () => {
    const { evidence } = matchArticle(open, { title: 'رئيس جدة' })
    expect(evidence.map(({ entity, surface }) => [entity, surface])).toEqual([
      ['town', 'جدة'],
      ['council', 'جدة'],
    ])
  })

  it('that names an unknown entity is told with its place', () => {
    const broken = yaml('undated: keep').replace('as: council', 'as: harbour')
    expect(() => parseTopic(broken, 'harbours.yaml')).toThrow('the entity "harbour" does not exist')
  })
})
