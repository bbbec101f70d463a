import { afterEach, beforeEach, expect, it } from 'vitest'
import { applyTopicEdit } from './apply-topic-edit.ts'
import { assignArticle } from './assign-story.ts'
import { explainArticle } from './explain-article.ts'
import { rematch } from './rematch.ts'
import { rulesInForce } from './rules-in-force.ts'
import { TEST_TOPIC } from './testing/test-topic.ts'
import { type TopicWorld, topicWorld } from './testing/topic-world.ts'
import { topicInForce } from './topic-in-force.ts'
import { tryTopic } from './try-topic.ts'

const LOCUSTS = `
id: locusts
version: 1
title: { ar: الجراد والحصاد, en: Locusts and harvests }
languages: [ar]
entities:
  locust: { title: { ar: الجراد, en: locusts }, aliases: [{ text: جراد, article: optional }] }
  harvest: { title: { ar: المحاصيل, en: harvest }, aliases: [{ text: محصول, article: optional }] }
rules:
  - { id: both, tier: core, title: { ar: معا, en: together }, all: [{ together: [locust, harvest] }] }
cases:
  - { expect: core, title: الجراد يهدد محصول الذرة, why: both }
`

let world: TopicWorld
let deps: { db: TopicWorld['database']['store']['db']; directory: URL }
beforeEach(async () => {
  world = await topicWorld({ 'first.yaml': TEST_TOPIC, 'locusts.yaml': LOCUSTS })
  deps = { db: world.database.store.db, directory: world.directory }
})
afterEach(() => world.close())

const sql = (...args: Parameters<TopicWorld['database']['store']['sql']>) => world.database.store.sql(...args)

it('matches, and makes stories of its own, beside the first', async () => {
  await world.store({ title: 'روسيا تلتقي طالبان' })
  await world.store({ title: 'الجراد يهدد محصول الذرة' })
  await world.store({ title: 'الجراد يهدد محصول روسيا وطالبان' })
  const rows = await sql`select topic, count(*)::int as n, count(distinct story_id)::int as stories from matches
    group by topic order by topic`
  expect(rows.map(({ topic, n }) => [topic, n])).toEqual([
    ['locusts', 2],
    ['test-topic', 2],
  ])
  const mixed = await sql`select story_id from matches group by story_id having count(distinct topic) > 1`
  expect(mixed).toHaveLength(0)
})

it('has edits of its own, which leave the first as it was', async () => {
  const before = await rulesInForce(deps.db, deps.directory)
  const change = { topic: 'locusts', edits: [{ op: 'add-alias' as const, entity: 'locust', alias: 'الجنادب' }] }
  expect(await tryTopic(deps, { change, examples: 1 })).toMatchObject({ kind: 'tried' })
  expect(await applyTopicEdit(deps, { change, author: 'terminal' })).toMatchObject({ kind: 'applied' })
  const after = await rulesInForce(deps.db, deps.directory)
  const versions = (rules: typeof after) => new Map(rules.topics.map(({ id, version }) => [id, version]))
  expect(versions(after).get('test-topic')).toBe(versions(before).get('test-topic'))
  expect(versions(after).get('locusts')).not.toBe(versions(before).get('locusts'))
})

it('is re-scored with the first, and each match names the version of its own topic', async () => {
  const id = await world.store({ title: 'الجنادب تهدد محصول روسيا وطالبان' })
  const change = { topic: 'locusts', edits: [{ op: 'add-alias' as const, entity: 'locust', alias: 'الجنادب' }] }
  await applyTopicEdit(deps, { change, author: 'terminal' })
  const rules = await rulesInForce(deps.db, deps.directory)
  const using = { db: deps.db, rules, assign: assignArticle, now: () => new Date(0) }
  await rematch(using, { author: 'terminal', batch: 9, everything: false })
  const rows = await sql`select topic, rule_version from matches where article_id = ${id} order by topic`
  expect(rows.map((row) => [row.topic, row.rule_version])).toEqual(
    ['locusts', 'test-topic'].map((topic) => [topic, rules.topics.find(({ id: name }) => name === topic)?.version]),
  )
  const explained = await explainArticle({ db: deps.db, rules }, { id })
  expect(explained).toMatchObject({ verdicts: [{ topic: { id: 'test-topic' } }, { topic: { id: 'locusts' } }] })
})

it('must be named where it could be either', async () => {
  expect(await topicInForce(deps)).toEqual({ kind: 'unknown-topic', topics: ['test-topic', 'locusts'] })
  expect(await topicInForce(deps, 'locusts')).toMatchObject({ topic: { cases: [{ expect: 'core' }] } })
})
