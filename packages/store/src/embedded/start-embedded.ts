// The embedded Postgres, in the order of a start: binaries, data folder, start lock, cluster, server, membership.
import { explainDatabaseError } from '../database-unavailable.ts'
import { readyBinaries } from './binaries.ts'
import { createCluster, ROLE } from './create-cluster.ts'
import { type DataFolder, openDataFolder, readPassword } from './data-folder.ts'
import { launchServer } from './launch-server.ts'
import { becomeMember, type Membership } from './membership.ts'
import { findRunningServer } from './running-server.ts'
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

const DATABASE = 'rasid'

/**
 * Starts the Postgres of this data folder, or joins it when it runs already. Several processes may do so at once, and one that
 * was killed is forgotten by the server together with its connection.
 * @throws DatabaseUnavailable with what, where and what to do.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const binaries = await readyBinaries()
  const folder = openDataFolder(options.dataDir)
  const started = await underStartLock(folder.lockFile, () => startOrJoin(folder, binaries, options))
  let released: Promise<void> | null = null
  return {
    url: started.url,
    joined: started.joined,
    dataDir: folder.dataDir,
    release: () => {
      released ??= underStartLock(folder.lockFile, async () => {
        if (!(await started.member.leave())) return
        options.log(`stopping the database in ${folder.pgData}`)
        if (!(await stopServer(folder, binaries)))
          options.log(`the database did not stop by itself, see ${folder.logFile}`)
      })
      return released
    },
  }
}

async function startOrJoin(folder: DataFolder, binaries: string, options: EmbeddedOptions) {
  const password = readPassword(folder)
  const running = await findRunningServer(folder, 60_000)
  if (running === null) {
    options.log(`starting the database in ${folder.pgData}`)
    await createCluster(folder, binaries, password)
  }
  const { port } = running ?? (await launchServer(folder, binaries, options.settings))
  const urlOf = (database: string) => `postgres://${ROLE}:${password}@127.0.0.1:${port}/${database}`
  try {
    const member = await becomeMember(urlOf('postgres'))
    await createDatabase(member)
    return { url: urlOf(DATABASE), joined: running !== null, member }
  } catch (error) {
    throw explainDatabaseError(error, urlOf(DATABASE))
  }
}

async function createDatabase({ sql }: Membership): Promise<void> {
  const there = await sql`select 1 from pg_database where datname = ${DATABASE}`
  if (there.length === 0) await sql.unsafe(`create database ${DATABASE}`)
}
