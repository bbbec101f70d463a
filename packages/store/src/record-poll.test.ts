import { randomUUID } from 'node:crypto'
import { storySignature } from '@rasid/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NewArticle } from './articles.ts'
import { claimDueFeeds, insertFeed } from './feeds.ts'
import { type PollRecord, recordPoll } from './record-poll.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const article = (title: string, key: string): NewArticle => ({
  keys: [key],
  feedId: null,
  outlet: 'وسيلة',
  title,
  summary: '',
  url: null,
  author: null,
  lang: 'ar',
  publishedAt: null,
  contentHash: key,
  tier: 'none',
  ruleVersion: 'v',
  origin: 'live',
  page: 'none',
})

async function poll(fresh: PollRecord['fresh']) {
  const { id } = await insertFeed(database.store.db, { url: `http://${randomUUID()}.test/`, outlet: 'وسيلة' })
  const owner = randomUUID()
  await claimDueFeeds(database.store.db, { owner, limit: 5, leaseMs: 60_000 })
  const record: PollRecord = {
    feedId: id,
    owner,
    feed: { etag: '"new"' },
    nextCheckMs: 60_000,
    fetch: { outcome: 'fetched', durationMs: 1, note: 'a visit' },
    fresh,
    edited: [],
    keys: [],
  }
  return { id, recorded: await recordPoll(database.store.db, record, () => null) }
}

it('stores the other items when Postgres refuses one, and says which (invariant 8)', async () => {
  const fresh = ['أول', 'ثان \u0000 معطوب', 'ثالث'].map((title, n) => ({
    article: article(title, `bad:${n}`),
    matches: [],
  }))
  const { id, recorded } = await poll(fresh)
  expect(recorded.held).toBe(true)
  expect(recorded.refused).toMatchObject([{ title: fresh[1]?.article.title, reason: expect.stringMatching(/^22/) }])
  const stored = await database.store.sql`select title from articles where content_hash like 'bad:%' order by id`
  expect(stored.map(({ title }) => title)).toEqual(['أول', 'ثالث'])
  const [visit] = await database.store.sql`select note from fetches where feed_id = ${id}`
  expect(visit?.note).toMatch(/^a visit; 1 refused/)
})

it('keeps an article whose match Postgres refuses', async () => {
  const match = {
    topic: 't',
    title: 'خبر',
    outlet: 'وسيلة',
    origin: 'live' as const,
    at: new Date(),
    tier: 'core' as const,
    score: 1,
    ruleVersion: 'v',
    result: { bad: 'nul \u0000' },
    signature: storySignature({ title: 'خبر' }),
    final: true,
  }
  const { recorded } = await poll([{ article: { ...article('خبر', 'match:1'), tier: 'core' }, matches: [match] }])
  expect(recorded.refused).toHaveLength(1)
  expect(await database.store.sql`select 1 from articles where content_hash = 'match:1'`).toHaveLength(1)
  expect(await database.store.sql`select 1 from stories`).toHaveLength(0)
})
