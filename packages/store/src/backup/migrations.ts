import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import type postgres from 'postgres'
import { MIGRATION_LOCK, migrationsFolder } from '../migrate.ts'

export interface Migration {
  /** Its moment, as in the migrations' journal and in the database. */
  when: number
  /** '' where this code does not know it. */
  name: string
}

/** Keeps every other process from migrating until the transaction ends. */
export async function lockMigrations(tx: postgres.Sql): Promise<void> {
  await tx`select pg_advisory_xact_lock(${MIGRATION_LOCK}::bigint)`
}

/** The newest migration that a database has. */
export async function newestMigration(sql: postgres.Sql): Promise<Migration> {
  const [row] = await sql<{ newest: string | null }[]>`
    select max(created_at)::text as newest from drizzle.__drizzle_migrations`
  const when = Number(row?.newest ?? 0)
  return { when, name: knownMigrations().find((entry) => entry.when === when)?.name ?? '' }
}

/** The migrations of this code, oldest first. */
export function knownMigrations(): Migration[] {
  const journal: { entries: { when: number; tag: string }[] } = JSON.parse(
    readFileSync(join(migrationsFolder(), 'meta', '_journal.json'), 'utf8'),
  )
  return journal.entries.map(({ when, tag }) => ({ when, name: tag }))
}

/** Applies this code's migrations with `after < when <= until` within the caller's transaction. */
export async function applyMigrations(
  tx: postgres.Sql,
  { after, until }: { after: number; until: number },
): Promise<void> {
  for (const { folderMillis, hash, sql: statements } of readMigrationFiles({ migrationsFolder: migrationsFolder() })) {
    if (folderMillis <= after || folderMillis > until) continue
    for (const statement of statements) await tx.unsafe(statement)
    await tx`insert into drizzle.__drizzle_migrations (hash, created_at) values (${hash}, ${folderMillis})`
  }
}
