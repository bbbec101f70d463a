import type { OpenAPIHono } from '@hono/zod-openapi'
import { texts } from '@rasid/core'
import type { ApiEnv } from './api-env.ts'

/** Where the API is mounted. A change that breaks a client gets another number beside this one. */
export const API_PATH = '/api/v1'

type ApiDocument = ReturnType<OpenAPIHono<ApiEnv>['getOpenAPI31Document']>

/** The OpenAPI document, made of the same schemas that check requests; what each route is for is said in English. */
export function apiDocument(app: OpenAPIHono<ApiEnv>): ApiDocument {
  const say = texts('en').api
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Rasid', version: '1', description: say.about },
    servers: [{ url: API_PATH }],
    security: [{ token: [] }, {}],
  })
  document.components = {
    ...document.components,
    securitySchemes: { token: { type: 'http', scheme: 'bearer', description: say.token } },
  }
  for (const { operation } of operationsOf(document)) operation.summary = say[operation.operationId as ApiOperation]
  return document
}

/** Every operation of the document, in the order of the routes. */
export function operationsOf(document: ApiDocument) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    (['get', 'post', 'delete'] as const).flatMap((method) => {
      const operation = item[method]
      return operation === undefined ? [] : [{ path, method, operation }]
    }),
  )
}

/** The `operationId`s: each has a text of its own in @rasid/core. */
export type ApiOperation =
  | 'listStories'
  | 'readStory'
  | 'searchMatches'
  | 'explainArticle'
  | 'listFeeds'
  | 'readFeed'
  | 'listTopics'
  | 'readTopic'
  | 'countMessages'
  | 'readStats'
  | 'listSaved'
  | 'addSaved'
  | 'removeSaved'
