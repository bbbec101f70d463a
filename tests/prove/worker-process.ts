// The worker as an operator starts it, for the proofs: `rasid worker` in a process of its own, to be killed.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type Newsroom, startNewsroom } from '@rasid/stand-ins'
import { claimFact, insertFeed, type Store } from '@rasid/store'
import { freshDatabase } from '@rasid/store/testing'
import { expect, onTestFinished, vi } from 'vitest'

const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

export interface WorkerProcess {
  /** The lines of its log so far. */
  log: Record<string, unknown>[]
  hasEnded(): boolean
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>
  /** As an operator stops it; resolves with its exit code. */
  stop(): Promise<number | null>
}

/** A start is mostly reading and compiling our sources; a hundred starts need not do that a hundred times. */
export const COMPILED = { NODE_COMPILE_CACHE: join(tmpdir(), 'rasid-proof-compiled') }
/** What main.ts imports first, for processes that begin elsewhere: `node --import`. */
export const LOAD_FAST = new URL('../../apps/cli/src/load-drizzle-fast.ts', import.meta.url).href

/** Where a worker finds its database: a URL, or the data folder of an embedded one. */
export type DatabasePlace = { DATABASE_URL: string } | { RASID_DATA_DIR: string }

/** Starts `rasid worker` on a database; only `allowHosts` may be visited on this machine. It ends with the test at the latest. */
export function startWorkerProcess(database: string | DatabasePlace, allowHosts: string): WorkerProcess {
  const place = typeof database === 'string' ? { DATABASE_URL: database } : database
  const ours = { ...place, RASID_ALLOW_HOSTS: allowHosts, ...COMPILED }
  const env = { PATH: process.env.PATH, ...ours }
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, 'worker'], {
    // Elsewhere than in the checkout: nothing depends on the folder it is started in.
    cwd: tmpdir(),
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const log: WorkerProcess['log'] = []
  let rest = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) log.push(line.startsWith('{') ? JSON.parse(line) : { line })
  })
  const gone = once(child, 'exit').then(([code]: (number | null)[]) => code ?? null)
  return {
    log,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
    stop: () => {
      child.kill('SIGTERM')
      return gone
    },
  }
}

/** Runs a worker to its orderly end: one that is killed leaves nothing compiled for the next. */
export async function compileWorkerOnce(): Promise<void> {
  const { store, url, drop } = await freshDatabase()
  try {
    await claimFact(store.db, 'starter-feeds', { list: 'none: a proof' })
    const worker = startWorkerProcess(url, '')
    await vi.waitFor(() => expect(worker.log.some(({ msg }) => msg === 'started')).toBe(true), { timeout: 120_000 })
    expect(await worker.stop()).toBe(0)
  } finally {
    await drop()
  }
}

export interface Publishers {
  newsrooms: Newsroom[]
  allowHosts: string
  close(): Promise<void>
}

/**
 * So many publishers with one outlet each, every one on a port of its own: for the worker each is a host, as the
 * system's own resolver knows no invented names. Their feeds are followed, and the starter feeds stay away.
 */
export async function followPublishers(store: Store, names: readonly string[]): Promise<Publishers> {
  const newsrooms = await Promise.all(
    names.map((name) => startNewsroom({ outlets: [{ name, title: `وسيلة ${name}`, shows: 200 }] })),
  )
  await claimFact(store.db, 'starter-feeds', { list: 'none: a proof' })
  for (const newsroom of newsrooms) {
    for (const { feedUrl, title } of newsroom.outlets()) await insertFeed(store.db, { url: feedUrl, outlet: title })
  }
  return {
    newsrooms,
    allowHosts: newsrooms.map((newsroom) => newsroom.allowHosts()).join(','),
    close: async () => void (await Promise.all(newsrooms.map((newsroom) => newsroom.close()))),
  }
}
