import type { Edition, Feed, NewFetch, Recorded } from '@rasid/store'
import { maskUrl } from '@rasid/web-client'
import type { Logger } from 'pino'
import type { PlannedMatch, PlannedVisit } from './plan-visit.ts'
import type { Visit } from './read-visit.ts'
import type { Settlement } from './settle-visit.ts'

export type PollLog = Pick<Logger, 'debug' | 'info' | 'warn' | 'error'>

/** What one visit came to, for live progress and for the log. */
export interface PollReport {
  feed: { id: number; outlet: string; url: string }
  outcome: NewFetch['outcome']
  /** True for a failure that our own network explains. */
  ours: boolean
  items: number
  added: number
  edited: number
  matched: PlannedMatch[]
  /** Editions that this visit made, told or not. */
  editions: Edition[]
  /** What happened, in words (English; the page and the bot word outcome and failure code themselves). */
  note: string
  durationMs: number
  /** The fields of the log line: no secrets, no texts. */
  line: Readonly<Record<string, unknown>>
}

export function composeReport(
  feed: Feed,
  visit: Visit,
  {
    settled,
    plan,
    recorded,
    countsAgainstFeed,
  }: { settled: Settlement; plan: PlannedVisit; recorded: Recorded; countsAgainstFeed: boolean },
): PollReport {
  const { outcome, durationMs } = settled.fetch
  const refused = recorded.refused.map(({ reason }) => reason)
  const note = recorded.held ? settled.fetch.note : 'another worker has taken this feed over; nothing was kept'
  const figures = recorded.held ? plan.figures : { added: 0, edited: 0, matched: 0 }
  const failure = visit.kind === 'failed' ? { code: visit.outcome.code } : {}
  return {
    feed: { id: feed.id, outlet: feed.outlet, url: maskUrl(feed.url) },
    outcome,
    ours: !countsAgainstFeed,
    items: settled.fetch.items ?? 0,
    added: figures.added,
    edited: figures.edited,
    matched: recorded.held ? plan.matched : [],
    editions: recorded.editions,
    note,
    durationMs,
    line: {
      feed: feed.id,
      url: maskUrl(feed.url),
      outcome,
      ...failure,
      ...figures,
      items: settled.fetch.items ?? 0,
      durationMs,
      nextCheckMs: settled.nextCheckMs,
      note,
      ...(refused.length > 0 && { refused }),
    },
  }
}
