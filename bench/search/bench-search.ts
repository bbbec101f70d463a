// How long the questions of the page, the API and `rasid query` take at 2,000 and at 200,000 stored matches.
// Run: npm run bench:search [-- --matches 20000] [-- --json]
// Target: the newest 20 and every filter p95 ≤ 25 ms at 200,000; the median of a keyset page ≤ 3 × `select 1`, asked in
// turns on one connection. What it does not show: a cold disk (all of it fits into memory), other load, bodies of a
// thousand words, and two common words that seldom stand side by side, asked as a phrase.

import { loadavg } from 'node:os'
import { listStories, searchMatches } from '@rasid/operations'
import { matchPage, openStore, type Store } from '@rasid/store'
import { freshDatabase, startTestServer } from '@rasid/store/testing'
import { randomFrom } from '../stories/synthetic-articles.ts'
import { fillStore, loadTexts } from './fill-store.ts'
import { endOf, QUESTIONS, STORY_QUESTIONS } from './questions.ts'

const flag = process.argv.indexOf('--matches')
const MOST = flag === -1 ? 200_000 : Number(process.argv[flag + 1])
const SMALL = Math.min(2_000, MOST)
const ROUNDS = 60
const TARGET_MS = 25
const TARGET_RATIO = 3

interface Figure {
  question: string
  matches: number
  found: number
  medianMs: number
  p95Ms: number
}

const now = () => new Date()
const percentile = (sorted: readonly number[], share: number) => sorted[Math.floor(sorted.length * share)] ?? 0

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

async function figureOf(question: string, matches: number, ask: () => Promise<number>): Promise<Figure> {
  let found = 0
  for (let n = 0; n < 3; n++) found = await ask()
  const times: number[] = []
  for (let n = 0; n < ROUNDS; n++) times.push(await timed(ask))
  times.sort((a, b) => a - b)
  return { question, matches, found, medianMs: round(percentile(times, 0.5)), p95Ms: round(percentile(times, 0.95)) }
}

async function askAll(store: Store, matches: number): Promise<Figure[]> {
  const { db } = store
  const figures: Figure[] = []
  for (const [name, question] of Object.entries(QUESTIONS)) {
    const random = randomFrom(11)
    const ask = async () => (await searchMatches({ db, now }, question(random, matches))).hits.length
    figures.push(await figureOf(name, matches, ask))
  }
  for (const [name, filters] of Object.entries(STORY_QUESTIONS))
    figures.push(
      await figureOf(
        name,
        matches,
        async () => (await listStories({ db, now }, { ...filters, limit: 20 })).stories.length,
      ),
    )
  return figures
}

/** Pages at random depths and `select 1`, in turns on one connection, so that both meet the same disturbances. */
async function pagesBesideSelect1(url: string, matches: number) {
  const store = openStore(url, { connections: 1 })
  const random = randomFrom(5)
  const cursors: string[] = []
  for (let n = 0; n < 20; n++) {
    const { next } = await matchPage(store.db, { limit: 20, to: new Date(endOf(matches * random())) })
    if (next !== null) cursors.push(next)
  }
  const [pages, ones]: [number[], number[]] = [[], []]
  for (let n = 0; n < 600; n++) {
    const cursor = cursors[n % cursors.length] ?? ''
    ones.push(await timed(() => store.sql`select 1`))
    pages.push(await timed(() => matchPage(store.db, { limit: 20, cursor })))
  }
  await store.close()
  const median = (times: number[]) =>
    percentile(
      times.slice(100).sort((a, b) => a - b),
      0.5,
    )
  return { pageMs: round(median(pages)), select1Ms: round(median(ones)), ratio: round(median(pages) / median(ones)) }
}

const round = (value: number): number => Math.round(value * 1000) / 1000

const server = await startTestServer(process.env.DATABASE_URL)
process.env.RASID_TEST_DATABASE_URL = server.url
process.env.RASID_TEST_TEMPLATE = server.template
try {
  const database = await freshDatabase()
  try {
    const url = new URL(database.url)
    await loadTexts(database.store)
    const figures: Figure[] = []
    for (const matches of [...new Set([SMALL, MOST])]) {
      const tookMs = await timed(() => fillStore(database.store, matches))
      console.error(`${matches} matches stored in ${Math.round(tookMs / 1000)} s`)
      figures.push(...(await askAll(database.store, matches)))
    }
    const page = await pagesBesideSelect1(url.href, MOST)
    const small = new Map(figures.filter(({ matches }) => matches === SMALL).map((figure) => [figure.question, figure]))
    const rows = figures
      .filter(({ matches }) => matches === MOST)
      .map((figure) => ({ ...figure, growth: round(figure.medianMs / (small.get(figure.question)?.medianMs ?? 1)) }))
    if (process.argv.includes('--json')) console.log(JSON.stringify({ rows, page }, null, 2))
    else {
      console.table(rows)
      console.log(
        `keyset page ${page.pageMs} ms, select 1 ${page.select1Ms} ms: ${page.ratio} × (target ≤ ${TARGET_RATIO})`,
      )
      console.log(
        `load of the machine: ${loadavg()
          .map((load) => load.toFixed(1))
          .join(', ')}`,
      )
      console.log(`slowest p95 ${Math.max(...rows.map(({ p95Ms }) => p95Ms))} ms (target ≤ ${TARGET_MS})`)
    }
    process.exitCode = page.ratio <= TARGET_RATIO && rows.every(({ p95Ms }) => p95Ms <= TARGET_MS) ? 0 : 1
  } finally {
    await database.drop()
  }
} finally {
  await server.stop()
}
