import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { allFeeds, type Feed, feedById, feedWorth } from '@rasid/store'
import { maskUrl } from '@rasid/web-client'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { count, instant, iso, isoOrNull, numberInPath } from './fields.ts'
import { nextAddress, nextSchema, pageParams } from './paging.ts'
import { badValues, notFound, problems } from './problem.ts'

const HEALTHS = ['healthy', 'failing', 'unvisited', 'paused', 'gone'] as const

const feedSchema = z
  .strictObject({
    id: z.int(),
    url: z.string().describe('Secrets in it are shown as ***'),
    outlet: z.string(),
    title: z.string().nullable(),
    siteUrl: z.string().nullable(),
    health: z.enum(HEALTHS),
    failures: z.number().min(0).describe('Since the last good visit: hard 1, soft ½, temporary ¼'),
    failingSince: instant.nullable(),
    lastFailure: z.strictObject({ class: z.string(), code: z.string(), status: z.int().nullable() }).nullable(),
    lastVisitAt: instant.nullable(),
    lastSuccessAt: instant.nullable(),
    lastNewAt: instant.nullable().describe('Last visit that brought something new'),
    silentSince: instant.nullable().describe('Since when its silence is unusual'),
    intervalSeconds: z.number().describe('How often it is visited'),
    nextCheckAt: instant,
    addedAt: instant,
    items30d: count.describe('New items of the last 30 days'),
    matches30d: count,
  })
  .openapi('Feed')

const list = createRoute({
  method: 'get',
  path: '/feeds',
  operationId: 'listFeeds',
  request: { query: z.strictObject({ health: z.enum(HEALTHS).optional(), ...pageParams }) },
  responses: {
    200: {
      description: 'Feeds in the order in which they were added',
      content: { 'application/json': { schema: z.strictObject({ feeds: z.array(feedSchema), next: nextSchema }) } },
    },
    ...problems(400),
  },
})

const read = createRoute({
  method: 'get',
  path: '/feeds/{id}',
  operationId: 'readFeed',
  request: { params: numberInPath },
  responses: {
    200: { description: 'A feed', content: { 'application/json': { schema: feedSchema } } },
    ...problems(400, 404),
  },
})

/** `/feeds` and `/feeds/{id}`. */
export function feedRoutes(app: OpenAPIHono<ApiEnv>, { db }: ApiDeps): void {
  app.openapi(list, async (context) => {
    const { health, limit, cursor } = context.req.valid('query')
    const after = feedOfCursor(cursor)
    const fitting = (await allFeeds(db)).filter(
      (feed) => feed.id > after && (health === undefined || healthOf(feed) === health),
    )
    const page = fitting.slice(0, limit)
    const last = fitting.length > page.length ? page.at(-1) : undefined
    const next = nextAddress(context, last === undefined ? null : String(last.id))
    return context.json({ feeds: await withWorth(db, page), next }, 200)
  })
  app.openapi(read, async (context) => {
    const id = context.req.valid('param').id
    const feed = await feedById(db, id)
    const [found] = feed === undefined ? [] : await withWorth(db, [feed])
    if (found === undefined) throw notFound(`feed ${id}`)
    return context.json(found, 200)
  })
}

function feedOfCursor(cursor: string | undefined): number {
  if (cursor === undefined) return 0
  if (/^[1-9]\d{0,14}$/.test(cursor)) return Number(cursor)
  throw badValues([{ name: 'cursor', problem: 'this is not a cursor of an earlier page of this list' }])
}

function healthOf(feed: Feed): (typeof HEALTHS)[number] {
  if (feed.status !== 'active') return feed.status
  if (feed.failures > 0) return 'failing'
  return feed.lastSuccessAt === null ? 'unvisited' : 'healthy'
}

/** Feeds with what they brought; one look for all of them. */
async function withWorth(db: ApiDeps['db'], feeds: readonly Feed[]): Promise<z.infer<typeof feedSchema>[]> {
  const worth = await feedWorth(
    db,
    feeds.map(({ id }) => id),
  )
  return feeds.map((feed) => {
    const { items, matches } = worth.get(feed.id) ?? { items: 0, matches: 0 }
    return { ...feedOf(feed), items30d: items, matches30d: matches }
  })
}

function feedOf(feed: Feed): Omit<z.infer<typeof feedSchema>, 'items30d' | 'matches30d'> {
  const { id, outlet, title, failures, lastFailure } = feed
  return {
    ...{ id, url: maskUrl(feed.url), outlet, title, siteUrl: feed.siteUrl && maskUrl(feed.siteUrl) },
    ...{ health: healthOf(feed), failures, failingSince: isoOrNull(feed.failingSince) },
    lastFailure: lastFailure && {
      class: lastFailure.class,
      code: lastFailure.code,
      status: lastFailure.status ?? null,
    },
    lastVisitAt: isoOrNull(feed.lastVisitAt),
    lastSuccessAt: isoOrNull(feed.lastSuccessAt),
    lastNewAt: isoOrNull(feed.lastNewAt),
    silentSince: isoOrNull(feed.silentSince),
    intervalSeconds: (feed.fixedIntervalMs ?? feed.intervalMs) / 1000,
    ...{ nextCheckAt: iso(feed.nextCheckAt), addedAt: iso(feed.addedAt) },
  }
}
