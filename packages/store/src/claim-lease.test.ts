import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { claimLease, holdPlace, releaseLease, renewLease } from './claim-lease.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

const MINUTE = 60_000
const [first, second] = [randomUUID(), randomUUID()]
let database: FreshDatabase

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const db = () => database.store.db
const expire = (name: string) =>
  database.store.sql`update leases set until = clock_timestamp() - interval '1 second' where name = ${name}`

it('lets one of two owners have a claim, and again the same one', async () => {
  expect(await claimLease(db(), 'sender', first, MINUTE)).toBe(true)
  expect(await claimLease(db(), 'sender', second, MINUTE)).toBe(false)
  expect(await claimLease(db(), 'sender', first, MINUTE)).toBe(true)
})

it('keeps claims of different names apart', async () => {
  expect(await claimLease(db(), 'pruning', first, MINUTE)).toBe(true)
  expect(await claimLease(db(), 'backup', second, MINUTE)).toBe(true)
})

it('gives an expired claim to whoever asks next, and the old owner cannot renew it', async () => {
  await claimLease(db(), 'expiring', first, MINUTE)
  await expire('expiring')
  expect(await renewLease(db(), 'expiring', first, MINUTE)).toBe(false)
  expect(await claimLease(db(), 'expiring', second, MINUTE)).toBe(true)
  expect(await claimLease(db(), 'expiring', first, MINUTE)).toBe(false)
})

it('lets a short claim run out by itself', async () => {
  await claimLease(db(), 'short', first, 1)
  await database.store.sql`select pg_sleep(0.02)`
  expect(await claimLease(db(), 'short', second, MINUTE)).toBe(true)
})

it('renews only for its owner, by the database clock', async () => {
  await claimLease(db(), 'renewed', first, 1_000)
  expect(await renewLease(db(), 'renewed', second, MINUTE)).toBe(false)
  expect(await renewLease(db(), 'renewed', first, 10 * MINUTE)).toBe(true)
  const [row] = await database.store.sql<{ minutes: number }[]>`
    select extract(epoch from until - clock_timestamp())::float8 / 60 as minutes from leases where name = 'renewed'`
  expect(row?.minutes).toBeGreaterThan(9)
  expect(row?.minutes).toBeLessThanOrEqual(10)
})

it('releases for the next owner, and leaves the claim of another alone', async () => {
  await claimLease(db(), 'released', first, MINUTE)
  await releaseLease(db(), 'released', second)
  expect(await claimLease(db(), 'released', second, MINUTE)).toBe(false)
  await releaseLease(db(), 'released', first)
  expect(await claimLease(db(), 'released', second, MINUTE)).toBe(true)
})

it('knows one winner when twenty ask at once', async () => {
  const asked = await Promise.all(Array.from({ length: 20 }, () => claimLease(db(), 'rush', randomUUID(), MINUTE)))
  expect(asked.filter(Boolean)).toHaveLength(1)
})

it('gives each process the first place that is free, and null when none is', async () => {
  const hold = () => holdPlace(database.url, 'seat', 2)
  const [one, two] = [await hold(), await hold()]
  expect([one?.n, two?.n, await hold()]).toEqual([0, 1, null])
  await one?.leave()
  const again = await hold()
  expect(again?.n).toBe(0)
  await Promise.all([again?.leave(), two?.leave()])
})
