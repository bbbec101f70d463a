import { applyTopicEdits, type CompiledTopic, compileTopic, type TopicEdit, type TopicFile } from '@rasid/core'
import { type Db, setEditAside, type TopicEditRow, topicEditsInForce } from '@rasid/store'
import { loadTopics } from './load-topics.ts'

/** The shipped files and the operators' edits, compiled. `version` names both; one topic's own is in `topics`. */
export interface RulesInForce {
  version: string
  topics: readonly CompiledTopic[]
  /** Languages that any topic reads; what is written in others is not kept. */
  languages: ReadonlySet<string>
}

/** The last rules by what they were made of: the files and the edits in force. */
let compiled: { identity: string; rules: RulesInForce } | null = null

/**
 * The rules in force, re-read at each tick: one small query, and compiled anew only when an edit was made or undone.
 * An edit that the shipped file no longer takes is set aside with the reason; the others stay in force.
 */
export async function rulesInForce(db: Db, directory?: URL): Promise<RulesInForce> {
  const files = await loadTopics(directory)
  const edits = await topicEditsInForce(db)
  const identity = [
    ...files.map((file) => file.yamlText),
    ...edits.map(({ id, op }) => `${id} ${JSON.stringify(op)}`),
  ].join('\u0000')
  if (compiled?.identity === identity) return compiled.rules
  const topics: CompiledTopic[] = []
  for (const file of files) topics.push(compileTopic(await editedTopic(db, file, edits)))
  const rules: RulesInForce = {
    version: topics.map((topic) => `${topic.id}@${topic.version}`).join(' '),
    topics,
    languages: new Set(topics.flatMap((topic) => topic.source.languages)),
  }
  compiled = { identity, rules }
  return rules
}

async function editedTopic(db: Db, file: TopicFile, edits: readonly TopicEditRow[]): Promise<TopicFile> {
  const rows = edits.filter(({ topic }) => topic === file.source.id)
  const ops = rows.map(({ op }) => op as TopicEdit)
  const { topic, setAside } = applyTopicEdits(file, ops)
  for (const { edit, said } of setAside) {
    const row = rows[ops.indexOf(edit)]
    if (row !== undefined) await setEditAside(db, row.id, said.en)
  }
  return topic
}
