import { OpenAPIHono, type z } from '@hono/zod-openapi'
import { etag } from 'hono/etag'
import type { Limit } from '../access/limits.ts'
import { apiDocument } from './api-document.ts'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { articleRoutes } from './article-routes.ts'
import { feedRoutes } from './feed-routes.ts'
import { figureRoutes } from './figure-routes.ts'
import { matchRoutes } from './match-routes.ts'
import { answerProblem, type BadValue, badValues, notFound } from './problem.ts'
import { savedRoutes } from './saved-routes.ts'
import { storyRoutes } from './story-routes.ts'
import { operateToken, tokenGate } from './token-gate.ts'
import { topicRoutes } from './topic-routes.ts'

/**
 * `/api/v1`: the same facts as the page and the command line, as JSON. It describes itself at `/openapi.json`, which
 * is open to everybody who reaches the page; all else is for readers. Mounted behind `knowReader`.
 */
export function createApi(deps: ApiDeps, wrongTries: Limit): OpenAPIHono<ApiEnv> {
  const app = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) throw badValues(result.error.issues.flatMap(badValuesOf))
    },
  })
  app.onError((error, context) => answerProblem(context, error, deps.onError))
  app.get('/openapi.json', (context) => context.json(apiDocument(app)))
  app.use(tokenGate({ db: deps.db, wrongTries }))
  // Here and not in each route: the guard of the page lets every change to the API through.
  app.use((context, next) => {
    if (context.req.method !== 'GET' && context.req.method !== 'HEAD') operateToken(context)
    return next()
  })
  // What is stored changes by the minute: a client keeps its copy and asks whether it still holds.
  app.use(async (context, next) => {
    await next()
    if (context.res.ok) context.header('cache-control', 'private, no-cache')
  })
  app.use(etag())
  for (const add of [storyRoutes, matchRoutes, articleRoutes, feedRoutes, topicRoutes, figureRoutes, savedRoutes])
    add(app, deps)
  app.all('*', ({ req }) => {
    throw notFound(`${req.method} ${new URL(req.url).pathname}`)
  })
  return app
}

function badValuesOf(issue: z.core.$ZodIssue): BadValue[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => ({ name: key, problem: 'is not known here' }))
  return [{ name: issue.path.join('.') || 'body', problem: issue.message }]
}
