import { schema, setOperatorsChat } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDiskWatch, lowDisk } from './disk-watch.ts'
import { keepStatus } from './keep-status.ts'
import { BOT_ID, subscriber } from './testing/delivery-world.ts'

const GIB = 1024 ** 3
let database: FreshDatabase
let free = 0
let told: string[] = []
const log = {
  info: (_: object, text: string) => void told.push(text),
  warn: (_: object, text: string) => void told.push(text),
}
const watch = (freeBytes: (() => Promise<number>) | null = async () => free) =>
  createDiskWatch({ db: database.store.db, now: () => new Date(), freeBytes, lowBytes: GIB, log })
const later = (seconds: number) =>
  database.store.sql`update facts set at = at - ${seconds}::int * interval '1 second' where name = 'low-disk'`

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  told = []
  await database.store.db.delete(schema.facts)
})

describe('a disk that can be measured', () => {
  it('pauses polling below the threshold, and ends the pause a tenth above it', async () => {
    const disk = watch()
    const seen: boolean[] = []
    for (free of [2 * GIB, GIB - 1, 1.05 * GIB, 1.2 * GIB, 1.05 * GIB]) seen.push(await disk.isLow())
    expect(seen).toEqual([false, true, true, false, false])
    expect(told).toEqual([expect.stringContaining('polling pauses'), expect.stringContaining('room on the disk again')])
  })

  it('is known to a process that cannot measure, while the one that can says it again', async () => {
    free = GIB / 2
    await watch().isLow()
    const other = watch(null)
    expect(await other.isLow()).toBe(true)
    await later(60)
    await watch().isLow()
    await later(90)
    expect(await other.isLow()).toBe(true)
    await later(60)
    expect(await other.isLow(), 'nobody measures any more').toBe(false)
  })

  it('does not pause for a disk that cannot be asked', async () => {
    expect(await watch(() => Promise.reject(new Error('ENOENT'))).isLow()).toBe(false)
  })

  it('ends the pause of a process that died, once there is room', async () => {
    free = 1
    await watch().isLow()
    free = 2 * GIB
    expect(await watch().isLow()).toBe(false)
    expect(await lowDisk(database.store.db)).toBeNull()
  })
})

describe('a disk of another machine', () => {
  it('pauses polling when Postgres says that it is full, tries again a minute later, and ends when something was stored', async () => {
    const disk = watch(null)
    expect(await disk.isLow()).toBe(false)
    await disk.heardFull()
    expect(await disk.isLow()).toBe(true)
    await later(61)
    expect(await disk.isLow()).toBe(false)
    await disk.heardFull()
    expect(await disk.isLow()).toBe(true)
    await later(61)
    await disk.heardStored()
    expect(await lowDisk(database.store.db)).toBeNull()
    expect(told).toHaveLength(2)
  })

  it('counts a refusal also where the measured disk has room, as with a quota', async () => {
    free = 5 * GIB
    const disk = watch()
    await disk.heardFull()
    expect(await disk.isLow()).toBe(true)
  })
})

it('is told to the operators once when it begins and once when it is over', async () => {
  const { db } = database.store
  await setOperatorsChat(db, await subscriber(db, -9, { zone: 'UTC' }))
  const deps = { db, botId: BOT_ID, now: () => new Date() }
  const disk = watch()
  free = 300 * 1024 ** 2
  await disk.isLow()
  expect([await keepStatus(deps), await keepStatus(deps)]).toEqual([true, false])
  free = 250 * 1024 ** 2
  await later(60)
  await disk.isLow()
  expect(await keepStatus(deps), 'less still is no news').toBe(false)
  free = 9 * GIB
  await disk.isLow()
  expect([await keepStatus(deps), await keepStatus(deps)]).toEqual([true, false])
  const rows = await db.select().from(schema.messages).orderBy(schema.messages.id)
  const texts = rows.map(({ draft }) => (draft as { text: string }).text)
  expect(rows.map(({ kind }) => kind)).toEqual(['reply', 'edit'])
  expect(texts[0]).toContain('القرص يمتلئ')
  expect(texts[0]).toContain('300 MiB')
  expect(texts[1]).toContain('كل شيء بخير')
})
