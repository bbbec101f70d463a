import { Worker } from 'node:worker_threads'

const CHECK_MS = 250

/**
 * Makes this child process end with its parent, however that one ends. A closed IPC channel tells it, but a
 * document that hangs the main thread hides that; a second thread therefore watches for a new parent id.
 */
export function endWithParent(): void {
  process.on('disconnect', () => process.exit())
  const watch = `
    const parent = process.ppid
    setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, ${CHECK_MS})
  `
  new Worker(watch, { eval: true, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()
}
