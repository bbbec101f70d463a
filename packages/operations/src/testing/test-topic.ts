import { compileTopic, parseTopic } from '@rasid/core'
import type { RulesInForce } from '../rules-in-force.ts'

/** A small topic of the tests' own: the shipped one grows, and polling must not depend on how. */
export const TEST_TOPIC = `
id: test-topic
version: 1
title: { ar: موضوع تجريبي, en: A topic for tests }
languages: [ar]
entities:
  russia: { title: { ar: روسيا, en: Russia }, aliases: [روسيا, موسكو] }
  taliban: { title: { ar: طالبان, en: Taliban }, aliases: [طالبان] }
  isis: { title: { ar: داعش, en: ISIS }, aliases: [داعش] }
rules:
  - id: both
    tier: core
    title: { ar: كلاهما, en: both }
    all: [{ named: russia }, { named: taliban }]
  - id: shared
    tier: related
    title: { ar: طالبان وداعش, en: Taliban and ISIS }
    all: [{ named: taliban }, { named: isis }]
`

export function testRules(yaml: string = TEST_TOPIC): RulesInForce {
  const topic = compileTopic(parseTopic(yaml, 'test-topic.yaml'))
  return { version: `${topic.id}@${topic.version}`, topics: [topic], languages: new Set(topic.source.languages) }
}
