import type { CompiledTopic } from './compile-topic.ts'
import type { MatchInput, MatchResult } from './match.ts'
import { matchArticle } from './match-article.ts'
import type { TopicCase } from './topic-schema.ts'

/** What became of one case of a topic. */
export interface CaseOutcome {
  case: TopicCase
  passed: boolean
  result: MatchResult
}

/** Runs cases (the topic's own, or others) against a topic, in order. */
export function runTopicCases(topic: CompiledTopic, cases: readonly TopicCase[] = topic.source.cases): CaseOutcome[] {
  return cases.map((one) => {
    const result = matchArticle(topic, articleOf(one))
    return { case: one, passed: result.tier === one.expect, result }
  })
}

function articleOf(one: TopicCase): MatchInput {
  return {
    ...(one.title === undefined ? {} : { title: one.title }),
    ...(one.summary === undefined ? {} : { summary: one.summary }),
    ...(one.text === undefined ? {} : { text: one.text }),
    ...(one.published === undefined ? {} : { publishedAt: new Date(one.published) }),
  }
}
