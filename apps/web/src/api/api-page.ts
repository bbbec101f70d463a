import type { OpenAPIHono } from '@hono/zod-openapi'
import { type Lang, texts } from '@rasid/core'
import { Hono } from 'hono'
import { html } from 'hono/html'
import type { WebEnv } from '../access/reader.ts'
import type { Markup } from '../pages/layout.ts'
import { languageOfRequest, showPage } from '../show-page.ts'
import { API_PATH, type ApiOperation, apiDocument, operationsOf } from './api-document.ts'
import type { ApiEnv } from './api-env.ts'

/** `/api`: what programs can read, for the people who write them. Made of the document, so that it cannot lag behind. */
export function apiPageRoutes(api: OpenAPIHono<ApiEnv>): Hono<WebEnv> {
  const app = new Hono<WebEnv>()
  app.get('/', (context) => {
    const lang = languageOfRequest(context)
    return showPage(context, 'title', apiPage(operationsOf(apiDocument(api)), lang), { heading: texts(lang).api.title })
  })
  return app
}

type Operations = ReturnType<typeof operationsOf>

const PROBLEMS = [400, 401, 403, 404, 409, 429, 500] as const

// One of each kind, with words that the shipped topic has.
const QUERIES: Partial<Record<ApiOperation, string>> = {
  listStories: '?tier=core&limit=5',
  searchMatches: '?q=كابولوف&from=7d',
  explainArticle: '?lang=ar',
  listFeeds: '?health=failing',
  readStats: '?days=30',
}
const BODIES: Partial<Record<ApiOperation, string>> = {
  addSaved: '{"name":"kabulov","of":"matches","filters":{"q":"كابولوف"}}',
}
const FOLLOWED = ['stories.atom?tier=core', 'matches.rss?q=كابولوف', 'saved/kabulov.json'].map(
  (one) => `/follow/${one}`,
)

function apiPage(operations: Operations, lang: Lang): Markup {
  const say = texts(lang).api
  const beside = [
    { path: '/metrics', about: say.metrics },
    { path: '/healthz', about: say.health },
    { path: '/readyz', about: say.ready },
  ]
  return html`<h1>${say.title}</h1>
<div class="api">
<p>${say.about}</p>
<p>${say.token}</p>
<p>${say.pagesOf}</p>
<h2>${say.routes}</h2>
<p><a href="${API_PATH}/openapi.json">${say.document}</a></p>
<ul class="routes">${operations.map((one) => routeItem(one, lang))}</ul>
<h2>${say.follow}</h2>
<p>${say.followAbout}</p>
<ul class="routes">${FOLLOWED.map((path) => html`<li>${codeLink(path)}</li>`)}</ul>
<h2>${say.others}</h2>
<ul class="routes">${beside.map(({ path, about }) => html`<li>${codeLink(path)}<p>${about}</p></li>`)}</ul>
<p>${say.sql}</p>
<h2>${say.problems}</h2>
<p>${say.problemsAbout}</p>
<dl>${PROBLEMS.map((status) => html`<div id="problem-${status}"><dt>${status}</dt><dd>${say[`problem${status}`]}</dd></div>`)}</dl>
</div>`
}

function routeItem({ path, method, operation }: Operations[number], lang: Lang): Markup {
  const say = texts(lang).api
  const id = operation.operationId as ApiOperation
  const address = `${API_PATH}${path}`
  const names = (operation.parameters ?? []).flatMap((one) => ('in' in one && one.in === 'query' ? [one.name] : []))
  const takes =
    names.length === 0
      ? ''
      : html`<p class="takes">${say.takes}: ${names.map((name) => html`<code>${name}</code> `)}</p>`
  const example = `${address.replace('{id}', path.startsWith('/topics') ? 'russia-taliban-isis' : '12').replace('{name}', 'kabulov')}${QUERIES[id] ?? ''}`
  return html`<li id="${id}"><h3><code dir="ltr">${method.toUpperCase()} ${address}</code></h3>
<p>${say[id]}</p>${takes}
${method === 'get' ? codeLink(example) : curl(method, example, BODIES[id])}</li>`
}

const codeLink = (path: string): Markup => html`<a href="${path}"><code dir="ltr">${path}</code></a>`

function curl(method: string, path: string, body?: string): Markup {
  const sent = body === undefined ? '' : ` -H "Content-Type: application/json" -d '${body}'`
  const line = `curl -X ${method.toUpperCase()} -H "Authorization: Bearer $TOKEN"${sent} http://localhost:4780${path}`
  return html`<pre dir="ltr"><code>${line}</code></pre>`
}
