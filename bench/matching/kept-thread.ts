import { Worker } from 'node:worker_threads'
import type { PoolOptions, PoolRunnerInitializer, PoolWorker } from 'vitest/node'

// Vitest ends its worker after every run. Stryker asks for a run a mutant, and starting a worker, loading zod, yaml and fast-check and
// warming up the compiler cost more than the tests: this thread outlives the runs. What is loaded anew for each mutant is the project's
// own code (`bench-mutation.setup.ts`).

// Some of what a run made stays in memory, about 8 MB a run.
const RUNS_OF_A_THREAD = 40

let thread: Worker | undefined
let runs = 0

function startThread({ env, execArgv }: PoolOptions): Worker {
  const started = new Worker(new URL('kept-thread-worker.ts', import.meta.url), {
    env: env as NodeJS.ProcessEnv,
    execArgv: [...execArgv, '--disable-warning=ExperimentalWarning'],
  })
  started.unref()
  started.once('exit', () => {
    if (thread === started) thread = undefined
  })
  return started
}

/** The pool of one thread; a run that ends only takes its listeners off, save every fortieth. */
export const keptThread: PoolRunnerInitializer = {
  name: 'kept-thread',
  createPoolWorker(options: PoolOptions): PoolWorker {
    thread ??= startThread(options)
    const kept = thread
    return {
      name: 'kept-thread',
      on: (event, callback) => void kept.on(event, callback),
      off: (event, callback) => void kept.off(event, callback),
      send: (message) => kept.postMessage(message),
      deserialize: (data) => data,
      start: async () => {},
      stop: async () => {
        kept.removeAllListeners('message')
        runs++
        if (runs % RUNS_OF_A_THREAD !== 0) return
        thread = undefined
        await kept.terminate()
      },
    }
  },
}
