import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import * as schema from './schema.ts'

/** What every function of this package takes first: the database, or a transaction of it. */
export type Db = Pick<
  PostgresJsDatabase<typeof schema>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'execute' | 'transaction'
>

export interface Store {
  db: Db
  /** postgres.js itself, for LISTEN/NOTIFY, COPY and cursors. */
  sql: postgres.Sql
  close(): Promise<void>
}

export interface StoreOptions {
  /** Shown in pg_stat_activity, so that an operator sees which role holds a connection. */
  applicationName?: string
  connections?: number
}

/** Opens a pool on any Postgres ≥ 15. Lazy: nothing connects before the first query. `close` waits 5 s for running queries. */
export function openStore(databaseUrl: string, options: StoreOptions = {}): Store {
  const sql = postgres(databaseUrl, {
    max: options.connections ?? 8,
    onnotice: () => {},
    connect_timeout: 10,
    // Its own pauses grow to 20 s, far longer than a Postgres takes to come back.
    backoff: (attempt) => Math.min(3 ** attempt / 100, 2),
    // A query that runs longer than this is a bug or a lock; better an error than a worker that hangs for ever.
    // Compiling takes longer than any query of ours; a walk that ends early looks expensive enough for it.
    connection: { application_name: options.applicationName ?? 'rasid', statement_timeout: 60_000, jit: 'off' },
  })
  return { db: drizzle(sql, { schema }), sql, close: () => sql.end({ timeout: 5 }) }
}
