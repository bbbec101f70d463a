// Migrations run while workers of the version before are still at work: a migration only adds, and what an older worker
// writes must go on working. CONTRIBUTING has the rule: expand first, contract once no older process can run.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import postgres from 'postgres'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { applyMigrations, knownMigrations } from './backup/migrations.ts'
import { migrationsFolder } from './migrate.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

interface Column {
  table: string
  column: string
  type: string
  /** Whether a statement that does not name it is refused. */
  needed: boolean
}

/** Columns that were dropped or changed long after the last version that used them: `table.column`. */
const RETIRED: readonly string[] = []

let database: FreshDatabase
let sql: postgres.Sql
const migrations = knownMigrations()
const newest = migrations.at(-1)?.when ?? 0

beforeAll(async () => {
  database = await freshDatabase()
  sql = postgres(database.url, { max: 1, onnotice: () => {} })
})
afterAll(async () => {
  await sql.end()
  await database.drop()
})

/** The schema as it was after a migration, inside a transaction that the caller ends. */
async function schemaAt(until: number): Promise<void> {
  await sql`begin`
  await sql`drop schema public cascade`
  await sql`create schema public`
  await sql`truncate drizzle.__drizzle_migrations`
  await applyMigrations(sql, { after: 0, until })
}

const columns = () => sql<Column[]>`
  select c.relname as table, a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
         a.attnotnull and not a.atthasdef and a.attidentity = '' as needed
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
   where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1, 2`

it.each(migrations.slice(1).map(({ name, when }, at) => ({ name, when, before: migrations[at]?.when ?? 0 })))(
  '$name only adds to the schema before it',
  async ({ when, before }) => {
    await schemaAt(before)
    const old = await columns()
    await applyMigrations(sql, { after: before, until: when })
    const now = new Map((await columns()).map((column) => [`${column.table}.${column.column}`, column]))
    const tables = new Set(old.map(({ table }) => table))
    const wrong = [
      ...old
        .filter(({ table, column, type }) => now.get(`${table}.${column}`)?.type !== type)
        .map(({ table, column }) => `${table}.${column} is gone or has another type`),
      ...[...now.values()]
        .filter(
          ({ table, column, needed }) =>
            needed && tables.has(table) && !old.some((o) => o.table === table && o.column === column),
        )
        .map(({ table, column }) => `${table}.${column} is needed, but older workers do not fill it`),
    ]
    await sql`rollback`
    expect(wrong.filter((line) => !RETIRED.some((name) => line.startsWith(`${name} `)))).toEqual([])
  },
)

it('takes on today’s schema what a worker and a bot of the first version write', async () => {
  await schemaAt(newest)
  const file = readFileSync(new URL('testing/first-version.sql', import.meta.url), 'utf8')
  const statements = file.split(/;\n/).filter((statement) => statement.trim() !== '')
  expect(statements.length).toBeGreaterThan(10)
  for (const statement of statements) await sql.unsafe(statement)
  const [row] = await sql`
    select (select count(*)::int from matches) as matches, (select state from messages) as state, (select lease_owner from feeds) as owner`
  await sql`rollback`
  expect(row).toEqual({ matches: 1, state: 'sent', owner: null })
})

it('gives no migration a number or a name twice', () => {
  const journal = JSON.parse(readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8'))
  const entries = journal.entries as { idx: number; tag: string; when: number }[]
  expect(entries.map(({ idx }) => idx)).toEqual(entries.map((_, at) => at))
  expect(new Set(entries.map(({ tag }) => tag.slice(0, 4))).size).toBe(entries.length)
  expect(entries.map(({ when }) => when)).toEqual(entries.map(({ when }) => when).toSorted((a, b) => a - b))
})
