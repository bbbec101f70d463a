// How fast feeds are polled, the whole path on, beside newsboat, the naive stack and a floor. Run: npm run bench:poll [-- feeds]
// Each feed is a host of its own on loopback, so that the rule of one visit a host does not set the pace. What it does not
// show: the internet's latency (there the number of visits at once decides), TLS, DNS, and publishers' own slowness.
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { availableParallelism, loadavg } from 'node:os'
import { makeFeedsDue, schema } from '@rasid/store'
import { type FreshDatabase, freshDatabase, startTestServer } from '@rasid/store/testing'
import { floor, naive, newsboat } from './peers.ts'
import type { Round } from './polling-process.ts'

const FEEDS = Number(process.argv[2] ?? 5_000)
// Peers are slower; a part of the feeds gives their rate.
const NEWSBOAT_FEEDS = Math.min(FEEDS, 200)
const NAIVE_FEEDS = Math.min(FEEDS, 1_000)
const CONCURRENCY = 16
const ROUNDS = 3

const LOAD_FAST = new URL('../../apps/cli/src/load-drizzle-fast.ts', import.meta.url).href

const say = (line: string) => void process.stdout.write(`${line}\n`)
const whole = (value: number) => Math.round(value).toLocaleString('en')
const perSecond = (feeds: number, ms: number) => (feeds * 1000) / ms

interface Child {
  port: number
  ask<Answer>(message: object): Promise<Answer>
  end(): Promise<void>
}

async function start(file: string, args: string[]): Promise<Child> {
  const child: ChildProcess = fork(new URL(file, import.meta.url), args, {
    // The flags that `npm run` gives a worker too, and what a worker's main.ts imports first.
    execArgv: [...process.execArgv, '--import', LOAD_FAST],
  })
  const [said] = await once(child, 'message')
  return {
    port: said.port,
    ask: async <Answer>(message: object) => {
      child.send(message)
      return (await once(child, 'message'))[0] as Answer
    },
    end: async () => {
      child.disconnect()
      await once(child, 'exit')
    },
  }
}

async function follow({ store }: FreshDatabase, port: number): Promise<void> {
  const rows = Array.from({ length: FEEDS }, (_, n) => ({ url: `http://f${n}.test:${port}/rss`, outlet: `وسيلة ${n}` }))
  for (let from = 0; from < FEEDS; from += 1000) {
    await store.db.insert(schema.feeds).values(rows.slice(from, from + 1000))
  }
  await store.sql`analyze`
}

/** All feeds due, then one round of every worker together. */
async function roundOf({ store }: FreshDatabase, workers: readonly Child[]): Promise<Round & { perSecond: number }> {
  await makeFeedsDue(store.db)
  await store.sql`analyze feeds`
  const began = performance.now()
  const rounds = await Promise.all(workers.map((worker) => worker.ask<Round>({})))
  const ms = performance.now() - began
  const sum = (figure: (round: Round) => number) => rounds.reduce((total, round) => total + figure(round), 0)
  const polled = sum((round) => round.polled)
  const reached = sum((round) => round.reached)
  if (polled !== FEEDS || reached !== FEEDS) throw new Error(`${polled} polled, ${reached} reached of ${FEEDS}`)
  return {
    ...{ polled, reached, ms, added: sum(({ added }) => added), cpuMs: sum(({ cpuMs }) => cpuMs) },
    rssMb: Math.max(...rounds.map(({ rssMb }) => rssMb)),
    readersMb: sum(({ readersMb }) => readersMb),
    perSecond: perSecond(FEEDS, ms),
  }
}

async function best(rounds: number, run: () => Promise<Round & { perSecond: number }>) {
  const all = [await run()]
  while (all.length < rounds) all.push(await run())
  return all.reduce((fastest, one) => (one.ms < fastest.ms ? one : fastest))
}

