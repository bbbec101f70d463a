import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { type MatchHit, searchInputOf, searchMatches, searchParams } from '@rasid/operations'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { cursorsOnly } from './cursors-only.ts'
import { count, evidence, instant, iso, isoOrNull, origin, tier } from './fields.ts'
import { nextAddress, nextSchema, pageParams } from './paging.ts'
import { badValues, problems } from './problem.ts'

const highlight = z
  .strictObject({ field: z.enum(['title', 'summary', 'snippet']), start: count, end: count })
  .describe('Words that q asked for: field.slice(start, end), in UTF-16 units')
  .openapi('Highlight')

const matchSchema = z
  .strictObject({
    articleId: z.int(),
    topic: z.string(),
    storyId: z.int().nullable(),
    tier,
    score: z.number().describe('Ranks inside a tier only'),
    ruleVersion: z.string(),
    final: z.boolean().describe('false: the article’s page may still raise the verdict'),
    entities: z.array(z.string()),
    evidence: z.array(evidence),
    title: z.string(),
    summary: z.string(),
    snippet: z.string().nullable().describe('From the page’s text, where title and summary do not say the words'),
    highlights: z.array(highlight),
    outlet: z.string(),
    url: z.string().nullable(),
    lang: z.string(),
    origin,
    publishedAt: instant.nullable(),
    firstSeenAt: instant,
  })
  .openapi('Match')

const list = createRoute({
  method: 'get',
  path: '/matches',
  operationId: 'searchMatches',
  request: { query: searchParams.extend(pageParams) },
  responses: {
    200: {
      description: 'Matched articles, newest first or by relevance',
      content: {
        'application/json': {
          schema: z.strictObject({
            matches: z.array(matchSchema),
            next: nextSchema,
            ignored: z
              .array(z.strictObject({ part: z.string(), reason: z.string() }))
              .describe('Parts of q that say nothing here'),
          }),
        },
      },
    },
    ...problems(400),
  },
})

/** `/matches`: the search. */
export function matchRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (context) => {
    const { limit, cursor, ...params } = context.req.valid('query')
    const asked = searchInputOf(params, deps.now())
    if (asked.kind === 'bad') throw badValues(asked.problems)
    const input = { ...asked.input, limit, ...(cursor !== undefined && { cursor }) }
    const { hits, next, ignored } = await cursorsOnly(searchMatches(deps, input))
    return context.json({ matches: hits.map(matchOf), next: nextAddress(context, next), ignored }, 200)
  })
}

function matchOf(hit: MatchHit): z.infer<typeof matchSchema> {
  const { articleId, topic, storyId, tier, score, ruleVersion, final, entities, title, summary } = hit
  const { evidence, snippet, highlights, outlet, url, lang, origin, publishedAt, firstSeenAt } = hit
  return {
    ...{ articleId, topic, storyId, tier, score, ruleVersion, final, entities, evidence, title, summary },
    ...{ snippet, highlights, outlet, url, lang, origin },
    ...{ publishedAt: isoOrNull(publishedAt), firstSeenAt: iso(firstSeenAt) },
  }
}
