import { type Placeholder, type SQL, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import type { Db } from './open-store.ts'

/** The values of a statement, by the names of its placeholders. */
export type Values = Record<string, unknown>

/** A statement that is written and planned once a connection for each of its shapes: half of a short page's time is that. */
export interface Statement {
  /** Names the shape: two asks of one shape differ in their values only. */
  shape: string
  body: () => SQL
  values: Values
}

/**
 * How many rows a statement fetches for a page that needs so many: the next step of a short ladder, since the number
 * stands in its text. As a value it would count as a tenth of the table, and Postgres would plan anew each time.
 */
export function fetchedRows(needed: number): number {
  return [6, 21, 51, 101, 201, 501].find((step) => step >= needed) ?? 1001
}

/** As Postgres takes it: its text, and the placeholders in the order of their numbers. */
interface Written {
  text: string
  names: string[]
}
const written = new Map<string, Written>()
const dialect = new PgDialect()

function writtenOf({ shape, body }: Statement): Written {
  const known = written.get(shape)
  if (known !== undefined) return known
  const { sql: text, params } = dialect.sqlToQuery(body())
  const one = { text, names: params.map((param) => (param as Placeholder).name) }
  written.set(shape, one)
  return one
}

type Driven = Db & { $client?: postgres.Sql }

/** The rows of a statement: by the driver itself where there is one, since writing a statement anew and mapping its values
 *  costs more than a page does; inside a transaction by drizzle. */
export async function runRows<Row>(db: Driven, statement: Statement): Promise<Row[]> {
  if (db.$client === undefined) {
    const query = db.select({ rows: sql`coalesce(json_agg(p), '[]')` }).from(sql`(${statement.body()}) as p`)
    const [row] = await query.prepare('statement').execute(statement.values)
    return row?.rows as Row[]
  }
  const { text, names } = writtenOf(statement)
  const values = names.map((name) => statement.values[name] as string)
  return db.$client.unsafe<(Row & object)[]>(text, values, { prepare: true })
}

/** What a statement finds that gives one row with one value, `page`. */
export async function run<Found>(db: Driven, statement: Statement): Promise<Found> {
  const [row] = await runRows<{ page: Found }>(db, statement)
  return row?.page as Found
}