/** The targets that were missed, in words. */
async function measure(database: FreshDatabase, publishers: Child): Promise<string[]> {
  const { port } = publishers
  await follow(database, port)
  const worker = await start('./polling-process.ts', [database.url, String(port), String(FEEDS)])
  const first = await roundOf(database, [worker])
  const unchanged = await best(ROUNDS, () => roundOf(database, [worker]))
  say(
    `unchanged, whole path   ${whole(unchanged.perSecond)} feeds/s (best of ${ROUNDS} rounds of ${whole(FEEDS)}; ` +
      `${(unchanged.cpuMs / FEEDS).toFixed(2)} ms of the worker's CPU a feed)`,
  )
  const newsy = { ...first, rate: whole(first.perSecond), articles: whole(perSecond(first.added, first.ms)) }
  say(
    `first polls, stored     ${newsy.rate} feeds/s, ${newsy.articles} new items/s (${whole(first.added)} stored; ${(first.cpuMs / FEEDS).toFixed(1)} ms of the worker's CPU a feed)`,
  )
  await worker.end()
  // Memory in a process that only polls, as after a restart; parsing happens in the children.
  const fresh = await start('./polling-process.ts', [database.url, String(port), String(FEEDS)])
  const alone = await best(ROUNDS, () => roundOf(database, [fresh]))
  say(
    `resident at ${whole(FEEDS)} feeds  ${whole(alone.rssMb)} MB unchanged; ${whole(first.rssMb)} MB while all were new (+ ${whole(first.readersMb)} MB of reading children)`,
  )
  const second = await start('./polling-process.ts', [database.url, String(port), String(FEEDS)])
  await roundOf(database, [fresh, second])
  const two = await best(ROUNDS, () => roundOf(database, [fresh, second]))
  say(
    `two workers             ${whole(two.perSecond)} feeds/s, ${(two.perSecond / alone.perSecond).toFixed(2)} × one (on ${availableParallelism()} cores, shared with Postgres and publishers)`,
  )
  await Promise.all([fresh.end(), second.end()])
  for (const connections of ['kept', 'new'] as const) {
    const ground = await floor(port, FEEDS, { concurrency: CONCURRENCY, connections })
    say(
      `floor: undici requests  ${whole(perSecond(ground.feeds, ground.ms))} feeds/s over ${connections} connections, nothing decoded or stored`,
    )
  }
  const plain = await naive(port, NAIVE_FEEDS, CONCURRENCY)
  say(
    `naive: parseURL + regex ${whole(perSecond(plain.feeds, plain.ms))} feeds/s over ${whole(NAIVE_FEEDS)} feeds, nothing stored`,
  )
  const peer = await newsboat(port, NEWSBOAT_FEEDS)
  const missed: string[] = []
  if (unchanged.perSecond < 1_500) missed.push('1,500 unchanged feeds/s')
  if (Math.max(alone.rssMb, first.rssMb) > 250) missed.push('250 MB')
  if (peer === null) say('newsboat                not installed here (apt-get install newsboat): not measured')
  else {
    const rate = perSecond(peer.feeds, peer.ms)
    say(
      `${peer.version.padEnd(23)} ${rate.toFixed(1)} feeds/s over ${whole(NEWSBOAT_FEEDS)} feeds; ours is ${whole(unchanged.perSecond / rate)} ×`,
    )
    if (unchanged.perSecond < 100 * rate) missed.push('100 × newsboat')
  }
  return missed
}

const server = await startTestServer(process.env.DATABASE_URL)
process.env.RASID_TEST_DATABASE_URL = server.url
process.env.RASID_TEST_TEMPLATE = server.template
const publishers = await start('./publishers.ts', [])
try {
  say(
    `${whole(FEEDS)} feeds on loopback, half 304, half the same body of 30 items; load of this machine before: ${loadavg()[0]?.toFixed(1)}`,
  )
  const database = await freshDatabase()
  const missed = await measure(database, publishers).finally(() => database.drop())
  say(missed.length === 0 ? 'targets met' : `missed: ${missed.join(', ')}`)
  process.exitCode = missed.length === 0 ? 0 : 1
} finally {
  await publishers.end()
  await server.stop()
}
