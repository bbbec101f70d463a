import { compileTopic, type TopicEdit } from '@rasid/core'
import { type Db, insertTopicEdits, lockTopicEdits, recordAudit } from '@rasid/store'
import { type ChangePlan, type PlannedChange, planTopicChange, type TopicChange } from './plan-topic-change.ts'
import { topicInForce } from './topic-in-force.ts'

export interface ApplyAsk {
  change: TopicChange
  /** `telegram:<id>`, `terminal`, `page`. */
  author: string
  /** Version of the rules that its author saw when trying it; with other rules in force the change is not made. */
  seenVersion?: string
}

export type ApplyOutcome =
  | { kind: 'applied'; topic: string; ids: number[]; edits: TopicEdit[]; version: string }
  | Exclude<ChangePlan, { kind: 'planned' }>
  /** Cases that are right now would be wrong. */
  | { kind: 'cases-broken'; plan: PlannedChange }
  /** A file that changes more than aliases and masks. */
  | { kind: 'beyond-edits'; plan: PlannedChange }
  /** Somebody else changed the rules since they were seen. */
  | { kind: 'moved'; version: string }

/**
 * Puts a change into force: recorded as edits with their author, and in the audit log. Workers read them at their next
 * tick. Edits of one topic wait for one another, so that each is checked against the rules that it will join.
 */
export function applyTopicEdit(deps: { db: Db; directory?: URL }, ask: ApplyAsk): Promise<ApplyOutcome> {
  return deps.db.transaction(async (tx): Promise<ApplyOutcome> => {
    const inside = { ...deps, db: tx }
    const name = 'file' in ask.change ? ask.change.file.source.id : ask.change.topic
    const found = await topicInForce(inside, name)
    if (found.kind === 'unknown-topic') return found
    await lockTopicEdits(tx, found.topic.shipped.source.id)
    const plan = await planTopicChange(inside, ask.change)
    if (plan.kind !== 'planned') return plan
    const { topic, before, after, edits } = plan
    if (ask.seenVersion !== undefined && ask.seenVersion !== before.version)
      return { kind: 'moved', version: before.version }
    if (plan.beyond.length > 0) return { kind: 'beyond-edits', plan }
    if (plan.cases.broken.length > 0) return { kind: 'cases-broken', plan }
    const ids = await insertTopicEdits(
      tx,
      edits.map((op) => ({ topic, op, author: ask.author })),
    )
    const detail = { ids, edits, from: before.version, to: after.version }
    await recordAudit(tx, { actor: ask.author, action: 'topic apply', subject: topic, detail })
    const merged = await topicInForce(inside, topic)
    const version = merged.kind === 'found' ? compileTopic(merged.topic.merged).version : after.version
    return { kind: 'applied', topic, ids, edits, version }
  })
}
