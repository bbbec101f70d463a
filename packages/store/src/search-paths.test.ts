import { askedTerms, parseSearch } from '@rasid/core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FoundMatch, type MatchAsk, matchPage } from './match-page.ts'
import type { Reach } from './recent-page.ts'
import { type StoryPageAsk, storyPage } from './story-page.ts'
import { type FreshDatabase, freshDatabase } from './testing/fresh-database.ts'

// Every way of finding a page, made short, against the plain reading of the same rows.

const REACH: Reach = { walk: 25, promising: 2, longWalk: 60, few: 30, ranked: 20, rankedWalk: 60 }
const ARTICLES = 400
const MINUTE = 60_000
const BASE = Date.UTC(2026, 0, 1)

interface Stored {
  id: number
  topic: string
  story: number
  words: string[]
  entities: string[]
  outlet: string
  tier: 'core' | 'related'
  origin: FoundMatch['origin']
  at: Date
}

/** Whether row n has what one in `every` has; `salt` makes them independent of one another. */
const has = (n: number, every: number, salt: number) => ((n * 2654435761 + salt * 40503) >>> 7) % every === 0

function storedAt(n: number): Stored[] {
  const words = ['قمح', 'شعير', 'ذره', 'عدس'].filter((_, k) => has(n, [2, 7, 60, 23][k] ?? 1, k + 1))
  const entities = ['one', 'two', 'three'].filter((_, k) => has(n, [3, 9, 120][k] ?? 1, k + 11))
  const article = {
    id: n,
    story: 1 + Math.floor(n / 3),
    words,
    entities: [...entities].sort(),
    outlet: has(n, 40, 21) ? 'نادرة' : has(n, 3, 22) ? 'شائعة' : 'أخرى',
    tier: has(n, 5, 31) ? ('core' as const) : ('related' as const),
    origin: has(n, 6, 32) ? ('archive' as const) : ('live' as const),
    // Five articles an instant, and none in the order of their numbers.
    at: new Date(BASE + Math.floor(((n * 7919) % ARTICLES) / 5) * MINUTE),
  }
  return ['first', ...(has(n, 8, 41) ? ['second'] : [])].map((topic) => ({ ...article, topic }))
}

const rows = Array.from({ length: ARTICLES }, (_, n) => storedAt(n + 1)).flat()
const byTime = (a: Stored, b: Stored) =>
  b.at.getTime() - a.at.getTime() || b.id - a.id || (a.topic < b.topic ? 1 : a.topic > b.topic ? -1 : 0)

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
  const { sql } = database.store
  const articles = rows.filter(({ topic }) => topic === 'first')
  const given = (list: readonly object[]) => sql`jsonb_array_elements(${JSON.stringify(list)}::text::jsonb) g`
  await sql`
    insert into articles (id, outlet, title, content_hash, tier, rule_version, origin, first_seen_at, search) overriding system value
    select (g ->> 'id')::bigint, g ->> 'outlet', 'عنوان', 'hash', g ->> 'tier', 'v1', g ->> 'origin', (g ->> 'at')::timestamptz,
           (g ->> 'vector')::tsvector
      from ${given(articles.map((row) => ({ ...row, vector: ["'~1'", ...row.words.map((word, k) => `'${word}':${k + 1}A`)].join(' ') })))}`
  await sql`
    insert into stories (id, topic, title, tier, origin, first_at, last_at, articles) overriding system value
    select (g ->> 'story')::bigint, 'first', 'قصة', min(g ->> 'tier'), 'live', min(g ->> 'at')::timestamptz, max(g ->> 'at')::timestamptz, count(*)
      from ${given(articles)} group by 1`
  await sql`
    insert into matches (article_id, topic, tier, score, rule_version, result, signature, story_id, final)
    select (g ->> 'id')::bigint, g ->> 'topic', g ->> 'tier', 1, 'v1', g -> 'result', '{}', (g ->> 'story')::bigint, true
      from ${given(rows.map((row) => ({ ...row, result: { evidence: row.entities.map((entity) => ({ entity })) } })))}`
  await sql`analyze articles, matches, stories`
})
afterAll(() => database.drop())

const termsOf = (text: string) => askedTerms(parseSearch(text, new Date(0)), { of: (word: string) => [word] })

