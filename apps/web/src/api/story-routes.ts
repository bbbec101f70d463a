import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { MatchResult } from '@rasid/core'
import { listStories, storyFiltersOf, storyParams } from '@rasid/operations'
import { storiesToTell, storyTrail, type ToldStory } from '@rasid/store'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { cursorsOnly } from './cursors-only.ts'
import { count, evidence, instant, iso, isoOrNull, numberInPath, origin, tier } from './fields.ts'
import { nextAddress, nextSchema, pageParams } from './paging.ts'
import { badValues, notFound, problems } from './problem.ts'

const storyFields = {
  id: z.int(),
  topic: z.string(),
  tier,
  title: z.string().describe('Title of the earliest article'),
  origin,
  firstAt: instant.describe('When the earliest article was published, else first seen'),
  lastAt: instant.describe('The same of the newest article'),
  outletCount: count,
  articleCount: count,
  textCount: count.describe('Independent texts: six outlets with one wire text are one'),
  page: z.string().describe('Where people read it'),
}

const storySchema = z
  .strictObject({ ...storyFields, outletNames: z.array(z.string()).describe('In order of publication') })
  .openapi('Story')

const storyArticle = z
  .strictObject({
    id: z.int(),
    outlet: z.string(),
    title: z.string(),
    summary: z.string(),
    url: z.string().nullable(),
    at: instant.describe('When it was published, else first seen'),
    score: z.number().describe('Ranks inside a tier only'),
    ruleVersion: z.string(),
    evidence: z.array(evidence),
  })
  .openapi('StoryArticle')

const editionSchema = z
  .strictObject({
    n: z.int().min(1),
    reason: z.enum(['new', 'raised', 'grown']),
    tier,
    outlets: count,
    tellable: z.boolean(),
    at: instant,
    toldAt: instant.nullable(),
  })
  .openapi('Edition')

const wholeStory = z
  .strictObject({
    ...storyFields,
    articles: z.array(storyArticle).describe('In order of publication'),
    editions: z.array(editionSchema),
  })
  .openapi('WholeStory')

const list = createRoute({
  method: 'get',
  path: '/stories',
  operationId: 'listStories',
  request: { query: storyParams.extend(pageParams) },
  responses: {
    200: {
      description: 'Stories, the one with the newest article first',
      content: {
        'application/json': { schema: z.strictObject({ stories: z.array(storySchema), next: nextSchema }) },
      },
    },
    ...problems(400),
  },
})

const read = createRoute({
  method: 'get',
  path: '/stories/{id}',
  operationId: 'readStory',
  request: { params: numberInPath },
  responses: {
    200: { description: 'A story with its articles', content: { 'application/json': { schema: wholeStory } } },
    ...problems(400, 404),
  },
})

/** `/stories` and `/stories/{id}`. */
export function storyRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (context) => {
    const { limit, cursor, ...params } = context.req.valid('query')
    const asked = storyFiltersOf(params, deps.now())
    if (asked.kind === 'bad') throw badValues(asked.problems)
    const filters = { ...asked.filters, limit, ...(cursor !== undefined && { cursor }) }
    const page = await cursorsOnly(listStories(deps, filters))
    const stories = page.stories.map((told) => ({ ...fieldsOf(told), outletNames: outletsOf(told) }))
    return context.json({ stories, next: nextAddress(context, page.next) }, 200)
  })
  app.openapi(read, async (context) => {
    const id = context.req.valid('param').id
    const [told] = await storiesToTell(deps.db, [id])
    if (told === undefined) throw notFound(`story ${id}, or it is no longer kept`)
    const { editions } = await storyTrail(deps.db, id)
    return context.json({ ...fieldsOf(told), articles: articlesOf(told), editions: editions.map(editionOf) }, 200)
  })
}

function fieldsOf({ story }: ToldStory) {
  const { id, topic, tier, title, origin, outlets, articles, texts } = story
  const counts = { outletCount: outlets, articleCount: articles, textCount: texts }
  const times = { firstAt: iso(story.firstAt), lastAt: iso(story.lastAt) }
  return { id, topic, tier, title, origin, ...times, ...counts, page: `/stories/${id}` }
}

const outletsOf = ({ articles }: ToldStory): string[] => [...new Set(articles.map(({ outlet }) => outlet))]

function articlesOf({ articles }: ToldStory): z.infer<typeof storyArticle>[] {
  return articles.map(({ id, outlet, title, summary, url, at, score, ruleVersion, result }) => ({
    ...{ id, outlet, title, summary, url, at: iso(at), score, ruleVersion },
    evidence: (result as MatchResult).evidence,
  }))
}

type StoredEdition = Awaited<ReturnType<typeof storyTrail>>['editions'][number]

function editionOf({ n, reason, tier, outlets, tellable, at, toldAt }: StoredEdition): z.infer<typeof editionSchema> {
  return { n, reason, tier, outlets, tellable, at: iso(at), toldAt: isoOrNull(toldAt) }
}
