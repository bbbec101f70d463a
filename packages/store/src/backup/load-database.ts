import postgres from 'postgres'
import { explainDatabaseError, placeOf } from '../database-unavailable.ts'
import { BackupError, type BackupHeader, parseHeader, type TableEnd, torn } from './backup-format.ts'
import { type LineReader, lineReader, textOf } from './line-reader.ts'
import { loadTables } from './load-tables.ts'
import { applyMigrations, knownMigrations, lockMigrations, newestMigration } from './migrations.ts'
import { settleRestored } from './settle-restored.ts'
import { COPY_SESSION, type CopiedTable, copiedTables, truncateAll } from './tables.ts'

export interface LoadOptions {
  /** What the database holds is given up for the backup. */
  replace: boolean
  onTable?(table: string, end: TableEnd): void
}

export interface Loaded {
  header: BackupHeader
  tables: (TableEnd & { name: string })[]
  /** The backup was older than this code's schema, and was migrated. */
  migrated: boolean
}

/**
 * Puts the text of a backup file in the place of what a migrated database holds, whole or not at all: one transaction,
 * and every table is read back and compared before it is committed. Identity columns go on far beyond the backup, so
 * that a number which was given out after it (a story's, in the buttons of an alert) never means something else.
 * @throws BackupError, DatabaseUnavailable; the database is as it was.
 */
export async function loadDatabase(
  databaseUrl: string,
  chunks: AsyncIterable<Uint8Array>,
  options: LoadOptions,
): Promise<Loaded> {
  const lines = lineReader(chunks)
  const { sql, lost } = oneConnection(databaseUrl)
  const load = async (): Promise<Loaded> => {
    const header = parseHeader(await textOf(lines))
    refuseUnknownSchema(header)
    await sql`begin`
    await lockMigrations(sql)
    const loaded = await loadInto(sql, { header, lines, place: placeOf(databaseUrl) }, options)
    await sql`commit`
    await sql`analyze`
    return loaded
  }
  try {
    return await Promise.race([load(), lost])
  } catch (error) {
    throw explainDatabaseError(inWords(error), databaseUrl)
  } finally {
    await sql.end({ timeout: 1 }) // without a commit the transaction ends with its connection
    await lines.close()
  }
}

/** Never a second connection: what follows a lost one would be done outside the transaction, one statement at a time. */
function oneConnection(databaseUrl: string): { sql: postgres.Sql; lost: Promise<never> } {
  const { promise: lost, reject } = Promise.withResolvers<never>()
  lost.catch(() => {})
  const sql = postgres(databaseUrl, {
    ...{ max: 1, onnotice: () => {}, connect_timeout: 10, connection: COPY_SESSION },
    onclose: () => {
      void sql.end({ timeout: 0 })
      reject(new Error('the connection to the database was lost; nothing was restored'))
    },
  })
  return { sql, lost }
}

/** The header of a backup file's text. @throws BackupError */
export async function headerOfBackup(chunks: AsyncIterable<Uint8Array>): Promise<BackupHeader> {
  const lines = lineReader(chunks)
  try {
    return parseHeader(await textOf(lines))
  } catch (error) {
    throw inWords(error)
  } finally {
    await lines.close()
  }
}

// zlib's and the reader's own words for a file that breaks off or is none.
function inWords(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (error instanceof RangeError) return new BackupError('foreign', 'this is no backup that Rasid made', error)
  if (code === 'Z_BUF_ERROR') return torn('it ends too early', error)
  return code.startsWith('Z_') ? torn('it cannot be unpacked', error) : error
}

function refuseUnknownSchema({ schema, version }: BackupHeader): void {
  const known = knownMigrations()
  if (known.some(({ when }) => when === schema.when)) return
  const newest = Math.max(...known.map(({ when }) => when))
  throw new BackupError(
    'newer',
    schema.when > newest
      ? `this backup was made by a newer Rasid (${version}, schema ${schema.name}): update the code (git pull) first`
      : `this backup was made by another line of Rasid (schema ${schema.name}), which this code cannot migrate`,
  )
}

interface Source {
  header: BackupHeader
  lines: LineReader
  place: string
}

async function loadInto(sql: postgres.Sql, source: Source, { replace, onTable }: LoadOptions): Promise<Loaded> {
  const { header, lines, place } = source
  await refuseRunningRoles(sql, place)
  const now = await newestMigration(sql)
  const tables = await copiedTables(sql)
  if (!replace) await refuseFullDatabase(sql, tables, place)
  const migrated = header.schema.when !== now.when
  if (migrated) await rebuild(sql, header.schema.when)
  else await sql.unsafe(truncateAll(tables))
  const loaded = await loadTables(sql, lines, onTable)
  if (migrated) await applyMigrations(sql, { after: header.schema.when, until: Number.POSITIVE_INFINITY })
  await settleRestored(sql, header)
  return { header, tables: loaded.map(({ name, rows, checksum }) => ({ name, rows, checksum })), migrated }
}

const ROLES = ['rasid-start', 'rasid-worker', 'rasid-bot', 'rasid-web', 'rasid-poll', 'rasid-demo']

async function refuseRunningRoles(sql: postgres.Sql, place: string): Promise<void> {
  const rows = await sql<{ name: string }[]>`
    select distinct application_name as name from pg_stat_activity
     where datname = current_database() and pid <> pg_backend_pid() and application_name = any(${ROLES}) order by 1`
  if (rows.length === 0) return
  const names = rows.map(({ name }) => name.replace('rasid-', 'rasid ')).join(', ')
  throw new BackupError('in-use', `the database at ${place} is in use by ${names}: stop that first, then restore`)
}

async function refuseFullDatabase(sql: postgres.Sql, tables: readonly CopiedTable[], place: string): Promise<void> {
  for (const { name } of tables) {
    const [row] = await sql`select 1 from ${sql(name)} limit 1`
    if (row === undefined) continue
    throw new BackupError(
      'not-empty',
      `the database at ${place} is not empty (${name}): restore into an empty one, or give it up with --replace`,
    )
  }
}

/** The schema as it was when the backup was made: an old table's rows must go through every later migration. */
async function rebuild(sql: postgres.Sql, until: number): Promise<void> {
  const drops = await sql<{ statement: string }[]>`
    select format('drop %s if exists public.%I cascade',
             case c.relkind when 'v' then 'view' when 'm' then 'materialized view' else 'table' end, c.relname) as statement
      from pg_class c
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p', 'v', 'm')
       and not exists (select 1 from pg_depend d where d.objid = c.oid and d.deptype = 'e')
    union all
    select format('drop routine if exists %s cascade', p.oid::regprocedure) from pg_proc p
     where p.pronamespace = 'public'::regnamespace
       and not exists (select 1 from pg_depend d where d.objid = p.oid and d.deptype = 'e')`
  for (const { statement } of drops) await sql.unsafe(statement)
  await sql`truncate drizzle.__drizzle_migrations`
  await applyMigrations(sql, { after: 0, until })
}
