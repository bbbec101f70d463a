import { once } from 'node:events'
import { setImmediate as nextTurn } from 'node:timers/promises'
import postgres from 'postgres'
import { explainDatabaseError, placeOf } from '../database-unavailable.ts'
import {
  BackupError,
  type BackupHeader,
  END_OF_ROWS,
  parseHeader,
  parseMark,
  type TableEnd,
  type TableStart,
  torn,
} from './backup-format.ts'
import { rowsOf } from './dump-database.ts'
import { type LineReader, lineReader } from './line-reader.ts'
import { applyMigrations, knownMigrations, lockMigrations, newestMigration } from './migrations.ts'
import { rowChecksum } from './row-checksum.ts'
import { settleRestored } from './settle-restored.ts'
import { COPY_SESSION, type CopiedTable, copiedTables, copyIn, switchTriggers, truncateAll } from './tables.ts'

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

const textOf = async (lines: LineReader): Promise<string | null> => (await lines.next())?.toString('utf8') ?? null

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

async function loadTables(sql: postgres.Sql, lines: LineReader, onTable: LoadOptions['onTable']) {
  const there = new Map((await copiedTables(sql)).map((table) => [table.name, table]))
  const loaded: (TableEnd & CopiedTable)[] = []
  for (;;) {
    const mark = parseMark(await textOf(lines))
    if ('end' in mark) {
      const rows = loaded.reduce((sum, table) => sum + table.rows, 0)
      if (mark.tables !== loaded.length || mark.rows !== rows) throw torn('its sums are not those of its tables')
      return loaded
    }
    if (!('table' in mark)) throw torn('a table does not begin where it should')
    const table = knownTable(there, mark)
    const end = await loadTable(sql, table, lines)
    await continueIds(sql, table, mark.lastId ?? 0)
    loaded.push({ ...table, ...end })
    onTable?.(table.name, end)
  }
}

// The names come from the file: only those that the database has itself may reach a statement.
function knownTable(there: ReadonlyMap<string, CopiedTable>, { table, columns }: TableStart): CopiedTable {
  const known = there.get(table)
  if (!known || !Array.isArray(columns) || !columns.every((column) => known.columns.includes(column))) {
    throw torn(`it has a table that its schema has not (${String(table)})`)
  }
  return { ...known, columns }
}

async function loadTable(sql: postgres.Sql, table: CopiedTable, lines: LineReader): Promise<TableEnd> {
  const given = rowChecksum()
  // What triggers would derive stands in the rows already; a column that one filled otherwise would be another row.
  await sql.unsafe(switchTriggers(table, 'disable'))
  const into = await sql.unsafe(copyIn(table)).writable()
  let refused: unknown = null
  into.on('error', (error) => {
    refused ??= error
  })
  try {
    for await (const batch of batches(lines, given)) {
      if (refused) throw refused
      if (!into.write(batch)) await Promise.race([once(into, 'drain'), once(into, 'close')])
    }
  } catch (error) {
    into.destroy(error instanceof Error ? error : new Error(String(error)))
    throw error
  }
  // postgres.js never tells the stream of a refusal that comes after its end: the next statement is what hears of it.
  into.end()
  await nextTurn()
  await sql`select 1`
  if (refused) throw refused
  await sql.unsafe(switchTriggers(table, 'enable'))
  const end = parseMark(await textOf(lines))
  const sums = { rows: given.rows(), checksum: given.value() }
  if (!('checksum' in end) || end.rows !== sums.rows || end.checksum !== sums.checksum) {
    throw torn(`the rows of ${table.name} are not those that were written`)
  }
  await compareStored(sql, table, sums)
  return sums
}

const CHUNK_BYTES = 64 * 1024
const NEWLINE = Buffer.from('\n')

async function* batches(lines: LineReader, checksum: ReturnType<typeof rowChecksum>): AsyncGenerator<Buffer> {
  let batch: Buffer[] = []
  let bytes = 0
  for (;;) {
    const row = await lines.next()
    if (row === null) throw torn('it ends too early')
    const isEnd = row.length === 2 && row.toString('latin1') === END_OF_ROWS
    if (!isEnd) {
      checksum.add(row)
      batch.push(row, NEWLINE)
      bytes += row.length + 1
    }
    if (bytes >= CHUNK_BYTES || (isEnd && bytes > 0)) {
      yield Buffer.concat(batch)
      batch = []
      bytes = 0
    }
    if (isEnd) return
  }
}

async function compareStored(sql: postgres.Sql, table: CopiedTable, given: TableEnd): Promise<void> {
  const stored = rowChecksum()
  for await (const row of rowsOf(sql, table)) stored.add(row)
  if (stored.rows() === given.rows && stored.value() === given.checksum) return
  throw torn(`the database keeps other rows of ${table.name} than the backup has`)
}

// More than were given out between any backup and its restore.
const BEYOND = 1_000_000

async function continueIds(sql: postgres.Sql, { name, identity }: CopiedTable, lastId: number): Promise<void> {
  if (identity === null) return
  await sql`select setval(pg_get_serial_sequence(${name}, ${identity}),
    greatest(${lastId}::bigint, (select coalesce(max(${sql(identity)}), 0) from ${sql(name)})) + ${BEYOND}::bigint)`
}
