import { askedTerms, parseSearch, storySignature } from '@rasid/core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type MatchAsk, matchPage } from './match-page.ts'
import { recordArchive } from './record-poll.ts'
import { renewSearch } from './renew-search.ts'
import { BadCursor } from './search-cursor.ts'
import { storyPage } from './story-page.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'
import { storiesToTell } from './told-stories.ts'

let database: FreshDatabase
const db = () => database.store.db

interface Said {
  title: string
  tier?: 'core' | 'related'
  outlet?: string
  at: string
  body?: string
  joins?: number
  about?: string[]
}

async function store({ title, tier = 'core', outlet = 'الأولى', at, body, joins, about = [] }: Said): Promise<number> {
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
    result: { evidence: about.map((entity) => ({ entity })) },
    signature: storySignature({ title }),
    final: true,
  }
  return recordArchive(db(), { article, matches: [match] }, () => joins ?? null)
}

beforeAll(async () => {
  database = await freshDatabase()
  await store({
    title: 'لقاء في كابول مع داعش',
    tier: 'related',
    at: '2026-01-01T10:00:00Z',
    about: ['isis', 'isis', 'kabul'],
  })
  await store({
    title: 'موسكو تعلن موقفا من طالبان',
    outlet: 'الثانية',
    at: '2026-01-02T10:00:00Z',
    about: ['taliban'],
  })
  const [newest] = (await storyPage(db(), { limit: 1 })).rows
  await store({
    title: 'الأنباء عن وفد طالبان',
    outlet: 'الثالثة',
    at: '2026-01-02T09:00:00Z',
    joins: newest?.id ?? 0,
    body: 'تفاصيل من موسكو وعن أحمد',
    about: ['taliban', 'russia'],
  })
})
afterAll(() => database.drop())

const plain = { of: (word: string) => [word] }
const termsOf = (text: string) => askedTerms(parseSearch(text, new Date(0)), plain)
const titlesOf = async (ask: Omit<MatchAsk, 'limit'>) =>
  (await matchPage(db(), { limit: 10, ...ask })).rows.map(({ title }) => title)

it('shows stories newest first, each named by its earliest article, with its articles in order', async () => {
  const { rows, next } = await storyPage(db(), { limit: 10 })
  expect(next).toBeNull()
  expect(rows.map(({ title, outlets, tier }) => [title, outlets, tier])).toEqual([
    ['الأنباء عن وفد طالبان', 2, 'core'],
    ['لقاء في كابول مع داعش', 1, 'related'],
  ])
  const [told] = await storiesToTell(db(), [rows[0]?.id ?? 0])
  expect(told?.articles.map(({ outlet }) => outlet)).toEqual(['الثالثة', 'الثانية'])
})

it('pages through stories by their keyset', async () => {
  const { next } = await storyPage(db(), { limit: 1 })
  const rest = await storyPage(db(), { limit: 10, cursor: next ?? '' })
  expect(rest.rows.map(({ title }) => title)).toEqual(['لقاء في كابول مع داعش'])
})

it.each([
  { why: 'by tier', filters: { tier: 'related' as const }, n: 1 },
  { why: 'by origin', filters: { origins: ['archive' as const] }, n: 0 },
  { why: 'from', filters: { from: new Date('2026-01-02T00:00:00Z') }, n: 1 },
  { why: 'to', filters: { to: new Date('2026-01-02T00:00:00Z') }, n: 1 },
  { why: 'by topic', filters: { topic: 'other' }, n: 0 },
  { why: 'by an outlet of any article', filters: { outlet: 'الثانية' }, n: 1 },
  { why: 'by an entity of any article', filters: { entities: ['russia'] }, n: 1 },
  { why: 'by entities of one article', filters: { entities: ['russia', 'isis'] }, n: 0 },
  { why: 'by words of one article', filters: { terms: termsOf('وفد أحمد') }, n: 1 },
  { why: 'never by words of two articles', filters: { terms: termsOf('وفد تعلن') }, n: 0 },
])('filters stories $why', async ({ filters, n }) => {
  expect((await storyPage(db(), { limit: 10, ...filters })).rows).toHaveLength(n)
})

