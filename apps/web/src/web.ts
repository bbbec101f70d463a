import { type Lang, texts } from '@rasid/core'
import { type Db, feedCounts } from '@rasid/store'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { secureHeaders } from 'hono/secure-headers'
import { serveAssets } from './assets.ts'
import { chatRoutes } from './chat-routes.ts'
import { guard } from './guard.ts'
import type { Rehearsal } from './rehearsal.ts'
import { languageOfRequest, showPage } from './show-page.ts'
import { storyRoutes } from './story-routes.ts'

export interface WebDeps {
  db: Db
  now(): Date
  rehearsal: Rehearsal | null
  /** Host names besides loopback that reach this page. */
  publicHosts: readonly string[]
  /** Reached by https from outside (RASID_PUBLIC_URL): browsers are then told to ask by nothing else. */
  https?: boolean
  /** Where Telegram posts updates, by its own secret; absent with long polling. */
  webhook?: { path: string; handle(request: Request): Promise<Response> } | null
  /** An error that no page expected; its words stay in the log. */
  onError(error: unknown): void
}

/** The page as a Hono app; it listens through `startWeb`. */
export function createWeb(deps: WebDeps): Hono {
  const app = new Hono()
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
  app.use(guard(deps.publicHosts, { host: texts('ar').web.wrongHost, origin: texts('ar').web.refused }))
  serveAssets(app)
  app.get('/healthz', async (context) => {
    await feedCounts(deps.db) // the cheapest question that needs the schema
    return context.json({ ok: true })
  })
  app.route('/', storyRoutes(deps))
  app.route('/chat', chatRoutes(deps.rehearsal))
  app.notFound((context) =>
    showPage(context, 'title', sorry(languageOfRequest(context), 'noSuchPage'), { status: 404 }),
  )
  app.onError((error, context) => {
    deps.onError(error)
    return showPage(context, 'title', sorry(languageOfRequest(context), 'failed'), { status: 500 })
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

function sorry(lang: Lang, text: 'noSuchPage' | 'failed') {
  return html`<p class="empty">${texts(lang).web[text]}</p>`
}
