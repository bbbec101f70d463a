import { createServer } from 'node:net'
import { expect, it } from 'vitest'
import { DatabaseUnavailable, explainDatabaseError, placeOf } from './database-unavailable.ts'
import { openDatabase } from './open-database.ts'
import { freshDatabase } from './testing/fresh-database.ts'
import { databaseAt } from './testing/test-server.ts'

const open = (databaseUrl: string) =>
  openDatabase({ databaseUrl, dataDir: null, log: () => {}, applicationName: 'rasid-test' })
const failure = async (databaseUrl: string): Promise<DatabaseUnavailable> => {
  const error = await open(databaseUrl).catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(DatabaseUnavailable)
  return error as DatabaseUnavailable
}
const testServer = () => process.env.RASID_TEST_DATABASE_URL ?? ''

it('opens the database of DATABASE_URL, migrated, under the name of its role', async () => {
  const fresh = await freshDatabase()
  const database = await open(fresh.url)
  const [row] = await database.store.sql`select current_setting('application_name') as name, count(*)::int from feeds`
  expect(row).toEqual({ name: 'rasid-test', count: 0 })
  expect(database.embedded).toBeNull()
  await database.close()
  await database.close()
  await fresh.drop()
})

it('says that nothing answers, and where', async () => {
  const port = await closedPort()
  const error = await failure(`postgres://somebody:s3cret-word@127.0.0.1:${port}/rasid`)
  expect(error.problem).toBe('refused')
  expect(error.message).toContain(`nothing answers at 127.0.0.1:${port}/rasid`)
  expect(error.message).not.toContain('s3cret-word')
})

it('says that user or password are refused, without showing them', async () => {
  const url = new URL(testServer())
  url.username = 'nobody_of_ours'
  url.password = 's3cret-word'
  const error = await failure(url.href)
  expect(error.problem).toBe('password')
  expect(error.message).toContain('DATABASE_URL')
  expect(error.message).not.toMatch(/s3cret-word|nobody_of_ours/)
})

it('says that the database does not exist, and how to make it', async () => {
  const error = await failure(databaseAt(testServer(), 'rasid_never_made'))
  expect(error.problem).toBe('missing-database')
  expect(error.message).toMatch(/rasid_never_made; make it with "createdb"/)
})

it.each([
  {
    url: 'postgres://a:b@db.example:6000/news?sslmode=require',
    place: 'db.example:6000/news',
    why: 'without user, password and options',
  },
  { url: 'postgres:///news', place: 'localhost/news', why: 'no host' },
  { url: 'not a url with p4ssword', place: 'the database of DATABASE_URL', why: 'unreadable: nothing of it is shown' },
])('names the place of $url ($why)', ({ url, place }) => {
  expect(placeOf(url)).toBe(place)
})

it('finds the cause under the wrapping of the query builder, and leaves what it does not know alone', () => {
  const inner = Object.assign(new Error('no space'), { code: '53100' })
  expect(explainDatabaseError(new Error('Failed query', { cause: inner }), 'postgres://h/d')).toMatchObject({
    problem: 'disk-full',
  })
  const bug = Object.assign(new Error('syntax error'), { code: '42601' })
  expect(explainDatabaseError(bug, 'postgres://h/d')).toBe(bug)
})

function closedPort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 1))
    })
  })
}