it.each([
  { why: 'hamza and alef', text: 'الانباء', found: ['الأنباء عن وفد طالبان'] },
  { why: 'what is written onto a word', text: 'والأنباء', found: ['الأنباء عن وفد طالبان'] },
  { why: 'a preposition in the query', text: 'لداعش', found: ['لقاء في كابول مع داعش'] },
  {
    why: 'all words, also from the body',
    text: 'طالبان موسكو',
    found: ['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'],
  },
  { why: 'a phrase', text: '"وفد طالبان"', found: ['الأنباء عن وفد طالبان'] },
  { why: 'no phrase across fields', text: '"طالبان تفاصيل"', found: [] },
  { why: 'a prefix', text: 'كاب*', found: ['لقاء في كابول مع داعش'] },
  { why: 'an exclusion', text: 'طالبان -وفد', found: ['موسكو تعلن موقفا من طالبان'] },
  { why: 'an excluded phrase', text: 'طالبان -"من طالبان"', found: ['الأنباء عن وفد طالبان'] },
  { why: 'nothing but an exclusion', text: '-طالبان', found: ['لقاء في كابول مع داعش'] },
  { why: 'diacritics and tatweel', text: 'مُوسكـــو', found: ['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'] },
  {
    why: "the search language's own signs",
    text: "موسكو' | & ! ( :* \\ <->",
    found: ['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'],
  },
])('searches: $why', async ({ text, found }) => {
  expect((await titlesOf({ terms: termsOf(text) })).sort()).toEqual([...found].sort())
})

it.each([
  { why: 'an outlet', ask: { outlet: 'الثانية' }, n: 1 },
  { why: 'a tier', ask: { tier: 'related' as const }, n: 1 },
  { why: 'an entity', ask: { entities: ['taliban'] }, n: 2 },
  { why: 'two entities at once', ask: { entities: ['taliban', 'russia'] }, n: 1 },
  { why: 'a story', ask: { story: 2 }, n: 2 },
  { why: 'what is seen later', ask: { from: new Date(Date.now() + 60_000) }, n: 0 },
  { why: 'what was seen before', ask: { to: new Date(Date.now() - 3_600_000) }, n: 0 },
  { why: 'an origin', ask: { origin: 'archive' as const }, n: 0 },
])('filters matches by $why', async ({ ask, n }) => {
  expect(await titlesOf(ask)).toHaveLength(n)
})

it('ranks what says it in the title above what says it in the text', async () => {
  const terms = termsOf('موسكو')
  expect(await titlesOf({ terms })).toEqual(['الأنباء عن وفد طالبان', 'موسكو تعلن موقفا من طالبان'])
  expect(await titlesOf({ terms, order: 'relevance' })).toEqual(['موسكو تعلن موقفا من طالبان', 'الأنباء عن وفد طالبان'])
})

describe.each([
  { order: 'recent' as const, text: '' },
  { order: 'recent' as const, text: 'خبر' },
  { order: 'relevance' as const, text: 'خبر' },
])('pages ($order, «$text»)', ({ order, text }) => {
  it('neither repeat nor miss a match while others come in', async () => {
    const outlet = `${order} ${text}`
    for (let n = 0; n < 5; n++) await store({ title: `خبر ${outlet} ${n}`, outlet, at: '2026-02-01T10:00:00Z' })
    const seen: string[] = []
    let cursor: string | null = null
    do {
      const ask: MatchAsk = { outlet, order, terms: termsOf(text), limit: 2, ...(cursor && { cursor }) }
      const page: Awaited<ReturnType<typeof matchPage>> = await matchPage(db(), ask)
      seen.push(...page.rows.map(({ title }) => title))
      cursor = page.next
      await store({ title: `خبر خبر ${outlet} جديد ${seen.length}`, outlet, at: '2026-02-01T10:00:00Z' })
    } while (cursor !== null)
    expect(seen.sort()).toEqual([0, 1, 2, 3, 4].map((n) => `خبر ${outlet} ${n}`))
  })
})

it('finds the same inside a transaction', async () => {
  for (const ask of [{ limit: 3 }, { limit: 3, terms: termsOf('طالبان') }]) {
    const inside = await db().transaction((tx) => matchPage(tx, ask))
    expect(inside).toEqual(await matchPage(db(), ask))
  }
})