/** Whether a row is what an ask lets through, read without any index. */
function fits(row: Stored, text: string, ask: Partial<MatchAsk>): boolean {
  const says = text.split(' ').every((part) => {
    if (part === '') return true
    return part.startsWith('-') ? !row.words.includes(part.slice(1)) : row.words.includes(part)
  })
  return (
    says &&
    (ask.entities ?? []).every((entity) => row.entities.includes(entity)) &&
    (['outlet', 'tier', 'topic', 'origin', 'story'] as const).every(
      (name) => ask[name] === undefined || ask[name] === row[name],
    ) &&
    (ask.from === undefined || row.at >= ask.from) &&
    (ask.to === undefined || row.at < ask.to)
  )
}

const keyOf = ({ id, topic }: Pick<Stored, 'id' | 'topic'>) => `${id} ${topic}`

/** All pages of an ask, as the keys of their rows; none but the last may be short or empty. */
async function allPages(ask: Omit<MatchAsk, 'limit'>, limit: number): Promise<string[]> {
  const seen: string[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof matchPage>> = await matchPage(
      database.store.db,
      { ...ask, limit, ...(cursor && { cursor }) },
      REACH,
    )
    if (page.next !== null) expect(page.rows).toHaveLength(limit)
    seen.push(...page.rows.map(({ articleId, topic }) => keyOf({ id: articleId, topic })))
    cursor = page.next
  } while (cursor !== null)
  return seen
}

const FILTERS: [string, Partial<MatchAsk>][] = [
  ['', {}],
  ['a common entity', { entities: ['one'] }],
  ['a rare entity', { entities: ['three'] }],
  ['two entities', { entities: ['one', 'two'] }],
  ['a common outlet', { outlet: 'شائعة' }],
  ['a rare outlet and an entity', { outlet: 'نادرة', entities: ['one'] }],
  ['a tier and an origin', { tier: 'core', origin: 'live' }],
  ['a topic and days', { topic: 'second', from: new Date(BASE + 20 * MINUTE), to: new Date(BASE + 60 * MINUTE) }],
  ['a story', { story: 7 }],
]
const TEXTS = ['', 'قمح', 'شعير', 'ذره', 'قمح شعير', 'قمح -شعير', '-قمح', 'شعير عدس', 'عنقاء']

it.each(TEXTS)('finds the same as a plain reading, in order and in pages: «%s»', async (text) => {
  for (const [why, ask] of FILTERS) {
    const expected = rows.filter((row) => fits(row, text, ask)).sort(byTime)
    expect(await allPages({ ...ask, terms: termsOf(text) }, 20), why).toEqual(expected.map(keyOf))
  }
})

it.each(TEXTS.filter((text) => /^[^-]/.test(text)))(
  'ranks the newest, then finds the rest in the order of time: «%s»',
  async (text) => {
    for (const [why, ask] of FILTERS) {
      const expected = rows.filter((row) => fits(row, text, ask)).sort(byTime)
      const found = await allPages({ ...ask, terms: termsOf(text), order: 'relevance' }, 7)
      expect([...found].sort(), `${why}: each once`).toEqual(expected.map(keyOf).sort())
      const last = Math.max(-1, ...found.slice(0, REACH.ranked).map((key) => expected.map(keyOf).indexOf(key)))
      expect(last, `${why}: ranked are the newest`).toBeLessThan(REACH.ranked)
      expect(found.slice(REACH.ranked), why).toEqual(expected.map(keyOf).slice(REACH.ranked))
    }
  },
)

/** All pages of stories, by their numbers. */
async function allStories(ask: Omit<StoryPageAsk, 'limit'>): Promise<number[]> {
  const seen: number[] = []
  let cursor: string | null = null
  do {
    const page: Awaited<ReturnType<typeof storyPage>> = await storyPage(
      database.store.db,
      { ...ask, limit: 20, ...(cursor && { cursor }) },
      { walk: 15, promising: 2, longWalk: 30, few: 30 },
    )
    seen.push(...page.rows.map(({ id }) => id))
    cursor = page.next
  } while (cursor !== null)
  return seen
}

it.each(TEXTS)('finds the same stories as a plain reading: «%s»', async (text) => {
  for (const [why, { outlet, entities }] of FILTERS) {
    const ask = { ...(outlet && { outlet }), ...(entities && { entities }) }
    const ids = new Set(rows.filter((row) => fits(row, text, ask)).map(({ story }) => story))
    const lastOf = (story: number) => Math.max(...rows.filter((row) => row.story === story).map(({ at }) => +at))
    const expected = [...ids].map((id) => ({ id, last: lastOf(id) })).sort((a, b) => b.last - a.last || b.id - a.id)
    expect(await allStories({ ...ask, terms: termsOf(text) }), why).toEqual(expected.map(({ id }) => id))
  }
})
