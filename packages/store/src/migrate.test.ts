import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { checkServerVersion, migrate, migrationsFolder, schemaState } from './migrate.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'
import { asAdmin, databaseAt } from './testing/test-server.ts'

let migrated: FreshDatabase
const made: string[] = []

beforeAll(async () => {
  migrated = await freshDatabase()
})
afterAll(async () => {
  await asAdmin(testServer(), async (sql) => {
    for (const name of made) await sql.unsafe(`drop database if exists ${name} with (force)`)
  })
  await migrated.drop()
})

const testServer = () => process.env.RASID_TEST_DATABASE_URL ?? ''

/** Unlike `freshDatabase`, without any schema. */
async function emptyDatabase(): Promise<string> {
  const name = `${process.env.RASID_TEST_TEMPLATE}_empty_${randomBytes(4).toString('hex')}`
  made.push(name)
  await asAdmin(testServer(), (sql) => sql.unsafe(`create database ${name}`))
  return databaseAt(testServer(), name)
}

const applied = (url: string) =>
  asAdmin(url, (sql) => sql<{ hash: string }[]>`select hash from drizzle.__drizzle_migrations order by created_at`)

it('finds the migrations from its own place, whatever the working folder is', () => {
  expect(existsSync(join(migrationsFolder(), '0000_data-model.sql'))).toBe(true)
})

it('makes the schema in an empty database, and changes nothing the second time', async () => {
  const url = await emptyDatabase()
  await migrate(url)
  const once = await applied(url)
  await migrate(url)
  expect(await applied(url)).toEqual(once)
  const tables = await asAdmin(url, (sql) => sql`select 1 from pg_tables where tablename = 'story_editions'`)
  expect(tables).toHaveLength(1)
})

it('is safe when several processes migrate at once', async () => {
  const url = await emptyDatabase()
  await Promise.all(Array.from({ length: 5 }, () => migrate(url)))
  const hashes = (await applied(url)).map((row) => row.hash)
  expect(hashes.length).toBeGreaterThan(0)
  expect(new Set(hashes).size).toBe(hashes.length)
})

it('refuses a database that a newer Rasid made, and says what to do', async () => {
  expect(await schemaState(migrated.store.db)).toBe('current')
  await migrated.store.sql`
    insert into drizzle.__drizzle_migrations (hash, created_at) values ('from-the-future', 99999999999999)`
  const error = await migrate(migrated.url).catch((caught: unknown) => caught)
  expect(error).toMatchObject({ name: 'DatabaseUnavailable', problem: 'newer' })
  expect(String(error)).toMatch(/made by a newer Rasid .* update the code/)
  expect(await schemaState(migrated.store.db)).toBe('newer')
  await migrated.store.sql`delete from drizzle.__drizzle_migrations where id > 1`
  expect(await schemaState(migrated.store.db)).toBe('older')
})

it.each([
  { number: 149_999, version: '14.99', problem: 'too-old', why: 'the last before 15' },
  { number: 90_600, version: '9.6.0', problem: 'too-old', why: 'the old numbering' },
  { number: 150_000, version: '15.0', problem: null, why: 'the oldest that is taken' },
  { number: 180_004, version: '18.4', problem: null, why: 'the embedded one' },
])('judges server version $version ($why)', ({ number, version, problem }) => {
  const check = () => checkServerVersion(number, version, 'db.example:5432/rasid')
  if (problem === null) expect(check).not.toThrow()
  else expect(check).toThrow(`the Postgres at db.example:5432/rasid is version ${version}: Rasid needs 15 or later`)
})
