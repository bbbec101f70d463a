import { applyTopicEdits, compileTopic, exportTopic, type TopicEdit } from '@rasid/core'
import {
  type Db,
  lockTopicEdits,
  recordAudit,
  type TopicEditRow,
  topicEditById,
  topicEditHistory,
  undoTopicEditRow,
} from '@rasid/store'
import {
  type CaseComparison,
  compareCases,
  type RuleSources,
  type TopicInForce,
  topicInForce,
} from './topic-in-force.ts'

/** One edit of a topic, with what became of it. */
export interface HistoryEntry {
  id: number
  topic: string
  edit: TopicEdit
  author: string
  at: Date
  state: 'in-force' | 'undone' | 'set-aside'
  undoneAt: Date | null
  undoneBy: string | null
  /** Why a new file no longer takes it. */
  setAside: string | null
}

/** The operators' edits, newest first. */
export async function topicHistory(db: Db, ask: { topic?: string; limit: number }): Promise<HistoryEntry[]> {
  return (await topicEditHistory(db, ask)).map(entryOf)
}

function entryOf({ id, topic, op, author, at, undoneAt, undoneBy, setAside }: TopicEditRow): HistoryEntry {
  const state = undoneAt !== null ? 'undone' : setAside !== null ? 'set-aside' : 'in-force'
  return { id, topic, edit: op as TopicEdit, author, at, state, undoneAt, undoneBy, setAside }
}

export type UndoOutcome =
  | { kind: 'undone'; entry: HistoryEntry; version: string; cases: CaseComparison }
  /** There is nothing in force to undo. */
  | { kind: 'nothing' }
  | { kind: 'unknown'; id: number }
  /** Undone or set aside already, perhaps by somebody else in the meantime. */
  | { kind: 'stale'; entry: HistoryEntry }
  /** Later edits would no longer fit: they are to be undone first. */
  | { kind: 'needed'; by: { id: number; edit: TopicEdit }[] }
  | { kind: 'unknown-topic'; topics: string[] }

export interface UndoAsk {
  /** The newest one in force by default. */
  id?: number
  topic?: string
  author: string
}

/**
 * Takes one edit out of force again. Unlike a change it is never refused for its cases, since the rules only go back
 * to what they were; those that are wrong without it are told.
 */
export function undoTopicEdit(deps: { db: Db; directory?: URL }, ask: UndoAsk): Promise<UndoOutcome> {
  return deps.db.transaction(async (tx): Promise<UndoOutcome> => {
    const inside = { ...deps, db: tx }
    const row = ask.id === undefined ? await newest(inside, ask.topic) : await topicEditById(tx, ask.id)
    if (row === undefined) return ask.id === undefined ? { kind: 'nothing' } : { kind: 'unknown', id: ask.id }
    await lockTopicEdits(tx, row.topic)
    const found = await topicInForce(inside, row.topic)
    if (found.kind === 'unknown-topic') return found
    const needed = laterThatNeed(found.topic, row.id)
    if (needed.length > 0) return { kind: 'needed', by: needed }
    if (!(await undoTopicEditRow(tx, row.id, ask.author)))
      return { kind: 'stale', entry: entryOf((await topicEditById(tx, row.id)) ?? row) }
    const after = await topicInForce(inside, row.topic)
    if (after.kind === 'unknown-topic') return after
    const topics = { before: compileTopic(found.topic.merged), after: compileTopic(after.topic.merged) }
    const { version } = topics.after
    const detail = { id: row.id, edit: row.op, to: version }
    await recordAudit(tx, { actor: ask.author, action: 'topic undo', subject: row.topic, detail })
    const entry = entryOf((await topicEditById(tx, row.id)) ?? row)
    return { kind: 'undone', entry, version, cases: compareCases(topics, after.topic.cases) }
  })
}

async function newest({ db }: { db: Db }, topic?: string): Promise<TopicEditRow | undefined> {
  const rows = await topicEditHistory(db, { ...(topic !== undefined && { topic }), limit: 1000 })
  return rows.find(({ undoneAt, setAside }) => undoneAt === null && setAside === null)
}

/** Edits that fit the rules now and would not fit without the one that goes. */
function laterThatNeed(topic: TopicInForce, id: number): { id: number; edit: TopicEdit }[] {
  const rows = topic.edits.filter((row) => row.id !== id)
  const edits = rows.map(({ op }) => op as TopicEdit)
  const already = new Set(topic.setAside.map(({ edit }) => edit))
  return applyTopicEdits(topic.shipped, edits).setAside.flatMap(({ edit }) => {
    const row = rows[edits.indexOf(edit)]
    return already.has(edit) || row === undefined ? [] : [{ id: row.id, edit }]
  })
}

/** The rules in force as one YAML file. Throws TopicError when a shipped file is wrong. */
export async function exportTopicRules(
  deps: RuleSources,
  topic?: string,
): Promise<{ kind: 'exported'; topic: string; yamlText: string } | { kind: 'unknown-topic'; topics: string[] }> {
  const found = await topicInForce(deps, topic)
  if (found.kind === 'unknown-topic') return found
  return { kind: 'exported', topic: found.topic.shipped.source.id, yamlText: exportTopic(found.topic.merged) }
}
