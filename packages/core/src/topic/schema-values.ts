import { z } from 'zod'

// What several parts of a topic file are made of.

export const id = z.string().regex(/^[a-z][a-z0-9-]*$/, 'use small Latin letters, digits and hyphens')
export const phrase = z.string().trim().min(1)
export const day = z.string().regex(/^\d{4}-\d\d-\d\d$/, 'write a day as YYYY-MM-DD')
export const bilingual = z.strictObject({ ar: phrase, en: phrase })
export const weight = z.number().min(0).max(1)
export const undated = z
  .enum(['keep', 'drop'])
  .optional()
  .describe("an article without a date counts as today's, so that since holds and until does not, unless this is given")
