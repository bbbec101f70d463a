// The child process that parses what publishers sent. Run directly by Node; speaks only to its parent, over IPC.
import { flushCompileCache } from 'node:module'
import * as core from '@rasid/core/reading'
import { endWithParent } from './end-with-parent.ts'

type Run = (input: never) => unknown
/** What may be run here: pure, synchronous functions of core with one argument. */
const TASKS: Readonly<Record<string, Run>> = {
  readFeed: core.readFeed,
  readArticlePage: core.readArticlePage,
  readHtmlSource: ({ page, selectors }: { page: core.FeedInput & { now?: Date }; selectors: core.HtmlSelectors }) =>
    core.readHtmlSource(page, selectors),
}

process.on('message', ({ task, input }: { task: string; input: never }) => {
  const run = Object.hasOwn(TASKS, task) ? TASKS[task] : undefined
  process.send?.(run === undefined ? { error: `no task named ${task}` } : outcomeOf(run, input))
})
await endWithParent()
// It is always ended by a signal, when Node would write nothing.
flushCompileCache()
process.send?.({ ready: true })

function outcomeOf(run: Run, input: never): { value: unknown; rssMb: number } | { error: string } {
  try {
    const value = run(input)
    return { value, rssMb: process.memoryUsage.rss() / 1024 / 1024 }
  } catch (error) {
    return { error: String(error).slice(0, 500) }
  }
}
