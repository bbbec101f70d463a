import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseTopic, parseTopicCases } from './parse-topic.ts'
import { TopicError } from './topic-error.ts'

const good = readFileSync(new URL('fixtures/desert-locusts.yaml', import.meta.url), 'utf8')
const ALIASES = 'aliases: [{text: جراد, article: optional}, أسراب الجراد]'

function errorOf(read: () => unknown): TopicError {
  try {
    read()
  } catch (error) {
    if (error instanceof TopicError) return error
    throw error
  }
  throw new Error('there was no mistake')
}

describe('a mistake in a topic', () => {
  it.each([
    [ALIASES, 'aliases: [12]', '9: entities.locust.aliases.0: Invalid input, correct it', 'neither text nor record'],
    [
      ALIASES,
      'aliases: [{text: جراد, article: some}]',
      '9: entities.locust.aliases.0.article: Invalid option: expected one of "none"|"optional", correct it',
      'a record with a wrong value is told as a record',
    ],
    [
      ALIASES,
      'aliases: [{}]',
      '9: entities.locust.aliases.0.text: Invalid input: expected string, received undefined, correct it',
      'a record without its text',
    ],
    [
      ALIASES,
      'aliases: [{text: جراد, cues: [x]}]',
      '9: entities.locust.aliases.0 does not know the key "cues", remove it or correct its spelling',
      'a key that a record does not know',
    ],
    [
      ALIASES,
      'aliases: []',
      '9: entities.locust.aliases: Too small: expected array to have >=1 items, correct it',
      'an empty list',
    ],
    [
      'title: {ar: الجراد, en: locusts}',
      'title: {ar: الجراد}',
      '8: entities.locust.title.en: Invalid input: expected string, received undefined, correct it',
      'a key that is missing has the line of what should hold it',
    ],
    [
      'version: 1',
      'version: 1\nextra: 1',
      '4: the topic does not know the key "extra", remove it or correct its spelling',
      'a key of the topic itself',
    ],
    ['id: desert-locusts', 'id: a\nid: b', '3: Map keys must be unique, correct the YAML here', 'a key written twice'],
    [
      'languages: [ar]',
      'languages: [ar',
      '6: Flow sequence in block collection must be sufficiently indented and end with a ], correct the YAML here',
      'a mistake of YAML, without the reader’s own line and column',
    ],
  ])('%s → %s is told as «%s»: %s', (from, to, problem, _why) => {
    expect(errorOf(() => parseTopic(good.replace(from, to), 'topic.yaml')).problems).toEqual([`topic.yaml:${problem}`])
  })

  it.each([
    ['', 'null'],
    ['[]', 'array'],
  ])('is that «%s» is no topic at all', (text, received) => {
    expect(errorOf(() => parseTopic(text, 'topic.yaml')).problems).toEqual([
      `topic.yaml:1: the topic: Invalid input: expected object, received ${received}, correct it`,
    ])
  })

  it('is one of several, each a line of the error’s message', () => {
    const bad = good.replace('version: 1', 'version: one\nextra: 1\nmore: 2')
    const error = errorOf(() => parseTopic(bad, 'topic.yaml'))
    expect(error.name).toBe('TopicError')
    expect(error.message.split('\n')).toEqual([
      'topic.yaml:3: version: Invalid input: expected number, received string, correct it',
      'topic.yaml:4: the topic does not know the key "extra", remove it or correct its spelling',
      'topic.yaml:5: the topic does not know the key "more", remove it or correct its spelling',
    ])
  })
})

describe('a file of cases', () => {
  it('is read with what each case says', () => {
    const text = 'cases:\n  - {expect: core, title: خبر, published: 2021-08-15, why: a reason}'
    expect(parseTopicCases(text, 'topic.cases.yaml')).toEqual([
      { expect: 'core', title: 'خبر', published: '2021-08-15', why: 'a reason' },
    ])
  })

  it.each([
    [
      'cases:\n  - {expect: core, why: x}\n  - {expect: none, title: خبر}',
      '3: cases.1.why: Invalid input: expected string, received undefined, correct it',
      'a case without its reason',
    ],
    [
      'cases:\n  - {expect: nothing, why: x}',
      '2: cases.0.expect: Invalid option: expected one of "core"|"related"|"none", correct it',
      'a verdict that does not exist',
    ],
    [
      'cases: [',
      '1: Flow sequence in block collection must be sufficiently indented and end with a ], correct the YAML here',
      'broken YAML',
    ],
  ])('with the mistake in %j is told as «%s»: %s', (text, problem, _why) => {
    expect(errorOf(() => parseTopicCases(text, 'topic.cases.yaml')).problems).toEqual([`topic.cases.yaml:${problem}`])
  })
})
