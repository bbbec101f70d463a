import { type AnyColumn, sql } from 'drizzle-orm'

export interface Page<Row> {
  rows: Row[]
  /** Where the next page begins; null on the last one. */
  next: string | null
}

/** The page of rows that were asked for one more than it holds. */
export function pageOf<Row>(found: Row[], limit: number, cursorOf: (last: Row) => string): Page<Row> {
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, next: found.length > limit && last !== undefined ? cursorOf(last) : null }
}

/** An instant in whole microseconds since 1970: a JavaScript date would cut them, and rows of one millisecond would be
 *  lost or told twice. */
export const micros = (column: AnyColumn) => sql<string>`(extract(epoch from ${column}) * 1000000)::bigint`

/** The instant of `micros`. */
export const atMicros = (value: string | number | undefined) =>
  sql`('epoch'::timestamptz + ${value ?? 0}::bigint * interval '1 microsecond')`
