import { ArticlesMoved, type Feed, isDeadlock, knownKeys, type Recorded, recordPoll } from '@rasid/store'
import { fetchFeed } from './fetch-feed.ts'
import { type PlannedVisit, planVisit } from './plan-visit.ts'
import type { PollDeps } from './poll-deps.ts'
import { composeReport, type PollReport } from './poll-report.ts'
import { readVisit } from './read-visit.ts'
import { settleVisit } from './settle-visit.ts'
import { withOwnKeys } from './sort-articles.ts'
import { unlessAborted } from './unless-aborted.ts'

/**
 * One visit to one leased feed: the data path of DESIGN.md. Everything that it learned is written in one transaction,
 * validators included: to save a new ETag before its articles would make a crash in between lose them for good.
 */
export async function pollFeed(deps: PollDeps, feed: Feed): Promise<PollReport> {
  const startedAt = deps.now()
  // 2 fetch.
  const outcome = await fetchFeed(deps, feed)
  deps.signal?.throwIfAborted()
  const countsAgainstFeed = deps.network.heard(feed.url, outcome)
  // 3 decode, 4 parse, 5 article.
  const reading = readVisit(feed, outcome, { languages: deps.rules.languages, now: startedAt })
  const visit = await unlessAborted(reading, deps.signal)
  const articles = visit.kind === 'fetched' ? withOwnKeys(visit.articles) : []
  for (let attempt = 1; ; attempt += 1) {
    // 5 keys → new, edited, known; 6 match.
    const known = await knownKeys(deps.db, [...new Set(articles.flatMap(({ keys }) => keys))])
    const plan = planVisit(deps.rules, feed, { articles, known })
    const settled = settleVisit(feed, visit, { startedAt, endedAt: deps.now(), ...plan.figures, countsAgainstFeed })
    // 7 story, 8 record: one transaction.
    const recorded = await recordUnlessMoved(deps, { feedId: feed.id, owner: deps.owner, ...settled, ...plan }, attempt)
    if (recorded === null) continue
    const report = composeReport(feed, visit, { settled, plan, recorded, countsAgainstFeed })
    deps.log.info(report.line, 'polled')
    return report
  }
}

// Each further attempt needs another worker to have stored one of these articles in the same milliseconds.
const MAX_ATTEMPTS = 5

/** Null when another worker stored one of the articles in the meantime, and the judgement must be made anew. */
async function recordUnlessMoved(
  deps: PollDeps,
  record: Parameters<typeof recordPoll>[1] & Pick<PlannedVisit, 'figures'>,
  attempt: number,
): Promise<Recorded | null> {
  try {
    return await recordPoll(deps.db, record, deps.assign)
  } catch (error) {
    if (attempt < MAX_ATTEMPTS && (error instanceof ArticlesMoved || isDeadlock(error))) return null
    throw error
  }
}
