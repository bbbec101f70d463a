import { readFile } from 'node:fs/promises'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { assignArticle } from './assign-story.ts'
import { loadSeeds, readSeeds } from './load-seeds.ts'
import { rulesInForce } from './rules-in-force.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

const rows = (query: string) => database.store.sql.unsafe(query)

it('knows five seeds, each with its facts in both languages and its own words cut from the page', async () => {
  const seeds = await readSeeds()
  expect(seeds).toHaveLength(5)
  expect(new Set(seeds.map(({ id }) => id)).size).toBe(5)
  for (const seed of seeds) {
    expect(seed.file).toBe(`${seed.id}.txt`)
    expect(seed.expect).toBe('core')
    expect(seed.facts.length).toBeGreaterThanOrEqual(2)
    expect(seed.body.text.length).toBeGreaterThan(2000)
    expect(seed.summary.length).toBeGreaterThan(80)
    expect(seed.body.text).not.toMatch(/Accessibility links|logo-print|مجلس التحرير/)
  }
})

it('states the outlet where the text gives it, and no date that it does not give', async () => {
  for (const seed of await readSeeds()) {
    const text = await readFile(new URL(import.meta.resolve(`@rasid/seeds/${seed.file}`)), 'utf8')
    if (seed.outlet !== 'وسيلة غير مسمّاة') expect(text).toContain(seed.outlet)
    expect(seed.date).toBeNull()
  }
})

it('says that no starter feed could be contacted, and lists each address once', async () => {
  const opml = await readFile(new URL(import.meta.resolve('@rasid/seeds/starter-feeds.opml')), 'utf8')
  expect(opml).toContain('NONE of them could be contacted when this list was written (2026-11-22)')
  const urls = [...opml.matchAll(/xmlUrl="([^"]+)"/g)].map(([, url]) => url)
  expect(urls.length).toBeGreaterThanOrEqual(24)
  expect(new Set(urls).size).toBe(urls.length)
})

it('stores the seeds as an archive: core, searchable, with stories, never told; once however often it starts', async () => {
  const deps = { db: database.store.db, rules: await rulesInForce(database.store.db), assign: assignArticle }
  const loaded = await loadSeeds(deps)
  expect(loaded.map(({ tier, added }) => `${tier} ${added}`)).toEqual(Array(5).fill('core true'))
  expect(await rows(`select count(*)::int as n from articles where origin = 'archive' and search @@ 'طالبان'`)).toEqual(
    [{ n: 5 }],
  )
  expect(await rows('select bool_or(tellable) as told, count(*)::int as n from story_editions')).toEqual([
    { told: false, n: 5 },
  ])
  expect((await loadSeeds(deps)).every(({ added }) => !added)).toBe(true)
  expect(await rows('select count(*)::int as n from articles')).toEqual([{ n: 5 }])
})
