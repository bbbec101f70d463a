import { type Db, schema, searchVector } from '@rasid/store'
import { type FreshDatabase, freshDatabase } from '@rasid/store/testing'
import type { Hono } from 'hono'
import type { WebEnv } from '../access/reader.ts'
import { createWeb, type WebDeps } from '../web.ts'

export const NOW = new Date('2026-11-22T09:00:00Z')
/** The other end of a connection from this machine, as the server hands it on. */
export const HERE = { incoming: { socket: { remoteAddress: '127.0.0.1' } } }
const MINUTE_MS = 60_000

export interface TestPage {
  db: Db
  app: Hono<WebEnv>
  database: FreshDatabase
  /** What pages failed with. */
  errors: unknown[]
  /** Asks as a browser on this machine does. */
  get(path: string, headers?: Record<string, string>): Promise<Response>
  /** The HTML of a page. */
  read(path: string, headers?: Record<string, string>): Promise<string>
  /** Sends a form as a page of ours does, unless the headers say otherwise. */
  post(path: string, form: Record<string, string>, headers?: Record<string, string>): Promise<Response>
}

/** The page on a database of its own, asked without a network. `from`: the address at the other end;
 *  `database`: one that another page made, and drops. */
export async function testPage(
  more: Partial<Pick<WebDeps, 'rehearsal' | 'publicHosts' | 'https' | 'open' | 'owners' | 'listen'>> & {
    from?: string
    database?: FreshDatabase
  } = {},
): Promise<TestPage> {
  const errors: unknown[] = []
  const { from = '127.0.0.1', database = await freshDatabase(), ...deps } = more
  const { db } = database.store
  const settings = {
    rehearsal: null,
    publicHosts: [],
    https: false,
    open: 'this-machine' as const,
    owners: [],
    ...deps,
  }
  const app = createWeb({ db, now: () => NOW, onError: (error) => errors.push(error), ...settings })
  const ask = async (path: string, init: RequestInit) => {
    const headers = { host: 'localhost:4780', ...(init.headers as Record<string, string>) }
    return app.request(path, { ...init, headers }, { incoming: { socket: { remoteAddress: from } } })
  }
  return {
    ...{ db, app, database, errors },
    get: (path, headers = {}) => ask(path, { headers }),
    read: async (path, headers = {}) => (await ask(path, { headers })).text(),
    post: (path, form, headers = {}) =>
      ask(path, {
        method: 'POST',
        body: new URLSearchParams(form),
        headers: { origin: 'http://localhost:4780', 'sec-fetch-site': 'same-origin', ...headers },
      }),
  }
}

export interface TestStory {
  title?: string
  summary?: string
  body?: string
  tier?: 'core' | 'related'
  origin?: 'archive' | 'live'
  outlets?: readonly string[]
  url?: string
  /** Before NOW. */
  minutesAgo?: number
  /** The words of the title that matched. */
  words?: readonly string[]
}

/** A story with one article an outlet, a minute apart, as the worker stores them. Returns its id. */
export async function storeStory(db: Db, story: TestStory = {}): Promise<number> {
  const { title = 'موسكو تستقبل وفدا من طالبان', tier = 'core', origin = 'live', outlets = ['وكالة الاختبار'] } = story
  const at = new Date(NOW.getTime() - (story.minutesAgo ?? 10) * MINUTE_MS)
  const [row] = await db
    .insert(schema.stories)
    .values({ topic: 'test', title, tier, origin, firstAt: at, lastAt: at, articles: outlets.length })
    .returning({ id: schema.stories.id })
  const storyId = row?.id ?? 0
  for (const [index, outlet] of outlets.entries()) {
    await storeArticle(db, {
      ...story,
      title,
      tier,
      origin,
      outlet,
      storyId,
      at: new Date(at.getTime() + index * MINUTE_MS),
    })
  }
  return storyId
}

type TestArticle = TestStory & Required<Pick<TestStory, 'title' | 'tier' | 'origin'>>

async function storeArticle(db: Db, article: TestArticle & { outlet: string; storyId: number; at: Date }) {
  const { title, summary = 'قال متحدث إن اللقاء يعقد اليوم.', body = null, tier, origin, outlet, storyId, at } = article
  const [row] = await db
    .insert(schema.articles)
    .values({
      ...{ outlet, title, summary, body, tier, origin, publishedAt: at, firstSeenAt: at, ruleVersion: 'v1' },
      ...{ url: article.url ?? `https://outlet.example/${storyId}`, contentHash: `${storyId} ${outlet}` },
      search: searchVector(title, summary, body),
    })
    .returning({ id: schema.articles.id })
  const evidence = (article.words ?? ['طالبان']).flatMap((surface) => {
    const start = title.indexOf(surface)
    return start < 0
      ? []
      : [{ entity: surface, alias: surface, surface, field: 'title', start, end: start + surface.length }]
  })
  const reasons = [{ code: 'rule', rule: 'headline', title: { ar: 'كلاهما في العنوان', en: 'both in the headline' } }]
  const result = { tier, score: 1, topic: 'test', ruleVersion: 'v1', evidence, rejected: [], mentions: {}, reasons }
  await db.insert(schema.matches).values({
    ...{ articleId: row?.id ?? 0, topic: 'test', tier, score: 1, ruleVersion: 'v1', result },
    ...{ signature: {}, storyId, final: true },
  })
}
