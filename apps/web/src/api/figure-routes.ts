import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { coverage, matchesByDay, precisionByTier, storiesSince, systemFigures, visitSums } from '@rasid/store'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { count, instant, iso, tier } from './fields.ts'
import { problems } from './problem.ts'

const DAY_MS = 86_400_000
const MOST_DAYS = 366

const messagesSchema = z
  .strictObject({
    messages: z
      .array(z.strictObject({ kind: z.string(), state: z.string(), count }))
      .describe('Kept messages by kind (alert, digest, edit, reply) and state'),
    chats: z.array(z.strictObject({ state: z.string(), count })),
    oldestOwedSeconds: z.number().min(0).describe('Age of the oldest message that is due and not sent'),
    givenUpLastDay: count,
    held: z.boolean().describe('true: Telegram refuses the token, nothing is sent'),
  })
  .openapi('Messages')

const statsSchema = z
  .strictObject({
    from: instant,
    to: instant,
    feeds: count.describe('Active feeds'),
    feedsReached: count.describe('Active feeds that answered in the period'),
    visits: count,
    itemsAdded: count,
    itemsMatched: count,
    storiesBegun: count,
    matchesByDay: z
      .array(z.strictObject({ day: z.iso.date(), core: count, related: count }))
      .describe('Days in UTC, the oldest first'),
    precision: z
      .array(z.strictObject({ tier, wanted: count, votes: count }))
      .describe('Votes of readers since the beginning'),
  })
  .openapi('Stats')

const messages = createRoute({
  method: 'get',
  path: '/messages',
  operationId: 'countMessages',
  responses: {
    200: { description: 'How deliveries do', content: { 'application/json': { schema: messagesSchema } } },
    ...problems(),
  },
})

const stats = createRoute({
  method: 'get',
  path: '/stats',
  operationId: 'readStats',
  request: {
    query: z.strictObject({
      days: z.coerce
        .number('must be a number')
        .int()
        .min(1)
        .max(MOST_DAYS)
        .default(7)
        .openapi({ description: 'How many days back', example: 30 }),
    }),
  },
  responses: {
    200: { description: 'Figures of the last days', content: { 'application/json': { schema: statsSchema } } },
    ...problems(400),
  },
})

/** `/messages` and `/stats`: counts only, no chat and no text. */
export function figureRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(messages, async (context) => {
    const figures = await systemFigures(deps.db)
    return context.json(
      {
        messages: figures.messages.map(({ kind, state, n }) => ({ kind, state, count: n })),
        chats: figures.chats.map(({ state, n }) => ({ state, count: n })),
        oldestOwedSeconds: Math.round(figures.oldestOwedSeconds),
        givenUpLastDay: figures.deadMessagesLastDay,
        held: figures.deliveryHolds > 0,
      },
      200,
    )
  })
  app.openapi(stats, async (context) => {
    return context.json(await statsOf(deps, context.req.valid('query').days), 200)
  })
}

async function statsOf({ db, now }: ApiDeps, days: number): Promise<z.infer<typeof statsSchema>> {
  const until = now()
  const since = new Date(until.getTime() - days * DAY_MS)
  const [looked, sums, storiesBegun, byDay, precision] = await Promise.all([
    coverage(db, { since, until }),
    visitSums(db, { since, until }),
    storiesSince(db, since),
    matchesByDay(db, { until, days, zone: 'UTC' }),
    precisionByTier(db),
  ])
  return {
    ...{ from: iso(since), to: iso(until), feeds: looked.feeds, feedsReached: looked.reached },
    ...{ visits: sums.visits, itemsAdded: looked.items, itemsMatched: looked.matched, storiesBegun },
    ...{ matchesByDay: byDay, precision },
  }
}
