import type { AskedTerm, Evidence } from '@rasid/core'
import { and, arrayContains, desc, eq, gte, lt, type SQL, sql } from 'drizzle-orm'
import { atMicros, micros, type Page, pageOf } from './keyset.ts'
import type { Db } from './open-store.ts'
import { articles, matches } from './schema.ts'
import { readCursor, writeCursor } from './search-cursor.ts'
import { searchQuery } from './search-vector.ts'

/** A matched article as a list of matches shows it. */
export interface FoundMatch {
  articleId: number
  topic: string
  storyId: number | null
  tier: 'core' | 'related'
  score: number
  ruleVersion: string
  final: boolean
  entities: string[]
  evidence: Evidence[]
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

const shown = {
  articleId: matches.articleId,
  topic: matches.topic,
  storyId: matches.storyId,
  tier: matches.tier,
  score: matches.score,
  ruleVersion: matches.ruleVersion,
  final: matches.final,
  entities: matches.entities,
  evidence: sql<Evidence[]>`coalesce(${matches.result} -> 'evidence', '[]')`,
  title: articles.title,
  summary: articles.summary,
  outlet: articles.outlet,
  url: articles.url,
  lang: articles.lang,
  origin: articles.origin,
  publishedAt: articles.publishedAt,
  firstSeenAt: articles.firstSeenAt,
}

/**
 * Matches that the ask lets through, a page at a time by keyset: rows that come in between pages neither repeat nor hide
 * one. @throws BadCursor
 */
export function matchPage(db: Db, ask: MatchAsk): Promise<Page<FoundMatch>> {
  return ask.order === 'relevance' && ask.terms !== undefined && ask.terms.length > 0
    ? relevantPage(db, ask, ask.terms)
    : recentPage(db, ask)
}

function conditions(ask: MatchAsk): (SQL | undefined)[] {
  const { terms = [], entities = [], outlet, tier, story, topic, origin, from, to } = ask
  const query = searchQuery(terms)
  return [
    query && sql`${articles.search} @@ ${query}`,
    entities.length === 0 ? undefined : arrayContains(matches.entities, [...entities]),
    outlet === undefined ? undefined : eq(matches.outlet, outlet),
    tier && eq(matches.tier, tier),
    story === undefined ? undefined : eq(matches.storyId, story),
    topic === undefined ? undefined : eq(matches.topic, topic),
    origin && eq(articles.origin, origin),
    from && gte(matches.seenAt, from),
    to && lt(matches.seenAt, to),
  ]
}

const NEWEST = 'newest'

async function recentPage(db: Db, ask: MatchAsk): Promise<Page<FoundMatch>> {
  const key = ask.cursor === undefined ? undefined : readCursor(NEWEST, ['number', 'number', 'text'], ask.cursor)
  const after =
    key &&
    sql`(${matches.seenAt}, ${matches.articleId}, ${matches.topic}) < (${atMicros(key[0])}, ${key[1]}::bigint, ${key[2]}::text)`
  const hasWords = (ask.terms?.length ?? 0) > 0
  const query = db
    .select({ ...shown, micros: micros(matches.seenAt), body: hasWords ? articles.body : sql<null>`null` })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(and(...conditions(ask), after))
    .orderBy(desc(matches.seenAt), desc(matches.articleId), desc(matches.topic))
    .limit(ask.limit + 1)
  // Planned once a connection where the plan does not hang on the values: half of a page's time is planning.
  const isPlain = !hasWords && (ask.entities ?? []).length === 0
  const found = await (isPlain ? query.prepare('match_page').execute() : query)
  return pageOf(found, ask.limit, ({ micros, articleId, topic }) =>
    writeCursor(NEWEST, [Number(micros), articleId, topic]),
  )
}

/** Ranking reads every text that has the words: of common ones the newest so many, which is what readers look at. */
const MOST_RANKED = 1000
const BEST = 'best'

async function relevantPage(db: Db, ask: MatchAsk, terms: readonly AskedTerm[]): Promise<Page<FoundMatch>> {
  const shape = ['number', 'fraction', 'number', 'number', 'text'] as const
  const key = ask.cursor === undefined ? undefined : readCursor(BEST, shape, ask.cursor)
  const [asOf, ...last] = key ?? []
  // Every page ranks what the first one saw: texts that came since would push others out of the ranked ones.
  const candidates = db
    .select({
      articleId: matches.articleId,
      topic: matches.topic,
      seenAt: matches.seenAt,
      rank: sql<number>`ts_rank_cd(${articles.search}, ${searchQuery(terms)}, 1)::float8`.as('rank'),
      newest: sql<string>`max(${micros(matches.seenAt)}) over ()`.as('newest'),
    })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(and(...conditions(ask), asOf === undefined ? undefined : sql`${matches.seenAt} <= ${atMicros(asOf)}`))
    .orderBy(desc(matches.seenAt), desc(matches.articleId), desc(matches.topic))
    .limit(MOST_RANKED)
    .as('candidates')
  const after =
    key &&
    sql`(${candidates.rank}, ${candidates.seenAt}, ${candidates.articleId}, ${candidates.topic}) < (${last[0]}::float8, ${atMicros(last[1])}, ${last[2]}::bigint, ${last[3]}::text)`
  const found = await db
    .select({
      ...shown,
      body: articles.body,
      rank: candidates.rank,
      newest: candidates.newest,
      micros: micros(matches.seenAt),
    })
    .from(candidates)
    .innerJoin(matches, and(eq(matches.articleId, candidates.articleId), eq(matches.topic, candidates.topic)))
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(after)
    .orderBy(desc(candidates.rank), desc(candidates.seenAt), desc(candidates.articleId), desc(candidates.topic))
    .limit(ask.limit + 1)
  return pageOf(found, ask.limit, ({ newest, rank, micros, articleId, topic }) =>
    writeCursor(BEST, [Number(asOf ?? newest), rank, Number(micros), articleId, topic]),
  )
}
