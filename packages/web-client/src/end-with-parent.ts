import { once } from 'node:events'
import { Worker } from 'node:worker_threads'

const CHECK_MS = 250

/**
 * Makes this child process end with its parent, however that one ends. A closed IPC channel tells it, but a
 * document that hangs the main thread hides that; a second thread therefore watches for a new parent id.
 * Resolves when that thread runs: no document should be taken before.
 */
export async function endWithParent(): Promise<void> {
  process.on('disconnect', () => process.exit())
  // Asked for here: by the time that the thread has started, the parent may be gone and another id in its place.
  const watch = `
    setInterval(() => { if (process.ppid !== ${process.ppid}) process.kill(process.pid, 'SIGKILL') }, ${CHECK_MS})
  `
  const thread = new Worker(watch, { eval: true, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } })
  await once(thread, 'online')
  thread.unref()
}
