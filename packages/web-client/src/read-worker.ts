// The child process that parses what publishers sent. Run directly by Node; speaks only to its parent, over IPC.
import * as core from '@rasid/core'
import { endWithParent } from './end-with-parent.ts'

/** What may be run here: pure, synchronous functions of core with one argument. */
const TASKS = ['readFeed', 'readArticlePage'] as const
type Run = (input: unknown) => unknown

process.on('message', ({ task, input }: { task: string; input: unknown }) => {
  const run = taskNamed(task)
  process.send?.(run === undefined ? { error: `no task named ${task}` } : outcomeOf(run, input))
})
await endWithParent()
process.send?.({ ready: true })

function taskNamed(name: string): Run | undefined {
  const found = TASKS.some((task) => task === name) ? (core as Record<string, unknown>)[name] : undefined
  return typeof found === 'function' ? (found as Run) : undefined
}

function outcomeOf(run: Run, input: unknown): { value: unknown; rssMb: number } | { error: string } {
  try {
    const value = run(input)
    return { value, rssMb: process.memoryUsage.rss() / 1024 / 1024 }
  } catch (error) {
    return { error: String(error).slice(0, 500) }
  }
}
