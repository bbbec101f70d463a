import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { type CompiledTopic, describeReason, type MatchInput, matchArticle } from '@rasid/core'
import { type Streams, write } from '../output.ts'

/** One line of input, as CONTRACTS.md has it. */
interface MatchLine {
  id?: unknown
  title?: unknown
  summary?: unknown
  text?: unknown
  publishedAt?: unknown
  lang?: unknown
}

type Read = { ok: true; id: unknown; article: MatchInput } | { ok: false; error: string; id?: unknown }

/**
 * `rasid match`: JSON lines in, one line out for each, in order, while they come. Needs no database.
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
    await write(streams.out, `${JSON.stringify(read.ok ? answer(read.id, topic, read.article) : complaint(read, line))}\n`)
  }
  return bad
}

/** `-` or nothing is standard input. */
export function openInput(file: string | undefined, stdin: Readable): Readable {
  return file === undefined || file === '-' ? stdin : createReadStream(file, 'utf8')
}

function answer(id: unknown, topic: CompiledTopic, article: MatchInput) {
  const { tier, score, ruleVersion, topic: name, evidence, rejected, reasons } = matchArticle(topic, article)
  const why = reasons.map((reason) => describeReason(reason, 'en'))
  return { id, tier, score, ruleVersion, topic: name, evidence, rejected, why }
}

function complaint(read: { error: string; id?: unknown }, line: number) {
  return read.id === undefined ? { line, error: read.error } : { id: read.id, error: read.error }
}

function readLine(text: string): Read {
  let value: MatchLine
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (error) {
    return { ok: false, error: `not JSON: ${(error as Error).message}` }
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return { ok: false, error: 'expected one JSON object a line' }
  const named = value.id === undefined || value.id === null ? {} : { id: value.id }
  const wrong = (['title', 'summary', 'text', 'lang', 'publishedAt'] as const).find((field) => !isTextOrAbsent(value[field]))
  if (wrong) return { ok: false, error: `"${wrong}" must be a string`, ...named }
  const publishedAt = value.publishedAt ? new Date(value.publishedAt as string) : undefined
  if (publishedAt && Number.isNaN(publishedAt.getTime())) {
    return { ok: false, error: `"publishedAt" is not a date that can be read (ISO 8601, for example 2025-07-03T12:00:00Z)`, ...named }
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
