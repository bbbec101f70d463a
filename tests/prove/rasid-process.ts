import { type ChildProcessWithoutNullStreams, execFileSync, spawn, spawnSync } from 'node:child_process'
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'

const CHECKOUT = fileURLToPath(new URL('../..', import.meta.url))
const HOLD = 'tests/prove/hold-database.ts'

export interface UserId {
  uid: number
  gid: number
}

/** How to start a Rasid process: which Node, which checkout, as whom. */
export interface Launch {
  node: string
  checkout: string
  user: UserId | null
}

export const asOurselves: Launch = { node: process.execPath, checkout: CHECKOUT, user: null }

/** A child that opened the database of `dataDir` and holds it. */
export interface RasidProcess {
  opened: { joined: boolean; dataDir: string; feeds: number }
  child: ChildProcessWithoutNullStreams
  /** Stores a feed with this URL, committed when the promise resolves. */
  add(url: string): Promise<void>
  /** Ends it as Ctrl-D would; resolves when it is gone, with its exit code. */
  leave(): Promise<number | null>
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>
}

/** Starts a process that opens the database in `dataDir`; rejects with what it printed when it cannot. `killAt` is kill -9. */
export async function startRasid(
  dataDir: string,
  launch: Launch = asOurselves,
  killAt?: AbortSignal,
): Promise<RasidProcess> {
  const { DATABASE_URL: _, ...env } = process.env
  const child = spawn(launch.node, [join(launch.checkout, HOLD)], {
    cwd: '/',
    env: { ...env, RASID_DATA_DIR: dataDir },
    ...launch.user,
  })
  killAt?.addEventListener('abort', () => child.kill('SIGKILL'))
  const gone = new Promise<number | null>((resolve) => child.once('exit', (code) => resolve(code)))
  const nextLine = linesOf(child)
  const opened = JSON.parse(await nextLine())
  return {
    opened,
    child,
    add: async (url) => {
      child.stdin.write(`${url}\n`)
      await nextLine()
    },
    leave: () => {
      child.stdin.end()
      return gone
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

function linesOf(child: ChildProcessWithoutNullStreams): () => Promise<string> {
  const lines: string[] = []
  let errors = ''
  let wake = () => {}
  let ended = false
  child.stderr.on('data', (chunk) => {
    errors += chunk
  })
  child.stdout.on('data', (chunk) => {
    lines.push(...String(chunk).trim().split('\n'))
    wake()
  })
  child.once('close', () => {
    ended = true
    wake()
  })
  return async () => {
    while (lines.length === 0) {
      if (ended) throw new Error(`the process ended: ${errors}`)
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return lines.shift() ?? ''
  }
}

/** The id of the server that runs on this data folder, or null. */
export function serverPid(dataDir: string): number | null {
  try {
    const pid = Number(readFileSync(join(dataDir, 'pg18', 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

/** A folder for data, with its removal; whatever still runs in it is ended first. */
export function scratchFolder(): { path: string; remove(): Promise<void> } {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'rasid-proof-')))
  const remove = async () => {
    const pid = serverPid(path)
    if (pid !== null) process.kill(pid, 'SIGQUIT')
    while (serverPid(path) !== null) await sleep(20)
    rmSync(path, { recursive: true, force: true, maxRetries: 5 })
  }
  return { path, remove }
}

/**
 * How an ordinary user starts Rasid: ourselves, or for root `nobody`, with copies in `scratch` of what nobody cannot reach (a
 * checkout or a Node under root's home).
 */
export function asOrdinaryUser(scratch: string): Launch {
  if (process.getuid?.() !== 0) return asOurselves
  const id = (flag: string) => Number(execFileSync('id', [flag, 'nobody']).toString())
  const user = { uid: id('-u'), gid: id('-g') }
  chmodSync(scratch, 0o711)
  const node = join(scratch, 'bin', 'node')
  mkdirSync(dirname(node))
  cpSync(process.execPath, node)
  const look = `require('node:fs').readFileSync(${JSON.stringify(join(CHECKOUT, HOLD))})`
  if (spawnSync(node, ['-e', look], { ...user, cwd: '/' }).status === 0) return { node, checkout: CHECKOUT, user }
  const checkout = join(scratch, 'checkout')
  const skipped = /(^|\/)(\.git|\.rasid|\.turbo)$/
  cpSync(CHECKOUT, checkout, { recursive: true, verbatimSymlinks: true, filter: (path) => !skipped.test(path) })
  return { node, checkout, user }
}
