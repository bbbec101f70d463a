import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseUnavailable, explainDatabaseError } from './database-unavailable.ts'
import { type Embedded, startEmbedded } from './embedded/start-embedded.ts'
import { migrate } from './migrate.ts'
import { openStore, type Store } from './open-store.ts'

export interface DatabaseOptions {
  /** Any Postgres ≥ 15; null: the embedded one. */
  databaseUrl: string | null
  /** Folder of the embedded one; null: its default. */
  dataDir: string | null
  /** Hears of slow steps, in English, for the log. */
  log: (line: string) => void
  /** Shown in pg_stat_activity: the role of this process, such as `rasid-worker`. */
  applicationName: string
}

export interface Database {
  store: Store
  /** With the password: never print it. */
  url: string
  /** Null with DATABASE_URL. */
  embedded: { joined: boolean; dataDir: string } | null
  /** Closes the pool, then leaves the embedded server; the last process to leave stops it. May be called twice. */
  close(): Promise<void>
}

/** A server that says "starting up" (a container beside ours) is waited for this long. */
const STARTING_PATIENCE_MS = 30_000

/**
 * The database of this process, migrated and ready: the same path for an own server and for the embedded one.
 * @throws DatabaseUnavailable when there is none, with what to do.
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { databaseUrl, dataDir, log, applicationName } = options
  const embedded = databaseUrl === null ? await startEmbedded({ dataDir, log }) : null
  const url = databaseUrl ?? embedded?.url ?? ''
  try {
    await migrateWhenUp(url, log)
  } catch (error) {
    await embedded?.release()
    throw explainDatabaseError(error, url)
  }
  return opened(url, openStore(url, { applicationName }), embedded)
}

async function migrateWhenUp(url: string, log: (line: string) => void): Promise<void> {
  const deadline = performance.now() + STARTING_PATIENCE_MS
  for (;;) {
    try {
      return await migrate(url)
    } catch (error) {
      if (!isStarting(error) || performance.now() > deadline) throw error
      log('the database is still starting')
      await sleep(500)
    }
  }
}

function isStarting(error: unknown): boolean {
  const cause = error instanceof DatabaseUnavailable ? error.cause : error
  return cause instanceof Error && 'code' in cause && cause.code === '57P03'
}

function opened(url: string, store: Store, embedded: Embedded | null): Database {
  let closed: Promise<void> | null = null
  return {
    store,
    url,
    embedded: embedded && { joined: embedded.joined, dataDir: embedded.dataDir },
    close: () => {
      closed ??= store.close().finally(() => embedded?.release())
      return closed
    },
  }
}
