import { listSavedQueries, recentAudit, savedQuery } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { removeSavedQuery, saveQuery } from './saved-queries.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const deps = () => ({ db: database.store.db, now: () => new Date('2026-11-22T09:00:00Z') })
const save = (name: string, filters = {}, of: 'stories' | 'matches' = 'matches') =>
  saveQuery(deps(), { name, of, filters, actor: 'cli' })

it('keeps a search under its name, written one way, and notes who named and who forgot it', async () => {
  const composed = 'أفغانستان'.normalize('NFC')
  expect(await save(`  ${'أفغانستان'.normalize('NFD')} `, { q: 'x', from: '7d' })).toMatchObject({ kind: 'saved' })
  expect(await savedQuery(database.store.db, composed)).toMatchObject({
    filters: { q: 'x', from: '7d' },
    madeBy: 'cli',
  })
  expect(await save(composed)).toEqual({ kind: 'name-taken', name: composed })
  const ask = { name: 'أفغانستان'.normalize('NFD'), actor: 'telegram:7' }
  expect([await removeSavedQuery(deps(), ask), await removeSavedQuery(deps(), ask)]).toEqual([true, false])
  const rows = await recentAudit(database.store.db, 9)
  expect(rows.map(({ actor, action, subject }) => [actor, action, subject])).toEqual([
    ['telegram:7', 'saved-remove', composed],
    ['cli', 'saved-add', composed],
  ])
})

it('gives a name to one of many that take it at once', async () => {
  const outcomes = await Promise.all(Array.from({ length: 6 }, () => save('once')))
  expect(outcomes.filter(({ kind }) => kind === 'saved')).toHaveLength(1)
  expect((await listSavedQueries(database.store.db)).filter(({ name }) => name === 'once')).toHaveLength(1)
})

it.each([
  { why: 'empty', name: ' ' },
  { why: 'with a slash', name: 'a/b' },
  { why: 'with a dot, which stands before the format', name: 'a.rss' },
  { why: 'with a space', name: 'a b' },
  { why: 'too long', name: 'x'.repeat(65) },
])('refuses a name: $why', async ({ name }) => {
  expect(await save(name)).toEqual({ kind: 'bad-name', name: name.trim() })
})

it('refuses a search that could not be asked, and stores nothing', async () => {
  expect(await save('bad', { tier: 'best' })).toMatchObject({ kind: 'bad-filters', problems: [{ name: 'tier' }] })
  expect(await save('bad', { order: 'recent' }, 'stories')).toMatchObject({ kind: 'bad-filters' })
  expect(await savedQuery(database.store.db, 'bad')).toBeUndefined()
})
