import type { Reason } from './reasons.ts'

/** How near an article is to the topic. */
export type Tier = 'core' | 'related'

/** What an article is for a topic. */
export type Verdict = Tier | 'none'

/** The parts of an article that are matched. */
export type Field = 'title' | 'summary' | 'text'

/** Where in an article a mention stands; the opening line of a text without title counts as its title. */
export type Zone = 'title' | 'lead' | 'body'

/** An article as matching sees it: plain text in each field. */
export interface MatchInput {
  title?: string
  summary?: string
  text?: string
  publishedAt?: Date
  lang?: string
}

/** Words that count for an entity. `field.slice(start, end) === surface`, in UTF-16 units. */
export interface Evidence {
  entity: string
  alias: string
  surface: string
  field: Field
  start: number
  end: number
}

/** Words that look like an alias and do not count, with the reason. */
export interface Rejection {
  surface: string
  field: Field
  start: number
  end: number
  reason: Reason
}

export type Mentions = Record<string, { title: number; lead: number; body: number }>

/** The verdict on one article with everything needed to explain it. */
export interface MatchResult {
  tier: Verdict
  score: number
  topic: string
  ruleVersion: string
  evidence: Evidence[]
  rejected: Rejection[]
  mentions: Mentions
  reasons: Reason[]
}
