import { type Streams, write } from './output.ts'

/** How a command prints its results: for a person, as one JSON document, or one JSON object a line. */
export interface PrintOptions {
  json?: boolean
  jsonl?: boolean
}

/** Prints rows in the form asked for. `forPeople` is called only when neither JSON form is. */
export async function printRows<Row>(
  streams: Streams,
  rows: readonly Row[],
  options: PrintOptions,
  forPeople: (row: Row) => string,
): Promise<void> {
  if (options.json) return write(streams.out, `${JSON.stringify(rows, null, 2)}\n`)
  const line = options.jsonl ? (row: Row) => JSON.stringify(row) : forPeople
  for (const row of rows) await write(streams.out, `${line(row)}\n`)
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
