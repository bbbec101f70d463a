import { expect, it } from 'vitest'
import { compileTopic } from './compile-topic.ts'
import { parseTopic } from './parse-topic.ts'
import { namesSuffice } from './rule-needs.ts'

const topicWith = (conditions: string) =>
  compileTopic(
    parseTopic(
      `
id: invented
version: 1
title: { ar: مخترع, en: invented }
languages: [ar]
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
  east: { title: { ar: شرقستان, en: East }, aliases: [شرقستان] }
  talks: { title: { ar: محادثات, en: talks }, kind: cue, aliases: [محادثات] }
groups: { lands: [south, east] }
rules:
  - { id: only, tier: core, title: { ar: قاعدة, en: rule }, all: [${conditions}] }
`,
      'invented.yaml',
    ),
  )

const alternatives = (conditions: string): string[] =>
  (topicWith(conditions).needs[0] ?? []).map((needs) => [...needs].sort().join(' '))

it.each([
  ['{ named: north }', ['north'], 'a name'],
  ['{ named: north }, { together: [south, talks] }', ['north south talks'], 'all of several conditions'],
  ['{ any: [{ named: north }, { named: south }] }', ['north', 'south'], 'one of two'],
  ['{ any: [{ named: north }, { paired: [north, south] }] }', ['north'], 'what asks for more is left out'],
  [
    '{ named: east }, { any: [{ named: north }, { dense: south }] }',
    ['east north', 'east south'],
    'all with one of two',
  ],
  ['{ shorter_than: 9 }', [''], 'nothing'],
  ['{ named: north }, { none: [{ named: south }] }', ['north'], 'what must be absent is no need'],
])('a rule of %s needs %j: %s', (conditions, needs, _why) => {
  expect(alternatives(conditions).sort()).toEqual(needs)
})

it.each([
  [['north', 'south'], true, 'all names of the rule'],
  [['north', 'east'], true, 'a member of the group'],
  [['north'], false, 'one name is missing'],
  [['north', 'talks'], false, 'a cue is no name'],
  [[], false, 'nobody is named'],
])('names %j suffice: %s (%s)', (named, expected, _why) => {
  expect(namesSuffice(topicWith('{ together: [north, lands, talks] }'), new Set(named))).toBe(expected)
})
