import { texts } from '@rasid/core'
import type { Db } from '@rasid/store'
import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { limitRequests, readersOnly } from './access/gates.ts'
import { createLimits } from './access/limits.ts'
import { knowReader, type PageOpen, type WebEnv } from './access/reader.ts'
import { createApi } from './api/api.ts'
import { API_PATH } from './api/api-document.ts'
import { apiPageRoutes } from './api/api-page.ts'
import { articleRoutes } from './article-routes.ts'
import { serveAssets } from './assets.ts'
import { chartRoutes } from './chart-routes.ts'
import { chatRoutes } from './chat-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { feedRoutes } from './feed-routes.ts'
import { followRoutes } from './feeds-out/follow-routes.ts'
import { guard } from './guard.ts'
import { messageRoutes } from './message-routes.ts'
import { healthRoutes } from './metrics/health-routes.ts'
import { createMetrics } from './metrics/metrics.ts'
import { metricsRoutes } from './metrics/metrics-routes.ts'
import { createNews, type Listen } from './news.ts'
import { sorry } from './pages/sorry.ts'
import type { Rehearsal } from './rehearsal.ts'
import { searchRoutes } from './search-routes.ts'
import { languageOfRequest, showPage } from './show-page.ts'
import { signInRoutes } from './sign-in-routes.ts'
import { storyRoutes } from './story-routes.ts'
import { topicRoutes } from './topic-routes.ts'

/** Where Telegram posts a bot's updates, and who answers. */
export interface Webhook {
  path: string
  handle(request: Request): Promise<Response>
}

export interface WebDeps {
  db: Db
  now(): Date
  rehearsal: Rehearsal | null
  /** Host names besides loopback that reach this page. */
  publicHosts: readonly string[]
  /** Who reads without signing in. */
  open: PageOpen
  /** Owners named by RASID_OPERATORS, who stand in no table. */
  owners: readonly number[]
  /** Reached by https from outside (RASID_PUBLIC_URL): browsers are then told to ask by nothing else. */
  https?: boolean
  /** Where Telegram posts updates, by its own secret; absent with long polling. */
  webhook?: Webhook | null
  /** Hears of editions as they are told; without it pages announce nothing. */
  listen?: Listen
  /** An error that no page expected; its words stay in the log. */
  onError(error: unknown): void
}

/** The page as a Hono app; it listens through `startWeb`. */
export function createWeb(deps: WebDeps): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  const limits = createLimits()
  const metrics = createMetrics(deps.db)
  app.use(metrics.observe)
  app.use(
    secureHeaders({
      contentSecurityPolicy: CONTENT_POLICY,
      // Not `no-referrer`: with it a browser without scripts sends our own forms with `Origin: null`.
      referrerPolicy: 'same-origin',
      xFrameOptions: 'DENY',
      // Over plain http it means nothing, and on localhost it would outlive Rasid and lock out the next program there.
      strictTransportSecurity: deps.https === true,
    }),
  )
  const { webhook } = deps
  // Before the guard: Telegram comes from elsewhere on purpose, and has a secret of its own.
  if (webhook) app.post(webhook.path, (context) => webhook.handle(context.req.raw))
  app.use(limitRequests(limits.requests))
  app.use(guard(deps.publicHosts, { host: texts('ar').web.wrongHost, origin: texts('ar').web.refused }))
  serveAssets(app)
  app.route('/', healthRoutes(deps))
  app.use(knowReader(deps))
  app.route('/', metricsRoutes(metrics, deps, limits.wrongTries))
  const api = createApi(deps, limits.wrongTries)
  app.route(API_PATH, api)
  app.route('/api', apiPageRoutes(api))
  app.route('/follow', followRoutes(deps, limits.wrongTries))
  app.route('/', signInRoutes(deps, limits.wrongTries))
  // From here on for readers only; what asks for no sign-in, or for one of its own kind, stands above.
  app.use(readersOnly)
  app.route('/', storyRoutes(deps))
  app.route('/search', searchRoutes(deps))
  app.route('/events', eventRoutes(createNews(deps.listen)))
  app.route('/articles', articleRoutes(deps))
  app.route('/feeds', feedRoutes(deps))
  app.route('/messages', messageRoutes(deps))
  app.route('/charts', chartRoutes(deps))
  app.route('/topic', topicRoutes(deps, limits.trials))
  app.route('/chat', chatRoutes(deps.rehearsal))
  app.notFound((context) =>
    showPage(context, 'title', sorry(texts(languageOfRequest(context)).web.noSuchPage), { status: 404 }),
  )
  app.onError((error, context) => {
    deps.onError(error)
    return showPage(context, 'title', sorry(texts(languageOfRequest(context)).web.failed), { status: 500 })
  })
  return app
}

// Nothing from elsewhere, no inline script; photos of the rehearsal are data: URLs.
const CONTENT_POLICY = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  formAction: ["'self'"],
  baseUri: ["'none'"],
  frameAncestors: ["'none'"],
}
