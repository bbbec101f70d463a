import { createServer, type Server } from 'node:http'
import type { AddressInfo, LookupFunction } from 'node:net'
import { insertFeed } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { pollOnce } from './poll-once.ts'
import { startWorker } from './start-worker.ts'
import type { WorkerDeps } from './worker-deps.ts'

let database: FreshDatabase
let server: Server
let deps: WorkerDeps
let answerAfterMs = 0

const OFTEN = { every: '* * * * * *' }
const silent = () => {}
const lookup: LookupFunction = (_name, options, found) =>
  options.all ? found(null, [{ address: '127.0.0.1', family: 4 }]) : found(null, '127.0.0.1', 4)

const FEED = `<?xml version="1.0"?><rss version="2.0"><channel><title>خلاصة</title>
<item><guid>1</guid><title>افتتاح معرض الكتاب في العاصمة</title></item></channel></rss>`

beforeEach(async () => {
  database = await freshDatabase()
  answerAfterMs = 0
  server = createServer((_, response) => {
    setTimeout(() => response.writeHead(200, { 'content-type': 'application/rss+xml' }).end(FEED), answerAfterMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  for (const host of ['a.test', 'b.test', 'c.test']) {
    await insertFeed(database.store.db, { url: `http://${host}:${port}/rss`, outlet: host })
  }
  deps = {
    db: database.store.db,
    visitor: { lookup, allowHosts: ['a.test', 'b.test', 'c.test'].map((host) => `${host}:${port}`) },
    log: { debug: silent, info: silent, warn: silent, error: silent },
  }
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await database.drop()
})

const count = async (query: string) =>
  Number((await database.store.sql.unsafe(`select count(*) as n from ${query}`))[0]?.n)

it('polls what is due at once, tells its progress, and stops with no lease left', async () => {
  const worker = startWorker(deps, OFTEN)
  const polled: string[] = []
  worker.events.on('polled', ({ feed, outcome }) => polled.push(`${feed.outlet} ${outcome}`))
  const round = await new Promise((resolve) => worker.events.once('round', resolve))
  expect(round).toMatchObject({ polled: 3, reached: 3, added: 3 })
  expect(polled.sort()).toEqual(['a.test fetched', 'b.test fetched', 'c.test fetched'])
  await worker.stop()
  expect(await count('feeds where lease_owner is not null')).toBe(0)
  expect(await count('articles')).toBe(3)
})

it('finishes the visits under way when it is stopped, and keeps what they brought', async () => {
  answerAfterMs = 400
  const worker = startWorker(deps, OFTEN)
  await expect.poll(() => count('feeds where lease_until > now()')).toBe(3)
  const before = performance.now()
  await worker.stop()
  expect(performance.now() - before).toBeLessThan(10_000)
  expect(await count('articles')).toBe(3)
  expect(await count('feeds where lease_owner is not null or failures > 0')).toBe(0)
})

it('breaks off a visit that takes too long, whose feed is free at once and marked for nothing', async () => {
  answerAfterMs = 30_000
  const worker = startWorker(deps, { ...OFTEN, finishWithinMs: 200 })
  await expect.poll(() => count('feeds where lease_until > now()')).toBe(3)
  await worker.stop()
  expect(await count('articles')).toBe(0)
  expect(await count('feeds where lease_owner is not null or failures > 0 or last_visit_at is not null')).toBe(0)
})

it('polls a feed that becomes due later', async () => {
  const worker = startWorker(deps, OFTEN)
  await new Promise((resolve) => worker.events.once('round', resolve))
  await database.store.sql`update feeds set next_check_at = now() where outlet = 'a.test'`
  const second = await new Promise((resolve) => worker.events.once('round', resolve))
  expect(second).toMatchObject({ polled: 1, reached: 1, added: 0 })
  await worker.stop()
})

it('goes on after a tick that failed', async () => {
  const errors: unknown[] = []
  let broken = true
  const shaky = new Proxy(deps.db, {
    get(db, name, self) {
      if (broken && name === 'transaction') throw new Error('the database is away')
      return Reflect.get(db, name, self)
    },
  })
  const worker = startWorker(
    { ...deps, db: shaky, log: { ...deps.log, error: (told: unknown) => void errors.push(told) } },
    OFTEN,
  )
  await expect.poll(() => errors.length).toBeGreaterThan(0)
  broken = false
  expect(await new Promise((resolve) => worker.events.once('round', resolve))).toMatchObject({ polled: 3 })
  await worker.stop()
})

it('visits nobody while the disk is low, and goes on once there is room', async () => {
  let free = 0
  const measured: number[] = []
  const freeBytes = async () => measured.push(free) && free
  const worker = startWorker({ ...deps, disk: { freeBytes, lowBytes: 1024 ** 3 } }, OFTEN)
  await expect.poll(() => measured.length, { timeout: 10_000 }).toBeGreaterThan(1)
  expect(await count('fetches')).toBe(0)
  free = 2 * 1024 ** 3
  expect(await new Promise((resolve) => worker.events.once('round', resolve))).toMatchObject({ polled: 3 })
  await worker.stop()
})

it('polls all due feeds once and sums up', async () => {
  const once = await pollOnce(deps)
  expect(once).toMatchObject({
    polled: 3,
    reached: 3,
    items: 3,
    added: 3,
    core: 0,
    related: 0,
    outage: false,
    pages: [],
  })
  expect(await pollOnce(deps)).toMatchObject({ polled: 0 })
})

it('visits nothing once either while the disk is low, and does as soon as there is room', async () => {
  let free = 0
  const tight = { ...deps, disk: { freeBytes: async () => free, lowBytes: 100 } }
  expect(await pollOnce(tight)).toMatchObject({ polled: 0, lowDisk: true })
  free = 1000
  expect(await pollOnce(tight)).toMatchObject({ polled: 3, lowDisk: false })
})
