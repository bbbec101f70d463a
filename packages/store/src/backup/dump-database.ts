import postgres from 'postgres'
import { explainDatabaseError } from '../database-unavailable.ts'
import { type BackupEnd, type BackupHeader, END_OF_ROWS, type TableEnd, type TableStart } from './backup-format.ts'
import { lineReader } from './line-reader.ts'
import { newestMigration } from './migrations.ts'
import { rowChecksum } from './row-checksum.ts'
import { COPY_SESSION, type CopiedTable, copiedTables, copyOut } from './tables.ts'

export interface DumpOptions {
  /** The program's version, for the header. */
  version: string
  /** Hears of every table once its rows are through. */
  onTable?(table: string, end: TableEnd): void
}

/** Rows gathered before they are handed on. */
const CHUNK_BYTES = 64 * 1024

/**
 * The whole database as the text of a backup file, all of it as it was at one moment; what others write meanwhile is not
 * in it, and they are not held up. Memory stays at a few rows.
 */
export async function* dumpDatabase(databaseUrl: string, options: DumpOptions): AsyncGenerator<Buffer> {
  const connection = { ...COPY_SESSION, application_name: 'rasid-backup' }
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {}, connect_timeout: 10, connection })
  try {
    await sql`begin transaction isolation level repeatable read read only`
    const tables = await copiedTables(sql)
    yield line(await headerOf(sql, options.version))
    let sum = 0
    for (const table of tables) {
      const end = yield* dumpTable(sql, table)
      sum += end.rows
      options.onTable?.(table.name, end)
    }
    yield line({ end: true, tables: tables.length, rows: sum } satisfies BackupEnd)
    await sql`commit`
  } catch (error) {
    throw explainDatabaseError(error, databaseUrl)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`)

async function headerOf(sql: postgres.Sql, version: string): Promise<BackupHeader> {
  const [row] = await sql<{ at: Date }[]>`select now() as at`
  const schema = await newestMigration(sql)
  return { rasid: 'backup', format: 1, at: (row?.at ?? new Date(0)).toISOString(), version, schema }
}

async function* dumpTable(sql: postgres.Sql, table: CopiedTable): AsyncGenerator<Buffer, TableEnd> {
  const { name, columns, identity } = table
  const lastId = identity === null ? null : await lastIdOf(sql, name, identity)
  yield line({ table: name, columns, ...(lastId !== null && { lastId }) } satisfies TableStart)
  const checksum = rowChecksum()
  let batch: Buffer[] = []
  let bytes = 0
  for await (const row of rowsOf(sql, table)) {
    checksum.add(row)
    batch.push(row, NEWLINE)
    bytes += row.length + 1
    if (bytes < CHUNK_BYTES) continue
    yield Buffer.concat(batch)
    batch = []
    bytes = 0
  }
  const end: TableEnd = { rows: checksum.rows(), checksum: checksum.value() }
  yield Buffer.concat([...batch, Buffer.from(`${END_OF_ROWS}\n`), line(end)])
  return end
}

const NEWLINE = Buffer.from('\n')

/** A table's rows as COPY writes them, without their ends. */
export async function* rowsOf(sql: postgres.Sql, table: Pick<CopiedTable, 'name' | 'columns'>): AsyncGenerator<Buffer> {
  const stream = await sql.unsafe(copyOut(table)).readable()
  const lines = lineReader(stream)
  try {
    for (let row = await lines.next(); row !== null; row = await lines.next()) yield row
    // postgres.js pauses its socket for a full stream, and resumes it only while the stream is read: one that ended full
    // would leave the next statement waiting for ever.
    stream._read(0)
  } finally {
    await lines.close()
  }
}

/** What the sequence of an identity column gave out last: pruned rows have numbers that must not be given again. */
async function lastIdOf(sql: postgres.Sql, table: string, column: string): Promise<number | null> {
  const [row] = await sql<{ last: string | null }[]>`
    select pg_sequence_last_value(pg_get_serial_sequence(${table}, ${column})::regclass)::text as last`
  return row?.last == null ? null : Number(row.last)
}
