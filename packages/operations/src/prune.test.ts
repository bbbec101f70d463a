import { randomUUID } from 'node:crypto'
import { claimLease } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { prunable, prune, pruneDaily } from './prune.ts'
import { addTestFeed, pollDeps, pollNow } from './testing/polling.ts'
import { type Publisher, startPublisher } from './testing/publisher.ts'

const CORE = { guid: 'g1', title: 'موسكو تستقبل وفدا من حركة طالبان', link: 'https://one.test/a/1' }
const OTHER = { guid: 'g2', title: 'افتتاح معرض الكتاب في العاصمة', link: 'https://one.test/a/2' }

let publisher: Publisher
let database: FreshDatabase
const sql = () => database.store.sql
const deps = () => ({ db: database.store.db, keepDays: 90 })
const count = async (from: string) => Number((await sql().unsafe(`select count(*) as n from ${from}`))[0]?.n)

beforeAll(async () => {
  publisher = await startPublisher(['one.test'])
})
afterAll(() => publisher.close())
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

/** One visit that brought a match and another article, both `days` ago. */
async function visited(days: number) {
  publisher.feed('one.test', '/rss', [CORE, OTHER])
  const poller = pollDeps(database.store, publisher)
  const id = await addTestFeed(database.store, publisher.url('one.test', '/rss'), 'الأولى')
  await pollNow(database.store, poller, id)
  await sql()`update articles set first_seen_at = now() - ${days}::int * interval '1 day'`
  return { poll: () => pollNow(database.store, poller, id) }
}

describe('pruning', () => {
  it('forgets an old unmatched article and its versions, and no other', async () => {
    await visited(91)
    await sql()`insert into article_versions (article_id, revision, title, summary, content_hash)
      select id, 1, 't', '', 'h' from articles`
    expect(await prunable(deps())).toEqual({ articles: 1, visits: 0, notices: 0 })
    expect(await prune(deps())).toEqual({ articles: 1, visits: 0, notices: 0 })
    expect(await sql()`select title from articles`).toEqual([{ title: CORE.title }])
    expect(await count('article_versions')).toBe(1)
    expect(await prunable(deps())).toEqual({ articles: 0, visits: 0, notices: 0 })
  })

  it('knows a forgotten article when its feed shows it again, edited or not (invariant 3)', async () => {
    const { poll } = await visited(91)
    const keys = await count('article_keys')
    await prune(deps())
    expect(await count('article_keys')).toBe(keys)
    publisher.feed('one.test', '/rss', [{ ...OTHER, title: `${OTHER.title} اليوم` }, CORE])
    expect(await poll()).toMatchObject({ outcome: 'fetched', items: 2, added: 0, edited: 0 })
    expect(await count('articles')).toBe(1)
  })

  it.each([
    { why: 'younger than it is kept', change: `update articles set first_seen_at = now() - interval '89 days'` },
    { why: 'a seed', change: `update articles set origin = 'archive'` },
    {
      why: 'matched by another topic only',
      change: `insert into matches (article_id, topic, tier, score, rule_version, result, signature, final, seen_at, outlet, entities)
        select id, 'other', 'related', 1, 'v', '{}', '{}', true, now(), 'x', '{}' from articles where tier = 'none'`,
    },
  ])('keeps an article that is $why', async ({ change }) => {
    await visited(91)
    await sql().unsafe(change)
    expect((await prune(deps())).articles).toBe(0)
  })

  it('forgets visits after 35 days and notices after 90, but never what waits to be told', async () => {
    await visited(1)
    await sql()`insert into fetches (feed_id, at, duration_ms, outcome, note)
      select 1, now() - n * interval '1 day', 1, 'unchanged', '' from generate_series(34, 4000) n order by n desc`
    const old = sql()`now() - interval '91 days'`
    await sql()`insert into feed_notices (feed_id, kind, at, told_at) values
      (1, 'gone', ${old}, now()), (1, 'gone', ${old}, null), (1, 'broken', ${old}, null), (1, 'gone', now(), now())`
    expect(await prunable(deps())).toEqual({ articles: 0, visits: 3966, notices: 2 })
    expect(await prune(deps())).toEqual({ articles: 0, visits: 3966, notices: 2 })
    expect(await count('feed_notices')).toBe(2)
  })

  it('stops between two batches when it is asked to', async () => {
    await visited(91)
    expect(await prune({ ...deps(), signal: AbortSignal.abort() })).toEqual({ articles: 0, visits: 0, notices: 0 })
  })
})

describe('daily pruning', () => {
  it('is done once a day by one worker, and again the next day', async () => {
    await visited(91)
    const workers = [randomUUID(), randomUUID()]
    const both = await Promise.all(workers.map((owner) => pruneDaily({ ...deps(), owner })))
    expect(both.filter((pruned) => pruned !== null)).toEqual([{ articles: 1, visits: 0, notices: 0 }])
    expect(await pruneDaily({ ...deps(), owner: randomUUID() })).toBeNull()
    await sql()`update facts set at = at - interval '24 hours' where name = 'pruned'`
    expect(await pruneDaily({ ...deps(), owner: randomUUID() })).not.toBeNull()
    expect(await count('leases')).toBe(0)
  })

  it('leaves it to the worker that has the lease, and takes over once that has run out', async () => {
    await claimLease(database.store.db, 'prune', randomUUID(), 60_000)
    expect(await pruneDaily({ ...deps(), owner: randomUUID() })).toBeNull()
    await sql()`update leases set until = now() - interval '1 second'`
    expect(await pruneDaily({ ...deps(), owner: randomUUID() })).not.toBeNull()
  })
})
