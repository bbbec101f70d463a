import { formatRelative, isolate, type Lang, texts } from '@rasid/core'
import { type Db, type TroubledFeed, troubledFeeds } from '@rasid/store'
import { failureWords, maskUrl, type TroubleCode } from '@rasid/web-client'
import { BROKEN_FAILURES } from './settle-visit.ts'

/** What is wrong with one feed, and what the feed is worth. A feed stands in one list only. */
export interface FeedTrouble extends TroubledFeed {
  /** Since when: of the failures, the silence or the last gap; null where nobody knows. */
  since: Date | null
  /** Operators were told: it is no passing thing. */
  lasting: boolean
}

/** Feeds that need a look, the worst first. */
export interface FeedTroubles {
  broken: FeedTrouble[]
  /** Removed by their publisher (410). */
  gone: FeedTrouble[]
  silent: FeedTrouble[]
  /** Items may have been missed in the last seven days. */
  gappy: FeedTrouble[]
  /** Paused because they moved to the address of another feed. */
  merged: FeedTrouble[]
}

export type TroubleKind = keyof FeedTroubles

/** Everything that is wrong with the feeds now: for `rasid feeds health` and the bot's status message. */
export async function feedTroubles(db: Db, now: Date): Promise<FeedTroubles> {
  const found: FeedTroubles = { broken: [], gone: [], silent: [], gappy: [], merged: [] }
  for (const troubled of await troubledFeeds(db, now)) {
    const kind = kindOf(troubled)
    const lasting = kind !== 'broken' || troubled.feed.failures >= BROKEN_FAILURES
    found[kind].push({ ...troubled, since: sinceOf(kind, troubled), lasting })
  }
  return found
}

/** The trouble in words, and what can be done about it: a successor that was found comes first. */
export function troubleWords(
  kind: TroubleKind,
  { feed, gaps, since }: FeedTrouble,
  { lang, now }: { lang: Lang; now: Date },
): { what: string; next: string } {
  const table = texts(lang).feeds
  const [successor] = feed.successors ?? []
  const next = successor && table.successorNext(isolate(maskUrl(successor.url)))
  const when = since ? formatRelative(since, now, lang) : '?'
  switch (kind) {
    case 'broken': {
      const { code = 'broken', status } = feed.lastFailure ?? {}
      const words = failureWords({ code: code as TroubleCode, ...(status !== undefined && { status }) }, lang)
      return { what: words.what, next: next ?? words.next }
    }
    case 'gone': {
      const words = failureWords({ code: 'http-410' }, lang)
      return { what: words.what, next: next ?? words.next }
    }
    case 'silent':
      return { what: table.silent(when), next: next ?? table.silentNext }
    case 'gappy':
      return { what: table.gappy(gaps), next: table.gappyNext }
    case 'merged':
      return { what: table.merged, next: table.mergedNext }
    default:
      return kind satisfies never
  }
}

function kindOf({ feed }: TroubledFeed): TroubleKind {
  if (feed.status === 'gone') return 'gone'
  if (feed.status === 'paused') return 'merged'
  if (feed.failures > 0) return 'broken'
  return feed.silentSince ? 'silent' : 'gappy'
}

function sinceOf(kind: TroubleKind, { feed, lastGapAt }: TroubledFeed): Date | null {
  if (kind === 'silent') return feed.lastNewAt ?? feed.baselineAt
  return kind === 'gappy' ? lastGapAt : feed.failingSince
}
