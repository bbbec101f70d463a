import { type FailureClass, failureWeight, isGap } from '@rasid/core'
import type { Feed, NewFeedNotice, NewFetch, PollRecord } from '@rasid/store'
import { afterNews, afterQuiet, edgeKeys } from './feed-rhythm.ts'
import { OUTAGE_RETRY_MS } from './network-watch.ts'
import type { Visit } from './read-visit.ts'
import { hintsOf, intervalAfter, waitMs } from './schedule-visit.ts'
import { withOwnKeys } from './sort-articles.ts'

/** What the store is told of the feed itself after a visit. */
export type Settlement = Pick<PollRecord, 'feed' | 'movedTo' | 'nextCheckMs' | 'fetch' | 'notices'>

export interface VisitFigures {
  startedAt: Date
  endedAt: Date
  added: number
  edited: number
  matched: number
  /** False: our own network was out, so the failure is not the feed's (invariant 7). */
  countsAgainstFeed: boolean
}

type Failure = { class: FailureClass; code: string; detail: string; status?: number }

/** The feed's next state and the row of this visit. Pure: the same visit settles the same way. */
export function settleVisit(feed: Feed, visit: Visit, figures: VisitFigures): Settlement {
  switch (visit.kind) {
    case 'fetched':
      return settleFetched(feed, visit, figures)
    case 'unchanged':
      return settleUnchanged(feed, visit, figures, 'unchanged (304)')
    case 'same-bytes':
      return settleUnchanged(feed, visit, figures, 'the same bytes as last time')
    case 'slow-down': {
      const { status, retryAfterMs } = visit.outcome
      return {
        feed: {},
        nextCheckMs: waitMs(feed, figures.endedAt, {
          intervalMs: feed.intervalMs,
          failures: feed.failures,
          retryAfterMs,
        }),
        fetch: fetchRow(figures, {
          outcome: 'slow-down',
          status,
          note: `asked to come back in ${Math.round(retryAfterMs / 1000)} s`,
        }),
      }
    }
    case 'not-a-feed': {
      const found = visit.found.length > 0 ? `; names ${visit.found.length} feeds, first ${visit.found[0]}` : ''
      const detail = `not a feed: ${visit.reason}${found}`
      const failure: Failure = { class: 'soft', code: visit.reason, detail, status: visit.outcome.status }
      return settleFailure(feed, failure, figures, { outcome: 'not-a-feed', bytes: visit.outcome.bytes.length })
    }
    case 'failed': {
      const { class: weight, code, detail, status, gone } = visit.outcome
      const failure: Failure = { class: weight, code, detail, ...(status !== undefined && { status }) }
      const settled = settleFailure(feed, failure, figures, { outcome: 'failed' })
      return gone ? { ...settled, feed: { ...settled.feed, status: 'gone' }, notices: [{ kind: 'gone' }] } : settled
    }
    default:
      return visit satisfies never
  }
}

function settleFetched(feed: Feed, visit: Extract<Visit, { kind: 'fetched' }>, figures: VisitFigures): Settlement {
  const { outcome, document } = visit
  const articles = withOwnKeys(visit.articles)
  const keys = articles.flatMap((article) => article.keys)
  // Where everything is known nothing can have been missed: some feeds give their items new names at each visit.
  const gap = figures.added > 0 && isGap(feed.lastItemKeys, keys)
  const rhythm = figures.added > 0 ? afterNews(feed, figures.endedAt) : afterQuiet(feed, figures.endedAt)
  const intervalMs = intervalAfter(feed, { items: articles.length, fresh: figures.added, gap })
  // A document that broke off is not all that its validators stand for: the next visit must see it whole.
  const whole = document.truncated !== true
  return {
    feed: {
      ...healthy(figures),
      ...rhythm.feed,
      etag: whole ? outcome.validators.etag : null,
      lastModified: whole ? outcome.validators.lastModified : null,
      bodyHash: whole ? visit.bodyHash : null,
      title: document.title?.slice(0, 300) ?? feed.title,
      siteUrl: document.link ?? feed.siteUrl,
      lastItemKeys: articles.length > 0 ? edgeKeys(articles) : feed.lastItemKeys,
      intervalMs,
      ...(feed.baselineAt === null && { baselineAt: figures.startedAt }),
    },
    notices: [...recovered(feed, figures), ...rhythm.notices],
    ...moved(outcome),
    nextCheckMs: waitMs(feed, figures.endedAt, { intervalMs, ...hintsOf(visit) }),
    fetch: fetchRow(figures, {
      outcome: 'fetched',
      status: outcome.status,
      bytes: outcome.bytes.length,
      items: articles.length,
      gap,
      note: noteOf(visit, figures, gap),
    }),
  }
}

