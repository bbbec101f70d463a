import { expect, it } from 'vitest'
import { freshDatabase } from './fresh-database.ts'
import { asAdmin } from './test-server.ts'

const databases = () =>
  asAdmin(
    process.env.RASID_TEST_DATABASE_URL ?? '',
    (sql) => sql<{ name: string }[]>`select datname as name from pg_database`,
  )

it('gives each caller a migrated, empty database that shares nothing with another', async () => {
  const [first, second] = await Promise.all([freshDatabase(), freshDatabase()])
  await first.store.sql`insert into feeds (url, outlet) values ('https://feeds.example/', 'one')`
  expect(await second.store.sql`select 1 from feeds`).toHaveLength(0)
  expect(first.url).not.toBe(second.url)
  await first.drop()
  await second.drop()
})

it('knows Arabic letters as letters', async () => {
  const { store, drop } = await freshDatabase()
  const [row] = await store.sql`select 'طالبان' ~ '^[[:alpha:]]+$' as letters, getdatabaseencoding() as encoding`
  expect(row).toEqual({ letters: true, encoding: 'UTF8' })
  await drop()
})

it('drops the database, also while somebody is connected', async () => {
  const { url, drop } = await freshDatabase()
  const name = new URL(url).pathname.slice(1)
  expect((await databases()).map((row) => row.name)).toContain(name)
  await asAdmin(url, async (sql) => {
    await sql`select 1`
    await drop()
  })
  expect((await databases()).map((row) => row.name)).not.toContain(name)
})
