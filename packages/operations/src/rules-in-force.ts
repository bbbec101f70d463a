import { type CompiledTopic, compileTopic } from '@rasid/core'
import { type Db, setEditAside, topicEditsInForce } from '@rasid/store'
import { applyTopicEdit } from './apply-topic-edit.ts'
import { loadTopics } from './load-topics.ts'

/** The shipped files and the operators' edits, compiled. `version` names both; one topic's own is in `topics`. */
export interface RulesInForce {
  version: string
  topics: readonly CompiledTopic[]
  /** Languages that any topic reads; what is written in others is not kept. */
  languages: ReadonlySet<string>
}

/** Compiled rules by the identity of what they were made of: the files of this build and the edits by number. */
const cache = new Map<string, RulesInForce>()

/**
 * The rules in force, re-read at each tick: one small query, and compiled anew only when an edit was made or undone.
 * An edit that the shipped file no longer takes is set aside with the reason; the others stay in force.
 */
export async function rulesInForce(db: Db, directory?: URL): Promise<RulesInForce> {
  const files = await loadTopics(directory)
  const edits = await topicEditsInForce(db)
  const identity = [...files.map((file) => file.yamlText), ...edits.map(({ id }) => id)].join('\u0000')
  const known = cache.get(identity)
  if (known !== undefined) return known
  const topics: CompiledTopic[] = []
  for (const file of files) {
    let merged = file
    for (const edit of edits.filter(({ topic }) => topic === file.source.id)) {
      const applied = applyTopicEdit(merged, edit.op)
      if (applied.kind === 'applied') merged = applied.topic
      else await setEditAside(db, edit.id, applied.reason)
    }
    topics.push(compileTopic(merged))
  }
  const rules: RulesInForce = {
    version: topics.map((topic) => `${topic.id}@${topic.version}`).join(' '),
    topics,
    languages: new Set(topics.flatMap((topic) => topic.source.languages)),
  }
  cache.clear()
  cache.set(identity, rules)
  return rules
}
