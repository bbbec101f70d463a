import { assignStories, type Evidence, type MatchResult, storySignature, type Verdict } from '@rasid/core'
import { countStoredTexts, type Db, type StoredText, storedTexts } from '@rasid/store'
import { isHigher } from './judge-article.ts'
import { judgeStored } from './judge-stored.ts'
import { type ChangePlan, type PlannedChange, planTopicChange, type TopicChange } from './plan-topic-change.ts'
import { type Snippet, snippetAround } from './snippet.ts'

export interface TryDeps {
  db: Db
  directory?: URL
  /** Hears how far the run is. */
  onProgress?: (done: number, total: number) => void
  /** Breaks the run off. */
  signal?: AbortSignal
}

export interface TryAsk {
  change: TopicChange
  /** Only articles seen since. */
  since?: Date
  /** How many articles of each kind are shown; all are counted. */
  examples: number
}

export const CHANGE_KINDS = ['added', 'lost', 'raised', 'lowered'] as const
export type ChangeKind = (typeof CHANGE_KINDS)[number]

/** An article whose verdict the change would change. */
export interface ChangedArticle {
  id: number
  kind: ChangeKind
  from: Verdict
  to: Verdict
  outlet: string
  title: string
  url: string | null
  at: Date
  /** Around the words that make the difference. */
  snippet: Snippet | null
  words: string[]
}

/** What a change of rules would do to the stored articles. Nothing is saved. */
export interface TopicTrial {
  kind: 'tried'
  plan: PlannedChange
  articles: number
  counts: Record<ChangeKind, number>
  examples: ChangedArticle[]
  alerts: AlertEstimate
}

/** Stories a day that would have been alerted, to chats that want core and to those that want both tiers. */
export interface AlertEstimate {
  /** Days between the first and the last live article, one at least; 0 when no article is live. */
  days: number
  before: { core: number; all: number }
  after: { core: number; all: number }
}

const BATCH = 500

/** Dry-runs a change over the stored articles: verdicts by the rules in force against verdicts by the changed ones. */
export async function tryTopic(
  deps: TryDeps,
  ask: TryAsk,
): Promise<TopicTrial | Exclude<ChangePlan, { kind: 'planned' }>> {
  const plan = await planTopicChange(deps, ask.change)
  if (plan.kind !== 'planned') return plan
  const seen = ask.since && { seenSince: ask.since }
  const size = await countStoredTexts(deps.db, { after: 0, ...seen })
  const counts: Record<ChangeKind, number> = { added: 0, lost: 0, raised: 0, lowered: 0 }
  const examples: ChangedArticle[] = []
  const alerts = alertCounter()
  let done = 0
  for (let after = 0; ; ) {
    deps.signal?.throwIfAborted()
    const batch = await storedTexts(deps.db, { after, until: size.lastId, limit: BATCH, ...seen })
    for (const article of batch) {
      const before = judgeStored(plan.before, article)
      const now = judgeStored(plan.after, article)
      alerts.saw(article, before.tier, now.tier)
      const kind = kindOf(before.tier, now.tier)
      if (kind === null) continue
      counts[kind] += 1
      if (counts[kind] <= ask.examples) examples.push(changed(kind, article, before, now))
    }
    done += batch.length
    deps.onProgress?.(done, size.articles)
    const last = batch.at(-1)
    if (last === undefined) break
    after = last.id
  }
  return { kind: 'tried', plan, articles: done, counts, examples, alerts: alerts.sum(size) }
}

/** How a verdict changed, or null when it did not. */
export function kindOf(before: Verdict, after: Verdict): ChangeKind | null {
  if (before === after) return null
  if (before === 'none') return 'added'
  if (after === 'none') return 'lost'
  return isHigher(after, before) ? 'raised' : 'lowered'
}

function changed(kind: ChangeKind, article: StoredText, before: MatchResult, after: MatchResult): ChangedArticle {
  const { id, outlet, title, url, publishedAt, firstSeenAt } = article
  const [told, other] = isHigher(before.tier, after.tier) ? [before, after] : [after, before]
  const known = new Set(other.evidence.map(placeOf))
  const difference = told.evidence.filter((one) => !known.has(placeOf(one)))
  const shown = difference.length > 0 ? difference : told.evidence
  return {
    ...{ id, kind, from: before.tier, to: after.tier, outlet, title, url, at: publishedAt ?? firstSeenAt },
    snippet: snippetOf(article, shown[0], told.evidence),
    words: [...new Set(shown.map(({ surface }) => surface))],
  }
}

const placeOf = ({ field, start, end }: Evidence): string => `${field} ${start} ${end}`

function snippetOf(article: StoredText, at: Evidence | undefined, evidence: readonly Evidence[]): Snippet | null {
  if (at === undefined) return null
  const text = { title: article.title, summary: article.summary, text: article.body ?? '' }[at.field]
  const marks = evidence
    .filter(({ field }) => field === at.field)
    .map(({ start, end }) => ({ start, end, kind: 'counts' as const }))
  return snippetAround(text, at, marks)
}

interface LiveMatch {
  key: string
  at: Date
  signature: ReturnType<typeof storySignature>
  before: Verdict
  after: Verdict
}

// Assignment compares every match with the stories before it: enough for years of one topic.
const MAX_COMPARED = 4000

/** Counts the stories that live articles make under both sets of rules; one story is one alert. */
function alertCounter() {
  const live: LiveMatch[] = []
  return {
    saw(article: StoredText, before: Verdict, after: Verdict): void {
      if (article.origin !== 'live' || (before === 'none' && after === 'none')) return
      const { id, title, summary, body, publishedAt, firstSeenAt } = article
      const signature = storySignature({ title, summary, ...(body && { text: body }) })
      live.push({ key: String(id), at: publishedAt ?? firstSeenAt, signature, before, after })
      if (live.length > MAX_COMPARED) live.shift()
    },
    sum({ firstLiveAt, lastLiveAt }: { firstLiveAt: Date | null; lastLiveAt: Date | null }): AlertEstimate {
      const spanMs = (lastLiveAt?.getTime() ?? 0) - (firstLiveAt?.getTime() ?? 0)
      const days = firstLiveAt === null ? 0 : Math.max(1, spanMs / 86_400_000)
      const perDay = (n: number) => (days === 0 ? 0 : Math.round((n / days) * 100) / 100)
      const figures = (side: 'before' | 'after') => {
        const { core, all } = storiesAmong(live, side)
        return { core: perDay(core), all: perDay(all) }
      }
      return { days: Math.round(days * 10) / 10, before: figures('before'), after: figures('after') }
    },
  }
}

function storiesAmong(live: readonly LiveMatch[], side: 'before' | 'after'): { core: number; all: number } {
  const matched = live.filter((one) => one[side] !== 'none')
  const tiers = new Map(matched.map((one) => [one.key, one[side]]))
  const stories = new Map<string, boolean>()
  for (const assigned of assignStories(matched, [])) {
    const story = 'storyId' in assigned ? assigned.storyId : assigned.opensWith
    stories.set(story, stories.get(story) === true || tiers.get(assigned.key) === 'core')
  }
  return { core: [...stories.values()].filter(Boolean).length, all: stories.size }
}
