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
const GARBAGE = Buffer.from(Array.from({ length: 65_536 }, (_, n) => n * 89))
const POISONS: Record<string, (response: ServerResponse) => void> = {
  'no answer at all': () => undefined,
  'a bomb of gzip': (response) =>
    response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(64 * 1024 * 1024, 0x20))),
  garbage: (response) => response.writeHead(200).end(GARBAGE),
  'ten megabytes of nesting': (response) => response.writeHead(200).end(NESTING),
}

it('polls 49 feeds as ever beside four of poison: silence, a bomb, garbage, and endless nesting', async () => {
  const { store, url } = database
  const followed = await followPublishers(store, names(49))
  publishers = followed
  const poisons = await Promise.all(Object.values(POISONS).map(startPoison))
  try {
    for (const { host } of poisons) await insertFeed(store.db, { url: `http://${host}/rss`, outlet: 'سم' })
    publishEverywhere(followed, 'عن معرض الكتاب')
    const worker = startWorkerProcess(url, [followed.allowHosts, ...poisons.map(({ host }) => host)].join(','))
    const stored = `count(distinct feed_id) from articles where origin = 'baseline'`
    await vi.waitFor(async () => expect(await figure(store, stored)).toBe(49), PATIENCE)
    const failed = `count(*) from feeds where outlet = 'سم' and failures > 0`
    await vi.waitFor(async () => expect(await figure(store, failed)).toBe(poisons.length), PATIENCE)
    const touched = `count(*) from feeds where outlet <> 'سم' and (failures > 0 or last_success_at is null)`
    expect(await figure(store, touched)).toBe(0)
    await makeFeedsDue(store.db)
    const again = `count(*) from (select 1 from fetches join feeds f on f.id = feed_id where f.outlet <> 'سم'
      group by feed_id having count(*) = 2) twice`
    await vi.waitFor(async () => expect(await figure(store, again)).toBe(49), PATIENCE)
    expect(worker.hasEnded()).toBe(false)
    await worker.kill()
  } finally {
    for (const { close } of poisons) close()
  }
})

/** A publisher on a port of its own whose every answer is this poison. */
async function startPoison(answer: (response: ServerResponse) => void): Promise<{ host: string; close(): void }> {
  const server = createServer((_, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const close = () => {
    server.closeAllConnections()
    server.close()
  }
  return { host: `127.0.0.1:${(server.address() as AddressInfo).port}`, close }
}

/** One article at each outlet. */
function publishEverywhere({ newsrooms }: Publishers, about: string): void {
  for (const newsroom of newsrooms) {
    for (const { name } of newsroom.outlets()) {
      newsroom.publish(name, { title: `خبر من وسيلة ${name} ${about}`, summary: 'تفاصيل الخبر' })
    }
  }
}
