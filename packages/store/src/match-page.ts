import type { AskedTerm, Evidence } from '@rasid/core'
import { and, eq, inArray, type Placeholder, sql } from 'drizzle-orm'
import { PgDialect } from 'drizzle-orm/pg-core'
import type postgres from 'postgres'
import { type Page, pageOf } from './keyset.ts'
import {
  EVERYTHING,
  fewPage,
  plainPage,
  probe,
  type RawMatch,
  rankedPage,
  type Span,
  type Statement,
  walkedPage,
} from './match-sql.ts'
import type { Db } from './open-store.ts'
import { matches } from './schema.ts'
import { readCursor, writeCursor } from './search-cursor.ts'

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
 * one. @throws BadCursor
 */
export function matchPage(db: Db, ask: MatchAsk): Promise<Page<FoundMatch>> {
  return ask.order === 'relevance' && (ask.terms ?? []).length > 0 ? relevantPage(db, ask) : recentPage(db, ask)
}

/** Of a word that one text in thirty has, a walk of this length finds a page; beyond it the inverted index is asked. */
const WALK = 500
/** A walk that found so many goes on this far: that is as much work as asking the inverted index for something common. */
const PROMISING = 4
const LONG_WALK = 4000
/** So many articles are sorted sooner than an index is walked until a page is full. */
const FEW = 2000
const NEWEST = 'newest'

async function recentPage(db: Db, ask: MatchAsk): Promise<Page<FoundMatch>> {
  const key = ask.cursor === undefined ? undefined : readCursor(NEWEST, ['number', 'number', 'text'], ask.cursor)
  const after = key && { micros: Number(key[0]), articleId: Number(key[1]), topic: String(key[2]) }
  const rows = ask.limit + 1
  const found = isPlain(ask)
    ? { rows: await runRows<RawMatch>(db, plainPage(ask, after, rows)) }
    : await checkedRows(db, ask, { after, rows })
  const page = pageOf(found.rows, ask.limit, ({ micros, articleId, topic }) =>
    writeCursor(NEWEST, [micros, articleId, topic]),
  )
  return { ...page, rows: page.rows.map(matchOf) }
}

const isPlain = ({ terms = [], entities = [], origin }: MatchAsk) =>
  terms.length === 0 && entities.length === 0 && origin === undefined

/**
 * What is common fills a page within a short walk from the newest on; what is rare the inverted index knows. The planner
 * guesses badly between the two (a word that nobody said costs it a look at everything), so both are tried in this order.
 */
async function checkedRows(
  db: Db,
  ask: MatchAsk,
  { after, rows }: { after: Parameters<typeof plainPage>[1]; rows: number },
): Promise<Rows> {
  const near = await run<Rows>(db, walkedPage(ask, after, { rows, reach: WALK }))
  if (near.rows.length === rows) return near
  if (near.rows.length >= PROMISING) {
    const further = await run<Rows>(db, walkedPage(ask, after, { rows, reach: LONG_WALK }))
    if (further.rows.length === rows) return further
  }
  const ids = await fewIds(db, ask)
  return run<Rows>(
    db,
    ids === null ? walkedPage(ask, after, { rows, reach: EVERYTHING }) : fewPage(ask, after, { rows, ids }),
  )
}

/** The articles that have the words or the entities, when they are few; else null. */
async function fewIds(db: Db, ask: MatchAsk): Promise<number[] | null> {
  const asked = probe(ask, FEW + 1)
  if (asked === null) return null
  const { ids } = await run<{ ids: number[] }>(db, asked)
  return ids.length > FEW ? null : ids
}

/** Ranking reads every text that has the words: of common ones the newest so many, which is what readers look at. */
const MOST_RANKED = 300
const RANKED_REACH = 5000
const BEST = 'best'
const BEST_KEY = ['number', 'number', 'fraction', 'number', 'number', 'text'] as const

async function relevantPage(db: Db, ask: MatchAsk): Promise<Page<FoundMatch>> {
  const key = ask.cursor === undefined ? undefined : readCursor(BEST, BEST_KEY, ask.cursor)
  const later = key && {
    span: { newest: Number(key[0]), oldest: Number(key[1]) },
    after: { rank: Number(key[2]), micros: Number(key[3]), articleId: Number(key[4]), topic: String(key[5]) },
  }
  const how = { rows: ask.limit + 1, ids: await fewIds(db, ask), most: MOST_RANKED, reach: RANKED_REACH }
  const found = await run<Rows & Span>(db, rankedPage(ask, later, how))
  const { newest, oldest } = later?.span ?? found
  const page = pageOf(found.rows, ask.limit, ({ rank = 0, micros, articleId, topic }) =>
    writeCursor(BEST, [newest, oldest, rank, micros, articleId, topic]),
  )
  return { ...page, rows: page.rows.map(matchOf) }
}

interface Rows {
  rows: RawMatch[]
}

function matchOf({ micros, rank: _, publishedAt, ...match }: RawMatch): FoundMatch {
  return {
    ...match,
    publishedAt: publishedAt === null ? null : new Date(publishedAt),
    firstSeenAt: new Date(Math.floor(micros / 1000)),
  }
}

/** A statement as Postgres takes it: its text, and the placeholders in the order of their numbers. */
interface Written {
  text: string
  names: string[]
}
const written = new Map<string, Written>()
const dialect = new PgDialect()

function writtenOf({ shape, body }: Statement): Written {
  const known = written.get(shape)
  if (known !== undefined) return known
  const { sql: text, params } = dialect.sqlToQuery(body)
  const one = { text, names: params.map((param) => (param as Placeholder).name) }
  written.set(shape, one)
  return one
}

type Driven = Db & { $client?: postgres.Sql }

// Straight to the driver where there is one: writing a statement anew and mapping its values costs more than the page.
async function runRows<Row>(db: Driven, statement: Statement): Promise<Row[]> {
  if (db.$client === undefined) {
    const query = db.select({ rows: sql`coalesce(json_agg(p), '[]')` }).from(sql`(${statement.body}) as p`)
    const [row] = await query.prepare('match_page').execute(statement.values)
    return row?.rows as Row[]
  }
  const { text, names } = writtenOf(statement)
  const values = names.map((name) => statement.values[name] as string)
  return [...(await db.$client.unsafe<(Row & object)[]>(text, values, { prepare: true }))]
}

async function run<Found>(db: Driven, statement: Statement): Promise<Found> {
  const [row] = await runRows<{ page: Found }>(db, statement)
  return row?.page as Found
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
