import type { Command } from 'commander'
import { type Streams, write } from './output.ts'

/** How a command prints its results: for a person, as one JSON document, one JSON object a line, or a table for a spreadsheet. */
export interface PrintOptions {
  json?: boolean
  jsonl?: boolean
  csv?: boolean
}

/** Gives a command that prints rows its three other forms. */
export function withFormats(command: Command): Command {
  return command
    .option('--json', 'one JSON document')
    .option('--jsonl', 'one JSON object a line')
    .option('--csv', 'a table with a header line, as RFC 4180 has it')
}

/** Only what says how to print: the rest of a command's options is its own. */
export const formatOf = ({ json, jsonl, csv }: PrintOptions): PrintOptions => ({
  ...(json && { json }),
  ...(jsonl && { jsonl }),
  ...(csv && { csv }),
})

/** Prints rows in the form asked for. `forPeople` is called only when no other form is. */
export async function printRows<Row extends object>(
  streams: Streams,
  rows: readonly Row[],
  options: PrintOptions,
  forPeople: (row: Row) => string,
): Promise<void> {
  if (options.json) return write(streams.out, `${JSON.stringify(rows, null, 2)}\n`)
  if (options.csv) return write(streams.out, await csvOf(rows))
  const line = options.jsonl ? (row: Row) => JSON.stringify(row) : forPeople
  for (const row of rows) await write(streams.out, `${line(row)}\n`)
}

/** Rows as comma-separated values, the header first unless it was written before. Of rows without any there is nothing. */
export async function csvOf(rows: readonly object[], { header = true }: { header?: boolean } = {}): Promise<string> {
  if (rows.length === 0) return ''
  const { stringify } = await import('csv-stringify/sync')
  // A cell that begins with = or + is text here: spreadsheets would run it as a formula.
  return stringify(
    rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cellOf(value)]))),
    { header, escape_formulas: true },
  )
}

function cellOf(value: unknown): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === 'number' || typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (Array.isArray(value) && value.every((one) => typeof one !== 'object')) return value.join('; ')
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A word in reverse, for the evidence on a terminal; plain where colours are off. */
export function marked(text: string, spans: readonly { start: number; end: number }[], isTerminal: boolean): string {
  if (!isTerminal) return text
  let out = ''
  let from = 0
  for (const { start, end } of [...spans].sort((a, b) => a.start - b.start)) {
    if (start < from) continue
    out += `${text.slice(from, start)}\u001b[1;33m${text.slice(start, end)}\u001b[0m`
    from = end
  }
  return out + text.slice(from)
}

/** A date and time of a table, in UTC, to the minute. */
export const minuteOf = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`