function settleUnchanged(
  feed: Feed,
  visit: Extract<Visit, { kind: 'unchanged' | 'same-bytes' }>,
  figures: VisitFigures,
  note: string,
): Settlement {
  const intervalMs = intervalAfter(feed, { items: 0, fresh: 0, gap: false })
  const rhythm = afterQuiet(feed, figures.endedAt)
  const { outcome } = visit
  // The same bytes may come with fresh validators; a 304 only confirms those we have.
  const validators = visit.kind === 'same-bytes' ? visit.outcome.validators : {}
  return {
    feed: { ...healthy(figures), ...rhythm.feed, ...validators, intervalMs },
    notices: [...recovered(feed, figures), ...rhythm.notices],
    // An empty answer at another address does not prove that the feed is there now.
    ...(visit.kind === 'same-bytes' || outcome.status === 304 ? moved(outcome) : {}),
    nextCheckMs: waitMs(feed, figures.endedAt, { intervalMs, ...hintsOf(visit) }),
    fetch: fetchRow(figures, {
      outcome: 'unchanged',
      status: outcome.status,
      bytes: visit.kind === 'same-bytes' ? visit.outcome.bytes.length : 0,
      note,
    }),
  }
}

function settleFailure(
  feed: Feed,
  failure: Failure,
  figures: VisitFigures,
  row: Pick<NewFetch, 'outcome'> & Partial<NewFetch>,
): Settlement {
  const { countsAgainstFeed } = figures
  const failures = feed.failures + (countsAgainstFeed ? failureWeight(failure.class) : 0)
  const where = countsAgainstFeed ? '' : 'our own network: '
  const { code, status } = failure
  const isBroken = feed.failures < BROKEN_FAILURES && failures >= BROKEN_FAILURES
  return {
    notices: isBroken ? [{ kind: 'broken', detail: { code, ...(status !== undefined && { status }) } }] : [],
    feed: countsAgainstFeed
      ? { failures, failingSince: feed.failingSince ?? figures.startedAt, lastFailure: failure }
      : {},
    nextCheckMs: countsAgainstFeed
      ? waitMs(feed, figures.endedAt, { intervalMs: feed.intervalMs, failures })
      : OUTAGE_RETRY_MS,
    fetch: fetchRow(figures, {
      ...row,
      ...(failure.status !== undefined && { status: failure.status }),
      note: `${where}${failure.detail}`,
    }),
  }
}

/**
 * From here on operators are told: three hard failures (an hour and a half with the default interval), or a dozen
 * passing ones (some five hours). One bad night of a publisher stays untold.
 */
export const BROKEN_FAILURES = 3

/** Operators who were told that it broke hear that it works again. */
function recovered(feed: Feed, { endedAt }: VisitFigures): NewFeedNotice[] {
  if (feed.failures < BROKEN_FAILURES) return []
  const forMs = feed.failingSince ? endedAt.getTime() - feed.failingSince.getTime() : 0
  return [{ kind: 'works', detail: { forMs } }]
}

const healthy = (figures: VisitFigures): Settlement['feed'] => ({
  failures: 0,
  failingSince: null,
  lastFailure: null,
  lastSuccessAt: figures.endedAt,
})

const moved = (outcome: { permanentUrl?: string }): Pick<Settlement, 'movedTo'> =>
  outcome.permanentUrl === undefined ? {} : { movedTo: outcome.permanentUrl }

function noteOf(visit: Extract<Visit, { kind: 'fetched' }>, figures: VisitFigures, gap: boolean): string {
  const { added, edited, matched } = figures
  const parts = [`${visit.articles.length} items, ${added} new, ${edited} edited, ${matched} matched`]
  if (visit.skipped > 0) parts.push(`${visit.skipped} not kept (other language or no title)`)
  if (gap) parts.push('none of the last items is left: some may have been missed')
  if (visit.document.truncated) parts.push('the document broke off')
  return parts.join('; ')
}

function fetchRow(figures: VisitFigures, row: Pick<NewFetch, 'outcome' | 'note'> & Partial<NewFetch>): NewFetch {
  const { added, edited, matched } = figures
  return { ...row, added, edited, matched, durationMs: figures.endedAt.getTime() - figures.startedAt.getTime() }
}
