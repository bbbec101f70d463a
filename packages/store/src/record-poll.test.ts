import { randomUUID } from 'node:crypto'
import { storySignature } from '@rasid/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { NewArticle } from './articles.ts'
import { feedById, insertFeed } from './feeds.ts'
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

async function poll(fresh: PollRecord['fresh'], more: Partial<PollRecord> = {}) {
  const { id } = await insertFeed(database.store.db, { url: `http://${randomUUID()}.test/`, outlet: 'وسيلة' })
  const owner = randomUUID()
  await database.store
    .sql`update feeds set lease_owner = ${owner}, lease_until = now() + interval '1 minute' where id = ${id}`
  const record: PollRecord = {
    feedId: id,
    owner,
    feed: { etag: '"new"' },
    nextCheckMs: 60_000,
    fetch: { outcome: 'fetched', durationMs: 1, note: 'a visit' },
    fresh,
    edited: [],
    keys: [],
    ...more,
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

it('records many quiet visits at once, each with its own changes, and leaves the rest of every row alone', async () => {
  const failingSince = new Date('2026-11-01T06:00:00Z')
  const visits = await Promise.all(
    Array.from({ length: 20 }, (_, n) => {
      const lastFailure = { class: 'hard', code: 'gone', detail: "it's 'gone'" }
      const failed = { failures: n, failingSince, lastFailure }
      return poll([], {
        feed: n % 2 === 0 ? { etag: `"${n}"`, intervalMs: 1000 + n } : failed,
        nextCheckMs: n * 60_000,
      })
    }),
  )
  for (const [n, { id, recorded }] of visits.entries()) {
    expect(recorded).toEqual({ held: true, editions: [], refused: [] })
    const feed = await feedById(database.store.db, id)
    expect(feed).toMatchObject(
      n % 2 === 0
        ? { etag: `"${n}"`, intervalMs: 1000 + n, failures: 0, lastFailure: null }
        : { etag: null, intervalMs: 900_000, failures: n, failingSince, lastFailure: { code: 'gone' } },
    )
    expect(feed).toMatchObject({ leaseOwner: null, leaseUntil: null, lastVisitAt: expect.any(Date) })
    const waitMs = (feed?.nextCheckAt.getTime() ?? 0) - (feed?.lastVisitAt?.getTime() ?? 0)
    expect(waitMs).toBe(n * 60_000)
    const visited = await database.store.sql`select outcome, note from fetches where feed_id = ${id}`
    expect(visited).toEqual([{ outcome: 'fetched', note: 'a visit' }])
  }
})

it('clears with null, and keeps a quiet visit to itself when Postgres refuses it', async () => {
  const detail = 'a \u0000 byte'
  const refused = poll([], { feed: { failures: 1, lastFailure: { class: 'hard', code: 'x', detail } } })
  const bad = expect(refused).rejects.toThrow()
  const good = await poll([], { feed: { etag: null, lastFailure: null } })
  await bad
  expect(await feedById(database.store.db, good.id)).toMatchObject({ etag: null, lastFailure: null, leaseOwner: null })
})

it('keeps nothing of a quiet visit whose feed another worker has taken over', async () => {
  const { id, recorded } = await poll([], { owner: randomUUID() })
  expect(recorded.held).toBe(false)
  expect(await database.store.sql`select 1 from fetches where feed_id = ${id}`).toHaveLength(0)
})
