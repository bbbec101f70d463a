// The API against its own document: every route is called as a client made from the document would, and every answer is
// held against the schema that the document shows, in which an undocumented field is an error.
import { assignArticle, createToken, loadSeeds, rulesInForce } from '@rasid/operations'
import { schema } from '@rasid/store'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type TestPage, testPage } from '../testing/web-page.ts'

type JsonSchema = Record<string, unknown>
interface Operation {
  operationId: string
  summary: string
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema: { example?: unknown } }[]
  requestBody?: { content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, { description: string; content?: Record<string, { schema: JsonSchema }> }>
}
interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, JsonSchema>; securitySchemes: object }
}

let page: TestPage
let document: Document
let operations: (Operation & { path: string; method: string })[]
let authorization: string
/** A name of a search. */
let saved = 'example'
/** Numbers that are there, for `{id}`. */
let known: Record<string, string>
beforeAll(async () => {
  page = await testPage()
  await loadSeeds({ db: page.db, rules: await rulesInForce(page.db), assign: assignArticle })
  await page.db.insert(schema.feeds).values({ url: 'https://a.example/', outlet: 'أ' })
  const made = await createToken({ db: page.db }, { name: 't', scope: 'operate', actor: 'cli', expiresAt: null })
  authorization = `Bearer ${made.kind === 'created' ? made.secret : ''}`
  const [chat] = await page.db.insert(schema.chats).values({ botId: 1, chatId: 7, kind: 'private' }).returning()
  await page.db.insert(schema.messages).values({ chat: chat?.id ?? 0, kind: 'alert', slot: 's', draft: {} })
  const [story] = await page.db.select().from(schema.stories)
  const [article] = await page.db.select().from(schema.articles)
  const [feed] = await page.db.select().from(schema.feeds)
  known = {
    '/stories/{id}': String(story?.id),
    '/articles/{id}/explanation': String(article?.id),
    '/feeds/{id}': String(feed?.id),
    '/topics/{id}': 'russia-taliban-isis',
  }
  document = (await (await page.get('/api/v1/openapi.json')).json()) as Document
  operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]) => ({ path, method, ...operation })),
  )
})
afterAll(() => page.database.drop())

/** The schema of the document as a check, with the components that it refers to. */
function checkOf(shape: JsonSchema): z.ZodType {
  const text = JSON.stringify({ ...shape, $defs: document.components.schemas })
  return z.fromJSONSchema(JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/')))
}

function schemaOf({ responses }: Operation, answer: Response): JsonSchema | undefined {
  const type = answer.headers.get('content-type')?.split(';')[0] ?? ''
  const response = responses[String(answer.status)]
  expect(response, `status ${answer.status} is documented`).toBeDefined()
  return response?.content?.[type]?.schema
}

const call = (operation: { path: string; method: string }, options: { body?: unknown; query?: string } = {}) => {
  const path = operation.path.replace('{id}', known[operation.path] ?? '999999').replace('{name}', saved)
  return page.app.request(`/api/v1${path}${options.query ?? ''}`, {
    method: operation.method.toUpperCase(),
    headers: { host: 'localhost', authorization, 'content-type': 'application/json' },
    ...(options.body !== undefined && { body: JSON.stringify(options.body) }),
  })
}

it('is an OpenAPI 3.1 document with an id, a summary and described answers for every operation', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(operations.length).toBeGreaterThan(12)
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length)
  for (const { operationId, summary, responses, path, parameters = [] } of operations) {
    expect(summary, operationId).toMatch(/\w/)
    expect(Object.keys(responses).some((status) => status.startsWith('2'))).toBe(true)
    const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(named)
    expect(parameters.filter((one) => one.in === 'path').every(({ required }) => required === true)).toBe(true)
  }
})

it('says of numbers that they are numbers, and between which', () => {
  const typeOf = (id: string, name: string) =>
    operations.find(({ operationId }) => operationId === id)?.parameters?.find((one) => one.name === name)?.schema
  expect(typeOf('listStories', 'limit')).toMatchObject({ type: 'integer', minimum: 1, maximum: 100 })
  expect(typeOf('readStory', 'id')).toMatchObject({ type: 'integer', minimum: 1 })
  expect(typeOf('readStats', 'days')).toMatchObject({ type: 'integer', maximum: 366, default: 7 })
})

it('lets no object of an answer have a field that it does not show', () => {
  const open: string[] = []
  const walk = (shape: unknown, at: string): void => {
    if (typeof shape !== 'object' || shape === null) return
    const { type, properties, additionalProperties } = shape as JsonSchema
    if (type === 'object' && properties !== undefined && additionalProperties !== false) open.push(at)
    for (const [key, value] of Object.entries(shape)) walk(value, `${at}/${key}`)
  }
  walk(document, '')
  expect(open).toEqual([])
})

it('is kept by every operation: good answers', async () => {
  saved += '-' // another name when the test is tried again
  // Names are made before they are listed, and forgotten last.
  for (const method of ['post', 'get', 'delete']) {
    for (const operation of operations.filter((one) => one.method === method)) {
      const body = method === 'post' ? { name: saved, of: 'matches', filters: { q: 'طالبان' } } : undefined
      const answer = await call(operation, { body })
      expect([operation.operationId, answer.ok]).toEqual([operation.operationId, true])
      const shape = schemaOf(operation, answer)
      const text = await answer.text()
      if (answer.status === 204) expect([shape, text]).toEqual([undefined, ''])
      else {
        const checked = checkOf(shape ?? { not: {} }).safeParse(JSON.parse(text))
        expect([operation.operationId, checked.error?.issues ?? []]).toEqual([operation.operationId, []])
        expect(text, `${operation.operationId} says something`).not.toMatch(/^\{"\w+":\[\]/)
      }
    }
  }
})

it('is kept by every operation: problems', async () => {
  for (const operation of operations) {
    const unknown = { ...operation, path: operation.path.replace(/\{\w+\}/, '888888') }
    for (const answer of [await call(unknown, { query: '?nonsense=1' }), await call(unknown, { body: undefined })]) {
      if (answer.ok || answer.status === 304) continue
      const checked = checkOf(schemaOf(operation, answer) ?? {}).safeParse(await answer.json())
      expect([operation.operationId, answer.status, checked.error?.issues ?? []]).toEqual([
        operation.operationId,
        answer.status,
        [],
      ])
    }
  }
})

it('would see a field that the document does not show', () => {
  const feed = checkOf({ $ref: '#/components/schemas/Bilingual' })
  expect(feed.safeParse({ ar: 'أ', en: 'a' }).success).toBe(true)
  expect(feed.safeParse({ ar: 'أ', en: 'a', more: 1 }).success).toBe(false)
})

it('names every parameter that the routes take, with what it means or what it may be', () => {
  const bare = operations.flatMap(({ operationId, parameters = [] }) =>
    parameters
      .filter((one) => one.description === undefined && !('enum' in one.schema) && one.in === 'query')
      .map(({ name }) => `${operationId} ${name}`),
  )
  expect(bare).toEqual([])
})
