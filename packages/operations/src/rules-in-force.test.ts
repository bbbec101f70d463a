import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { TopicError } from '@rasid/core'
import { schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { judgeArticle } from './judge-article.ts'
import { rulesInForce } from './rules-in-force.ts'
import { TEST_TOPIC } from './testing/test-topic.ts'

let database: FreshDatabase
let folder: string
let topics: URL
beforeEach(async () => {
  database = await freshDatabase()
  folder = await mkdtemp(join(tmpdir(), 'topics-'))
  topics = pathToFileURL(`${folder}/`)
})
afterEach(async () => {
  await database.drop()
  await rm(folder, { recursive: true })
})

const edit = (op: object) =>
  database.store.db.insert(schema.topicEdits).values({ topic: 'test-topic', op, author: 'cli' })
const text = (title: string) => ({ title, summary: '', outlet: 'x', lang: 'ar', publishedAt: null, at: new Date(0) })

it('loads every topic file of the folder, and leaves its cases out', async () => {
  await writeFile(join(folder, 'a.yaml'), TEST_TOPIC)
  await writeFile(join(folder, 'b.yaml'), TEST_TOPIC.replace('id: test-topic', 'id: other-topic'))
  await writeFile(join(folder, 'a.cases.yaml'), 'not a topic')
  const rules = await rulesInForce(database.store.db, topics)
  expect(rules.topics.map(({ id }) => id)).toEqual(['test-topic', 'other-topic'])
  expect(rules.version).toMatch(/^test-topic@\w+ other-topic@\w+$/)
})

it("puts an operator's alias into force at the next tick, under another version, and takes it back when it is undone", async () => {
  await writeFile(join(folder, 'a.yaml'), TEST_TOPIC)
  const before = await rulesInForce(database.store.db, topics)
  expect(await rulesInForce(database.store.db, topics)).toBe(before)
  const news = text('الكرملين يستقبل وفد طالبان')
  expect(judgeArticle(before, news).tier).toBe('none')
  await edit({ op: 'add-alias', entity: 'russia', alias: 'الكرملين' })
  const after = await rulesInForce(database.store.db, topics)
  expect(after.version).not.toBe(before.version)
  expect(judgeArticle(after, news).tier).toBe('core')
  await database.store.sql`update topic_edits set undone_at = now()`
  expect((await rulesInForce(database.store.db, topics)).version).toBe(before.version)
})

it('sets an edit aside that the file no longer takes, with the reason, and keeps the others', async () => {
  await writeFile(join(folder, 'a.yaml'), TEST_TOPIC)
  await edit({ op: 'remove-alias', entity: 'russia', alias: 'غير موجود' })
  await edit({ op: 'add-alias', entity: 'russia', alias: 'الكرملين' })
  const rules = await rulesInForce(database.store.db, topics)
  expect(judgeArticle(rules, text('الكرملين يستقبل وفد طالبان')).tier).toBe('core')
  const kept = await database.store.sql`select set_aside from topic_edits order by id`
  expect(kept[0]?.set_aside).toMatch(/\S/)
  expect(kept[1]?.set_aside).toBeNull()
})

it('refuses to start on a topic file that is wrong, with its line', async () => {
  await writeFile(join(folder, 'bad.yaml'), TEST_TOPIC.replace('tier: core', 'tier: maybe'))
  const error = await rulesInForce(database.store.db, topics).catch((thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(TopicError)
  expect(String(error)).toMatch(/bad\.yaml:\d+:/)
})

it('loads the shipped topic', async () => {
  const rules = await rulesInForce(database.store.db)
  expect(rules.topics.map(({ id }) => id)).toContain('russia-taliban-isis')
})
