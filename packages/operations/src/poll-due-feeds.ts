import {
  claimDueFeeds,
  claimFact,
  type Feed,
  feedCounts,
  isDiskFull,
  readFact,
  releaseFeeds,
  takeFact,
} from '@rasid/store'
import type { PollDeps } from './poll-deps.ts'
import { pollFeed } from './poll-feed.ts'
import type { PollReport } from './poll-report.ts'

export interface RoundOptions {
  /** Visits at once. */
  concurrency?: number
  onPolled?: (report: PollReport) => void
  /** Hears once of an outage of ours, and once of its end. */
  onOutage?: (outage: Outage) => void
}

export type Outage = { kind: 'began'; since: Date } | { kind: 'ended'; since: Date; until: Date }

/** What a round came to. */
export interface RoundReport {
  polled: number
  /** Feeds that answered, with news or without. */
  reached: number
  items: number
  added: number
  edited: number
  core: number
  related: number
  /** Nobody answers: our own network is out, and no feed was marked for it. */
  outage: boolean
  reports: PollReport[]
}

// Most of a visit is waiting for the publisher and for Postgres; what must be parsed queues for the reading children.
// Measured on loopback with two cores: 16 visits at once reach half the rate of 48, and 96 no more than 48.
const DEFAULT_CONCURRENCY = 48
// A visit takes 20 s at most, parsing 2 s, recording well under 30 s: then another worker may take the feed over.
const FEED_LEASE_MS = 120_000
// Feeds claimed for each visit that can go on at once: fewer questions, and still visited well within the lease.
const CLAIMED_AHEAD = 2
// So many feeds of an outage's first round are tried; the rest would only wait for their time-outs.
const ENOUGH_SILENCE = 48
/** The fact that says since when our network is out; all processes and the page read it. */
export const OUTAGE_FACT = 'outage'

/**
 * Visits every feed that is due, until none is: claims a few at a time, so that other workers find some as well and
 * none waits in our hands while its lease runs out. While our network is out one feed is tried as a probe, and the
 * others stay as they are. Throws what a broken database throws, once the visits under way have ended.
 */
export async function pollDueFeeds(deps: PollDeps, options: RoundOptions = {}): Promise<RoundReport> {
  const reports: PollReport[] = []
  const isOut = () => deps.network.outSince() !== null
  const wasOut = isOut()
  if (wasOut && !deps.network.mayProbe()) return sumUp(reports, true)
  if (wasOut) await visitFeeds(deps, options, { concurrency: 1, mayGoOn: () => reports.length === 0, reports })
  if (!wasOut || !isOut()) {
    const mayGoOn = () => !isOut() || reports.length < ENOUGH_SILENCE
    await visitFeeds(deps, options, { concurrency: options.concurrency ?? DEFAULT_CONCURRENCY, mayGoOn, reports })
  }
  return sumUp(reports, isOut())
}

/** Claims and visits side by side until nothing is due or `mayGoOn` says no; unbegun claims are given back. */
async function visitFeeds(
  deps: PollDeps,
  options: RoundOptions,
  { concurrency, mayGoOn, reports }: { concurrency: number; mayGoOn: () => boolean; reports: PollReport[] },
): Promise<void> {
  const { onPolled } = options
  const noteOutage = await outageKeeper(deps, options)
  const queue: Feed[] = []
  let isDry = false
  let claiming: Promise<void> | null = null
  const claim = async (): Promise<void> => {
    const limit = concurrency * CLAIMED_AHEAD
    const claimed = await claimDueFeeds(deps.db, { owner: deps.owner, limit, leaseMs: FEED_LEASE_MS })
    queue.push(...claimed)
    isDry = claimed.length === 0
  }
  const claimNext = (): Promise<void> => {
    claiming ??= claim().finally(() => {
      claiming = null
    })
    return claiming
  }
  const visitNext = async (): Promise<void> => {
    while (mayGoOn() && !deps.signal?.aborted && !deps.stopping?.aborted) {
      const feed = queue.shift()
      if (feed !== undefined) {
        // Before the last ones are taken, so that no visit waits for a claim. Whoever needs what it failed to bring asks again.
        if (queue.length < concurrency / 2 && !isDry) claimNext().catch(() => {})
        const report = await visit(deps, feed, { ...(onPolled && { onPolled }), noteOutage })
        if (report !== null) reports.push(report)
        // A host with several feeds shows the next one only now.
        isDry = false
        continue
      }
      if (isDry) return
      await claimNext()
    }
  }
  const ends = await Promise.allSettled(Array.from({ length: concurrency }, visitNext))
  await Promise.allSettled([claiming])
  if (queue.length > 0) await releaseFeeds(deps.db, deps.owner)
  const broken = ends.find((end) => end.status === 'rejected')
  if (broken !== undefined) throw broken.reason
}

/** One visit; what an unknown error breaks is this visit alone, and the feed comes again when its lease runs out. */
async function visit(
  deps: PollDeps,
  feed: Feed,
  { onPolled, noteOutage }: Pick<RoundOptions, 'onPolled'> & { noteOutage: () => Promise<void> },
): Promise<PollReport | null> {
  try {
    const report = await pollFeed(deps, feed)
    await noteOutage()
    onPolled?.(report)
    return report
  } catch (error) {
    if (deps.signal?.aborted) return null
    deps.log.error({ feed: feed.id, err: error }, 'a visit failed by our own fault')
    // Without a database, or room in it, every further visit would fail in the same way.
    if (isConnectionLost(error) || isDiskFull(error)) throw error
    return null
  }
}

/** Writes an outage down when it begins, and takes the fact back when somebody answers: one question a round. */
async function outageKeeper(deps: PollDeps, options: RoundOptions): Promise<() => Promise<void>> {
  let isTold = (await readFact(deps.db, OUTAGE_FACT)) !== undefined
  return async () => {
    const since = deps.network.outSince()
    if ((since !== null) === isTold) return
    isTold = since !== null
    if (since !== null) {
      if (!(await claimFact(deps.db, OUTAGE_FACT, { since: since.toISOString() }))) return
      deps.log.warn({ since }, 'no feed answers: our own network seems to be out; no feed is marked for it')
      options.onOutage?.({ kind: 'began', since })
      return
    }
    const fact = await takeFact<{ since: string }>(deps.db, OUTAGE_FACT)
    if (fact === undefined) return
    const ended = { since: new Date(fact.value.since), until: deps.now() }
    deps.log.info(ended, 'the network is back')
    options.onOutage?.({ kind: 'ended', ...ended })
  }
}

// 08: connection exceptions, 57P: the server goes down; postgres.js and Node name theirs in words.
function isConnectionLost(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return /^(08|57P|CONNECTION_|CONNECT_|ECONN|EPIPE)/.test(code)
}

function sumUp(reports: PollReport[], outage: boolean): RoundReport {
  const sum = (figure: (report: PollReport) => number) => reports.reduce((total, report) => total + figure(report), 0)
  const ofTier = (tier: 'core' | 'related') =>
    sum(({ matched }) => matched.filter((match) => match.tier === tier).length)
  return {
    polled: reports.length,
    reached: reports.filter(({ outcome }) => outcome === 'fetched' || outcome === 'unchanged').length,
    items: sum(({ items }) => items),
    added: sum(({ added }) => added),
    edited: sum(({ edited }) => edited),
    core: ofTier('core'),
    related: ofTier('related'),
    outage,
    reports,
  }
}

/** How many hosts the active feeds have: what an outage is judged against. */
export const activeHosts = async (deps: Pick<PollDeps, 'db'>): Promise<number> => (await feedCounts(deps.db)).hosts
