import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const MAIN = fileURLToPath(new URL('../../apps/cli/src/main.ts', import.meta.url))

/** What a process ended with, and how long that took after it was asked to. */
export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  ms: number
}

/** A Rasid process as a user starts it. */
export interface RasidCommand {
  child: ChildProcessWithoutNullStreams
  out(): string
  err(): string
  /** Waits until its output so far matches; fails with that output when the process ends first, or after `ms`. */
  says(pattern: RegExp, ms?: number): Promise<RegExpExecArray>
  ended: Promise<Ended>
  /** Sends a signal to it alone and waits for the end. */
  end(signal: NodeJS.Signals): Promise<Ended>
  /** Sends a signal to it and to all that it started, as Ctrl-C does, and waits for the end. */
  endAll(signal: NodeJS.Signals): Promise<Ended>
}

type Env = Readonly<Record<string, string>>

/**
 * Runs `rasid …` with these settings and nothing else of our environment but what finds programs and folders. `stdin`
 * is written at once and closed.
 */
export function rasid(args: readonly string[], settings: Env = {}, { stdin = '' } = {}): RasidCommand {
  return command(process.execPath, ['--disable-warning=ExperimentalWarning', MAIN, ...args], settings, { stdin })
}

/** The same for `node scripts/run.mjs …` or any other command in the checkout. */
export function command(
  file: string,
  args: readonly string[],
  settings: Env,
  { stdin = '', cwd = ROOT, ...user }: { stdin?: string; cwd?: string; uid?: number; gid?: number } = {},
): RasidCommand {
  const child = spawn(file, args, { cwd, env: { ...plainEnvironment(), ...settings }, ...user, detached: true })
  const said = { out: '', err: '' }
  const listeners = new Set<() => void>()
  const hear = (stream: 'out' | 'err') => (chunk: Buffer) => {
    said[stream] += chunk.toString()
    for (const listener of listeners) listener()
  }
  child.stdout.on('data', hear('out'))
  child.stderr.on('data', hear('err'))
  // A process that ends before it reads its input is no trouble of the test.
  child.stdin.on('error', () => {})
  child.stdin.end(stdin)
  let askedAt = performance.now()
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code, signal, ms: performance.now() - askedAt }))
  })
  const ask = (kill: () => void) => {
    askedAt = performance.now()
    kill()
    return ended
  }
  const all = () => `${said.out}${said.err}`
  return {
    child,
    ended,
    out: () => said.out,
    err: () => said.err,
    says: (pattern, ms = 30_000) => waitFor(pattern, { all, listeners, ended, ms }),
    end: (signal) => ask(() => void child.kill(signal)),
    endAll: (signal) => ask(() => killGroup(child.pid, signal)),
  }
}

/** A child that was spawned `detached` leads a group of its own, which may be gone already. */
function killGroup(pid: number | undefined, signal: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(-pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function plainEnvironment(): Env {
  const { PATH = '', HOME = '/', TMPDIR, SystemRoot } = process.env
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }), ...(SystemRoot && { SystemRoot }), NO_COLOR: '1' }
}

function waitFor(
  pattern: RegExp,
  watched: { all: () => string; listeners: Set<() => void>; ended: Promise<Ended>; ms: number },
): Promise<RegExpExecArray> {
  const { all, listeners, ended, ms } = watched
  return new Promise((resolve, reject) => {
    const settle = (act: () => void) => {
      clearTimeout(timer)
      listeners.delete(look)
      act()
    }
    const fail = (why: string) => settle(() => reject(new Error(`${why} without saying ${pattern}:\n${all()}`)))
    const look = () => {
      const found = pattern.exec(all())
      if (found) settle(() => resolve(found))
    }
    const timer = setTimeout(() => fail(`${ms} ms passed`), ms)
    listeners.add(look)
    void ended.then(({ code }) => pattern.test(all()) || fail(`the process ended with ${code}`))
    look()
  })
}
