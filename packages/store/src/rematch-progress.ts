import { eq, inArray, sql } from 'drizzle-orm'
import { claimFact, lockFact, readFact, takeFact, writeFact } from './facts.ts'
import { type AssignStory, dropMatch, type MatchRecord, recordMatches } from './matches.ts'
import type { Db } from './open-store.ts'
import { articles } from './schema.ts'
import { searchVector } from './search-vector.ts'
import type { StoredText } from './stored-texts.ts'
import { lockStories } from './stories.ts'

/** How far a rematch came. Kept as a fact, so that a killed one goes on after its last whole batch. */
export interface RematchProgress {
  /** The rules that it re-scores by; other rules make another rematch. */
  version: string
  /** Articles that these rules judged already are left out. */
  onlyOutdated: boolean
  startedAt: string
  /** The last article of the last recorded batch, and the last one of all. */
  afterId: number
  untilId: number
  total: number
  counts: RematchCounts
}

export interface RematchCounts {
  judged: number
  /** Matches that were none before, that are none now, and that changed their tier. */
  added: number
  lost: number
  raised: number
  lowered: number
  /** Added or raised ones that are core: archive-like, never alerted. */
  newCore: number
}

const FACT = 'rematch'

export const rematchUnderWay = (db: Db): Promise<RematchProgress | undefined> => readFact(db, FACT)
/** Begins a run unless another began in the same moment; whether it did. */
export const claimRematch = (db: Db, progress: RematchProgress): Promise<boolean> => claimFact(db, FACT, progress)
export const saveRematch = (db: Db, progress: RematchProgress): Promise<void> => writeFact(db, FACT, progress)
/** Holds the progress until the transaction ends: of two that run at once, each takes the batch after the other's. */
export const lockRematch = (tx: Db): Promise<RematchProgress | undefined> => lockFact(tx, FACT)
export const endRematch = async (db: Db): Promise<void> => void (await takeFact(db, FACT))

/** What a rematch found for one article. */
export interface Rematched {
  article: StoredText
  tier: StoredText['tier']
  ruleVersion: string
  matches: MatchRecord[]
  /** Topics whose match is taken back. */
  dropped: string[]
}

// Stories further apart than this cannot be one (core compares up to 72 h), so each span reads its own.
const SPAN_MS = 72 * 3_600_000

/** Records a batch in the caller's transaction, which holds the articles. A match that exists keeps its story. */
export async function recordRematch(tx: Db, batch: readonly Rematched[], assign: AssignStory): Promise<void> {
  await updateArticles(tx, batch)
  const dropped = batch.flatMap(({ article, dropped }) => dropped.map((topic) => ({ articleId: article.id, topic })))
  const records = batch.flatMap(({ matches }) => matches)
  // All locks in one order, before anything is done under them (as a visit does).
  for (const topic of [...new Set([...dropped, ...records].map(({ topic }) => topic))].sort())
    await lockStories(tx, topic)
  for (const { articleId, topic } of dropped) await dropMatch(tx, articleId, topic)
  for (const span of inSpans(records)) await recordMatches(tx, span, assign, async (_, step) => void (await step(tx)))
}

/**
 * The caller holds the articles, so nobody edited them since. Nearly all keep their tier, and one statement names their
 * new version. The body stays when a match goes: an undone rule must find again what it found.
 */
async function updateArticles(tx: Db, batch: readonly Rematched[]): Promise<void> {
  const versions = Map.groupBy(batch, ({ ruleVersion }) => ruleVersion)
  for (const [ruleVersion, all] of versions) {
    const ids = all.map(({ article }) => article.id)
    await tx.update(articles).set({ ruleVersion }).where(inArray(articles.id, ids))
  }
  for (const { article, tier } of batch) {
    if (tier === article.tier) continue
    const search = tier === 'none' ? sql`null` : searchVector(article.title, article.summary, article.body)
    await tx.update(articles).set({ tier, search }).where(eq(articles.id, article.id))
  }
}

/** Records in order of time, cut where 72 hours are full: the stories read for one span are bounded in number. */
function inSpans(records: readonly MatchRecord[]): MatchRecord[][] {
  const spans: MatchRecord[][] = []
  for (const record of [...records].sort((a, b) => a.at.getTime() - b.at.getTime())) {
    const span = spans.at(-1)
    const first = span?.[0]
    if (span === undefined || first === undefined || record.at.getTime() - first.at.getTime() > SPAN_MS)
      spans.push([record])
    else span.push(record)
  }
  return spans
}
