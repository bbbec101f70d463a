import { storySignature } from '@rasid/core'
import {
  type AssignStory,
  claimRematch,
  countStoredTexts,
  type Db,
  endRematch,
  isDeadlock,
  lockRematch,
  lockStoredTexts,
  matchesOf,
  type RematchCounts,
  type Rematched,
  type RematchProgress,
  recordAudit,
  recordRematch,
  rematchUnderWay,
  type StoredText,
  saveRematch,
} from '@rasid/store'
import { highestOf, judgeStored } from './judge-stored.ts'
import type { RulesInForce } from './rules-in-force.ts'
import { kindOf } from './try-topic.ts'

export interface RematchDeps {
  db: Db
  rules: RulesInForce
  assign: AssignStory
  now(): Date
  onProgress?: (progress: RematchProgress) => void
  /** Stops after the batch under way; the next run goes on from there. */
  signal?: AbortSignal
}

export interface RematchAsk {
  author: string
  /** Articles in one transaction. */
  batch: number
  /** Also those that these very rules judged already (after a change of the matcher's code). */
  everything: boolean
}

export type RematchOutcome =
  | { kind: 'done'; resumed: boolean; counts: RematchCounts }
  | { kind: 'stopped'; counts: RematchCounts; left: number }

const NOTHING: RematchCounts = { judged: 0, added: 0, lost: 0, raised: 0, lowered: 0, newCore: 0 }

/**
 * Re-scores the stored articles by the rules in force, a batch a transaction, so that a killed run goes on after its
 * last whole batch. What it newly finds is like the archive: shown, in stories, never alerted (news of last month is no
 * alert). What still waited for its page is told as it now stands.
 */
export async function rematch(deps: RematchDeps, ask: RematchAsk): Promise<RematchOutcome> {
  const { progress, resumed } = await begin(deps, ask)
  let latest = progress
  deps.onProgress?.(latest)
  for (;;) {
    if (deps.signal?.aborted === true)
      return { kind: 'stopped', counts: latest.counts, left: latest.total - latest.counts.judged }
    const next = await nextBatch(deps, { ...ask, version: progress.version })
    if (next === 'over') break
    latest = next
    deps.onProgress?.(latest)
  }
  await endRematch(deps.db)
  const { counts, version } = latest
  await recordAudit(deps.db, { actor: ask.author, action: 'topic rematch', subject: version, detail: { ...counts } })
  return { kind: 'done', resumed, counts }
}

/** Goes on where a run by the same rules was left, or begins anew. */
async function begin(deps: RematchDeps, ask: RematchAsk): Promise<{ progress: RematchProgress; resumed: boolean }> {
  const { version } = deps.rules
  const left = await rematchUnderWay(deps.db)
  if (left?.version === version && left.onlyOutdated === !ask.everything) return { progress: left, resumed: true }
  const size = await countStoredTexts(deps.db, { after: 0, ...(!ask.everything && { notVersion: version }) })
  const progress: RematchProgress = {
    version,
    onlyOutdated: !ask.everything,
    startedAt: deps.now().toISOString(),
    afterId: 0,
    untilId: size.lastId,
    total: size.articles,
    counts: NOTHING,
  }
  if (left !== undefined) await saveRematch(deps.db, progress)
  else if (!(await claimRematch(deps.db, progress))) return begin(deps, ask)
  return { progress, resumed: false }
}

const MAX_ATTEMPTS = 5

async function nextBatch(deps: RematchDeps, ask: RematchAsk & { version: string }): Promise<RematchProgress | 'over'> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await deps.db.transaction((tx) => oneBatch({ ...deps, db: tx }, ask))
    } catch (error) {
      // A visit that edits the same articles in another order: one of the two goes again.
      if (!isDeadlock(error) || attempt === MAX_ATTEMPTS) throw error
    }
  }
}

async function oneBatch(deps: RematchDeps, ask: RematchAsk & { version: string }): Promise<RematchProgress | 'over'> {
  const progress = await lockRematch(deps.db)
  if (progress === undefined || progress.version !== ask.version) return 'over'
  const texts = await lockStoredTexts(deps.db, {
    after: progress.afterId,
    until: progress.untilId,
    limit: ask.batch,
    ...(progress.onlyOutdated && { notVersion: progress.version }),
  })
  const last = texts.at(-1)
  if (last === undefined) return 'over'
  const stored = await matchesOf(deps.db, { after: progress.afterId, until: last.id })
  const byArticle = Map.groupBy(stored, ({ articleId }) => articleId)
  const batch = texts.map((article) => rematchOne(deps.rules, article, byArticle.get(article.id) ?? []))
  await recordRematch(deps.db, batch, deps.assign)
  const counts = batch.reduce(countIn, { ...progress.counts })
  const next = { ...progress, afterId: last.id, counts }
  await saveRematch(deps.db, next)
  return next
}

type StoredMatch = Awaited<ReturnType<typeof matchesOf>>[number]

function rematchOne(rules: RulesInForce, article: StoredText, stored: readonly StoredMatch[]): Rematched {
  const results = rules.topics.map((topic) => judgeStored(topic, article))
  const { id: articleId, title, summary, body, outlet, page } = article
  const matched = results.flatMap((result) => (result.tier === 'none' ? [] : [{ ...result, tier: result.tier }]))
  const signature = matched.length > 0 ? storySignature({ title, summary, ...(body && { text: body }) }) : {}
  const matches = matched.map((result) => {
    const before = stored.find(({ topic }) => topic === result.topic)
    // What was not told yet is still news; what was, or was no match, is history.
    const pending = before?.final === false
    return {
      ...{ articleId, topic: result.topic, title, outlet, at: article.publishedAt ?? article.firstSeenAt },
      ...{ tier: result.tier, score: result.score, ruleVersion: result.ruleVersion, result, signature },
      origin: pending ? article.origin : ('archive' as const),
      final: !pending || result.tier === 'core' || page !== 'wanted',
    }
  })
  const kept = new Set(matched.map(({ topic }) => topic))
  // A topic whose file is gone keeps its matches: nobody said that they were wrong.
  const judged = new Set(results.map(({ topic }) => topic))
  const dropped = stored.map(({ topic }) => topic).filter((topic) => judged.has(topic) && !kept.has(topic))
  const left = stored.filter(({ topic }) => !judged.has(topic)).map(({ tier }) => tier)
  const tier = left.includes('core') ? 'core' : highestOf(results)
  return {
    article,
    tier: tier === 'none' && left.length > 0 ? 'related' : tier,
    ruleVersion: rules.version,
    matches,
    dropped,
  }
}

function countIn(counts: RematchCounts, { article, tier }: Rematched): RematchCounts {
  const kind = kindOf(article.tier, tier)
  return {
    ...counts,
    judged: counts.judged + 1,
    ...(kind !== null && { [kind]: counts[kind] + 1 }),
    newCore: counts.newCore + (tier === 'core' && article.tier !== 'core' ? 1 : 0),
  }
}
