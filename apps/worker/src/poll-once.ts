import { type PageReport, type PollReport, pollDueFeeds, type RoundReport, readWantedPages } from '@rasid/operations'
import type { Edition } from '@rasid/store'
import { createWorkerState, type WorkerDeps } from './worker-deps.ts'

export interface OnceReport extends RoundReport {
  /** Nothing was visited, since the disk is low: what is left of it is for sending. */
  lowDisk: boolean
  pages: PageReport[]
  /** Editions of feeds and pages together. */
  editions: Edition[]
}

const NOTHING: Omit<OnceReport, 'lowDisk'> = {
  ...{ polled: 0, reached: 0, items: 0, added: 0, edited: 0, core: 0, related: 0 },
  ...{ outage: false, reports: [], pages: [], editions: [] },
}

/** Polls all due feeds once, reads the pages that they ask for, and sums up: `rasid poll --once`. As a worker does, it pauses while the disk is low. */
export async function pollOnce(
  deps: WorkerDeps,
  options: {
    onPolled?: (report: PollReport) => void
    onPage?: (report: PageReport) => void
    signal?: AbortSignal
  } = {},
): Promise<OnceReport> {
  const { signal = new AbortController().signal, ...hooks } = options
  const state = createWorkerState(deps, signal)
  if (await state.disk.isLow()) return { ...NOTHING, lowDisk: true }
  const tickDeps = await state.tickDeps()
  const round = await pollDueFeeds(tickDeps, hooks)
  const { pages, editions } = await readWantedPages(tickDeps, hooks)
  const all = [...round.reports, ...pages].flatMap((report) => report.editions)
  if (round.polled > 0) await state.disk.heardStored()
  return { ...round, pages, editions: [...all, ...editions], lowDisk: false }
}
