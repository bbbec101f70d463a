import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { removeSavedQuery, saveQuery } from '@rasid/operations'
import { listSavedQueries, type SavedQuery } from '@rasid/store'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { ApiProblem, badValues, notFound, problems } from './problem.ts'
import { operateToken } from './token-gate.ts'

const name = z.string().min(1).max(100)

const filters = z
  .record(z.string().max(20), z.union([z.string().max(500), z.array(z.string().max(500)).max(10)]))
  .describe('Parameters of /stories or /matches without limit and cursor')
  .openapi({ example: { q: 'كابولوف', tier: 'core' } })

const newQuery = z
  .strictObject({ name: name.openapi({ example: 'kabulov' }), of: z.enum(['stories', 'matches']), filters })
  .openapi('NewSavedSearch')

const savedSchema = z
  .strictObject({
    name,
    of: z.enum(['stories', 'matches']),
    filters,
    feeds: z.strictObject({ rss: z.string(), atom: z.string(), json: z.string() }),
  })
  .openapi('SavedSearch')

const list = createRoute({
  method: 'get',
  path: '/saved',
  operationId: 'listSaved',
  responses: {
    200: {
      description: 'Searches that have a name, by name',
      content: { 'application/json': { schema: z.strictObject({ saved: z.array(savedSchema) }) } },
    },
    ...problems(),
  },
})

const add = createRoute({
  method: 'post',
  path: '/saved',
  operationId: 'addSaved',
  request: { body: { required: true, content: { 'application/json': { schema: newQuery } } } },
  responses: {
    201: { description: 'The search has its name', content: { 'application/json': { schema: savedSchema } } },
    ...problems(400, 403, 409),
  },
})

const remove = createRoute({
  method: 'delete',
  path: '/saved/{name}',
  operationId: 'removeSaved',
  request: {
    params: z.strictObject({ name: name.openapi({ param: { name: 'name', in: 'path' }, example: 'kabulov' }) }),
  },
  responses: { 204: { description: 'The name is forgotten' }, ...problems(403, 404) },
})

/** `/saved`: searches with a name, which feed readers can follow. Changing them needs a token with the scope operate. */
export function savedRoutes(app: OpenAPIHono<ApiEnv>, deps: ApiDeps): void {
  app.openapi(list, async (context) => {
    return context.json({ saved: (await listSavedQueries(deps.db)).map(savedOf) }, 200)
  })
  app.openapi(add, async (context) => {
    const actor = `token:${operateToken(context).name}`
    const outcome = await saveQuery(deps, { ...context.req.valid('json'), actor })
    switch (outcome.kind) {
      case 'saved':
        return context.json(savedOf(outcome.query), 201)
      case 'bad-filters':
        throw badValues(outcome.problems.map((one) => ({ ...one, name: `filters.${one.name}` })))
      case 'bad-name':
        throw badValues([{ name: 'name', problem: 'takes letters and digits of any script, - and _, at most 64' }])
      case 'name-taken':
        throw new ApiProblem(409, {
          detail: `There is a search named ${outcome.name}.`,
          help: 'Take another name, or delete that one first.',
        })
    }
  })
  app.openapi(remove, async (context) => {
    const actor = `token:${operateToken(context).name}`
    const { name } = context.req.valid('param')
    if (!(await removeSavedQuery(deps, { name, actor }))) throw notFound(`search named ${name}`)
    return context.body(null, 204)
  })
}

function savedOf({ name, of, filters }: Omit<SavedQuery, 'at'>): z.infer<typeof savedSchema> {
  const at = `/follow/saved/${encodeURIComponent(name)}`
  return { name, of, filters, feeds: { rss: `${at}.rss`, atom: `${at}.atom`, json: `${at}.json` } }
}
