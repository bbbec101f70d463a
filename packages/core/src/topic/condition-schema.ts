import { z } from 'zod'
import type { Period } from './period.ts'
import { day, id, undated } from './schema-values.ts'

const zone = z.enum(['title', 'lead', 'top', 'opening', 'body', 'any'])

/** One condition of a tier rule; every key that is present must hold. */
export interface Condition {
  named?: string | undefined
  together?: string[] | undefined
  paired?: string[] | undefined
  salient?: string | undefined
  dense?: string | undefined
  outweighs?: { entity: string; other: string; times: number } | undefined
  zone: 'title' | 'lead' | 'top' | 'opening' | 'body' | 'any'
  at_least: number
  words?: number | undefined
  across?: boolean | undefined
  clause?: boolean | undefined
  half?: boolean | undefined
  speech?: boolean | undefined
  listed: 'count' | 'ignore'
  shorter_than?: number | undefined
  untitled?: boolean | undefined
  published?: Period | undefined
  all?: Condition[] | undefined
  any?: Condition[] | undefined
  none?: Condition[] | undefined
}

export const condition: z.ZodType<Condition> = z
  .strictObject({
    named: id.optional().describe('the entity is mentioned at_least times in the zone'),
    together: z
      .array(id)
      .min(2)
      .optional()
      .describe('all stand in one sentence (or within `words` words), at_least times'),
    paired: z
      .array(id)
      .length(2)
      .optional()
      .describe('both are coordinated: موسكو وكابل, بين موسكو وكابل, روسيا مع أفغانستان'),
    salient: id.optional().describe('its salience score reaches at_least'),
    dense: id.optional().describe('at_least mentions per 1,000 words; texts under 250 words pass'),
    outweighs: z
      .strictObject({ entity: id, other: id, times: z.number().positive().default(1) })
      .optional()
      .describe('the entity has at least `times` as many mentions as the other'),
    zone: zone.default('any').describe('top is title and lead; opening is the title and the first sentence'),
    at_least: z.number().positive().default(1),
    words: z.number().int().positive().optional(),
    across: z
      .boolean()
      .optional()
      .describe('together: the headline and the first sentence after it count as one sentence'),
    clause: z
      .boolean()
      .optional()
      .describe('together: in one clause of a sentence, with no «، و», فيما or التي between'),
    half: z
      .boolean()
      .optional()
      .describe('together: in one half of a headline, with no «..», comma, semicolon or bar between'),
    speech: z
      .boolean()
      .optional()
      .describe('together: the first speaks in the first sentence, and the others stand in what he goes on to say'),
    listed: z.enum(['count', 'ignore']).default('ignore').describe('ignore: damped mentions do not count'),
    shorter_than: z.number().int().positive().optional().describe('the article has fewer words'),
    untitled: z.boolean().optional().describe('whether the article lacks a headline'),
    published: z.strictObject({ since: day.optional(), until: day.optional(), undated }).optional(),
    get all() {
      return z.array(condition).min(1).optional()
    },
    get any() {
      return z.array(condition).min(1).optional()
    },
    get none() {
      return z.array(condition).min(1).optional()
    },
  })
  .meta({ id: 'Condition' })
