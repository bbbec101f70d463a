import { z } from '@hono/zod-openapi'

/** An instant in UTC, ISO 8601. */
export const instant = z.iso.datetime().openapi({ example: '2026-11-22T09:00:00.000Z' })
export const tier = z.enum(['core', 'related'])
export const verdict = z.enum(['core', 'related', 'none'])
export const origin = z
  .enum(['archive', 'baseline', 'live'])
  .describe('archive: seeds; baseline: from the first visit to a feed; live: all else')
export const count = z.int().min(0)

export const evidence = z
  .strictObject({
    entity: z.string(),
    alias: z.string().describe('The spelling of the topic that was recognised'),
    surface: z.string().describe('The words of the article'),
    field: z.enum(['title', 'summary', 'text']),
    start: count,
    end: count,
  })
  .describe('Offsets are UTF-16 units: field.slice(start, end) is the surface')
  .openapi('Evidence')

// Numbers that JavaScript and Postgres's bigint both hold whole.
const MOST = 999_999_999_999_999

/** `{id}` of an address. */
export const numberInPath = z.strictObject({
  id: z.coerce
    .number('must be a number')
    .int()
    .min(1)
    .max(MOST)
    .openapi({
      type: 'integer',
      minimum: 1,
      maximum: MOST,
      param: { name: 'id', in: 'path', required: true },
      example: 12,
    }),
})

export const iso = (at: Date): string => at.toISOString()
export const isoOrNull = (at: Date | null): string | null => at?.toISOString() ?? null
