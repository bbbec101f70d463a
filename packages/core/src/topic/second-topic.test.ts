import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileTopic } from './compile-topic.ts'
import { matchArticle } from './match-article.ts'
import { parseTopic } from './parse-topic.ts'
import { runTopicCases } from './topic-cases.ts'

const yamlText = readFileSync(new URL('fixtures/desert-locusts.yaml', import.meta.url), 'utf8')
const topic = compileTopic(parseTopic(yamlText, 'desert-locusts.yaml'))

describe('a second topic file', () => {
  it('works without code of its own', () => {
    expect(runTopicCases(topic).map((outcome) => outcome.passed)).toEqual([true, true, true])
  })

  it('names itself and its own version in a match', () => {
    const match = matchArticle(topic, { title: 'الجراد يهدد محصول الذرة' })
    expect(match).toMatchObject({ topic: 'desert-locusts', tier: 'core', ruleVersion: topic.version })
  })

  it('finds nothing of the first topic', () => {
    expect(matchArticle(topic, { title: 'روسيا تعترف بحكومة طالبان' })).toMatchObject({ tier: 'none', evidence: [] })
  })
})
