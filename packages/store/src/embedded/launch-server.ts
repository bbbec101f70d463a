import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, renameSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { DatabaseUnavailable } from '../database-unavailable.ts'
import { cannotRun } from './create-cluster.ts'
import { attempt, type DataFolder } from './data-folder.ts'
import { explainServerOutput } from './explain-output.ts'
import type { RunningServer } from './running-server.ts'
import { serverEnvironment } from './server-environment.ts'

/** Recovery after a crash reads the log since the last checkpoint; a minute is far more than a laptop needs. */
const READY_WITHIN_MS = 60_000
/** Another program may take the port between our look and Postgres's bind. */
const PORT_TAKEN = /Address already in use|could not create any TCP\/IP sockets/
/** A killed server's children need a moment to go. */
const STILL_GOING = /pre-existing shared memory block/
const TRIES = 8
const LOG_LIMIT = 5 * 1024 * 1024

const SETTINGS: Record<string, string> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // "log" hides failed statements (a refused duplicate is everyday here) but keeps the line that says "ready".
  log_min_messages: 'log',
  log_checkpoints: 'off',
  cluster_name: 'rasid',
}

/**
 * Starts the server on loopback, on its last port when that is free, and waits until it takes connections. It is a process of its own: no Ctrl-C of a
 * terminal reaches it, and it outlives us. `settings` are added to its own, for tests.
 */
export async function launchServer(
  folder: DataFolder,
  binaries: string,
  settings: Record<string, string> = {},
): Promise<RunningServer> {
  let last = lastPort(folder)
  for (let attempts = 1; ; attempts++) {
    const port = last ?? (await freePort())
    const outcome = await launch(folder, binaries, { ...SETTINGS, ...settings, port: String(port) })
    if (typeof outcome === 'number') return { pid: outcome, port }
    if (attempts === TRIES || !(PORT_TAKEN.test(outcome) || STILL_GOING.test(outcome))) {
      throw explainServerOutput(outcome, folder, 'the embedded Postgres did not start')
    }
    // Those who lost the server look for it where it was: another port only when that one is gone.
    if (PORT_TAKEN.test(outcome)) last = null
    await sleep(250 * attempts)
  }
}

/** A pid: it is ready. A text: what it printed before it gave up. */
async function launch(
  folder: DataFolder,
  binaries: string,
  settings: Record<string, string>,
): Promise<number | string> {
  rotate(folder.logFile)
  const log = attempt(folder.logFile, () => openSync(folder.logFile, 'a', 0o600))
  const from = fstatSync(log).size
  const child = spawn(
    join(binaries, 'bin', 'postgres'),
    ['-D', folder.pgData, ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      detached: true,
      stdio: ['ignore', log, log],
      env: serverEnvironment(),
      cwd: '/',
      windowsHide: true,
      ...folder.user,
    },
  )
  const ended = whenEnded(child)
  child.unref()
  closeSync(log)
  const printed = () => readFileSync(folder.logFile).subarray(from).toString()
  const deadline = performance.now() + READY_WITHIN_MS
  while (performance.now() < deadline) {
    if (printed().includes('ready to accept connections')) return child.pid ?? 0
    const failure = await Promise.race([ended, sleep(20)])
    if (failure instanceof Error) throw failure
    if (failure === 'ended') return printed()
  }
  child.kill('SIGINT')
  throw new DatabaseUnavailable(
    'no-start',
    `the embedded Postgres was not ready within ${READY_WITHIN_MS / 1000} s (busy machine, slow disk?): see ${folder.logFile}, then start again`,
  )
}

function whenEnded(child: ChildProcess): Promise<'ended' | Error> {
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(cannotRun(error)))
    child.once('exit', () => resolve('ended'))
  })
}

/** Processes that lost the server find it again where it was. Postgres notes its own command line. */
function lastPort(folder: DataFolder): number | null {
  try {
    const port = /"port=(\d+)"/.exec(readFileSync(join(folder.pgData, 'postmaster.opts'), 'utf8'))?.[1]
    return port === undefined ? null : Number(port)
  } catch {
    return null
  }
}

function rotate(logFile: string): void {
  const found = statSync(logFile, { throwIfNoEntry: false })
  if (found && found.size > LOG_LIMIT) renameSync(logFile, `${logFile}.old`)
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (cause) =>
      reject(new DatabaseUnavailable('no-start', `no port can be opened on 127.0.0.1 (${cause.message})`, cause)),
    )
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
