import { expect, it } from 'vitest'
import { inventedTopic } from '../testing/invented-topic.ts'
import { namesSuffice } from './rule-needs.ts'

const topicWith = (conditions: string, more = '') =>
  inventedTopic(`
entities:
  north: { title: { ar: شمالستان, en: North }, aliases: [شمالستان] }
  south: { title: { ar: جنوبستان, en: South }, aliases: [جنوبستان] }
  east: { title: { ar: شرقستان, en: East }, aliases: [شرقستان] }
  talks: { title: { ar: محادثات, en: talks }, kind: cue, aliases: [محادثات] }
groups: { lands: [south, east] }
rules:
  - { id: only, tier: core, title: { ar: قاعدة, en: rule }, all: [${conditions}] }
${more}`)

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

const READING =
  'readings: [{ id: read, title: { ar: قراءة, en: reading }, entity: south, as: east, after: { entity: talks, words: 2 } }]'

it.each([
  [['north', 'south'], true, 'south may be read as east'],
  [['north', 'east'], true, 'east itself'],
  [['north'], false, 'nothing that could be read as east'],
  [['south', 'east'], false, 'the other name is missing'],
])('names %j suffice where south is read as east: %s (%s)', (named, expected, _why) => {
  expect(namesSuffice(topicWith('{ together: [north, east] }', READING), new Set(named))).toBe(expected)
})
