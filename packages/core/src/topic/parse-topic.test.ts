import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parseTopic } from './parse-topic.ts'
import { TopicError } from './topic-error.ts'

const good = readFileSync(new URL('fixtures/desert-locusts.yaml', import.meta.url), 'utf8')

function problemsOf(yamlText: string): readonly string[] {
  try {
    parseTopic(yamlText, 'topic.yaml')
  } catch (error) {
    if (error instanceof TopicError) return error.problems
    throw error
  }
  return []
}

describe('parseTopic', () => {
  it('reads a good file without a complaint', () => {
    expect(problemsOf(good)).toEqual([])
  })

  it.each([
    [
      'article: optional}, أسراب',
      'artikel: optional}, أسراب',
      /^topic\.yaml:9: .*does not know the key "artikel", remove it/,
      'a misspelt key',
    ],
    ['tier: core', 'tier: central', /^topic\.yaml:\d+: rules\.0\.tier: /, 'a tier that does not exist'],
    [
      'together: [locust, harvest]',
      'together: [locust, wheat]',
      /^topic\.yaml:\d+: the entity "wheat" does not exist, define it/,
      'an unknown entity in a rule',
    ],
    ['cue: grain', 'cue: seed', /^topic\.yaml:\d+: the cue list "seed" does not exist/, 'an unknown cue list'],
    ['version: 1', 'version: one', /^topic\.yaml:3: version: /, 'a version that is no number'],
    ['id: desert-locusts', 'id: Desert Locusts', /^topic\.yaml:2: id: use small Latin letters/, 'an id with capitals'],
    ['languages: [ar]', 'languages: [ar', /^topic\.yaml:\d+: .*, correct the YAML here$/, 'broken YAML'],
  ])('says where and what for %s → %s', (from, to, problem, _why) => {
    expect(problemsOf(good.replace(from, to)).join('\n')).toMatch(new RegExp(problem.source, 'm'))
  })

  it('lists every problem, not only the first', () => {
    const bad = good.replace('tier: core', 'tier: central').replace('version: 1', 'version: one')
    expect(problemsOf(bad)).toHaveLength(2)
  })

  it('refuses an empty file', () => {
    expect(problemsOf('').length).toBeGreaterThan(0)
  })
})

it.each(['all', 'any', 'none'])('names the line of an unknown entity inside nested `%s`', (key) => {
  const rule = [
    '  - id: nested',
    '    tier: core',
    '    title: { ar: قاعدة, en: rule }',
    '    all:',
    '      - any:',
    '          - named: locust',
    `          - ${key}:`,
    '              - named: locust',
    '              - named: wheat',
  ]
  const lines = good.replace(/^rules:\n/m, `rules:\n${rule.join('\n')}\n`)
  const line = lines.split('\n').findIndex((text) => text.includes('wheat')) + 1
  expect(problemsOf(lines)).toEqual([
    `topic.yaml:${line}: the entity "wheat" does not exist, define it under entities or correct the name`,
  ])
})
