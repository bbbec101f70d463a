import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { CORE_SCHEMA, load } from 'js-yaml'
import { describe, expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { languageOf } from '../arabic/language.ts'
import { compileTopic } from './compile-topic.ts'
import { matchArticle } from './match-article.ts'
import { parseTopic, parseTopicCases } from './parse-topic.ts'
import { runTopicCases } from './topic-cases.ts'
import { topicJsonSchema } from './topic-json-schema.ts'

const topics = new URL('../../topics/', import.meta.url)
const yamlText = readFileSync(new URL('russia-taliban-isis.yaml', topics), 'utf8')
const topic = compileTopic(parseTopic(yamlText, 'russia-taliban-isis.yaml'))
const casesText = readFileSync(new URL('russia-taliban-isis.cases.yaml', topics), 'utf8')
const cases = parseTopicCases(casesText, 'russia-taliban-isis.cases.yaml')
const shared = new URL('../../../../../shared/', import.meta.url)

describe('the shipped topic', () => {
  it.each(cases.map((one) => [one.title ?? one.summary ?? one.text, one.why, one] as const))(
    '«%s» is what it should be: %s',
    (_text, _why, one) => {
      const [outcome] = runTopicCases(topic, [one])
      expect(outcome?.result.tier, JSON.stringify(outcome?.result, null, 1)).toBe(one.expect)
    },
  )

  it('has at least 200 cases, 60 of them core and 30 related', () => {
    const count = (tier: string): number => cases.filter((one) => one.expect === tier).length
    expect(cases.length).toBeGreaterThanOrEqual(200)
    expect(count('core')).toBeGreaterThanOrEqual(60)
    expect(count('related')).toBeGreaterThanOrEqual(30)
  })

  it.each([
    ['rules', yamlText],
    ['cases', casesText],
  ])('has %s that both readers of YAML read alike', (_what, text) => {
    expect(load(text, { schema: CORE_SCHEMA })).toEqual(parseDocument(text).toJS())
  })

  it('has a JSON Schema beside it that is current', () => {
    // node packages/core/topics/write-schema.ts writes it anew
    expect(JSON.parse(readFileSync(new URL('topic.schema.json', topics), 'utf8'))).toEqual(
      JSON.parse(topicJsonSchema()),
    )
  })
})

describe.runIf(existsSync(shared))('real articles', () => {
  it('reads every seed as core', () => {
    const seeds = readdirSync(new URL('seeds/', shared)).filter((name) => name.endsWith('.txt'))
    const tiers = seeds.map(
      (name) => matchArticle(topic, { text: readFileSync(new URL(`seeds/${name}`, shared), 'utf8') }).tier,
    )
    expect(tiers).toEqual(seeds.map(() => 'core'))
  })

  it('keeps at least 99 % of Arabic titles at the language gate', () => {
    const rows = readFileSync(new URL('eval/dev.jsonl', shared), 'utf8').split('\n').filter(Boolean)
    const titles = rows
      .map((row) => JSON.parse(row) as { title: string; text: string })
      .map((row) => row.title || row.text.slice(0, 80))
    const kept = titles.filter((title) => languageOf(title) === 'ar')
    expect(kept.length / titles.length).toBeGreaterThanOrEqual(0.99)
  })

  it('is wrong on at most 8 of the 572 labelled articles', () => {
    const rows = readFileSync(new URL('eval/dev.jsonl', shared), 'utf8').split('\n').filter(Boolean)
    const wrong = rows
      .map((row) => JSON.parse(row) as { id: string; title: string; text: string; accept: string[] })
      .filter(
        ({ title, text, accept }) => !accept.includes(matchArticle(topic, { ...(title ? { title } : {}), text }).tier),
      )
    expect(wrong.length, wrong.map((row) => row.id).join(' ')).toBeLessThanOrEqual(8)
  })
})
