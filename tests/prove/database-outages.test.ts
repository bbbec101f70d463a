// Postgres goes and comes back while workers poll feeds that keep publishing: nothing is lost, and nobody has to do anything.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { makeFeedsDue, openStore, type Store } from '@rasid/store'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { type RasidProcess, scratchFolder, serverPid, startRasid } from './rasid-process.ts'
import { randomFrom, SEED } from './seeded-random.ts'
import {
  type DatabasePlace,
  followPublishers,
  type Publishers,
  startWorkerProcess,
  type WorkerProcess,
} from './worker-process.ts'

const PATIENCE = { timeout: 180_000, interval: 50 }
const OUTLETS = ['alif', 'ba', 'ta', 'tha', 'jim', 'ha', 'kha', 'dal']
// An operator's fast stop, a crash of one of its processes, and the kernel short of memory.
const SIGNALS = ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const

let scratch: ReturnType<typeof scratchFolder>
let publishers: Publishers | null
let store: Store | null

beforeEach(() => {
  scratch = scratchFolder()
  publishers = null
  store = null
})
afterEach(async () => {
  await publishers?.close()
  await store?.close()
  await scratch.remove()
})

const CASES: {
  why: string
  /** How workers find the database, once `holder` has made it. */
  place(url: string): DatabasePlace
  /** Who starts the server again: the workers themselves, or what an operator's machine does about its services. */
  comesBack(): Promise<unknown>
}[] = [
  {
    why: 'embedded: the workers start it again themselves',
    place: () => ({ RASID_DATA_DIR: scratch.path }),
    comesBack: async () => {},
  },
  {
    why: 'of DATABASE_URL: it is away for seconds, and its service starts it again',
    place: (url) => ({ DATABASE_URL: url }),
    comesBack: async () => {
      await sleep(2_000)
      await (await startRasid(scratch.path)).kill()
    },
  },
]

// A second try would hide what got lost.
const ONCE = { timeout: 900_000, retry: 0 }

it.each(CASES)(
  'loses nothing when Postgres is stopped and killed during polls ($why)',
  ONCE,
  async ({ place, comesBack }) => {
    console.log(`seed ${SEED} (RASID_PROOF_SEED sets another)`)
    const random = randomFrom(SEED)
    const holder = await startRasid(scratch.path)
    const { db, url } = await openOurselves()
    const followed = await followPublishers(db, OUTLETS)
    publishers = followed
    const workers = [0, 1].map(() => startWorkerProcess(place(url), followed.allowHosts))
    await letGo(holder, workers)
    const news = publishSteadily(followed, db, random)
    for (const signal of SIGNALS) {
      await polledOnce(db, workers)
      await sleep(random() * 300)
      const pid = serverPid(scratch.path)
      if (pid === null) throw new Error('no server to stop')
      process.kill(pid, signal)
      await vi.waitFor(() => expect(serverPid(scratch.path)).not.toBe(pid), PATIENCE)
      await comesBack()
    }
    await polledOnce(db, workers)
    await news.end()
    await expectAllStored(db, followed, news.titles)
    for (const worker of workers) await worker.kill()
  },
)

/** A connection of the proof's own, which outlives the server as theirs do. */
async function openOurselves(): Promise<{ db: Store; url: string }> {
  const lines = readFileSync(join(scratch.path, 'pg18', 'postmaster.pid'), 'utf8').split('\n')
  const password = readFileSync(join(scratch.path, 'password'), 'utf8').trim()
  const url = `postgres://rasid:${password}@127.0.0.1:${lines[3]}/rasid`
  store = openStore(url, { applicationName: 'rasid-proof', connections: 2 })
  return { db: store, url }
}

/** The process that made the database leaves it to the workers, as a killed one does, so that the server stays. */
async function letGo(holder: RasidProcess, workers: readonly WorkerProcess[]): Promise<void> {
  const areStarted = () => expect(workers.every(({ log }) => log.some(({ msg }) => msg === 'started'))).toBe(true)
  await vi.waitFor(areStarted, PATIENCE)
  await holder.kill()
}

/** An article at one of the outlets every few milliseconds, and feeds that are always due, whenever there is a database. */
function publishSteadily({ newsrooms }: Publishers, { db }: Store, random: () => number) {
  const titles: string[] = []
  let isOver = false
  const run = async () => {
    while (!isOver) {
      const newsroom = newsrooms[Math.floor(random() * newsrooms.length)]
      const [outlet] = newsroom?.outlets() ?? []
      if (newsroom === undefined || outlet === undefined) throw new Error('no outlet')
      const title = `خبر برقم ${titles.length} لدى ${outlet.name}`
      // The feeds show their last two hundred: an outage must not push out what nobody has seen.
      if (titles.length < 1_000) {
        newsroom.publish(outlet.name, { title, summary: `تفاصيل الخبر رقم ${titles.length}` })
        titles.push(title)
      }
      await makeFeedsDue(db).catch(() => {})
      await sleep(50)
    }
  }
  const running = run()
  const end = async () => {
    isOver = true
    await running
  }
  return { titles, end }
}

/** A visit that began after this call is recorded; what a broken visit held is free after seconds instead of two minutes. */
async function polledOnce({ sql }: Store, workers: readonly WorkerProcess[]): Promise<void> {
  const count = async () => Number((await sql`select count(*) as n from fetches`)[0]?.n)
  let before: number | null = null
  await vi.waitFor(async () => {
    // Nobody has to start a worker again.
    for (const { hasEnded, log } of workers) expect(hasEnded(), JSON.stringify(log.slice(-5))).toBe(false)
    before ??= await count()
    await sql`update feeds set lease_until = least(lease_until, now() + interval '2 seconds')`
    expect(await count()).toBeGreaterThan(before)
  }, PATIENCE)
}

/** Every article once, no publisher blamed for our own trouble, and validators that stand for what the feeds say now. */
async function expectAllStored(store: Store, { newsrooms }: Publishers, titles: readonly string[]) {
  await allVisited(store)
  // The visits that were under way until then may have seen their feeds before the last article, and put off the next check.
  await makeFeedsDue(store.db)
  await allVisited(store)
  const { sql } = store
  const rows = await sql`select title, count(*)::int as n from articles where origin <> 'archive' group by title`
  const stored = new Map(rows.map((row) => [String(row.title), Number(row.n)]))
  const lost = titles.filter((title) => !stored.has(title))
  const repeated = titles.filter((title) => (stored.get(title) ?? 0) > 1)
  expect({ lost, repeated }).toEqual({ lost: [], repeated: [] })
  const feeds = await sql`select url, etag from feeds where failures = 0`
  const served = await Promise.all(newsrooms.flatMap((newsroom) => newsroom.outlets()).map(tagOf))
  expect(feeds.map(({ url, etag }) => `${url} ${etag}`).sort()).toEqual(served.sort())
}

/** Resolves when no feed is due and none is being visited. */
async function allVisited({ sql }: Store): Promise<void> {
  await vi.waitFor(async () => {
    await sql`update feeds set lease_until = least(lease_until, now() + interval '2 seconds')`
    const [left] =
      await sql`select count(*)::int as n from feeds where next_check_at <= now() or lease_owner is not null`
    expect(left?.n).toBe(0)
  }, PATIENCE)
}

const tagOf = async ({ feedUrl }: { feedUrl: string }) => {
  const response = await fetch(feedUrl)
  await response.arrayBuffer()
  return `${feedUrl} ${response.headers.get('etag')}`
}
