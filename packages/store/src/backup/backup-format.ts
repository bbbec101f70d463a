/**
 * The backup file, inside gzip, is text of lines: a header; for each table one line that names it with its columns, its
 * rows as COPY writes them, `\.`, and a line with their number and checksum; at the end one line that says so.
 */
export interface BackupHeader {
  rasid: 'backup'
  format: 1
  /** When the snapshot was taken, by the database's clock. */
  at: string
  /** The program that wrote it. */
  version: string
  /** The newest migration of the database: its moment as in the migrations' journal, and its name. */
  schema: { when: number; name: string }
}

export interface TableStart {
  table: string
  columns: string[]
  /** The last number that the table's identity column gave out; absent without one. */
  lastId?: number
}

export interface TableEnd {
  rows: number
  checksum: string
}

export interface BackupEnd {
  end: true
  tables: number
  rows: number
}

/** The end of a table's rows, as in COPY's own files: no row can look like it, since COPY doubles every backslash. */
export const END_OF_ROWS = '\\.'

export type BackupProblem = 'file' | 'foreign' | 'torn' | 'newer' | 'not-empty' | 'in-use'

/** A backup cannot be read or restored. The message says why and what to do; the database is as it was. */
export class BackupError extends Error {
  override readonly name = 'BackupError'
  readonly problem: BackupProblem
  constructor(problem: BackupProblem, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.problem = problem
  }
}

/** @throws BackupError `foreign` when the line is no header of a format that this code knows. */
export function parseHeader(line: string | null): BackupHeader {
  const header = parseLine(line) as Partial<BackupHeader> | null
  if (header?.rasid !== 'backup') throw new BackupError('foreign', 'this is no backup that Rasid made')
  if (header.format !== 1) {
    throw new BackupError('newer', 'this backup has a format of a newer Rasid: update the code (git pull) first')
  }
  const { at, schema } = header
  if (typeof at !== 'string' || typeof schema?.when !== 'number') throw torn('its first line is damaged')
  return header as BackupHeader
}

/** A line between the rows: the start or end of a table, or the end of the file. null at the end of the text. */
export function parseMark(line: string | null): TableStart | TableEnd | BackupEnd {
  const mark = parseLine(line)
  if (mark === null) throw torn('it ends too early')
  return mark as TableStart | TableEnd | BackupEnd
}

/** The file breaks off, or was changed. */
export function torn(why: string, cause?: unknown): BackupError {
  return new BackupError('torn', `this backup is damaged: ${why}`, cause)
}

function parseLine(line: string | null): unknown {
  try {
    const value: unknown = JSON.parse(line ?? '')
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