it('keeps rows of one transaction apart, whose instants are equal', async () => {
  await database.store.sql`update articles set first_seen_at = '2026-01-01T00:00:00.123456Z'`
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof matchPage>> = await matchPage(db(), { limit: 4, ...(cursor && { cursor }) })
    seen.push(...page.rows.map(({ articleId }) => articleId))
    expect(page.rows.map(({ firstSeenAt }) => firstSeenAt.toISOString())).toEqual(
      page.rows.map(() => '2026-01-01T00:00:00.123Z'),
    )
    cursor = page.next
  } while (cursor !== null)
  expect(new Set(seen).size).toBe(seen.length)
  expect(await database.store.sql`select from matches`).toHaveLength(seen.length)
})

it.each(['nonsense', '', 'WyJuZXdlc3QiXQ', Buffer.from('["stories",1,1]').toString('base64url')])(
  'refuses a cursor that no page of this list gave (%j)',
  async (cursor) => {
    await expect(async () => matchPage(db(), { limit: 1, cursor })).rejects.toThrow(BadCursor)
  },
)

describe('beyond the newest few hundred', () => {
  const OLD = 2800
  beforeAll(async () => {
    // Every fourth says قمح, one of them says شعير; all older than what the other tests store.
    await database.store.sql`
      insert into articles (outlet, title, content_hash, tier, rule_version, origin, first_seen_at, search)
      select 'القديمة', 'قديم ' || n, 'old', 'core', 'v1', 'live', timestamptz '2020-01-01' + n * interval '1 minute',
             ('''~1'' ' || case n % 4 when 0 then '''قمح'':1A' else '''شوفان'':1A' end || case n when 4 then ' ''شعير'':2A' else '' end)::tsvector
        from generate_series(1, ${OLD}) n`
    await database.store.sql`
      insert into matches (article_id, topic, tier, score, rule_version, result, signature, final)
      select id, 'test-topic', 'core', 1, 'v1', case when title like '%7' then '{"evidence":[{"entity":"qadim"}]}'::jsonb else '{}' end, '{}', true
        from articles where outlet = 'القديمة'`
    await database.store.sql`analyze articles, matches`
  })

  it.each([
    { why: 'a rare word', ask: { terms: termsOf('شعير') }, n: 1 },
    { why: 'a word that few texts have', ask: { terms: termsOf('قمح') }, n: OLD / 4 },
    { why: 'a word that many texts have', ask: { terms: termsOf('شوفان') }, n: (OLD / 4) * 3 },
    { why: 'all but many', ask: { terms: termsOf('-شوفان -قمح'), outlet: 'القديمة' }, n: 0 },
    { why: 'an entity', ask: { entities: ['qadim'] }, n: OLD / 10 },
    { why: 'an origin', ask: { origin: 'live' as const, outlet: 'القديمة' }, n: OLD },
    { why: 'a word nobody said', ask: { terms: termsOf('عنقاء') }, n: 0 },
    { why: 'words ranked, few', ask: { terms: termsOf('قمح'), order: 'relevance' as const }, n: OLD / 4 },
  ])('finds every match, once, by $why', async ({ ask, n }) => {
    const seen: number[] = []
    let cursor: string | null = null
    do {
      const page: Awaited<ReturnType<typeof matchPage>> = await matchPage(db(), {
        ...ask,
        limit: 400,
        ...(cursor && { cursor }),
      })
      seen.push(...page.rows.map(({ articleId }) => articleId))
      cursor = page.next
    } while (cursor !== null)
    expect(new Set(seen).size).toBe(seen.length)
    expect(seen).toHaveLength(n)
  })
})

it('indexes anew what an earlier version indexed, and finds it in every spelling', async () => {
  await store({ title: 'هجوم ولداعش في ننغرهار', at: '2026-03-01T10:00:00Z' })
  const terms = termsOf('داعش ننغرهار')
  await database.store.sql`update articles set search = to_tsvector('simple', title) where title like 'هجوم%'`
  expect(await titlesOf({ terms })).toEqual([])
  expect(await renewSearch(db())).toBe(1)
  expect(await titlesOf({ terms })).toHaveLength(1)
  expect(await renewSearch(db())).toBe(0)
})
