import { z } from 'zod'
import { condition } from './condition-schema.ts'
import { bilingual, day, id, phrase, undated, weight } from './schema-values.ts'

// The shape of a topic file. Everything that an operator may write is here, with its meaning, since
// the same schema becomes the JSON Schema that editors show while one types.

const aliasRecord = z
  .strictObject({
    text: phrase,
    form: z.enum(['name', 'nisba']).optional().describe('nisba: ي is added in all its endings (روس → روسي, روسية …)'),
    article: z
      .enum(['none', 'optional'])
      .optional()
      .describe('whether ال may stand before it; an alias written with ال keeps it'),
    prefix: z.enum(['all', 'conjunction', 'none']).optional().describe('which clitics may be glued to it (و ف ب ك ل)'),
    gap: z
      .enum(['any', 'space'])
      .optional()
      .describe('any: quotes, parentheses and hyphens may stand between its words'),
    deny: z.array(phrase).optional().describe('surfaces that are never this alias'),
    cue: id.optional().describe('name of the cue list that decides an ambiguous mention'),
    anchor: z.array(id).optional().describe('the article must name one of these entities as well'),
    unless: z.array(id).optional().describe('not when the article names one of these entities'),
    since: day.optional().describe('only in articles published on or after this day'),
    until: day.optional().describe('only in articles published before this day'),
    undated,
    why: phrase.optional(),
  })
  .meta({ id: 'Alias' })

export const aliasSchema = z.union([phrase, aliasRecord])

const entity = z.strictObject({
  title: bilingual,
  kind: z
    .enum(['name', 'cue'])
    .default('name')
    .describe('cue: words that only support a rule; they never take a span from a name'),
  aliases: z.array(aliasSchema).min(1),
  yields: z
    .strictObject({ to: id, more: id, than: id })
    .optional()
    .describe('ambiguous mentions belong to another entity where that one is named and `more` outnumbers `than`'),
})

const cueStep = z.strictObject({
  verdict: z.enum(['accept', 'refuse']),
  side: z.enum(['before', 'after']),
  within: z.number().int().min(1).max(6).default(1),
  behind: z.array(phrase).default([]).describe('the word next to the mention must be one of these, then words count'),
  words: z.array(phrase).default([]),
  starts: z.array(phrase).default([]),
  endings: z.array(phrase).default([]),
  except: z.array(phrase).default([]).describe('words that the step leaves alone'),
  except_endings: z.array(phrase).default([]).describe('endings of words that the step leaves alone'),
  match: z
    .enum(['either', 'both'])
    .default('either')
    .describe('both: a word must have one of the starts and one of the endings'),
  letters: z.number().int().min(1).default(1).describe('shortest word that starts and endings look at'),
  reason: bilingual.describe('said with the word that decided: two students: جامعيان'),
})

const cue = z.strictObject({
  steps: z.array(cueStep).describe('the first step that applies decides'),
  anchor: z.array(id).default([]).describe('if no step applies, the article must name one of these entities'),
  no_anchor: bilingual.optional().describe('said when none of them is there'),
})

const rule = z.strictObject({
  id,
  tier: z.enum(['core', 'related']),
  title: bilingual,
  all: z.array(condition).min(1),
})

const damping = z
  .strictObject({
    id,
    title: bilingual,
    entity: id,
    list: z.strictObject({ of: z.array(id).min(1), at_least: z.number().int().min(2) }).optional(),
    near: z
      .strictObject({
        entity: id,
        words: z.number().int().min(1),
        side: z.enum(['before', 'after', 'either']).default('either').describe('where the other entity stands'),
        begins: z.boolean().optional().describe('the other entity begins the sentence, at any distance'),
      })
      .optional(),
    weight,
    alone: z.boolean().optional().describe('only where the article names the entity nowhere else'),
    except: z.array(z.enum(['title', 'lead', 'body'])).default([]),
  })
  .refine((value) => (value.list === undefined) !== (value.near === undefined), 'give either list or near')

const reading = z.strictObject({
  id,
  title: bilingual,
  entity: id.describe('a mention of this entity or group …'),
  as: id.describe('… stands for this entity as well'),
  after: z
    .strictObject({ entity: id, words: z.number().int().min(1).max(6) })
    .describe('where this entity stands at most so many words before it, with no other name between'),
  cue: id.optional().describe('a cue list whose refusals hold here too'),
  since: day.optional(),
  until: day.optional(),
  undated,
})

const caseSchema = z.strictObject({
  title: phrase.optional(),
  summary: phrase.optional(),
  text: phrase.optional(),
  published: day.optional(),
  expect: z.enum(['core', 'related', 'none']),
  why: phrase,
})

export const casesSchema = z.strictObject({ cases: z.array(caseSchema) })

export const topicSchema = z.strictObject({
  $schema: z.string().optional(),
  id,
  version: z.number().int().min(1),
  title: bilingual,
  languages: z.array(z.enum(['ar', 'fa', 'ur', 'ps', 'other'])).min(1),
  entities: z.record(id, entity),
  groups: z.record(id, z.array(id).min(1)).default({}),
  masks: z.array(phrase).default([]).describe('spans that are no mention of anybody, such as (المحظورة في روسيا)'),
  boilerplate: z
    .array(phrase)
    .default([])
    .describe('titles of link lists inside pages; what follows is not the article'),
  cues: z.record(id, cue).default({}),
  readings: z.array(reading).default([]).describe('names that stand for somebody else as well, at a time'),
  ended: z
    .array(z.strictObject({ entity: id, until: day }))
    .default([])
    .describe('an article without a date that names the entity was written before that day'),
  damping: z.array(damping).default([]),
  rules: z.array(rule).min(1).describe('the first rule that holds gives the tier; core rules stand first'),
  cases: z.array(caseSchema).default([]).describe('many cases stand better in <id>.cases.yaml beside the file'),
})

export type TopicSource = z.infer<typeof topicSchema>
export type AliasSource = z.infer<typeof aliasSchema>
export type AliasRecord = z.infer<typeof aliasRecord>
export type TopicCase = z.infer<typeof caseSchema>
export type CueSource = z.infer<typeof cue>
export type CueStep = z.infer<typeof cueStep>
export type RuleSource = z.infer<typeof rule>
export type ReadingSource = z.infer<typeof reading>
export type DampingSource = z.infer<typeof damping>

/** The alias with its keys, whichever of the two ways it was written in. */
export function aliasRecordOf(alias: AliasSource): AliasRecord {
  return typeof alias === 'string' ? { text: alias } : alias
}
export type Bilingual = z.infer<typeof bilingual>
