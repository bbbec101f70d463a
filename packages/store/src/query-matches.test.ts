import { storySignature } from '@rasid/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { latestStories, queryMatches, story } from './query-matches.ts'
import { recordArchive } from './record-poll.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

let database: FreshDatabase
const db = () => database.store.db

interface Said {
  title: string
  tier?: 'core' | 'related'
  outlet?: string
  at: string
  body?: string
  joins?: number
}

async function store({ title, tier = 'core', outlet = 'الأولى', at, body, joins }: Said): Promise<number> {
  const article = {
    keys: [`guid:test:${title}`],
    feedId: null,
    outlet,
    title,
    summary: '',
    url: null,
    author: null,
    lang: 'ar',
    publishedAt: new Date(at),
    contentHash: title,
    tier,
    ruleVersion: 'v1',
    origin: 'live' as const,
    page: 'none' as const,
    body: body ?? null,
  }
  const match = {
    topic: 'test-topic',
    title,
    outlet,
    origin: 'live' as const,
    at: new Date(at),
    tier,
    score: 1,
    ruleVersion: 'v1',
    result: { evidence: [] },
    signature: storySignature({ title }),
    final: true,
  }
  return recordArchive(db(), { article, matches: [match] }, () => joins ?? null)
}

beforeAll(async () => {
  database = await freshDatabase()
  await store({ title: 'لقاء في كابول مع داعش', tier: 'related', at: '2026-01-01T10:00:00Z' })
  await store({ title: 'موسكو تعلن موقفا من طالبان', outlet: 'الثانية', at: '2026-01-02T10:00:00Z' })
  const [newest] = await latestStories(db(), { limit: 1 })
  await store({
    title: 'الأنباء عن وفد طالبان',
    outlet: 'الثالثة',
    at: '2026-01-02T09:00:00Z',
    joins: newest?.id ?? 0,
    body: 'تفاصيل من موسكو وعن أحمد',
  })
})
afterAll(() => database.drop())

const titles = async (text: string) => (await queryMatches(db(), { text, limit: 10 })).matches.map(({ title }) => title)

it('shows stories newest first, each named by its earliest article, with its articles in order', async () => {
  const all = await latestStories(db(), { limit: 10 })
  expect(all.map(({ title, outlets, tier }) => [title, outlets, tier])).toEqual([
    ['الأنباء عن وفد طالبان', 2, 'core'],
    ['لقاء في كابول مع داعش', 1, 'related'],
  ])
  expect(all[0]?.matched.map(({ outlet }) => outlet)).toEqual(['الثالثة', 'الثانية'])
  expect(await story(db(), all[0]?.id ?? 0)).toMatchObject({
    editions: [
      { n: 1, reason: 'new' },
      { n: 2, reason: 'grown' },
    ],
  })
  expect(await story(db(), 999_999)).toBeUndefined()
})

it('pages through stories by their keyset', async () => {
  const [first] = await latestStories(db(), { limit: 1 })
  const rest = await latestStories(db(), {
    limit: 10,
    ...(first && { before: { lastAt: first.lastAt, id: first.id } }),
  })
  expect(rest.map(({ title }) => title)).toEqual(['لقاء في كابول مع داعش'])
})

it.each([
  { why: 'by tier', filters: { tier: 'related' as const }, n: 1 },
  { why: 'by origin', filters: { origin: 'archive' as const }, n: 0 },
  { why: 'since', filters: { since: new Date('2026-01-02T00:00:00Z') }, n: 1 },
  { why: 'until', filters: { until: new Date('2026-01-02T00:00:00Z') }, n: 1 },
  { why: 'by topic', filters: { topic: 'other' }, n: 0 },
])('filters stories $why', async ({ filters, n }) => {
  expect(await latestStories(db(), { limit: 10, ...filters })).toHaveLength(n)
})

it.each([
  { why: 'hamza and alef', text: 'الانباء', found: ['الأنباء عن وفد طالبان'] },
  {
    why: 'all words, also from the body',
    text: 'طالبان موسكو',
    found: ['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'],
  },
  { why: 'a phrase', text: '"وفد طالبان"', found: ['الأنباء عن وفد طالبان'] },
  { why: 'an exclusion', text: 'طالبان -وفد', found: ['موسكو تعلن موقفا من طالبان'] },
  { why: 'diacritics and tatweel', text: 'مُوسكـــو', found: ['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'] },
  { why: 'nothing but signs', text: '"" - !', found: [] },
  {
    why: "the search language's own signs",
    text: "موسكو' | & ! ( :*",
    found: ['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'],
  },
])('searches: $why', async ({ text, found }) => {
  expect((await titles(text)).sort()).toEqual([...found].sort())
})

it('pages through matches without losing or repeating one', async () => {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof queryMatches>> = await queryMatches(db(), {
      limit: 1,
      ...(cursor && { cursor }),
    })
    seen.push(...page.matches.map(({ title }) => title))
    cursor = page.next
  } while (cursor !== null)
  expect(seen).toHaveLength(3)
  expect(new Set(seen).size).toBe(3)
  await expect(queryMatches(db(), { limit: 1, cursor: 'nonsense' })).rejects.toThrow(RangeError)
})

it('filters matches by outlet and tier', async () => {
  expect((await queryMatches(db(), { outlet: 'الثانية', limit: 5 })).matches).toHaveLength(1)
  expect((await queryMatches(db(), { tier: 'related', limit: 5 })).matches).toHaveLength(1)
  expect((await queryMatches(db(), { since: new Date(Date.now() + 60_000), limit: 5 })).matches).toEqual([])
})
