import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { describeReason } from '@rasid/core'
import { type ExplainedArticle, explainArticle, rulesInForce, trailLines } from '@rasid/operations'
import { maskUrl } from '@rasid/web-client'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { count, evidence, instant, iso, isoOrNull, numberInPath, origin, tier, verdict } from './fields.ts'
import { notFound, problems } from './problem.ts'

const decided = z.strictObject({ tier: verdict, ruleVersion: z.string() })

const verdictSchema = z
  .strictObject({
    topic: z.string(),
    tier: verdict,
    score: z.number(),
    ruleVersion: z.string(),
    why: z.array(z.string()).describe('In the language asked for'),
    evidence: z.array(evidence),
    rejected: z
      .array(
        z.strictObject({
          surface: z.string(),
          field: z.enum(['title', 'summary', 'text']),
          start: count,
          end: count,
          reason: z.string().describe('In the language asked for'),
        }),
      )
      .describe('Words that look like evidence and do not count'),
  })
  .openapi('Verdict')

const explanation = z
  .strictObject({
    article: z.strictObject({
      id: z.int(),
      outlet: z.string(),
      title: z.string(),
      summary: z.string(),
      url: z.string().nullable(),
      lang: z.string(),
      origin,
      publishedAt: instant.nullable(),
      firstSeenAt: instant,
      editedAt: instant.nullable(),
      revision: z.int().min(1),
      page: z.enum(['none', 'wanted', 'read', 'failed']),
    }),
    feed: z
      .strictObject({ id: z.int(), outlet: z.string(), title: z.string().nullable(), url: z.string() })
      .nullable()
      .describe('null: it was removed, or the article is a seed'),
    recorded: decided.describe('The verdict when it was stored'),
    current: decided.describe('The verdict by the rules in force now'),
    verdicts: z.array(verdictSchema).describe('One a topic, by the rules in force now'),
    stories: z.array(
      z.strictObject({
        id: z.int(),
        tier,
        title: z.string(),
        messages: z.array(z.strictObject({ kind: z.string(), state: z.string(), chats: count })),
      }),
    ),
    station: z
      .enum(['no-match', 'page', 'archive', 'baseline', 'rematch', 'bot', 'nobody', 'sending', 'undelivered', 'told'])
      .describe('Where its way ended, or has come to so far'),
    chats: count.describe('Chats that a message about it reached'),
    steps: z.array(z.strictObject({ text: z.string(), depth: count })).describe('The whole way in words'),
  })
  .openapi('Explanation')

const explain = createRoute({
  method: 'get',
  path: '/articles/{id}/explanation',
  operationId: 'explainArticle',
  request: {
    params: numberInPath,
    query: z.strictObject({ lang: z.enum(['ar', 'en']).optional().openapi({ description: 'Arabic by default' }) }),
  },
  responses: {
    200: { description: 'Every station of the article', content: { 'application/json': { schema: explanation } } },
    ...problems(400, 404),
  },
})

/** `/articles/{id}/explanation`: what happened to an article and why. */
export function articleRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(explain, async (context) => {
    const { id } = context.req.valid('param')
    const lang = context.req.valid('query').lang ?? 'ar'
    const found = await explainArticle({ db: deps.db, rules: await rulesInForce(deps.db) }, { id })
    if (found.kind === 'not-stored') throw notFound(`article ${id}, or it is no longer kept`)
    return context.json(explanationOf(found, lang), 200)
  })
}

function explanationOf(found: ExplainedArticle, lang: 'ar' | 'en'): z.infer<typeof explanation> {
  const { trail, recorded, current, station, chats } = found
  const steps = trailLines(found, { lang, tz: 'UTC' }).map(({ text, depth }) => ({ text, depth }))
  return {
    ...{ article: articleOf(trail.article), feed: feedOf(trail.feed), recorded, current, station, chats, steps },
    verdicts: found.verdicts.map((one) => verdictOf(one, lang)),
    stories: trail.stories.map(({ story: { id, tier, title }, messages }) => ({ id, tier, title, messages })),
  }
}

type Trail = ExplainedArticle['trail']

function articleOf(article: Trail['article']) {
  const { id, outlet, title, summary, url, lang, origin, revision, page } = article
  const { publishedAt, firstSeenAt, editedAt } = article
  return {
    ...{ id, outlet, title, summary, url, lang, origin, revision, page },
    ...{ publishedAt: isoOrNull(publishedAt), firstSeenAt: iso(firstSeenAt), editedAt: isoOrNull(editedAt) },
  }
}

function feedOf(feed: Trail['feed']) {
  return feed && { id: feed.id, outlet: feed.outlet, title: feed.title, url: maskUrl(feed.url) }
}

function verdictOf({ topic, result }: ExplainedArticle['verdicts'][number], lang: 'ar' | 'en') {
  const { tier, score, ruleVersion, evidence, rejected, reasons } = result
  return {
    ...{ topic: topic.id, tier, score, ruleVersion, evidence },
    why: reasons.map((reason) => describeReason(reason, lang)),
    rejected: rejected.map(({ surface, field, start, end, reason }) => {
      return { surface, field, start, end, reason: describeReason(reason, lang) }
    }),
  }
}
