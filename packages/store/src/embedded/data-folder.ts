import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DatabaseUnavailable } from '../database-unavailable.ts'
import { ROOT_FOLDER, wordsOf } from './binaries.ts'
import { closedFolder, isRoot, type ServerUser, serverUser } from './server-user.ts'

/** The embedded server's place: everything about one installation lies in `dataDir`. */
export interface DataFolder {
  dataDir: string
  /** Postgres's own data; named by major version, since another one could not read it. */
  pgData: string
  passwordFile: string
  logFile: string
  lockFile: string
  /** Whom the server runs as; null: the user of this process. */
  user: ServerUser | null
}

/** Where the data lies when nobody says: `.rasid` of the checkout, found from this file; root: /var/lib/rasid. */
export function defaultDataDir(): string {
  return isRoot() ? ROOT_FOLDER : fileURLToPath(new URL('../../../../.rasid', import.meta.url))
}

/** Makes the folder where needed and says what lies where. @throws DatabaseUnavailable `folder` */
export function openDataFolder(wanted: string | null): DataFolder {
  const path = resolve(wanted ?? defaultDataDir())
  const dataDir = attempt(path, () => {
    // Root's folder is passed through by the server's user; nobody else has business in an ordinary user's.
    mkdirSync(path, { recursive: true, mode: isRoot() ? 0o755 : 0o700 })
    return realpathSync(path)
  })
  const own = join(dataDir, 'pg18')
  const user = serverUser(own)
  return {
    dataDir,
    pgData: user ? reachableData(dataDir, own, user) : own,
    passwordFile: join(dataDir, 'password'),
    logFile: join(dataDir, 'postgres.log'),
    lockFile: join(dataDir, 'start.lock'),
    user,
  }
}

/**
 * Root only. A folder that was closed to the server's user is given to it; where one above is closed (root's home, a private
 * temporary folder), which is not ours to open, `pg18` becomes a link to a folder of its own under /var/lib/rasid.
 */
function reachableData(dataDir: string, own: string, user: ServerUser): string {
  if (closedFolder(dataDir, user) === dataDir) attempt(dataDir, () => chownSync(dataDir, user.uid, user.gid))
  if (closedFolder(dataDir, user) === null) return own
  return attempt(own, () => {
    const fresh = join(ROOT_FOLDER, `data-${randomBytes(6).toString('hex')}`, 'pg18')
    if (lstatSync(own, { throwIfNoEntry: false }) === undefined) linkOnce(fresh, own)
    const target = readlinkSync(own)
    mkdirSync(dirname(target), { recursive: true, mode: 0o755 })
    return target
  })
}

/** Two processes may come here at once; the second takes the first one's link. */
function linkOnce(target: string, path: string): void {
  try {
    symlinkSync(target, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** The password of this installation, made at its first start. @throws DatabaseUnavailable when data exist without it. */
export function readPassword(folder: DataFolder): string {
  const { passwordFile, pgData } = folder
  return attempt(passwordFile, () => {
    const known = existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : ''
    if (known !== '') return known
    if (existsSync(pgData)) {
      throw new DatabaseUnavailable(
        'password',
        `${pgData} has data, but its password file ${passwordFile} is gone: restore that file, or move ${pgData} away to start empty`,
      )
    }
    const made = randomBytes(24).toString('base64url')
    writeFileSync(passwordFile, `${made}\n`, { mode: 0o600 })
    chmodSync(passwordFile, 0o600)
    return made
  })
}

/** Runs a step on a path; what the system refuses becomes words with that path in them. */
export function attempt<T>(path: string, step: () => T): T {
  try {
    return step()
  } catch (cause) {
    if (cause instanceof DatabaseUnavailable) throw cause
    const code = wordsOf(cause)
    const full = code === 'ENOSPC' || code === 'EDQUOT'
    const advice = full ? 'free some space' : 'make it writable for this user, or set RASID_DATA_DIR to another folder'
    throw new DatabaseUnavailable(full ? 'disk-full' : 'folder', `cannot use ${path} (${code}): ${advice}`, cause)
  }
}
