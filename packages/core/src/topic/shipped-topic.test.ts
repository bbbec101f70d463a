import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileTopic } from './compile-topic.ts'
import { matchArticle } from './match-article.ts'
import { parseTopic } from './parse-topic.ts'

const file = new URL('../../topics/russia-taliban-isis.yaml', import.meta.url)
const topic = compileTopic(parseTopic(readFileSync(file, 'utf8'), 'russia-taliban-isis.yaml'))

describe('the shipped topic', () => {
  it.each([
    ['موسكو تسمح لطالبان بتعيين سفير في روسيا', 'core'],
    ['موسكو وواشنطن تطالبان بوقف إطلاق النار في سوريا', 'none'],
    ['طالبان سعوديان يفوزان في أولمبياد موسكو', 'none'],
    ['كابل بحري يربط روسيا بالصين', 'none'],
    ['معارك بين طالبان وتنظيم الدولة شرقي أفغانستان', 'related'],
  ])('reads «%s» as %s', (title, tier) => {
    expect(matchArticle(topic, { title }).tier).toBe(tier)
  })
})
