import { EventEmitter } from 'node:events'
import {
  KEEP_DAYS,
  type Outage,
  type PageReport,
  type PollReport,
  pollDueFeeds,
  pruneDaily,
  type RoundReport,
  readWantedPages,
  rediscoverLostFeeds,
} from '@rasid/operations'
import { type Edition, isDiskFull, releaseFeeds, renewSearch } from '@rasid/store'
import { schedule } from 'node-cron'
import { createWorkerState, type WorkerDeps } from './worker-deps.ts'

/** What a worker tells while it works, for live progress. */
export interface WorkerEvents {
  polled: [PollReport]
  page: [PageReport]
  /** A round that visited at least one feed. */
  round: [RoundReport]
  editions: [Edition[]]
  outage: [Outage]
}

export interface Worker {
  events: EventEmitter<WorkerEvents>
  /** Stops within ten seconds: what is under way is finished or given back. */
  stop(): Promise<void>
}

// Often enough that a feed is visited seconds after it is due; a tick with nothing due costs three small queries.
const EVERY_FIVE_SECONDS = '*/5 * * * * *'
// What an older version indexed is found by most of its words until then.
const EVERY_OTHER_MINUTE = '15 */2 * * * *'
// Whether a day has passed since the last pruning is one small question; asked soon after a start as well.
const EVERY_TEN_MINUTES = '45 */10 * * * *'
// A lost feed is no hurry, and a search of its site takes up to a minute: beside the polling, never before it.
const EVERY_MINUTE = '30 * * * * *'
/** A visit takes 20 s at most; those that need longer than this after a stop are broken off and lose nothing. The rest of the
 *  ten seconds is for giving back what was claimed and closing connections, also on a busy machine. */
const FINISH_WITHIN_MS = 5_000

interface WorkerOptions {
  /** A cron pattern. */
  every?: string
  /** How long a stop waits for what is under way. */
  finishWithinMs?: number
}

/** Starts polling: a tick every five seconds, or as `every` says, the first one at once. One tick at a time. */
export function startWorker(deps: WorkerDeps, options: WorkerOptions = {}): Worker {
  const { every = EVERY_FIVE_SECONDS, finishWithinMs = FINISH_WITHIN_MS } = options
  const events = new EventEmitter<WorkerEvents>()
  const stopping = new AbortController()
  const breaking = new AbortController()
  const state = createWorkerState(deps, breaking.signal)
  const polling = oneAtATime(() => runTick())
  const tick = (): void => {
    if (!stopping.signal.aborted) polling.begin()
  }
  const runTick = async (): Promise<void> => {
    try {
      if (await state.disk.isLow()) return
      const tickDeps = { ...(await state.tickDeps()), stopping: stopping.signal }
      const round = await pollDueFeeds(tickDeps, {
        onPolled: (report) => events.emit('polled', report),
        onOutage: (outage) => events.emit('outage', outage),
      })
      if (round.polled > 0) {
        await state.disk.heardStored()
        events.emit('round', round)
      }
      const { editions } = await readWantedPages(tickDeps, { onPage: (report) => events.emit('page', report) })
      if (editions.length > 0) events.emit('editions', editions)
    } catch (error) {
      // The only catch-all of the worker: a lost database or a bug ends this tick, and the next one tries again.
      deps.log.error({ err: error }, 'a tick of the worker failed')
      // When even that cannot be written, the next tick fails in the same way and says so again.
      if (isDiskFull(error)) await state.disk.heardFull().catch(() => {})
    }
  }
  const aside = (what: string, job: () => Promise<unknown>) =>
    oneAtATime(async () => {
      try {
        await job()
      } catch (error) {
        deps.log.error({ err: error }, `${what} failed`)
      }
    })
  const searching = aside('looking for lost feeds', async () =>
    rediscoverLostFeeds({ ...(await state.tickDeps()), stopping: stopping.signal }),
  )
  const indexing = aside('renewing the search index', () => renewSearch(deps.db, { signal: stopping.signal }))
  const pruning = aside('pruning', async () => {
    const { keepDays = KEEP_DAYS } = deps
    const pruned = await pruneDaily({ db: deps.db, keepDays, owner: state.owner, signal: stopping.signal })
    if (pruned) deps.log.info(pruned, 'pruned')
  })
  const quiet = { suppressMissedWarning: true, logger: quietLogger(deps) }
  const tasks = [
    schedule(every, tick, { name: 'poll', ...quiet }),
    schedule(EVERY_MINUTE, () => searching.begin(), { name: 'search', ...quiet }),
    schedule(EVERY_OTHER_MINUTE, () => indexing.begin(), { name: 'index', ...quiet }),
    schedule(EVERY_TEN_MINUTES, () => pruning.begin(), { name: 'prune', ...quiet }),
  ]
  tick()
  const stop = async (): Promise<void> => {
    stopping.abort()
    for (const task of tasks) await task.destroy()
    const timer = setTimeout(() => breaking.abort(), finishWithinMs)
    await Promise.all([polling, searching, indexing, pruning].map((job) => job.ended()))
    clearTimeout(timer)
    await releaseFeeds(deps.db, state.owner).catch((error) => {
      deps.log.warn({ err: error }, 'leases were not given back; they run out by themselves')
    })
  }
  let stopped: Promise<void> | null = null
  return {
    events,
    stop: () => {
      stopped ??= stop()
      return stopped
    },
  }
}

/** Begins a job unless it is still under way. */
function oneAtATime(job: () => Promise<void>): { begin(): void; ended(): Promise<void> } {
  let running: Promise<void> | null = null
  return {
    begin() {
      running ??= job().finally(() => {
        running = null
      })
    },
    ended: () => running ?? Promise.resolve(),
  }
}

// A late tick is nothing to tell: the next one does its work. node-cron would write it to the terminal.
function quietLogger({ log }: WorkerDeps) {
  const debug = (message: string | Error) => log.debug(String(message))
  return { debug, info: debug, warn: debug, error: (message: string | Error) => log.error(String(message)) }
}
