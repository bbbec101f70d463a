import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ArticleCursor,
  claimLease,
  countPrunable,
  type Db,
  factAgeMs,
  OLDEST,
  pruneArticles,
  pruneNotices,
  pruneVisits,
  releaseLease,
  writeFact,
} from '@rasid/store'

/** What was forgotten, or would be. */
export interface Pruned {
  articles: number
  visits: number
  notices: number
}

export interface PruneDeps {
  db: Db
  /** Unmatched articles are kept so many days (RASID_KEEP_DAYS). */
  keepDays: number
  signal?: AbortSignal
  /** Asked before every batch: false ends the work, which goes on another day. */
  mayGoOn?(): Promise<boolean>
}

// The page and the status message look back over 30 days of visits.
const VISIT_DAYS = 35
const NOTICE_DAYS = 90
// A batch holds its rows for some milliseconds, and others get their turn between two of them.
const BATCH = 2_000
const BETWEEN_MS = 20

const daysOf = ({ keepDays }: PruneDeps) => ({ articles: keepDays, visits: VISIT_DAYS, notices: NOTICE_DAYS })

/** What `prune` would forget now. */
export const prunable = (deps: PruneDeps): Promise<Pruned> => countPrunable(deps.db, daysOf(deps))

/**
 * Forgets unmatched articles, visits and told notices that are older than they are kept, in small batches without long
 * locks. Keys of articles, matched articles, the audit and what waits to be told are never touched.
 */
export async function prune(deps: PruneDeps): Promise<Pruned> {
  const { db } = deps
  const days = daysOf(deps)
  const pruned: Pruned = { articles: 0, visits: 0, notices: 0 }
  let after: ArticleCursor | null = OLDEST
  await inBatches(deps, async () => {
    const { gone, next } = await pruneArticles(db, { days: days.articles, limit: BATCH, after: after ?? OLDEST })
    pruned.articles += gone
    after = next
    return next !== null
  })
  await inBatches(deps, async () => {
    const gone = await pruneVisits(db, { days: days.visits, limit: BATCH })
    pruned.visits += gone
    return gone > 0
  })
  await inBatches(deps, async () => {
    const gone = await pruneNotices(db, { days: days.notices, limit: BATCH })
    pruned.notices += gone
    return gone > 0
  })
  return pruned
}

/** Repeats `batch` while it says that there is more. */
async function inBatches({ signal, mayGoOn }: PruneDeps, batch: () => Promise<boolean>): Promise<void> {
  while (!signal?.aborted && (mayGoOn === undefined || (await mayGoOn())) && (await batch())) await sleep(BETWEEN_MS)
}

const LEASE = 'prune'
const LEASE_MS = 60_000
/** The fact that says when this installation was pruned last, and what that forgot. */
const PRUNED_FACT = 'pruned'
// A little less than a day, so that the hour does not creep.
const EVERY_MS = 23.5 * 3_600_000

/** Prunes once a day, whoever of the workers gets to it first; null when it is not due, or another one does it. */
export async function pruneDaily(deps: PruneDeps & { owner: string }): Promise<Pruned | null> {
  const { db, owner } = deps
  if (!(await isDue(db)) || !(await claimLease(db, LEASE, owner, LEASE_MS))) return null
  try {
    // Another worker may have done it between the look and the claim.
    if (!(await isDue(db))) return null
    const pruned = await prune({ ...deps, mayGoOn: () => claimLease(db, LEASE, owner, LEASE_MS) })
    if (!deps.signal?.aborted) await writeFact(db, PRUNED_FACT, pruned)
    return pruned
  } finally {
    await releaseLease(db, LEASE, owner)
  }
}

async function isDue(db: Db): Promise<boolean> {
  return ((await factAgeMs(db, PRUNED_FACT)) ?? Number.POSITIVE_INFINITY) > EVERY_MS
}
