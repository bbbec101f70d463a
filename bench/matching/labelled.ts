import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { type CompiledTopic, compileTopic, type MatchInput, parseTopic, type Verdict } from '@rasid/core'

/** One labelled row; `accept` holds the verdicts that count as right. */
export interface LabelledRow {
  id: string
  label: Verdict
  accept: Verdict[]
  subtype: string
  article: MatchInput
}

interface RawRow {
  id: string
  label?: Verdict
  accept?: Verdict[]
  subtype?: string
  title?: string
  summary?: string
  text?: string
  date?: string
}

/** Reads a file of JSON lines, gzipped or not. */
export function readRows(path: string): LabelledRow[] {
  const bytes = readFileSync(path)
  const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => rowOf(JSON.parse(line) as RawRow))
}

function rowOf(raw: RawRow): LabelledRow {
  const label = raw.label ?? 'none'
  const publishedAt = dateOf(raw.date ?? '')
  const article: MatchInput = {
    ...(raw.title ? { title: raw.title } : {}),
    ...(raw.summary ? { summary: raw.summary } : {}),
    ...(raw.text ? { text: raw.text } : {}),
    ...(publishedAt === undefined ? {} : { publishedAt }),
  }
  return { id: raw.id, label, accept: raw.accept ?? [label], subtype: raw.subtype ?? '', article }
}

/** Dates as the sets write them: 2015-07-21 02:59:43, 20180325, or 2021 alone, which is read as its last day. */
function dateOf(text: string): Date | undefined {
  const digits = /^(\d{4})-?(\d\d)?-?(\d\d)?/.exec(text)
  return digits === null
    ? undefined
    : new Date(`${digits[1]}-${digits[2] ?? '12'}-${digits[3] ?? (digits[2] === undefined ? '31' : '01')}`)
}

/** The shipped topic, compiled. */
export function shippedTopic(): CompiledTopic {
  const file = new URL('../../packages/core/topics/russia-taliban-isis.yaml', import.meta.url)
  return compileTopic(parseTopic(readFileSync(file, 'utf8'), 'russia-taliban-isis.yaml'))
}
