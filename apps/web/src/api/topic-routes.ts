import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { CompiledTopic } from '@rasid/core'
import { rulesInForce } from '@rasid/operations'
import type { ApiDeps, ApiEnv } from './api-env.ts'
import { tier } from './fields.ts'
import { notFound, problems } from './problem.ts'

const bilingual = z.strictObject({ ar: z.string(), en: z.string() }).openapi('Bilingual')

const topicFields = {
  id: z.string(),
  title: bilingual,
  ruleVersion: z.string().describe('Names the file and the operators’ edits together; every match names it'),
}

const topicSchema = z
  .strictObject({
    ...topicFields,
    languages: z.array(z.string()),
    entities: z.array(
      z.strictObject({
        id: z.string(),
        title: bilingual,
        kind: z.enum(['name', 'cue']).describe('cue: words that only support a rule'),
        aliases: z.array(z.string()),
      }),
    ),
    rules: z
      .array(z.strictObject({ id: z.string(), title: bilingual, tier }))
      .describe('The first rule that holds gives the tier'),
  })
  .openapi('Topic')

const list = createRoute({
  method: 'get',
  path: '/topics',
  operationId: 'listTopics',
  responses: {
    200: {
      description: 'The topics that are watched',
      content: { 'application/json': { schema: z.strictObject({ topics: z.array(z.strictObject(topicFields)) }) } },
    },
    ...problems(),
  },
})

const read = createRoute({
  method: 'get',
  path: '/topics/{id}',
  operationId: 'readTopic',
  request: {
    params: z.strictObject({
      id: z
        .string()
        .max(100)
        .openapi({ param: { name: 'id', in: 'path' }, example: 'russia-taliban-isis' }),
    }),
  },
  responses: {
    200: { description: 'A topic as it is in force', content: { 'application/json': { schema: topicSchema } } },
    ...problems(404),
  },
})

/** `/topics` and `/topics/{id}`: the rules in force, the operators' edits included. */
export function topicRoutes(app: OpenAPIHono<ApiEnv>, { db }: ApiDeps): void {
  app.openapi(list, async (context) => {
    const { topics } = await rulesInForce(db)
    return context.json({ topics: topics.map(({ id, title, version }) => ({ id, title, ruleVersion: version })) }, 200)
  })
  app.openapi(read, async (context) => {
    const { id } = context.req.valid('param')
    const topic = (await rulesInForce(db)).topics.find((one) => one.id === id)
    if (topic === undefined) throw notFound(`topic ${id}`)
    return context.json(topicOf(topic), 200)
  })
}

function topicOf({ id, title, version, source }: CompiledTopic): z.infer<typeof topicSchema> {
  const entities = Object.entries(source.entities).map(([name, entity]) => ({
    ...{ id: name, title: entity.title, kind: entity.kind },
    aliases: entity.aliases.map((alias) => (typeof alias === 'string' ? alias : alias.text)),
  }))
  const rules = source.rules.map((rule) => ({ id: rule.id, title: rule.title, tier: rule.tier }))
  return { id, title, ruleVersion: version, languages: source.languages, entities, rules }
}
