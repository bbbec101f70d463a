import { type PageReport, type PollReport, pollDueFeeds, type RoundReport, readWantedPages } from '@rasid/operations'
import type { Edition } from '@rasid/store'
import { createWorkerState, type WorkerDeps } from './worker-deps.ts'

export interface OnceReport extends RoundReport {
  pages: PageReport[]
  /** Editions of feeds and pages together. */
  editions: Edition[]
}

/** Polls all due feeds once, reads the pages that they ask for, and sums up: `rasid poll --once`. */
export async function pollOnce(
  deps: WorkerDeps,
  options: {
    onPolled?: (report: PollReport) => void
    onPage?: (report: PageReport) => void
    signal?: AbortSignal
  } = {},
): Promise<OnceReport> {
  const { signal = new AbortController().signal, ...hooks } = options
  const tickDeps = await createWorkerState(deps, signal).tickDeps()
  const round = await pollDueFeeds(tickDeps, hooks)
  const { pages, editions } = await readWantedPages(tickDeps, hooks)
  const all = [...round.reports, ...pages].flatMap((report) => report.editions)
  return { ...round, pages, editions: [...all, ...editions] }
}
