import { searchDate } from '@rasid/core'
import { z } from 'zod'
import type { StoryFilters } from './list-stories.ts'
import type { SearchInput } from './search-matches.ts'

const LONGEST_TEXT = 500
const LONGEST_NAME = 200
const MOST_ENTITIES = 10

const name = z.string().trim().min(1).max(LONGEST_NAME)

/**
 * A search as an address writes it: what the API, feeds out, saved searches and their command take. Every value is text,
 * since an address has nothing else.
 */
export const searchParams = z.strictObject({
  q: z
    .string()
    .max(LONGEST_TEXT)
    .optional()
    .describe(
      'Words, all of them, in any spelling; "a phrase", prefix*, -excluded, and filters such as outlet:… or entity:…',
    ),
  entity: z
    .union([name, z.array(name).max(MOST_ENTITIES)])
    .optional()
    .describe('Entity of the topic by id, title or alias; several must all be named'),
  outlet: name.optional().describe('Publisher, exactly as listed'),
  tier: z.enum(['core', 'related']).optional(),
  story: z
    .string()
    .regex(/^[1-9]\d{0,14}$/)
    .optional()
    .describe('Number of a story'),
  topic: name.optional().describe('Id of a topic'),
  origin: z
    .enum(['archive', 'baseline', 'live'])
    .optional()
    .describe('archive: seeds; baseline: from the first visit to a feed; live: all else'),
  from: z.string().max(40).optional().describe('First seen since: 2026-11-01, an ISO 8601 instant, or 24h, 7d'),
  to: z.string().max(40).optional().describe('First seen before, in the same forms; a day is included'),
  order: z.enum(['recent', 'relevance']).optional().describe('relevance needs q; recent by default'),
})

/** The same for stories, which have one order. */
export const storyParams = searchParams.omit({ story: true, order: true })

/** One parameter that says nothing that can be looked for. */
export interface BadParam {
  name: string
  problem: string
}

export type ReadParams = { kind: 'input'; input: SearchInput } | { kind: 'bad'; problems: BadParam[] }

/** The search that an address asks for. Unlike a text that a person types, nothing is left aside: what cannot be read is told. */
export function searchInputOf(params: unknown, now: Date): ReadParams {
  const read = searchParams.safeParse(params)
  if (!read.success) return { kind: 'bad', problems: read.error.issues.flatMap(problemsOf) }
  const { q, entity, story, from, to, ...same } = read.data
  const dates = { from: from && searchDate(from, { now }), to: to && searchDate(to, { now, end: true }) }
  const problems = (['from', 'to'] as const).flatMap((one) =>
    dates[one] === null
      ? [{ name: one, problem: 'is no date: write 2026-11-01, an ISO 8601 instant, or 24h, 7d' }]
      : [],
  )
  if (problems.length > 0) return { kind: 'bad', problems }
  const input: SearchInput = {
    ...(Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined)) as Partial<SearchInput>),
    ...(q?.trim() && { text: q }),
    ...(entity !== undefined && { entities: [entity].flat() }),
    ...(story !== undefined && { story: Number(story) }),
    ...(dates.from && { from: dates.from }),
    ...(dates.to && { to: dates.to }),
  }
  return { kind: 'input', input }
}

export type ReadStoryParams = { kind: 'filters'; filters: StoryFilters } | { kind: 'bad'; problems: BadParam[] }

/** The stories that an address asks for. */
export function storyFiltersOf(params: unknown, now: Date): ReadStoryParams {
  const fits = storyParams.safeParse(params)
  if (!fits.success) return { kind: 'bad', problems: fits.error.issues.flatMap(problemsOf) }
  const read = searchInputOf(params, now)
  if (read.kind === 'bad') return read
  const { origin, story: _, order: __, ...filters } = read.input
  return { kind: 'filters', filters: { ...filters, ...(origin && { origins: [origin] }) } }
}

function problemsOf(issue: z.core.$ZodIssue): BadParam[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({ name: key, problem: 'is no parameter of a search' }))
  return [{ name: String(issue.path[0] ?? ''), problem: issue.message }]
}
