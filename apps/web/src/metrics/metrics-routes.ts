import { Hono } from 'hono'
import type { Limit } from '../access/limits.ts'
import type { ApiDeps, ApiEnv } from '../api/api-env.ts'
import { answerProblem } from '../api/problem.ts'
import { tokenGate } from '../api/token-gate.ts'
import type { Metrics } from './metrics.ts'

/** `/metrics` for Prometheus, read as the API is: a server that scrapes from elsewhere shows a token (`authorization`). */
export function metricsRoutes(metrics: Metrics, deps: ApiDeps, wrongTries: Limit): Hono<ApiEnv> {
  const app = new Hono<ApiEnv>()
  app.onError((error, context) => answerProblem(context, error, deps.onError))
  app.get('/metrics', tokenGate({ db: deps.db, wrongTries }), async (context) => {
    const { contentType, text } = await metrics.scrape()
    return context.body(text, 200, { 'content-type': contentType, 'cache-control': 'no-store' })
  })
  return app
}
