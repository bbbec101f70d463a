import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  appendFileSync,
  chownSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { DatabaseUnavailable } from '../database-unavailable.ts'
import { attempt, type DataFolder } from './data-folder.ts'
import { explainServerOutput } from './explain-output.ts'
import { serverEnvironment } from './server-environment.ts'

/** The one role of the embedded server; it owns everything. */
export const ROLE = 'rasid'

/**
 * C.UTF-8 knows Arabic letters as letters and sorts alike on every machine (with plain C, pg_trgm scores Arabic words 0).
 * The second is for systems whose C library has no C.UTF-8.
 */
const LOCALES = ['C.UTF-8', 'en_US.UTF-8']
const HALF = '.new-'

/**
 * Makes the data of a new server, once. It is built beside its place and renamed, so a crash never leaves half of it there. Each
 * try has a name of its own: the initdb of a process that was killed may go on for a moment.
 */
export async function createCluster(folder: DataFolder, binaries: string, password: string): Promise<void> {
  if (existsSync(folder.pgData)) return
  removeLeftovers(folder)
  const half = `${folder.pgData}${HALF}${randomBytes(6).toString('hex')}`
  try {
    for (const locale of LOCALES) {
      prepare(folder, half, password)
      const output = await initdb(folder, binaries, half, locale)
      if (output === null) break
      keepInLog(folder, output)
      const unknownLocale = /invalid locale name|could not be determined/.test(output)
      if (!unknownLocale || locale === LOCALES.at(-1)) throw explainServerOutput(output, folder, 'initdb failed')
    }
    attempt(folder.pgData, () => renameSync(half, folder.pgData))
  } finally {
    removeLeftovers(folder)
  }
}

function removeLeftovers(folder: DataFolder): void {
  const parent = dirname(folder.pgData)
  const beginning = `${basename(folder.pgData)}${HALF}`
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(beginning)) continue
    try {
      rmSync(join(parent, name), { recursive: true, force: true })
    } catch {
      // Something is still being written there; the next first start finds it.
    }
  }
}

function keepInLog(folder: DataFolder, output: string): void {
  try {
    appendFileSync(folder.logFile, output, { mode: 0o600 })
  } catch {
    // On a full disk; the error tells the last lines anyway.
  }
}

/** The server's user needs a folder and a readable password of its own; it can read nothing else of ours. */
function prepare(folder: DataFolder, half: string, password: string): void {
  attempt(half, () => {
    rmSync(half, { recursive: true, force: true })
    mkdirSync(half, { mode: 0o700 })
    writeFileSync(passwordFor(half), `${password}\n`, { mode: 0o600 })
    if (folder.user === null) return
    for (const path of [half, passwordFor(half)]) chownSync(path, folder.user.uid, folder.user.gid)
  })
}

const passwordFor = (half: string) => `${half}.password`

/** Null: done. Else what it printed. */
function initdb(folder: DataFolder, binaries: string, half: string, locale: string) {
  const options = [
    `--pgdata=${half}`,
    `--locale=${locale}`,
    '--encoding=UTF8',
    `--username=${ROLE}`,
    '--auth=scram-sha-256',
    `--pwfile=${passwordFor(half)}`,
    '--no-instructions',
  ]
  return new Promise<string | null>((resolve, reject) => {
    const child = spawn(join(binaries, 'bin', 'initdb'), options, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: serverEnvironment(),
      cwd: '/',
      // Its own group: Ctrl-C at this moment is ours to handle, not initdb's.
      detached: true,
      timeout: 60_000,
      ...folder.user,
    })
    let output = ''
    const collect = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.on('error', (error) => reject(cannotRun(error)))
    child.on('close', (code) => resolve(code === 0 ? null : output || `initdb ended with ${code ?? 'a signal'}`))
  })
}

/** The binaries are there but the system will not run them. */
export function cannotRun(error: NodeJS.ErrnoException): DatabaseUnavailable {
  const why = error.code === 'EPERM' ? 'this process may not change its user' : 'another architecture or C library?'
  return new DatabaseUnavailable(
    'no-binaries',
    `the embedded Postgres cannot run here (${error.code ?? error.message}: ${why}): set DATABASE_URL to a Postgres 15 or later`,
    error,
  )
}
