import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { insertFeed, makeFeedsDue, type Store } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { followPublishers, type Publishers, startWorkerProcess, type WorkerProcess } from './worker-process.ts'

// Generous: a busy machine starts a worker in half a minute.
const PATIENCE = { timeout: 120_000, interval: 100 }
const names = (count: number) => Array.from({ length: count }, (_, n) => `outlet-${n}`)

let database: FreshDatabase
let publishers: Publishers | null

beforeEach(async () => {
  database = await freshDatabase()
  publishers = null
})
afterEach(async () => {
  await publishers?.close()
  await database.drop()
})

const figure = async ({ sql }: Store, query: string) =>
  Number((await sql.unsafe(`select (select ${query}) as n`))[0]?.n)
const polledBy = (worker: WorkerProcess) => worker.log.filter(({ msg }) => msg === 'polled').length
const visitsOf = ({ newsrooms }: Publishers) =>
  newsrooms.map((newsroom) => newsroom.visits().filter(({ kind }) => kind === 'feed').length)

it('shares 200 feeds between two workers, each polled once a round, and takes over those of a killed one', async () => {
  const { store, url } = database
  const followed = await followPublishers(store, names(200))
  publishers = followed
  await store.sql`update feeds set next_check_at = 'infinity'`
  const [first, second] = [startWorkerProcess(url, followed.allowHosts), startWorkerProcess(url, followed.allowHosts)]
  const isStarted = (worker: WorkerProcess) => worker.log.some(({ msg }) => msg === 'started')
  await vi.waitFor(() => expect([first, second].every(isStarted), JSON.stringify(first.log)).toBe(true), PATIENCE)
  for (const round of [1, 2, 3]) {
    await makeFeedsDue(store.db)
    await vi.waitFor(async () => expect(await figure(store, 'count(*) from fetches')).toBe(200 * round), PATIENCE)
    expect(visitsOf(followed)).toEqual(Array(200).fill(round))
  }
  expect(polledBy(first)).toBeGreaterThan(0)
  expect(polledBy(second)).toBeGreaterThan(0)

  await makeFeedsDue(store.db)
  await vi.waitFor(async () => expect(await figure(store, 'count(*) from fetches')).toBeGreaterThan(600), PATIENCE)
  await first.kill()
  await vi.waitFor(async () => {
    // What two minutes would do to the leases of the dead; those of the living are given back within seconds.
    await store.sql`update feeds set lease_until = least(lease_until, now() + interval '2 seconds')`
    expect(await figure(store, 'count(*) from feeds where next_check_at <= now() or lease_owner is not null')).toBe(0)
  }, PATIENCE)
  expect(Math.min(...visitsOf(followed))).toBe(4)
  expect(await figure(store, 'count(*) from feeds where failures > 0')).toBe(0)
})

const NESTING = Buffer.from(`<?xml version="1.0"?><rss version="2.0"><channel>${'<a>'.repeat(3_400_000)}`)
const POISONS: { why: string; answer: (response: ServerResponse) => void }[] = [
  { why: 'no answer at all', answer: () => undefined },
  {
    why: 'a bomb of gzip',
    answer: (response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))),
  },
  {
    why: 'garbage',
    answer: (response) => response.writeHead(200).end(Buffer.from(Array.from({ length: 65_536 }, (_, n) => n * 89))),
  },
  { why: 'ten megabytes of nesting', answer: (response) => response.writeHead(200).end(NESTING) },
]

it.each(POISONS)('polls 49 feeds as ever beside one that gives $why', async ({ answer }) => {
  const { store, url } = database
  const followed = await followPublishers(store, names(49))
  publishers = followed
  const poison = createServer((_, response) => answer(response))
  await new Promise<void>((resolve) => poison.listen(0, '127.0.0.1', resolve))
  try {
    const host = `127.0.0.1:${(poison.address() as AddressInfo).port}`
    const { id } = await insertFeed(store.db, { url: `http://${host}/rss`, outlet: 'سم' })
    publishEverywhere(followed, 'عن معرض الكتاب')
    const worker = startWorkerProcess(url, `${followed.allowHosts},${host}`)
    const stored = `count(distinct feed_id) from articles where origin = 'baseline'`
    await vi.waitFor(async () => expect(await figure(store, stored)).toBe(49), PATIENCE)
    const failed = `count(*) from feeds where id = ${id} and failures > 0`
    await vi.waitFor(async () => expect(await figure(store, failed)).toBe(1), PATIENCE)
    const touched = `count(*) from feeds where id <> ${id} and (failures > 0 or last_success_at is null)`
    expect(await figure(store, touched)).toBe(0)
    await makeFeedsDue(store.db)
    const again = `count(*) from (select 1 from fetches where feed_id <> ${id} group by feed_id having count(*) = 2) twice`
    await vi.waitFor(async () => expect(await figure(store, again)).toBe(49), PATIENCE)
    expect(worker.hasEnded()).toBe(false)
    await worker.kill()
  } finally {
    poison.closeAllConnections()
    poison.close()
  }
})

/** One article at each outlet; returns their titles. */
function publishEverywhere({ newsrooms }: Publishers, about: string): string[] {
  return newsrooms.flatMap((newsroom) =>
    newsroom.outlets().map(({ name }) => {
      const title = `خبر من وسيلة ${name} ${about}`
      newsroom.publish(name, { title, summary: 'تفاصيل الخبر' })
      return title
    }),
  )
}
