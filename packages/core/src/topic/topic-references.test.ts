import { describe, expect, it } from 'vitest'
import { parseTopic } from './parse-topic.ts'
import { TopicError } from './topic-error.ts'

// Every place where a topic may name an entity, a group or a cue list, each name once and on a line of its own.
const everyReference = `id: references
version: 1
title: { ar: مراجع, en: references }
languages: [ar]
entities:
  north:
    title: { ar: شمال, en: North }
    yields:
      { to: yields-to, more: yields-more, than: yields-than }
    aliases:
      - شمالستان
      - text: النهر
        anchor: [alias-anchor]
      - text: الجبل
        unless: [alias-unless]
      - text: فرقة
        cue: alias-cue
groups:
  lands: [group-member]
cues:
  troop:
    steps: []
    anchor:
      - cue-anchor
readings:
  - id: r
    title: { ar: قراءة, en: reading }
    entity: reading-entity
    as: reading-as
    after: { entity: reading-after, words: 1 }
    cue: reading-cue
ended:
  - { entity: ended-entity, until: 2020-01-01 }
damping:
  - { id: d, title: { ar: ت, en: d }, entity: damping-entity, list: { of: [damping-list], at_least: 2 }, weight: 0 }
  - { id: e, title: { ar: ت, en: d }, entity: north, near: { entity: damping-near, words: 1 }, weight: 0 }
rules:
  - id: rule
    tier: core
    title: { ar: قاعدة, en: rule }
    all:
      - named: rule-named
      - together: [north, rule-together]
      - paired: [north, rule-paired]
      - salient: rule-salient
      - dense: rule-dense
      - outweighs: { entity: rule-outweighs, other: north }
      - outweighs: { entity: north, other: rule-outweighed }
      - all:
          - named: rule-all
      - any:
          - named: north
          - named: rule-any
      - none:
          - named: rule-none
`

function problemsOf(yamlText: string): readonly string[] {
  try {
    parseTopic(yamlText, 'topic.yaml')
  } catch (error) {
    if (error instanceof TopicError) return error.problems
    throw error
  }
  return []
}

/** The text with every name defined save one; a cue list is a name like any other here. */
function allBut(missing: string | undefined): string {
  const names = [...everyReference.matchAll(/\b(?:alias|cue|damping|ended|group|reading|rule|yields)-[a-z]+/g)].map(
    ([name]) => name,
  )
  return names
    .filter((name) => name !== missing)
    .reduce((text, name) => text.replace(name, name.endsWith('-cue') ? 'troop' : 'north'), everyReference)
}

const lineOf = (text: string): number => everyReference.slice(0, everyReference.indexOf(text)).split('\n').length

describe('a reference to nothing', () => {
  it('is not in a topic that defines every name', () => {
    expect(problemsOf(allBut(undefined))).toEqual([])
  })

  it.each([
    ['yields-to', 'yields:'],
    ['yields-more', 'yields:'],
    ['yields-than', 'yields:'],
    ['alias-anchor', 'text: النهر'],
    ['alias-unless', 'text: الجبل'],
    ['group-member', 'lands:'],
    ['cue-anchor', 'anchor:\n'],
    ['reading-entity', 'id: r\n'],
    ['reading-as', 'id: r\n'],
    ['reading-after', 'id: r\n'],
    ['ended-entity', 'entity: ended'],
    ['damping-entity', 'id: d'],
    ['damping-list', 'id: d'],
    ['damping-near', 'id: e'],
    ['rule-named', 'named: rule-named'],
    ['rule-together', 'together:'],
    ['rule-paired', 'paired:'],
    ['rule-salient', 'salient:'],
    ['rule-dense', 'dense:'],
    ['rule-outweighs', 'outweighs: { entity: rule'],
    ['rule-outweighed', 'outweighs: { entity: north'],
    ['rule-all', 'named: rule-all'],
    ['rule-any', 'named: rule-any'],
    ['rule-none', 'named: rule-none'],
  ])('as %s is told with the line of «%s»', (name, place) => {
    expect(problemsOf(allBut(name))).toEqual([
      `topic.yaml:${lineOf(place)}: the entity "${name}" does not exist, define it under entities or correct the name`,
    ])
  })

  it.each([
    ['alias-cue', 'text: فرقة'],
    ['reading-cue', 'id: r\n'],
  ])('as the cue list %s is told with the line of «%s»', (name, place) => {
    expect(problemsOf(allBut(name))).toEqual([
      `topic.yaml:${lineOf(place)}: the cue list "${name}" does not exist, define it under cues or correct the name`,
    ])
  })

  it('is none where a group is named instead of an entity', () => {
    expect(problemsOf(allBut('rule-named').replace('rule-named', 'lands'))).toEqual([])
  })

  it('is a group inside a group: members are entities', () => {
    expect(problemsOf(allBut(undefined).replace('lands: [north]', 'lands: [north]\n  more: [lands]'))).toEqual([
      `topic.yaml:${lineOf('lands:') + 1}: the entity "lands" does not exist, define it under entities or correct the name`,
    ])
  })
})

it('refuses a group that has the name of an entity', () => {
  expect(problemsOf(allBut(undefined).replace('lands: [north]', 'north: [north]'))).toEqual([
    `topic.yaml:${lineOf('lands:')}: the group "north" is also an entity, give it another name`,
  ])
})
