import {
  applyTopicEdits,
  type Bilingual,
  type CompiledTopic,
  compileTopic,
  type TopicCase,
  type TopicEdit,
  type TopicFile,
  texts,
} from '@rasid/core'
import { topicDifference } from './topic-difference.ts'
import {
  type CaseComparison,
  compareCases,
  type RuleSources,
  type TopicInForce,
  topicInForce,
} from './topic-in-force.ts'

/** A change that somebody thinks of: some edits, or a whole new file (whose own cases then count). */
export type TopicChange =
  | { topic?: string; edits: readonly TopicEdit[] }
  | { file: TopicFile; cases?: readonly TopicCase[] }

/** A change that could be made, with the rules on both sides of it. */
export interface PlannedChange {
  kind: 'planned'
  topic: string
  before: CompiledTopic
  after: CompiledTopic
  /** What would be recorded as operators' edits. */
  edits: TopicEdit[]
  /** Places of a new file that edits cannot express. */
  beyond: string[]
  cases: CaseComparison
}

export type ChangePlan =
  | PlannedChange
  | { kind: 'refused'; problems: { edit: TopicEdit; said: Bilingual }[] }
  /** The rules are already as the change would have them. */
  | { kind: 'nothing' }
  | { kind: 'unknown-topic'; topics: string[] }

/** Works a change out without saving anything. A refused edit refuses the whole change: half of one is another change. */
export async function planTopicChange(deps: RuleSources, change: TopicChange): Promise<ChangePlan> {
  const found = await topicInForce(deps, 'file' in change ? change.file.source.id : change.topic)
  if (found.kind === 'unknown-topic') return found
  return 'file' in change ? planFile(found.topic, change) : planEdits(found.topic, change.edits)
}

function planEdits(topic: TopicInForce, edits: readonly TopicEdit[]): ChangePlan {
  if (edits.length === 0) return { kind: 'nothing' }
  const { topic: after, setAside } = applyTopicEdits(topic.merged, edits)
  const problems = [...setAside, ...edits.flatMap((edit) => unknownAnchors(topic.merged, edit))]
  if (problems.length > 0) return { kind: 'refused', problems }
  return planned(topic, after, { edits: [...edits], beyond: [] }, topic.cases)
}

/** A new file keeps the operators' edits, as it would at the next start; those that it holds already fall away. */
function planFile(topic: TopicInForce, { file, cases }: { file: TopicFile; cases?: readonly TopicCase[] }): ChangePlan {
  const { topic: after } = applyTopicEdits(
    file,
    topic.edits.map(({ op }) => op as TopicEdit),
  )
  const difference = topicDifference(topic.merged, after.source)
  if (difference.edits.length === 0 && difference.beyond.length === 0) return { kind: 'nothing' }
  const own = cases ?? file.source.cases
  return planned(topic, after, difference, own.length > 0 ? own : topic.cases)
}

function planned(
  topic: TopicInForce,
  file: TopicFile,
  difference: { edits: TopicEdit[]; beyond: string[] },
  cases: readonly TopicCase[],
): PlannedChange {
  const before = compileTopic(topic.merged)
  const after = compileTopic(file)
  return {
    kind: 'planned',
    topic: before.id,
    before,
    after,
    ...difference,
    cases: compareCases({ before, after }, cases),
  }
}

function unknownAnchors({ source }: TopicFile, edit: TopicEdit): { edit: TopicEdit; said: Bilingual }[] {
  if (edit.op !== 'add-alias' || typeof edit.alias === 'string') return []
  const named = [...(edit.alias.anchor ?? []), ...(edit.alias.unless ?? [])]
  return named
    .filter((name) => source.entities[name] === undefined && source.groups[name] === undefined)
    .map((name) => ({
      edit,
      said: { ar: texts('ar').explain.unknownAnchor(name), en: texts('en').explain.unknownAnchor(name) },
    }))
}
