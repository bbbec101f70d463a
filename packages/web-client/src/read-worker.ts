// The child process that parses what publishers sent. Run directly by Node; speaks only to its parent, over IPC.
import { Worker } from 'node:worker_threads'
import * as core from '@rasid/core'

/** What may be run here: pure, synchronous functions of core with one argument. */
const TASKS = ['readFeed', 'readArticlePage'] as const
type Run = (input: unknown) => unknown

function taskNamed(name: string): Run | undefined {
  const found = TASKS.some((task) => task === name) ? (core as Record<string, unknown>)[name] : undefined
  return typeof found === 'function' ? (found as Run) : undefined
}

// A document that hangs this thread also hides the parent's end from it, so a second thread watches for that.
const WATCH = `
  const parent = process.ppid
  setInterval(() => { if (process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 500)
`
new Worker(WATCH, { eval: true, execArgv: [], env: {}, resourceLimits: { maxOldGenerationSizeMb: 8 } }).unref()

process.on('disconnect', () => process.exit())
process.on('message', ({ task, input }: { task: string; input: unknown }) => {
  const run = taskNamed(task)
  if (run === undefined) process.send?.({ error: `no task named ${task}` })
  else process.send?.(outcomeOf(run, input))
})
process.send?.({ ready: true })

function outcomeOf(run: Run, input: unknown): { value: unknown; rssMb: number } | { error: string } {
  try {
    const value = run(input)
    return { value, rssMb: process.memoryUsage.rss() / 1024 / 1024 }
  } catch (error) {
    return { error: String(error).slice(0, 500) }
  }
}
