import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { DatabaseUnavailable } from '../database-unavailable.ts'
import { nativePackage } from './platform.ts'
import { isRoot } from './server-user.ts'

/** Root's own folder: everybody may pass through /var/lib, unlike root's home, where a checkout often lies. */
export const ROOT_FOLDER = '/var/lib/rasid'

/**
 * The folder with `bin`, `lib` and `share` to run Postgres from. As root it is a copy under /var/lib/rasid, made once a version:
 * the server's user must reach it, and it must outlive the checkout that started the server.
 */
export async function readyBinaries(): Promise<string> {
  const { folder, version } = nativePackage()
  if (!isRoot()) {
    await restoreLinks(folder)
    return folder
  }
  const copy = join(ROOT_FOLDER, `bin-${version}`)
  if (await lstat(copy).catch(() => null)) return copy
  try {
    await copyFor(folder, copy)
  } catch (cause) {
    throw new DatabaseUnavailable(
      'folder',
      `cannot copy Postgres to ${copy} (${wordsOf(cause)}): as root Rasid needs ${ROOT_FOLDER}; run it as an ordinary user, or set DATABASE_URL`,
      cause,
    )
  }
  return copy
}

async function copyFor(from: string, to: string): Promise<void> {
  const half = `${to}.${process.pid}.new`
  await mkdir(dirname(to), { recursive: true })
  await chmod(dirname(to), 0o755)
  await rm(half, { recursive: true, force: true })
  // Static archives are for building against Postgres, not for running it.
  await cp(from, half, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  await restoreLinks(half)
  await openToAll(half)
  // Two processes may copy at once; whoever is second finds a whole folder and drops its own.
  await rename(half, to).catch(async (error: NodeJS.ErrnoException) => {
    await rm(half, { recursive: true, force: true })
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error
  })
}

/** Whatever the umask of the install was, the server's user must read and run these. */
async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const found of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, found.name)
    if (found.isDirectory()) await openToAll(path)
    else if (found.isFile()) await chmod(path, basename(folder) === 'bin' || found.name.includes('.so') ? 0o755 : 0o644)
  }
}

/** The package's install script makes these links of library names; installs without scripts leave them out. */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // Both are written as `native/…`.
    const path = join(native, relative('native', target))
    await symlink(relative(dirname(target), source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'EEXIST') return
      throw new DatabaseUnavailable(
        'folder',
        `cannot make the link ${path} that Postgres needs (${wordsOf(error)}): make that folder writable once, or install with scripts allowed`,
        error,
      )
    })
  }
}

/** The short text of a system error, for the middle of a sentence. */
export function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return 'code' in error ? String(error.code) : error.message
}
