import { CORE_SCHEMA, load } from 'js-yaml'
import { type Document, isMap, isNode, isScalar, LineCounter, type Node, parseDocument } from 'yaml'
import type { TopicEdit } from './topic-edits.ts'
import { TopicError } from './topic-error.ts'
import { checkReferences } from './topic-references.ts'
import { casesSchema, type TopicCase, type TopicSource, topicSchema } from './topic-schema.ts'

/** A topic file that has the right shape and refers only to what it defines. */
export interface TopicFile {
  fileName: string
  yamlText: string
  /** The rules in force: the file's, with the edits applied. */
  source: TopicSource
  edits: readonly TopicEdit[]
}

/**
 * Reads a topic file. Throws TopicError with every problem, each as `file:line: what, what to do`.
 */
export function parseTopic(yamlText: string, fileName: string): TopicFile {
  const file = readYaml(yamlText, fileName)
  // Compiled checks pay from the second parse on: a process reads its topics once.
  const parsed = topicSchema.safeParse(file.value, { jitless: true })
  if (!parsed.success) throw file.failure(parsed.error.issues.flatMap(explainIssue))
  const problems = checkReferences(parsed.data)
  if (problems.length > 0) throw file.failure(problems)
  return { fileName, yamlText, source: parsed.data, edits: [] }
}

/**
 * Reads the cases that stand in a file of their own beside a topic (`<id>.cases.yaml`), so that loading a
 * topic does not wait for them. Throws TopicError like `parseTopic`.
 */
export function parseTopicCases(yamlText: string, fileName: string): TopicCase[] {
  const file = readYaml(yamlText, fileName)
  const parsed = casesSchema.safeParse(file.value)
  if (!parsed.success) throw file.failure(parsed.error.issues.flatMap(explainIssue))
  return parsed.data.cases
}

function readYaml(
  yamlText: string,
  fileName: string,
): { value: unknown; failure: (problems: Problem[]) => TopicError } {
  const failure = (problems: Problem[]): TopicError => {
    const { document, lines } = readDocument(yamlText, fileName)
    return new TopicError(problems.map(({ path, text }) => `${fileName}:${lineOf(document, lines, path)}: ${text}`))
  }
  return { value: readValue(yamlText) ?? readDocument(yamlText, fileName).document.toJS(), failure }
}

/** The value alone, a third of the cost; undefined for a file that has mistakes to be told. */
function readValue(yamlText: string): unknown {
  try {
    return load(yamlText, { schema: CORE_SCHEMA })
  } catch {
    return undefined
  }
}

/** The tree that knows the line of every key. Throws TopicError for mistakes of YAML itself. */
function readDocument(yamlText: string, fileName: string): { document: Document; lines: LineCounter } {
  const lines = new LineCounter()
  const document = parseDocument(yamlText, { lineCounter: lines })
  if (document.errors.length === 0) return { document, lines }
  throw new TopicError(
    document.errors.map(
      (error) => `${fileName}:${lines.linePos(error.pos[0]).line}: ${firstLine(error.message)}, correct the YAML here`,
    ),
  )
}

/** A problem at a place in the file, as the path of keys that leads there. */
export interface Problem {
  path: readonly PropertyKey[]
  text: string
}

interface Issue {
  code?: string | undefined
  path: PropertyKey[]
  message: string
  keys?: string[]
  errors?: Issue[][]
}

function explainIssue(given: unknown): Problem[] {
  const issue = given as Issue
  const where = issue.path.length === 0 ? 'the topic' : issue.path.map(String).join('.')
  if (issue.code === 'unrecognized_keys')
    return (issue.keys ?? []).map((key) => ({
      path: [...issue.path, key],
      text: `${where} does not know the key "${key}", remove it or correct its spelling`,
    }))
  if (issue.code === 'invalid_union' && issue.errors !== undefined) {
    // The branch for a record says more than "expected a string".
    const branch = issue.errors.at(-1) ?? []
    if (branch.some((inner) => inner.path.length > 0 || inner.code === 'unrecognized_keys'))
      return branch.flatMap((inner) => explainIssue({ ...inner, path: [...issue.path, ...inner.path] }))
  }
  return [{ path: issue.path, text: `${where}: ${issue.message}, correct it` }]
}

function lineOf(document: Document, lines: LineCounter, path: readonly PropertyKey[]): number {
  for (let length = path.length; length > 0; length--) {
    const offset = offsetOf(document, path.slice(0, length))
    if (offset !== undefined) return lines.linePos(offset).line
  }
  return 1
}

function offsetOf(document: Document, path: readonly PropertyKey[]): number | undefined {
  const parent = path.length === 1 ? document.contents : document.getIn(path.slice(0, -1), true)
  const key = path.at(-1)
  if (isMap(parent)) {
    const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key)
    if (pair !== undefined && isScalar(pair.key)) return pair.key.range?.[0]
    return undefined
  }
  const node = document.getIn(path, true)
  return isNode(node) ? (node as Node).range?.[0] : undefined
}

function firstLine(text: string): string {
  return (text.split('\n')[0] ?? text).replace(/ at line \d+, column \d+:?$/, '')
}
