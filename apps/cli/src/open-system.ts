import { homedir } from 'node:os'
import { join } from 'node:path'
import { createRedactor, type Settings, secretsOf } from '@rasid/operations'
import { type Database, openDatabase } from '@rasid/store'
import { openLog } from './logger.ts'
import { type Streams, say } from './output.ts'

/** What every command with a database works with. */
export interface System {
  settings: Settings
  database: Database
  close(): Promise<void>
}

/** Opens the database of the settings, migrated. Slow steps are told on standard error. @throws DatabaseUnavailable */
export async function openSystem(settings: Settings, streams: Streams, role: string): Promise<System> {
  const database = await openDatabase({
    databaseUrl: settings.databaseUrl,
    dataDir: settings.dataDir,
    applicationName: `rasid-${role}`,
    log: (line) => say(streams, line),
  })
  return { settings, database, close: () => database.close() }
}

/** The log of a role that runs on its own: JSON lines on standard error. */
export function roleLog(settings: Settings, database: Pick<Database, 'url'>) {
  return openLog(settings.logLevel, { kind: 'stderr' }, hiding(settings, database)).log
}

/** The log of `rasid start`: a file beside the data, so that the terminal stays readable. */
export function startLog(settings: Settings, database: Database) {
  const folder = join(database.embedded?.dataDir ?? settings.dataDir ?? join(homedir(), '.rasid'), 'logs')
  return openLog(settings.logLevel, { kind: 'file', folder }, hiding(settings, database))
}

const hiding = (settings: Settings, { url }: Pick<Database, 'url'>) => createRedactor(secretsOf(settings, url))

/** Runs `work` with the database and closes it whatever happens. */
export async function withSystem<Result>(
  cli: { settings(): Settings; streams: Streams },
  role: string,
  work: (system: System) => Promise<Result>,
): Promise<Result> {
  const system = await openSystem(cli.settings(), cli.streams, role)
  try {
    return await work(system)
  } finally {
    await system.close()
  }
}
