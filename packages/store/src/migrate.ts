import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { sql as drizzleSql } from 'drizzle-orm'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runMigrations } from 'drizzle-orm/postgres-js/migrator'
import postgres from 'postgres'
import { DatabaseUnavailable, explainDatabaseError, placeOf } from './database-unavailable.ts'
import type { Db } from './open-store.ts'

/** "rasid" in ASCII: any number, as long as every Rasid uses the same. */
export const MIGRATION_LOCK = 0x7261736964
const OLDEST_SERVER = 150_000
/** A connection of its own: no pool may be shared with a lock that belongs to a session. */
const OWN_SESSION = {
  application_name: 'rasid-migrate',
  // A big index may take minutes, but somebody else's lock for more than one is an error to show.
  statement_timeout: 0,
  lock_timeout: 60_000,
}

interface Journal {
  entries: { when: number; tag: string }[]
}

/** The `migrations` folder, searched upwards from this file: it stands beside `src` wherever the package lies. */
export function migrationsFolder(): string {
  const start = dirname(fileURLToPath(import.meta.url))
  for (let folder = start; ; folder = dirname(folder)) {
    const found = join(folder, 'migrations')
    if (existsSync(join(found, 'meta', '_journal.json'))) return found
    if (folder === dirname(folder)) throw new Error(`no migrations folder above ${start}: the checkout is incomplete`)
  }
}

/**
 * Brings a database to this code's schema. Safe when several processes do it at once (a session advisory lock).
 * @throws DatabaseUnavailable `too-old` below Postgres 15, `newer` when a newer Rasid made the database, or a connection problem.
 */
export async function migrate(databaseUrl: string): Promise<void> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connect_timeout: 10, connection: OWN_SESSION })
  const place = placeOf(databaseUrl)
  const folder = migrationsFolder()
  try {
    await refuseOldServer(sql, place)
    await sql`select pg_advisory_lock(${MIGRATION_LOCK}::bigint)`
    await refuseNewerDatabase(sql, folder, place)
    await runMigrations(drizzle(sql), { migrationsFolder: folder })
  } catch (error) {
    throw explainDatabaseError(error, databaseUrl)
  } finally {
    await sql.end({ timeout: 5 }) // ends the session, and the lock with it
  }
}

async function refuseOldServer(sql: postgres.Sql, place: string): Promise<void> {
  const [row] = await sql<{ number: number; version: string }[]>`
    select current_setting('server_version_num')::int as number, current_setting('server_version') as version`
  if (row) checkServerVersion(row.number, row.version, place)
}

/** `number` as Postgres's server_version_num (150004 = 15.4). @throws DatabaseUnavailable `too-old` below 15. */
export function checkServerVersion(number: number, version: string, place: string): void {
  if (number >= OLDEST_SERVER) return
  throw new DatabaseUnavailable(
    'too-old',
    `the Postgres at ${place} is version ${version}: Rasid needs 15 or later; upgrade it, or unset DATABASE_URL`,
  )
}

async function refuseNewerDatabase(sql: postgres.Sql, folder: string, place: string): Promise<void> {
  const [table] = await sql<{ there: boolean }[]>`
    select to_regclass('drizzle.__drizzle_migrations') is not null as there`
  if (!table?.there) return
  const [row] = await sql<{ newest: string | null }[]>`
    select max(created_at)::text as newest from drizzle.__drizzle_migrations`
  if (Number(row?.newest ?? 0) <= newestKnown(folder)) return
  throw new DatabaseUnavailable(
    'newer',
    `the database at ${place} was made by a newer Rasid than this one: update the code (git pull), or use another database`,
  )
}

function newestKnown(folder: string): number {
  const journal: Journal = JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8'))
  return Math.max(...journal.entries.map((entry) => entry.when))
}

/** Whether the database has exactly this code's schema, for `/readyz`: a newer process may have migrated it meanwhile. */
export async function schemaState(db: Db): Promise<'current' | 'older' | 'newer'> {
  const [row] = await db.execute<{ newest: string | null }>(drizzleSql`
    select max(created_at)::text as newest from drizzle.__drizzle_migrations`)
  const ahead = Number(row?.newest ?? 0) - newestKnown(migrationsFolder())
  if (ahead === 0) return 'current'
  return ahead > 0 ? 'newer' : 'older'
}
