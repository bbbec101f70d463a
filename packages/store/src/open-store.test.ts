import { afterEach, beforeEach, expect, it } from 'vitest'
import { openStore } from './open-store.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

let database: FreshDatabase
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(() => database.drop())

// postgres.js 3.4.9 as it comes ends the whole process here, or never writes on that connection again: see patches/.
it('refuses what a transaction asks after its connection broke, and works on over a new one', async () => {
  const store = openStore(database.url, { connections: 1 })
  const breaks = Promise.withResolvers<void>()
  const asked = Promise.withResolvers<unknown>()
  const transaction = store.sql.begin(async (tx) => {
    const [me] = await tx<{ pid: number }[]>`select pg_backend_pid() as pid`
    await database.store.sql`select pg_terminate_backend(${me?.pid ?? 0})`
    await breaks.promise
    tx`select 1`.then(asked.reject, (error) => asked.resolve(error.code))
  })
  await expect(transaction).rejects.toThrow()
  breaks.resolve()
  expect(await asked.promise).toBe('CONNECTION_CLOSED')
  expect([...(await store.sql`select 1 as n`)]).toEqual([{ n: 1 }])
  await store.close()
})
