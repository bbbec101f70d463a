import { READ_WORKER, ReaderProcess, type ReaderSettings, type ReadResult } from './reader-process.ts'

export interface ReadPoolOptions extends Partial<ReaderSettings> {
  /** Most children at once. */
  size?: number
  /** A child without work for this long is ended; its memory is more dear than its start. */
  idleMs?: number
}

export interface ReadPool {
  /** Runs a task (a function that the worker file knows) on one input. Rejects only if no child can be started. */
  run(task: string, input: unknown): Promise<ReadResult>
  /** Process ids of the living children. */
  pids(): number[]
  /** Ends all children. What was queued or running comes back as broken. A later `run` starts afresh. */
  close(): Promise<void>
}

const DEFAULTS = {
  workerFile: READ_WORKER,
  // An honest document of the largest size allowed (10 MiB) needs about half of this.
  memoryMb: 256,
  deadlineMs: 2000,
  // Starting takes some 0.3 s; on a machine that swaps, many times that.
  startMs: 20_000,
  size: 2,
  idleMs: 30_000,
}

/** A pool of at most `size` children for parsing hostile documents; jobs beyond that wait in order. */
export function createReadPool(options: ReadPoolOptions = {}): ReadPool {
  return new Pool({ ...DEFAULTS, ...options })
}

const CLOSED: ReadResult = { kind: 'broken', reason: 'read-killed', detail: 'the pool was closed' }

interface Job {
  task: string
  input: unknown
  retried: boolean
  resolve: (result: ReadResult) => void
  reject: (error: unknown) => void
}

class Pool implements ReadPool {
  readonly #settings: typeof DEFAULTS
  readonly #all = new Set<ReaderProcess>()
  readonly #idle = new Map<ReaderProcess, NodeJS.Timeout>()
  #queue: Job[] = []

  constructor(settings: typeof DEFAULTS) {
    this.#settings = settings
  }

  run(task: string, input: unknown): Promise<ReadResult> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ task, input, retried: false, resolve, reject })
      this.#next()
    })
  }

  pids(): number[] {
    return [...this.#all].flatMap((reader) => reader.pid ?? [])
  }

  async close(): Promise<void> {
    const waiting = this.#queue
    this.#queue = []
    for (const job of waiting) job.resolve(CLOSED)
    const ended = [...this.#all].map((reader) => reader.close())
    await Promise.all(ended)
  }

  #next(): void {
    if (this.#queue.length === 0) return
    const reader = this.#takeReader()
    if (reader === null) return
    const job = this.#queue.shift()
    if (job !== undefined) void this.#serve(reader, job)
  }

  #takeReader(): ReaderProcess | null {
    // The last one that rested is the warmest.
    const [reader, timer] = [...this.#idle].at(-1) ?? []
    if (reader !== undefined) {
      clearTimeout(timer)
      this.#idle.delete(reader)
      return reader
    }
    if (this.#all.size >= this.#settings.size) return null
    const started = new ReaderProcess(this.#settings, (ended) => this.#forget(ended))
    this.#all.add(started)
    return started
  }

  async #serve(reader: ReaderProcess, job: Job): Promise<void> {
    try {
      const result = await reader.run(job.task, job.input)
      // Ended from outside (an operator, the kernel short of memory): not the document's fault, so once more.
      const wasKilled = result.kind === 'broken' && result.reason === 'read-killed'
      if (wasKilled && !job.retried && !reader.wasClosed) this.#queue.unshift({ ...job, retried: true })
      else job.resolve(result)
    } catch (error) {
      if (reader.wasClosed) job.resolve(CLOSED)
      else job.reject(error)
    }
    if (reader.isHeavy) void reader.close()
    else if (!reader.hasEnded && !reader.wasClosed) this.#rest(reader)
    this.#next()
  }

  #rest(reader: ReaderProcess): void {
    const timer = setTimeout(() => {
      this.#idle.delete(reader)
      void reader.close()
    }, this.#settings.idleMs)
    timer.unref()
    this.#idle.set(reader, timer)
  }

  #forget(reader: ReaderProcess): void {
    clearTimeout(this.#idle.get(reader))
    this.#idle.delete(reader)
    this.#all.delete(reader)
    this.#next()
  }
}
