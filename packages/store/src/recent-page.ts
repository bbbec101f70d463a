import { type Page, pageOf } from './keyset.ts'
import type { FoundMatch, MatchAsk } from './match-page.ts'
import type { Place } from './match-parts.ts'
import {
  EVERYTHING,
  type Few,
  fewPage,
  plainPage,
  probes,
  type RawMatch,
  type Walked,
  walkedPage,
} from './match-sql.ts'
import type { Db } from './open-store.ts'
import { run, runRows } from './run-statement.ts'
import { readCursor, writeCursor } from './search-cursor.ts'

/** How far the ways of finding a page go; tests make them short. */
export interface Reach {
  /** Matches that are looked at first, from the newest on: a page is full there of what one text in twenty-five has. */
  walk: number
  /** A walk that found so many goes on for `longWalk`: that is less work than asking the inverted index for something common. */
  promising: number
  longWalk: number
  /** So many articles are sorted sooner than an index is walked until a page is full. */
  few: number
  /** Ranking reads texts: those of the newest so many, among `rankedWalk` along the index when the words are common. */
  ranked: number
  rankedWalk: number
}
export const REACH: Reach = { walk: 500, promising: 4, longWalk: 2500, few: 2000, ranked: 200, rankedWalk: 2000 }

// A second walk as long as the first is enough when the first found twice what is still needed.
const SURE = 2

/** What cursors of lists in the order of time are named. */
export const NEWEST = 'newest'

/** A page of matches, newest first. @throws BadCursor */
export async function recentPage(db: Db, ask: MatchAsk, reach: Reach): Promise<Page<FoundMatch>> {
  const key = ask.cursor === undefined ? undefined : readCursor(NEWEST, ['number', 'number', 'text'], ask.cursor)
  const after = key && { micros: Number(key[0]), articleId: Number(key[1]), topic: String(key[2]) }
  const needed = ask.limit + 1
  const rows = isPlain(ask)
    ? await runRows<RawMatch>(db, plainPage(ask, { after }, needed))
    : await checkedRows(db, ask, { after, needed, reach })
  const page = pageOf(rows, ask.limit, newestCursor)
  return { ...page, rows: page.rows.map(matchOf) }
}

const isPlain = ({ terms = [], entities = [], origin }: MatchAsk) =>
  terms.length === 0 && entities.length === 0 && origin === undefined
/** The cursor of what is older than a place. */
export const newestCursor = ({ micros, articleId, topic }: Place) => writeCursor(NEWEST, [micros, articleId, topic])

/**
 * What is common fills a page within a short walk from the newest on; what is rare the inverted index knows. The planner
 * guesses badly between the two (a word that nobody said costs it a look at everything), so both are tried in this order.
 */
async function checkedRows(
  db: Db,
  ask: MatchAsk,
  { after, needed, reach }: { after: Place | undefined; needed: number; reach: Reach },
): Promise<RawMatch[]> {
  let rows: RawMatch[] = []
  let from = after
  /** Goes on where the walk before ended. @returns whether the page is whole */
  const walk = async (length: number): Promise<boolean> => {
    const how = { needed: needed - rows.length, reach: length }
    const walked = await run<Walked>(db, walkedPage(ask, { after: from }, how))
    rows = [...rows, ...walked.rows]
    from = walked.end ?? from
    return rows.length >= needed || walked.looked < length
  }
  if (await walk(reach.walk)) return rows
  const isNear = (needed - rows.length) * SURE <= rows.length
  if (rows.length >= reach.promising && (await walk(isNear ? reach.walk : reach.longWalk))) return rows
  const few = await fewOf(db, ask, reach.few)
  if (few !== null) return (await run<{ rows: RawMatch[] }>(db, fewPage(few, { after }, needed))).rows
  await walk(EVERYTHING)
  return rows
}

/** The articles among which all that is asked for must be, when they are few; else null. */
export async function fewOf(db: Db, ask: MatchAsk, most: number): Promise<Few | null> {
  for (const { statement, left } of probes(ask, most + 1)) {
    const { ids } = await run<{ ids: number[] }>(db, statement)
    if (ids.length <= most) return { ids, ask: left }
  }
  return null
}

const dateOf = (micros: number) => new Date(Math.floor(micros / 1000))

/** A row of a statement as readers get it. Named one by one: copying what is left of an object is slow. */
export function matchOf(row: RawMatch): FoundMatch {
  const { articleId, topic, storyId, tier, score, ruleVersion, final, entities, title, summary, outlet, url } = row
  return {
    ...{ articleId, topic, storyId, tier, score, ruleVersion, final, entities, title, summary, outlet, url },
    body: row.body ?? null,
    lang: row.lang,
    origin: row.origin,
    publishedAt: row.publishedMicros === null ? null : dateOf(row.publishedMicros),
    firstSeenAt: dateOf(row.micros),
  }
}
