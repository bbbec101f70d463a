import type { AskedTerm, Evidence } from '@rasid/core'
import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Page } from './keyset.ts'
import type { Db } from './open-store.ts'
import { NEWEST, REACH, type Reach, recentPage } from './recent-page.ts'
import { relevantPage } from './relevant-page.ts'
import { matches } from './schema.ts'
import { isCursorOf } from './search-cursor.ts'

/** A matched article as a list of matches shows it; `matchEvidence` has the words that count. */
export interface FoundMatch {
  articleId: number
  topic: string
  storyId: number | null
  tier: 'core' | 'related'
  score: number
  ruleVersion: string
  final: boolean
  entities: string[]
  title: string
  summary: string
  /** The page's text; only where words were asked for, since a snippet may stand there. */
  body: string | null
  outlet: string
  url: string | null
  lang: string
  origin: 'archive' | 'baseline' | 'live'
  publishedAt: Date | null
  firstSeenAt: Date
}

export interface MatchAsk {
  /** What the text must say (`askedTerms` of @rasid/core); none: any text. */
  terms?: readonly AskedTerm[]
  /** Entities of the topic that must all be in the evidence. */
  entities?: readonly string[]
  outlet?: string
  tier?: 'core' | 'related'
  story?: number
  topic?: string
  origin?: FoundMatch['origin']
  /** By the time at which an article was first seen: what a publisher's clock says decides nothing (invariant 5). */
  from?: Date
  to?: Date
  /** recent: newest first. relevance: by how well the words fit, among the newest that have them; needs `terms`. */
  order?: 'recent' | 'relevance'
  limit: number
  /** `next` of the page before. */
  cursor?: string
}

/**
 * Matches that the ask lets through, a page at a time by keyset: rows that come in between pages neither repeat nor hide
 * one. By relevance the newest that have the words come best first, and after them the rest, newest first. @throws BadCursor
 */
export function matchPage(db: Db, ask: MatchAsk, reach: Reach = REACH): Promise<Page<FoundMatch>> {
  const isRanked = ask.order === 'relevance' && (ask.terms ?? []).length > 0
  const isRest = ask.cursor !== undefined && isCursorOf(NEWEST, ask.cursor)
  return isRanked && !isRest ? relevantPage(db, ask, reach) : recentPage(db, ask, reach)
}

/** The evidence of matches, by `article topic`: its text offsets are into the article's title, summary and body. */
export async function matchEvidence(
  db: Db,
  found: readonly Pick<FoundMatch, 'articleId' | 'topic'>[],
): Promise<Map<string, Evidence[]>> {
  if (found.length === 0) return new Map()
  const rows = await db
    .select({
      articleId: matches.articleId,
      topic: matches.topic,
      evidence: sql<Evidence[] | null>`${matches.result} -> 'evidence'`,
    })
    .from(matches)
    .where(
      and(
        inArray(
          matches.articleId,
          found.map(({ articleId }) => articleId),
        ),
        found.every(({ topic }) => topic === found[0]?.topic) ? eq(matches.topic, found[0]?.topic ?? '') : undefined,
      ),
    )
  return new Map(rows.map(({ articleId, topic, evidence }) => [`${articleId} ${topic}`, evidence ?? []]))
}
