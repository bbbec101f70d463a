import { type ChildProcess, fork } from 'node:child_process'
import { getCompileCacheDir } from 'node:module'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Why a document could not be read: too long, too much heap, its process fell, was ended, or the reader has a bug. */
export type ReadFailure = 'read-timeout' | 'read-memory' | 'read-crashed' | 'read-killed' | 'read-threw'

export type ReadResult = { kind: 'value'; value: unknown } | { kind: 'broken'; reason: ReadFailure; detail: string }

export interface ReaderSettings {
  workerFile: string
  memoryMb: number
  deadlineMs: number
  startMs: number
}

type Message = { ready: true } | { value: unknown; rssMb: number } | { error: string }

/** One child process, one document at a time. Ends itself with its parent, and is ended by us at the deadline. */
export class ReaderProcess {
  readonly #child: ChildProcess
  readonly #settings: ReaderSettings
  readonly #ready: Promise<void>
  #settle: ((result: ReadResult) => void) | null = null
  #timedOut = false
  #exited: Promise<void>
  hasEnded = false
  /** We ended it while nothing was wrong with it: closing, not judging. */
  wasClosed = false
  /** Holds more memory than a fresh child would; better replaced than kept. */
  isHeavy = false

  constructor(settings: ReaderSettings, onEnd: (reader: ReaderProcess) => void) {
    this.#settings = settings
    this.#child = fork(settings.workerFile, [], {
      execArgv: [`--max-old-space-size=${settings.memoryMb}`, '--disable-warning=ExperimentalWarning'],
      // Bytes travel as they are; JSON would cost the caller's event loop twice.
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // No secret of ours is needed to parse, so none is there to be reached by a document that breaks out.
      env: compileCache(),
    })
    this.#ready = this.#whenReady()
    this.#child.on('message', (message: Message) => {
      if ('value' in message) {
        this.isHeavy = message.rssMb > settings.memoryMb
        this.#finish({ kind: 'value', value: message.value })
      } else if ('error' in message) this.#finish({ kind: 'broken', reason: 'read-threw', detail: message.error })
    })
    this.#child.on('error', () => this.kill())
    this.#exited = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => {
        this.hasEnded = true
        this.#finish(this.#endedResult(code, signal))
        onEnd(this)
        resolve()
      })
    })
  }

  get pid(): number | undefined {
    return this.#child.pid
  }

  /** Runs one task; the deadline counts from the moment that the child has started. Rejects if it cannot start. */
  async run(task: string, input: unknown): Promise<ReadResult> {
    this.#hold()
    try {
      await this.#ready
      return await this.#ask(task, input)
    } finally {
      this.#release()
    }
  }

  kill(): void {
    this.#child.kill('SIGKILL')
  }

  /** Ends the child for our own reasons; resolves when it is gone. */
  close(): Promise<void> {
    this.wasClosed = true
    if (this.#child.pid === undefined) return Promise.resolve()
    this.kill()
    return this.#exited
  }

  #ask(task: string, input: unknown): Promise<ReadResult> {
    return new Promise((resolve) => {
      const deadline = setTimeout(() => {
        this.#timedOut = true
        this.kill()
      }, this.#settings.deadlineMs)
      this.#settle = (result) => {
        clearTimeout(deadline)
        resolve(result)
      }
      if (this.hasEnded) this.#finish(this.#endedResult(null, 'SIGKILL'))
      // A failed send means that the child is going: its exit tells the rest.
      else this.#child.send({ task, input }, () => {})
    })
  }

  #finish(result: ReadResult): void {
    this.#settle?.(result)
    this.#settle = null
  }

  #endedResult(code: number | null, signal: NodeJS.Signals | null): ReadResult {
    const detail = signal ?? `exit code ${code}`
    if (this.#timedOut) return { kind: 'broken', reason: 'read-timeout', detail: `${this.#settings.deadlineMs} ms` }
    // V8 ends a process that is out of heap by SIGABRT (134 where a shell or container translates signals).
    if (signal === 'SIGABRT' || signal === 'SIGTRAP' || signal === 'SIGILL' || code === 134 || code === 133) {
      return { kind: 'broken', reason: 'read-memory', detail: `${this.#settings.memoryMb} MB` }
    }
    return {
      kind: 'broken',
      reason: signal === 'SIGKILL' || signal === 'SIGTERM' ? 'read-killed' : 'read-crashed',
      detail,
    }
  }

  #whenReady(): Promise<void> {
    const ready = new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => this.kill(), this.#settings.startMs)
      this.#child.once('message', () => {
        clearTimeout(late)
        resolve()
      })
      const fail = (why: unknown) => {
        clearTimeout(late)
        reject(new Error(`the reader process did not start (${String(why)})`))
      }
      this.#child.once('error', fail)
      this.#child.once('exit', (code, signal) => fail(signal ?? code))
    })
    // Whoever runs a task hears of it; a child that dies idle is only replaced.
    ready.catch(() => {})
    return ready
  }

  // An idle child must not keep our process alive; a busy one must.
  #hold(): void {
    this.#child.ref()
    this.#child.channel?.ref()
  }

  #release(): void {
    this.#child.unref()
    this.#child.channel?.unref()
  }
}

/** Where Node keeps compiled modules, if it does so for this process: the child then starts in half the time. */
function compileCache(): NodeJS.ProcessEnv {
  const folder = getCompileCacheDir()
  // Node answers with the folder of its own version within the one that it was given.
  return folder === undefined ? {} : { NODE_COMPILE_CACHE: dirname(folder) }
}

/** The entry file of the child; beside this one. */
export const READ_WORKER = fileURLToPath(new URL('read-worker.ts', import.meta.url))
