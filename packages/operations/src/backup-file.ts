import { randomBytes } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { access, link, open, rename, stat, unlink } from 'node:fs/promises'
import { pipeline } from 'node:stream'
import { pipeline as pumped } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import {
  BackupError,
  type BackupHeader,
  dumpDatabase,
  headerOfBackup,
  type Loaded,
  loadDatabase,
  type TableEnd,
} from '@rasid/store'

export interface BackupDeps {
  /** With the password; it goes into no message and no file. */
  databaseUrl: string
  /** The program's version, for the file's first line. */
  version: string
  onTable?(table: string, end: TableEnd): void
  signal?: AbortSignal
}

export interface BackedUp {
  file: string
  bytes: number
  tables: ({ name: string } & TableEnd)[]
}

/**
 * Writes the database as it is at one moment into a new file, readable by its owner only (docs/operating.md has the
 * format). The file has its name once it is whole and on the disk, and never takes the place of another.
 * @throws BackupError, DatabaseUnavailable
 */
export async function backUp(deps: BackupDeps, file: string): Promise<BackedUp> {
  if (await isThere(file)) throw exists(file)
  const partial = `${file}.${randomBytes(4).toString('hex')}.partial`
  const tables: BackedUp['tables'] = []
  const onTable = (name: string, end: TableEnd) => {
    tables.push({ name, ...end })
    deps.onTable?.(name, end)
  }
  const handle = await open(partial, 'wx', 0o600).catch((error) => {
    throw unusable(file, error)
  })
  try {
    const out = createWriteStream('', { fd: handle, flush: true })
    const options = deps.signal ? { signal: deps.signal } : {}
    await pumped(dumpDatabase(deps.databaseUrl, { version: deps.version, onTable }), createGzip(), out, options)
    const { size } = await stat(partial)
    await takeName(partial, file)
    return { file, bytes: size, tables }
  } catch (error) {
    throw isFileTrouble(error) ? unusable(file, error) : error
  } finally {
    await unlink(partial).catch(() => {})
  }
}

const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

const exists = (file: string): BackupError =>
  new BackupError('file', `${file} exists already: name another file, or move that one away`)

/** A hard link refuses to take another file's place; where there are none, the moment between look and rename remains. */
async function takeName(partial: string, file: string): Promise<void> {
  try {
    await link(partial, file)
  } catch (error) {
    if (codeOf(error) === 'EEXIST' || (await isThere(file))) throw exists(file)
    await rename(partial, file)
  }
}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '')

const FILE_CODES = ['ENOENT', 'EACCES', 'EISDIR', 'ENOTDIR', 'ENOSPC', 'EROFS', 'EDQUOT', 'EPERM', 'EIO']
const isFileTrouble = (error: unknown): boolean => FILE_CODES.includes(codeOf(error))

function unusable(file: string, error: unknown): BackupError {
  return new BackupError(
    'file',
    `${file} cannot be used (${codeOf(error) || 'unknown'}): look at folder, rights and space`,
  )
}

export interface RestoreDeps {
  databaseUrl: string
  onTable?(table: string, end: TableEnd): void
}

/**
 * Puts a backup file in the place of what the database holds, whole or not at all; an older schema's is migrated.
 * `replace` gives up what is there. @throws BackupError, DatabaseUnavailable
 */
export async function restore(deps: RestoreDeps, file: string, options: { replace: boolean }): Promise<Loaded> {
  const { databaseUrl, onTable } = deps
  return unpacked(file, (text) => loadDatabase(databaseUrl, text, { ...options, ...(onTable && { onTable }) }))
}

/** What a backup file says of itself, without a database. @throws BackupError */
export function readBackupHeader(file: string): Promise<BackupHeader> {
  return unpacked(file, headerOfBackup)
}

async function unpacked<T>(file: string, read: (text: AsyncIterable<Uint8Array>) => Promise<T>): Promise<T> {
  await refuseOtherFiles(file)
  const source = createReadStream(file)
  const text = createGunzip()
  // Errors of either end come out of `text`; a reader that stops early is none.
  pipeline(source, text, () => {})
  try {
    return await read(text)
  } catch (error) {
    throw isFileTrouble(error) ? unusable(file, error) : error
  } finally {
    source.destroy()
    text.destroy()
  }
}

const GZIP = [0x1f, 0x8b]

async function refuseOtherFiles(file: string): Promise<void> {
  const handle = await open(file, 'r').catch((error) => {
    throw unusable(file, error)
  })
  try {
    const { buffer } = await handle.read(Buffer.alloc(2), 0, 2, 0)
    if (!GZIP.every((byte, at) => buffer[at] === byte))
      throw new BackupError('foreign', `${file} is no backup of Rasid`)
  } catch (error) {
    throw isFileTrouble(error) ? unusable(file, error) : error
  } finally {
    await handle.close()
  }
}
