import { readFile } from 'node:fs/promises'
import {
  applyTopicEdits,
  type Bilingual,
  type CaseOutcome,
  type CompiledTopic,
  parseTopicCases,
  runTopicCases,
  type TopicCase,
  type TopicEdit,
  type TopicFile,
} from '@rasid/core'
import { type Db, type TopicEditRow, topicEditsInForce } from '@rasid/store'
import { loadTopics, TOPICS_DIRECTORY } from './load-topics.ts'

/** Where rules come from. Without a database they are the shipped ones. */
export interface RuleSources {
  db: Db | null
  /** Folder of topic files; the shipped one by default. */
  directory?: URL
}

/** One topic as it is in force. */
export interface TopicInForce {
  shipped: TopicFile
  /** The shipped file with the operators' edits. */
  merged: TopicFile
  edits: readonly TopicEditRow[]
  setAside: readonly { edit: TopicEdit; said: Bilingual }[]
  /** What must stay right: the file's own cases and those beside it. */
  cases: readonly TopicCase[]
}

export type FoundTopic = { kind: 'found'; topic: TopicInForce } | { kind: 'unknown-topic'; topics: string[] }

/** The topic that an id names; without an id the only one there is. Throws TopicError when a file is wrong. */
export async function topicInForce(deps: RuleSources, id?: string): Promise<FoundTopic> {
  const files = await loadTopics(deps.directory)
  const shipped = id === undefined && files.length === 1 ? files[0] : files.find(({ source }) => source.id === id)
  if (shipped === undefined) return { kind: 'unknown-topic', topics: files.map(({ source }) => source.id) }
  const rows = deps.db === null ? [] : await topicEditsInForce(deps.db)
  const edits = rows.filter(({ topic }) => topic === shipped.source.id)
  const { topic: merged, setAside } = applyTopicEdits(
    shipped,
    edits.map(({ op }) => op as TopicEdit),
  )
  const cases = await casesOf(shipped, deps.directory ?? TOPICS_DIRECTORY)
  return { kind: 'found', topic: { shipped, merged, edits, setAside, cases } }
}

/** The cases of a topic file: its own, and those in `<name>.cases.yaml` beside it. Throws TopicError like the file. */
export async function casesOf(file: TopicFile, directory: URL): Promise<TopicCase[]> {
  const name = file.fileName.replace(/\.ya?ml$/, '.cases.yaml')
  const yamlText = await readFile(new URL(encodeURIComponent(name), directory), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null
      throw error
    },
  )
  return [...file.source.cases, ...(yamlText === null ? [] : parseTopicCases(yamlText, name))]
}

/** How a change of rules treats the cases. */
export interface CaseComparison {
  total: number
  /** Right before and wrong after: these forbid a change. */
  broken: CaseOutcome[]
  /** Wrong before and after, and wrong before but right after. */
  stillWrong: CaseOutcome[]
  mended: CaseOutcome[]
}

/** Runs the cases under the rules before and after a change. */
export function compareCases(
  topics: { before: CompiledTopic; after: CompiledTopic },
  cases: readonly TopicCase[],
): CaseComparison {
  const before = runTopicCases(topics.before, cases)
  const after = runTopicCases(topics.after, cases)
  const pairs = after.map((outcome, at) => ({ outcome, was: before[at]?.passed === true }))
  const those = (was: boolean, passed: boolean) =>
    pairs.filter((pair) => pair.was === was && pair.outcome.passed === passed).map(({ outcome }) => outcome)
  return {
    total: cases.length,
    broken: those(true, false),
    stillWrong: those(false, false),
    mended: those(false, true),
  }
}
