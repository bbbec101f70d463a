import { systemFigures } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { startHeartbeat } from './heartbeat.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const processes = async () =>
  (await systemFigures(database.store.db)).processes.sort((a, b) => (a.role < b.role ? -1 : 1))

it('says which roles a process keeps, beside others of the same role, and takes them back at the end', async () => {
  const { db, sql } = database.store
  await sql`insert into facts (name, value, at) values ('alive:worker:long-gone', '{}', now() - interval '2 days')`
  const end = startHeartbeat(db, ['worker', 'bot'])
  const endOther = startHeartbeat(db, ['worker'])
  const both = [
    { role: 'bot', n: 1 },
    { role: 'worker', n: 2 },
  ]
  await vi.waitFor(async () => expect(await processes()).toEqual(both), { timeout: 20_000 })
  await end()
  expect(await processes()).toEqual([{ role: 'worker', n: 1 }])
  await endOther()
  expect(
    await sql`select 1 from facts where name like 'alive:%'`,
    'a process that was killed is forgotten',
  ).toHaveLength(0)
})
