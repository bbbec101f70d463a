import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { attempt, type DataFolder } from './data-folder.ts'
import { isAlive } from './start-lock.ts'

export interface RunningServer {
  pid: number
  port: number
}

const PID_FILE = 'postmaster.pid'

/** What postmaster.pid says, line by line as Postgres writes it: pid, folder, start, port, socket folder, address, memory, state. */
function readPidFile(folder: DataFolder): (RunningServer & { state: string }) | null {
  const path = join(folder.pgData, PID_FILE)
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    return attempt(path, () => {
      throw error
    })
  }
  const lines = text.split('\n')
  return { pid: Number(lines[0]), port: Number(lines[3] ?? 0), state: (lines[7] ?? '').trim() }
}

/**
 * The server that runs on this data folder and takes connections, or null when none does; a start or stop under way is waited
 * for, at most `patienceMs`. A file left by a killed server is removed: its pid may meanwhile belong to anybody.
 */
export async function findRunningServer(folder: DataFolder, patienceMs: number): Promise<RunningServer | null> {
  const deadline = performance.now() + patienceMs
  for (;;) {
    const found = readPidFile(folder)
    if (found === null) return null
    if (!isServerOf(folder, found.pid)) {
      rmSync(join(folder.pgData, PID_FILE), { force: true })
      return null
    }
    if (found.state === 'ready' && found.port > 0) return { pid: found.pid, port: found.port }
    // Whoever waited in vain finds out why from the server itself, which refuses to start twice.
    if (performance.now() > deadline) return null
    await sleep(50)
  }
}

/** A pid alone proves nothing after a reboot or in a container; the command line names the data folder. */
function isServerOf(folder: DataFolder, pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return false
  const command = commandLineOf(pid)
  return command === null || command.includes(folder.pgData)
}

function commandLineOf(pid: number): string | null {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8')
    if (process.platform === 'win32') return null
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { stdio: ['ignore', 'pipe', 'ignore'] }).toString()
  } catch {
    return null
  }
}
