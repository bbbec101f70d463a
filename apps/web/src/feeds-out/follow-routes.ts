import { createHash } from 'node:crypto'
import { type Lang, texts } from '@rasid/core'
import { listStories, searchInputOf, searchMatches, storyFiltersOf } from '@rasid/operations'
import { type SavedQuery, savedQuery } from '@rasid/store'
import { type Context, Hono } from 'hono'
import type { Limit } from '../access/limits.ts'
import type { ApiDeps, ApiEnv } from '../api/api-env.ts'
import { answerProblem, badValues, notFound } from '../api/problem.ts'
import { tokenGate } from '../api/token-gate.ts'
import { type FollowedFeed, type FollowedItem, matchItem, newestOf, stableId, storyItem } from './followed-feed.ts'
import { FEED_FORMATS, type FeedFormat, writeFeed } from './write-feed.ts'

// A reader that asks once a day misses nothing on a busy day.
const ITEMS_IN_A_FEED = 50

/** What a feed follows: stories or matches that fit filters, under a name where it has one. */
interface Followed {
  of: SavedQuery['of']
  filters: SavedQuery['filters']
  name?: string
}

export interface FollowDeps extends ApiDeps {
  /** Reached by https from outside. */
  https?: boolean
}

/**
 * `/follow/stories.rss`, `/follow/matches.atom`, `/follow/saved/<name>.json`: RSS, Atom and JSON Feed of any search, for
 * readers or by `?token=` in the address, since feed readers send no header.
 */
export function followRoutes(deps: FollowDeps, wrongTries: Limit): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.onError((error, context) => answerProblem(context, error, deps.onError))
  app.use(tokenGate({ db: deps.db, wrongTries, inAddress: true }))
  app.get('/:file{(stories|matches)\\.(rss|atom|json)}', (context) => {
    const [of, format] = context.req.param('file').split('.') as [SavedQuery['of'], FeedFormat]
    const { token: _, lang: __, ...filters } = context.req.queries()
    return answerFeed(context, deps, { of, filters: plain(filters) }, format)
  })
  app.get('/saved/:file{.+\\.(rss|atom|json)}', async (context) => {
    const file = context.req.param('file')
    const end = file.lastIndexOf('.')
    const saved = await savedQuery(deps.db, file.slice(0, end).normalize('NFC'))
    if (saved === undefined) throw notFound(`search named ${file.slice(0, end)}`)
    return answerFeed(context, deps, saved, file.slice(end + 1) as FeedFormat)
  })
  app.all('*', ({ req }) => {
    throw notFound(`feed at ${req.path}`)
  })
  return app
}

const plain = (queries: Record<string, string[]>): SavedQuery['filters'] =>
  Object.fromEntries(
    Object.entries(queries).map(([name, values]) => [name, values.length > 1 ? values : (values[0] ?? '')]),
  )

async function answerFeed(
  context: Context<ApiEnv>,
  deps: FollowDeps,
  followed: Followed,
  format: FeedFormat,
): Promise<Response> {
  const lang: Lang = context.req.query('lang') === 'en' ? 'en' : 'ar'
  const root = rootOf(context, deps)
  const items = await itemsOf(deps, followed, { lang, root })
  const body = writeFeed(feedOf(context, followed, { lang, root, items }), format)
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`
  const headers = {
    etag,
    // Its newest hit; a feed without any has none.
    ...(items.length > 0 && { 'last-modified': newestOf(items).toUTCString() }),
    'cache-control': 'private, max-age=60',
  }
  if (isKnown(context, etag, newestOf(items))) return context.body(null, 304, headers)
  return context.body(body, 200, { ...headers, 'content-type': `${FEED_FORMATS[format].type}; charset=utf-8` })
}

async function itemsOf(
  deps: FollowDeps,
  { of, filters }: Followed,
  frame: { lang: Lang; root: string },
): Promise<FollowedItem[]> {
  if (of === 'stories') {
    const asked = storyFiltersOf(filters, deps.now())
    if (asked.kind === 'bad') throw badValues(asked.problems)
    const { stories } = await listStories(deps, { ...asked.filters, limit: ITEMS_IN_A_FEED })
    return stories.map((told) => storyItem(told, frame))
  }
  const asked = searchInputOf(filters, deps.now())
  if (asked.kind === 'bad') throw badValues(asked.problems)
  const { hits } = await searchMatches(deps, { ...asked.input, limit: ITEMS_IN_A_FEED })
  return hits.map((hit) => matchItem(hit, frame))
}

function feedOf(
  context: Context<ApiEnv>,
  { of, filters, name }: Followed,
  { lang, root, items }: { lang: Lang; root: string; items: FollowedItem[] },
): FollowedFeed {
  const say = texts(lang).follow
  const asked = addressed(filters)
  const search = name ?? [...asked].map(([key, value]) => (key === 'q' ? value : `${key}:${value}`)).join(' ')
  const own = new URL(context.req.url)
  own.searchParams.delete('token')
  return {
    id: stableId('feed', name === undefined ? `${of} ${asked}` : `saved ${name}`),
    title: search === '' ? say[of] : say.of(say[of], search),
    about: say.about,
    lang,
    address: `${root}${own.pathname}${own.search}`,
    page: `${root}/${of === 'matches' ? 'search' : ''}${asked.size > 0 ? `?${asked}` : ''}`,
    updatedAt: newestOf(items),
    items,
  }
}

function addressed(filters: SavedQuery['filters']): URLSearchParams {
  const asked = new URLSearchParams()
  for (const [name, value] of Object.entries(filters)) for (const one of [value].flat()) asked.append(name, one)
  return asked
}

/** Where this request reached us; the guard has seen that the host is ours. */
function rootOf({ req }: Context<ApiEnv>, { https }: FollowDeps): string {
  const { protocol, host } = new URL(req.url)
  const name = req.header('host') ?? host
  const isHere = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/i.test(name)
  return `${https && !isHere ? 'https:' : protocol}//${name}`
}

/** Whether the reader has it already (RFC 9110: an entity tag outranks a date). */
function isKnown({ req }: Context<ApiEnv>, etag: string, newest: Date): boolean {
  const tags = req.header('if-none-match')
  if (tags !== undefined) return tags.split(',').some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')))
  const since = Date.parse(req.header('if-modified-since') ?? '')
  return since >= Math.floor(newest.getTime() / 1000) * 1000 && newest.getTime() > 0
}
