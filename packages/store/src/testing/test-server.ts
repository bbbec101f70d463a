import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { ROOT_FOLDER } from '../embedded/binaries.ts'
import { closedFolder, isRoot, serverUser } from '../embedded/server-user.ts'
import { startEmbedded } from '../embedded/start-embedded.ts'
import { migrate } from '../migrate.ts'

/** What a test needs to make itself a database: handed on to the test workers by the environment. */
export interface TestServer {
  /** A database to run CREATE DATABASE from, never one that a test uses. */
  url: string
  /** A migrated, empty database that each test's own is copied from; every database of this run is named after it. */
  template: string
  stop(): Promise<void>
}

/** Tests need no durability: a crash of the machine ends the run anyway. */
const FAST = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_wal_size: '256MB',
  max_connections: '400',
}
const GIB = 2 ** 30

/**
 * One server for a run of tests: that of `databaseUrl`, or an embedded one in a temporary folder, with the template database.
 * Every run names its databases at random, so that two may share a server.
 */
export async function startTestServer(databaseUrl: string | undefined): Promise<TestServer> {
  const server = databaseUrl ? { url: databaseUrl, stop: async () => {} } : await temporaryServer()
  const template = `rasid_template_${randomBytes(6).toString('hex')}`
  const stop = async () => {
    try {
      await dropAll(server.url, template)
    } finally {
      await server.stop()
    }
  }
  try {
    await asAdmin(server.url, (sql) => sql.unsafe(`create database ${template}`))
    await migrate(databaseAt(server.url, template))
  } catch (error) {
    await stop()
    throw error
  }
  return { url: server.url, template, stop }
}

async function temporaryServer(): Promise<{ url: string; stop(): Promise<void> }> {
  const dataDir = mkdtempSync(join(temporaryFolder(), 'rasid-test-'))
  const embedded = await startEmbedded({ dataDir, log: () => {}, settings: FAST })
  const guard = stopWhenWeDie(dataDir)
  return {
    url: embedded.url,
    stop: async () => {
      await embedded.release()
      rmSync(dataDir, { recursive: true, force: true })
      guard.kill('SIGKILL')
    },
  }
}

/**
 * In memory where there is plenty (a database is made in 30 ms instead of 170–1,100 on a busy disk), else where temporary files
 * go. Root's server runs as another user, who may not pass through root's own temporary folder.
 */
function temporaryFolder(): string {
  const user = isRoot() ? serverUser('') : null
  const folder = hasRoomInMemory() ? MEMORY : tmpdir()
  return user && closedFolder(folder, user) ? ROOT_FOLDER : folder
}

const MEMORY = '/dev/shm'

function hasRoomInMemory(): boolean {
  if (process.platform !== 'linux' || process.availableMemory() < 4 * GIB) return false
  try {
    accessSync(MEMORY, constants.W_OK)
    const { bavail, bsize } = statfsSync(MEMORY)
    return bavail * bsize > 2 * GIB
  } catch {
    return false
  }
}

/** A run that is killed cannot tear down. This process's input closes when we die, whatever killed us; then it tears down. */
function stopWhenWeDie(dataDir: string) {
  const script = `cat >/dev/null; pid=$(head -n 1 "$1/pg18/postmaster.pid"); kill -QUIT $pid
    while kill -0 $pid; do sleep 0.1; done; rm -rf "$1"`
  const guard = spawn('sh', ['-c', script, 'sh', dataDir], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] })
  guard.on('error', () => {}) // No sh (Windows): the ordinary teardown is all there is.
  guard.unref()
  return guard
}

async function dropAll(url: string, template: string): Promise<void> {
  await asAdmin(url, async (sql) => {
    const names = await sql<{ name: string }[]>`
      select datname as name from pg_database where starts_with(datname, ${template})`
    for (const { name } of names) await sql.unsafe(`drop database if exists ${name} with (force)`)
  })
}

/** The same server, another database. */
export function databaseAt(url: string, database: string): string {
  const changed = new URL(url)
  changed.pathname = `/${database}`
  return changed.href
}

/** One statement or a few on a connection of their own. */
export async function asAdmin<T>(url: string, work: (sql: postgres.Sql) => PromiseLike<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {}, connect_timeout: 10 })
  try {
    return await work(sql)
  } finally {
    await sql.end({ timeout: 5 })
  }
}
