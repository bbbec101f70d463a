import { statfsSync } from 'node:fs'
import { type DatabaseProblem, DatabaseUnavailable } from '../database-unavailable.ts'
import type { DataFolder } from './data-folder.ts'

/** Below this neither a new database (40 MB) nor the log of changes (16 MB a file) fits. */
const NEEDED_BYTES = 20 * 1024 * 1024

const CAUSES: { pattern: RegExp; problem: DatabaseProblem; words: (folder: DataFolder) => string }[] = [
  {
    pattern: /No space left on device|Disk quota exceeded|Check free disk space/i,
    problem: 'disk-full',
    words: (folder) => `the disk of ${folder.dataDir} is full: free some space (a new database takes about 60 MB)`,
  },
  {
    pattern: /Permission denied|wrong ownership|invalid permissions/i,
    problem: 'folder',
    words: (folder) =>
      `Postgres may not use its data in ${folder.dataDir}: start Rasid as the user who owns it, or set RASID_DATA_DIR to another folder`,
  },
  {
    pattern: /incompatible with server|initialized by PostgreSQL version/i,
    problem: 'folder',
    words: (folder) => `${folder.pgData} was made by another version of Postgres: set RASID_DATA_DIR to another folder`,
  },
  {
    pattern: /could not resize shared memory|could not create shared memory|No such file or directory.*shm/i,
    problem: 'no-start',
    words: () => 'Postgres got no shared memory: give the container a larger /dev/shm (docker run --shm-size=256m)',
  },
  {
    pattern: /GLIBC|error while loading shared libraries|wrong ELF class|Exec format/i,
    problem: 'no-binaries',
    words: () => 'the embedded Postgres cannot run on this system: set DATABASE_URL to a Postgres 15 or later',
  },
  {
    pattern: /lock file "postmaster\.pid" already exists/i,
    problem: 'busy',
    words: (folder) =>
      `another Postgres already uses ${folder.pgData}: end it, or set RASID_DATA_DIR to another folder`,
  },
]

/**
 * Turns what initdb or the server printed into an error with words. The last lines stay in it, for what nobody foresaw.
 * @param freeBytes what the disk has left: with next to nothing Postgres fails in many words.
 */
export function explainServerOutput(
  output: string,
  folder: DataFolder,
  what: string,
  freeBytes: number = freeBytesOf(folder.dataDir),
): DatabaseUnavailable {
  const text = freeBytes < NEEDED_BYTES ? `No space left on device\n${output}` : output
  const known = CAUSES.find((cause) => cause.pattern.test(text))
  const tail = output.trim().split('\n').slice(-6).join('\n')
  if (known) return new DatabaseUnavailable(known.problem, `${known.words(folder)}\n${tail}`)
  return new DatabaseUnavailable(
    'no-start',
    `${what} in ${folder.dataDir}; its last words (more in ${folder.logFile}):\n${tail}`,
  )
}

function freeBytesOf(path: string): number {
  try {
    const { bavail, bsize } = statfsSync(path)
    return bavail * bsize
  } catch {
    return Number.POSITIVE_INFINITY
  }
}
