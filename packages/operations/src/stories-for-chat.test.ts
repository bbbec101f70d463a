import { recordArchive, rememberChat } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { storiesForChat } from './stories-for-chat.ts'

let database: FreshDatabase
let deps: Parameters<typeof storiesForChat>[0]
let chat: Parameters<typeof storiesForChat>[1]['chat']

beforeAll(async () => {
  database = await freshDatabase()
  const { db } = database.store
  deps = { db, botName: 'rasid_bot', now: () => new Date('2026-11-22T10:00:00Z') }
  chat = await rememberChat(db, { botId: 1, chatId: 7, threadId: 0, kind: 'private', title: '' })
  for (let n = 0; n < 20; n++) await store(n, n === 3 ? 'related' : 'core')
})
afterAll(() => database.drop())

async function store(n: number, tier: 'core' | 'related'): Promise<void> {
  const said = { title: `خبر ${n} عن كابول`, outlet: 'الأولى', tier, ruleVersion: 'v1', origin: 'live' as const }
  const at = new Date(Date.UTC(2026, 10, 1, n))
  const article = {
    ...{ keys: [`guid:1:${n}`], feedId: null, summary: '', url: null, author: null, lang: 'ar', publishedAt: at },
    ...{ contentHash: String(n), page: 'none' as const, ...said },
  }
  const match = { topic: 't', at, score: 1, result: { evidence: [], reasons: [] }, signature: {}, final: true, ...said }
  await recordArchive(database.store.db, { article, matches: [match] }, () => null)
}

const numbers = (text: string) => [...text.matchAll(/خبر (\d+) عن/g)].map((found) => Number(found[1]))

it('turns pages by where they begin: a story that comes in between shifts none', async () => {
  const first = await storiesForChat(deps, { chat, page: 0 })
  await store(50, 'core')
  const second = await storiesForChat(deps, { chat, page: 1, ...(first.cursors && { cursors: first.cursors }) })
  expect(numbers(first.text)).toEqual([19, 18, 17, 16, 15, 14, 13, 12])
  expect(numbers(second.text)).toEqual([11, 10, 9, 8, 7, 6, 5, 4])
  const back = await storiesForChat(deps, { chat, page: 0, ...(second.cursors && { cursors: second.cursors }) })
  expect(numbers(back.text)[0]).toBe(50)
})

it('searches as the page and the command line do, in any spelling and both tiers', async () => {
  const found = await storiesForChat(deps, { chat, page: 0, query: 'بكابل خبر "خبر 3"' })
  expect(numbers(found.text)).toEqual([3])
  expect(found.query).toBe('بكابل خبر "خبر 3"')
})

it('shows the first page where it does not know how the one asked for begins', async () => {
  for (const cursors of [undefined, [null], [null, 'nonsense']]) {
    const page = await storiesForChat(deps, { chat, page: 1, ...(cursors && { cursors }) })
    expect(numbers(page.text)[0]).toBe(50)
  }
})
