// The embedded Postgres, in the order of a start: binaries, data folder, start lock, cluster, server, membership.
import { explainDatabaseError } from '../database-unavailable.ts'
import { readyBinaries } from './binaries.ts'
import { createCluster, ROLE } from './create-cluster.ts'
import { type DataFolder, openDataFolder, readPassword } from './data-folder.ts'
import { launchServer } from './launch-server.ts'
import { becomeMember, type Membership } from './membership.ts'
import { findRunningServer, type RunningServer } from './running-server.ts'
import { underStartLock } from './start-lock.ts'
import { stopServer } from './stop-server.ts'

export interface EmbeddedOptions {
  /** Folder for everything; null: `defaultDataDir()`. */
  dataDir: string | null
  /** Hears of each slow step, in English, for the log. */
  log: (line: string) => void
  /** Server settings on top of ours, for tests that need no durability. */
  settings?: Record<string, string>
}

export interface Embedded {
  /** With the password: never print it. */
  url: string
  /** True when the server was already running. */
  joined: boolean
  dataDir: string
  /** Leaves; the last process to leave stops the server. Close your own connections first. May be called twice. */
  release(): Promise<void>
}

/** What every step of one installation needs. */
interface Installation {
  folder: DataFolder
  binaries: string
  options: EmbeddedOptions
  /** Set by `release`: from then on nothing is started for us. */
  leaving: boolean
}

const DATABASE = 'rasid'
/** A server that is just starting or stopping is waited for this long. */
const PATIENCE_MS = 60_000

/**
 * Starts the Postgres of this data folder, or joins it when it runs already. Several processes may do so at once; one that was
 * killed is forgotten by the server together with its connection. A server that dies under us is started again, on its old port.
 * @throws DatabaseUnavailable with what, where and what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const binaries = await readyBinaries()
  const folder = openDataFolder(options.dataDir)
  const installation = { folder, binaries, options, leaving: false }
  const { url, joined, member } = await underStartLock(folder.lockFile, () => startOrJoin(installation))
  let released: Promise<void> | null = null
  const release = () => {
    installation.leaving = true
    released ??= underStartLock(folder.lockFile, () => leave(installation, member))
    return released
  }
  return { url, joined, dataDir: folder.dataDir, release }
}

async function startOrJoin(installation: Installation) {
  const password = readPassword(installation.folder)
  const { port, joined } = await serverOf(installation, password)
  const urlOf = (database: string) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`
  try {
    const member = await becomeMember(urlOf('postgres'), () => revive(installation, password, port))
    await createDatabase(member)
    return { url: urlOf(DATABASE), joined, member }
  } catch (error) {
    throw explainDatabaseError(error, urlOf(DATABASE))
  }
}

async function serverOf(at: Installation, password: string): Promise<RunningServer & { joined: boolean }> {
  const running = await findRunningServer(at.folder, PATIENCE_MS)
  if (running) return { ...running, joined: true }
  at.options.log(`starting the database in ${at.folder.pgData}`)
  await createCluster(at.folder, at.binaries, password)
  return { ...(await launchServer(at.folder, at.binaries, at.options.settings)), joined: false }
}

/** The server went away under us (killed for want of memory, say). True: one runs. Never throws: it is tried again. */
async function revive(at: Installation, password: string, port: number): Promise<boolean> {
  try {
    const server = await underStartLock(at.folder.lockFile, async () => (at.leaving ? null : serverOf(at, password)))
    if (server === null || server.port === port) return true
    at.options.log(
      `the database is back, but on port ${server.port} instead of ${port}: stop this process and start it again`,
    )
  } catch (error) {
    at.options.log(`the database is gone and cannot be started: ${error instanceof Error ? error.message : error}`)
  }
  return false
}

async function leave(at: Installation, member: Membership): Promise<void> {
  if (!(await member.leave())) return
  at.options.log(`stopping the database in ${at.folder.pgData}`)
  const stopped = await stopServer(at.folder, at.binaries)
  if (!stopped) at.options.log(`the database did not stop by itself, see ${at.folder.logFile}`)
}

async function createDatabase({ sql }: Membership): Promise<void> {
  const there = await sql`select 1 from pg_database where datname = ${DATABASE}`
  if (there.length === 0) await sql.unsafe(`create database ${DATABASE}`)
}
