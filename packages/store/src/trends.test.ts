import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import * as schema from './schema.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'
import { countOutlets, entitiesByDay, matchesByDay, topOutlets, visitsByDay } from './trends.ts'

let database: FreshDatabase
const db = () => database.store.db

interface Seen {
  outlet: string
  tier: 'core' | 'related'
  at: string
  origin?: 'archive' | 'baseline' | 'live'
  published?: string
  entities?: readonly string[]
  /** Matched by another topic as well, as core. */
  alsoCore?: boolean
}

let made = 0

async function saw({
  outlet,
  tier,
  at,
  origin = 'live',
  published,
  entities = ['russia'],
  alsoCore,
}: Seen): Promise<void> {
  made += 1
  const [article] = await db()
    .insert(schema.articles)
    .values({
      ...{
        outlet,
        tier,
        origin,
        title: `${made}`,
        contentHash: `${made}`,
        ruleVersion: 'v1',
        firstSeenAt: new Date(at),
      },
      ...(published !== undefined && { publishedAt: new Date(published) }),
    })
    .returning({ id: schema.articles.id })
  const evidence = entities.flatMap((entity) => [{ entity }, { entity }])
  const match = {
    articleId: article?.id as number,
    score: 1,
    ruleVersion: 'v1',
    signature: {},
    final: true,
    result: { evidence },
  }
  await db()
    .insert(schema.matches)
    .values({ ...match, tier, topic: 'one' })
  if (alsoCore)
    await db()
      .insert(schema.matches)
      .values({ ...match, tier: 'core', topic: 'two' })
}

// 23:30 in Riyadh on the 20th, and half an hour after midnight there: one UTC date, two local ones.
const BEFORE_MIDNIGHT = '2026-11-20T20:30:00Z'
const AFTER_MIDNIGHT = '2026-11-20T21:30:00Z'
const ask = { until: new Date('2026-11-22T12:00:00Z'), days: 4, zone: 'Asia/Riyadh' }

beforeAll(async () => {
  database = await freshDatabase()
  await saw({ outlet: 'أ', tier: 'core', at: BEFORE_MIDNIGHT, entities: ['russia', 'taliban'] })
  await saw({ outlet: 'أ', tier: 'related', at: AFTER_MIDNIGHT, entities: ['taliban'] })
  await saw({ outlet: 'ب', tier: 'related', at: AFTER_MIDNIGHT, alsoCore: true })
  await saw({ outlet: 'ج', tier: 'core', at: '2026-11-10T10:00:00Z' })
  await saw({ outlet: 'د', tier: 'core', at: AFTER_MIDNIGHT, origin: 'archive', published: '2026-11-19T10:00:00Z' })
  await saw({ outlet: 'هـ', tier: 'core', at: AFTER_MIDNIGHT, origin: 'baseline', published: '2026-11-19T10:00:00Z' })
  const [feed] = await db()
    .insert(schema.feeds)
    .values({ url: 'https://a.example/feed', outlet: 'أ' })
    .returning({ id: schema.feeds.id })
  const visit = (outcome: 'fetched' | 'unchanged' | 'slow-down' | 'failed' | 'not-a-feed', at: string) => ({
    ...{ feedId: feed?.id as number, durationMs: 1, note: '', outcome, at: new Date(at) },
  })
  await db()
    .insert(schema.fetches)
    .values([
      ...(['fetched', 'unchanged', 'slow-down', 'failed', 'not-a-feed'] as const).map((outcome) =>
        visit(outcome, AFTER_MIDNIGHT),
      ),
      visit('failed', BEFORE_MIDNIGHT),
      visit('failed', '2026-10-01T00:00:00Z'),
    ])
})

afterAll(() => database.drop())

describe('matches a day', () => {
  it('stand on the local day they were seen, every day of the period in order, one article once', async () => {
    expect(await matchesByDay(db(), ask)).toEqual([
      { day: '2026-11-19', core: 0, related: 0 },
      { day: '2026-11-20', core: 1, related: 0 },
      { day: '2026-11-21', core: 1, related: 1 },
      { day: '2026-11-22', core: 0, related: 0 },
    ])
  })

  it.each([
    { why: 'another zone draws the line elsewhere', more: { zone: 'UTC' }, day: '2026-11-20', core: 2, related: 1 },
    { why: 'one topic alone', more: { topic: 'one' }, day: '2026-11-21', core: 0, related: 2 },
    {
      why: 'a first poll on the day of publication',
      more: { withBaseline: true },
      day: '2026-11-19',
      core: 1,
      related: 0,
    },
  ])('$why', async ({ more, day, core, related }) => {
    expect(await matchesByDay(db(), { ...ask, ...more })).toContainEqual({ day, core, related })
  })

  it('survive the days on which clocks change', async () => {
    const days = await matchesByDay(db(), {
      until: new Date('2026-11-02T12:00:00Z'),
      days: 3,
      zone: 'America/New_York',
    })
    expect(days.map(({ day }) => day)).toEqual(['2026-10-31', '2026-11-01', '2026-11-02'])
  })
})

it('orders outlets by matches and counts them', async () => {
  expect(await topOutlets(db(), { ...ask, limit: 5 })).toEqual([
    { outlet: 'أ', core: 1, related: 1 },
    { outlet: 'ب', core: 1, related: 0 },
  ])
  expect(await topOutlets(db(), { ...ask, limit: 1 })).toHaveLength(1)
  expect(await countOutlets(db(), ask)).toBe(2)
})

it('counts an entity once a match, however often it is named', async () => {
  expect(await entitiesByDay(db(), { ...ask, topic: 'one' })).toEqual([
    { day: '2026-11-20', entity: 'russia', matches: 1 },
    { day: '2026-11-20', entity: 'taliban', matches: 1 },
    { day: '2026-11-21', entity: 'russia', matches: 1 },
    { day: '2026-11-21', entity: 'taliban', matches: 1 },
  ])
})

it('sorts visits by what came of them', async () => {
  expect(await visitsByDay(db(), { ...ask, days: 3 })).toEqual([
    { day: '2026-11-20', answered: 0, slowed: 0, failed: 1 },
    { day: '2026-11-21', answered: 2, slowed: 1, failed: 2 },
    { day: '2026-11-22', answered: 0, slowed: 0, failed: 0 },
  ])
})
