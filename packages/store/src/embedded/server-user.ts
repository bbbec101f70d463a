import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseUnavailable } from '../database-unavailable.ts'

/** Whom the server runs as. Null: whoever runs us, which is all but root (Postgres refuses root). */
export interface ServerUser {
  uid: number
  gid: number
}

/** True when this process is root, and so must run the server as somebody else. */
export function isRoot(): boolean {
  return process.getuid?.() === 0
}

/**
 * Whom the server is to run as. An existing data folder keeps its owner; a new one gets `postgres`, else `nobody`.
 * @throws DatabaseUnavailable `no-user` when root finds neither.
 */
export function serverUser(pgData: string): ServerUser | null {
  if (!isRoot()) return null
  const owner = statSync(pgData, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const found = lookUp('postgres') ?? lookUp('nobody')
  if (found) return found
  throw new DatabaseUnavailable(
    'no-user',
    'Postgres refuses to run as root, and there is no user "postgres" or "nobody" here: run Rasid as an ordinary user, or set DATABASE_URL',
  )
}

function lookUp(name: string): ServerUser | null {
  try {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
    return { uid: id('-u'), gid: id('-g') }
  } catch {
    return null
  }
}

/** The first folder on the way to `path` (itself included) that `user` may not pass through, or null. Access lists are not read. */
export function closedFolder(path: string, user: ServerUser): string | null {
  const way: string[] = []
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    way.unshift(folder)
    if (folder === dirname(folder)) break
  }
  return way.find((folder) => !mayPass(folder, user)) ?? null
}

function mayPass(folder: string, user: ServerUser): boolean {
  const found = statSync(folder, { throwIfNoEntry: false })
  if (!found?.isDirectory()) return true
  const bit = found.uid === user.uid ? 0o100 : found.gid === user.gid ? 0o010 : 0o001
  return (found.mode & bit) !== 0
}
