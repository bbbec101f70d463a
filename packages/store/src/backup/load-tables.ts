import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type postgres from 'postgres'
import { END_OF_ROWS, parseMark, type TableEnd, type TableStart, torn } from './backup-format.ts'
import { rowsOf } from './dump-database.ts'
import { type LineReader, textOf } from './line-reader.ts'
import { rowChecksum } from './row-checksum.ts'
import { type CopiedTable, copiedTables, copyIn, switchTriggers } from './tables.ts'

/**
 * The tables of a backup file, one after another, each read back and compared with what the file says of it.
 * @throws BackupError when the file is torn, or what stands in the database is not what it holds.
 */
export async function loadTables(
  sql: postgres.Sql,
  lines: LineReader,
  onTable: ((table: string, end: TableEnd) => void) | undefined,
): Promise<(TableEnd & CopiedTable)[]> {
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
      if (!into.write(batch)) await roomIn(into)
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

/** Waits until a stream takes more, or is closed; what it listened for is given back, or a big table would pile it up. */
async function roomIn(stream: Writable): Promise<void> {
  const waiting = new AbortController()
  const { signal } = waiting
  try {
    await Promise.race([once(stream, 'drain', { signal }), once(stream, 'close', { signal })])
  } finally {
    waiting.abort()
  }
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
