import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { previewDigest } from './preview-digest.ts'
import { storyOf } from './testing/delivery-world.ts'

let database: FreshDatabase
const now = () => new Date()

beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const preview = async (ask: Partial<Parameters<typeof previewDigest>[1]> = {}) =>
  (await previewDigest({ db: database.store.db, now }, { tier: 'core', lang: 'ar', ...ask }))
    .map(({ text }) => text)
    .join('\n')

it('says that there is nothing where nothing is stored', async () => {
  expect(await preview()).toContain('التغطية')
  expect(await preview()).not.toContain('أرشيف')
})

it('shows the archive, labelled so, until there is something newer', async () => {
  await storyOf(database.store.db, { origin: 'archive', title: 'قصة من الأرشيف' })
  const text = await preview()
  expect(text).toContain('قصة من الأرشيف')
  expect(text).toContain('أرشيف')
})

it('shows what feeds brought in the period, and marks nobody as told', async () => {
  await storyOf(database.store.db, { title: 'قصة جديدة من اليوم' })
  await storyOf(database.store.db, { title: 'قصة أقدم من المدة', at: new Date(Date.now() - 3 * 86_400_000) })
  const text = await preview()
  expect(text).toContain('قصة جديدة من اليوم')
  expect(text).not.toContain('قصة أقدم')
  expect(text).not.toContain('قصة من الأرشيف')
  const [row] = await database.store.sql`select count(*)::int as n from messages`
  expect(row?.n).toBe(0)
})
