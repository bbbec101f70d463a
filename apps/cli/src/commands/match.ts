import { createReadStream, existsSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { type CompiledTopic, compileTopic, describeReason, type MatchInput, matchArticle } from '@rasid/core/topic'
import { loadTopics } from '@rasid/operations/load-topics'
import type { Command } from 'commander'
import { CommandError, EXIT, type Streams, say, write } from '../output.ts'
import type { Cli } from '../program.ts'

/** One line of input, as CONTRACTS.md has it. */
interface MatchLine {
  id?: unknown
  title?: unknown
  summary?: unknown
  text?: unknown
  publishedAt?: unknown
  lang?: unknown
}

export type Read = { ok: true; id: unknown; article: MatchInput } | { ok: false; error: string; id?: unknown }

/** `rasid match [file]` */
export function addMatch(root: Command, cli: Cli): void {
  root
    .command('match')
    .description('match articles (JSON lines in, one line out for each); needs no database')
    .argument('[file]', 'a file of JSON lines; - or nothing reads standard input')
    .option('--topic <id>', 'the topic to match against', 'russia-taliban-isis')
    .addHelpText('after', EXAMPLES)
    .action(async (file: string | undefined, { topic: id }: { topic: string }) => {
      const topic = await shippedTopic(id)
      const bad = await matchLines(openInput(file, cli.stdin), topic, cli.streams)
      if (bad > 0) {
        say(cli.streams, `${bad} ${bad === 1 ? 'line' : 'lines'} could not be read; each was answered with its error.`)
        cli.exitWith(EXIT.badInput)
      }
    })
}

const EXAMPLES = `
Examples:
  echo '{"id":1,"title":"موسكو تسمح لطالبان بتعيين سفير في روسيا"}' | rasid match
  rasid match articles.jsonl > verdicts.jsonl`

/** @throws CommandError when no shipped topic has this id. */
async function shippedTopic(id: string): Promise<CompiledTopic> {
  const files = await loadTopics()
  const file = files.find(({ source }) => source.id === id)
  if (file) return compileTopic(file)
  throw new CommandError(
    `There is no topic "${id}"; there is ${files.map(({ source }) => source.id).join(', ')}.`,
    EXIT.usage,
  )
}

/**
 * JSON lines in, one line out for each, in order, while they come. Needs no database.
 * @returns how many lines could not be read; each was answered with `{"id"|"line","error"}`.
 */
export async function matchLines(input: Readable, topic: CompiledTopic, streams: Streams): Promise<number> {
  let line = 0
  let bad = 0
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1
    if (text.trim() === '') continue
    const read = readLine(text)
    if (!read.ok) bad += 1
    await write(
      streams.out,
      `${JSON.stringify(read.ok ? answer(read.id, topic, read.article) : complaint(read, line))}\n`,
    )
  }
  return bad
}

/** `-` or nothing is standard input. */
function openInput(file: string | undefined, stdin: Readable): Readable {
  if (file === undefined || file === '-') return stdin
  if (!existsSync(file)) throw new CommandError(`There is no file ${file}.`, EXIT.usage)
  return createReadStream(file, 'utf8')
}

function answer(id: unknown, topic: CompiledTopic, article: MatchInput) {
  const { tier, score, ruleVersion, topic: name, evidence, reasons, ...rest } = matchArticle(topic, article)
  const rejected = rest.rejected.map((rejection) => ({ ...rejection, reason: describeReason(rejection.reason, 'en') }))
  const why = reasons.map((reason) => describeReason(reason, 'en'))
  return { id, tier, score, ruleVersion, topic: name, evidence, rejected, why }
}

function complaint(read: { error: string; id?: unknown }, line: number) {
  return read.id === undefined ? { line, error: read.error } : { id: read.id, error: read.error }
}

export function readLine(text: string): Read {
  let value: MatchLine
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, error: `not JSON: ${(error as Error).message}` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return { ok: false, error: 'expected one JSON object a line' }
  const named = value.id === undefined || value.id === null ? {} : { id: value.id }
  const wrong = (['title', 'summary', 'text', 'lang', 'publishedAt'] as const).find(
    (field) => !isTextOrAbsent(value[field]),
  )
  if (wrong) return { ok: false, error: `"${wrong}" must be a string`, ...named }
  const publishedAt = value.publishedAt ? new Date(value.publishedAt as string) : undefined
  if (publishedAt && Number.isNaN(publishedAt.getTime())) {
    return {
      ok: false,
      error: `"publishedAt" is not a date that can be read (ISO 8601, for example 2025-07-03T12:00:00Z)`,
      ...named,
    }
  }
  return { ok: true, id: value.id ?? null, article: matchInput(value, publishedAt) }
}

function isTextOrAbsent(value: unknown): boolean {
  return value === undefined || value === null || typeof value === 'string'
}

function matchInput(value: MatchLine, publishedAt: Date | undefined): MatchInput {
  const text = (field: unknown) => (typeof field === 'string' ? field : undefined)
  const [title, summary, body, lang] = [text(value.title), text(value.summary), text(value.text), text(value.lang)]
  return {
    ...(title !== undefined && { title }),
    ...(summary !== undefined && { summary }),
    ...(body !== undefined && { text: body }),
    ...(lang !== undefined && { lang }),
    ...(publishedAt !== undefined && { publishedAt }),
  }
}
