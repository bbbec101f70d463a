import { type Page, pageOf } from './keyset.ts'
import type { FoundMatch, MatchAsk } from './match-page.ts'
import type { Bounds, Place } from './match-parts.ts'
import { EVERYTHING, type Ranked, rankedPage, type Walked, walkedPage } from './match-sql.ts'
import type { Db } from './open-store.ts'
import { fewOf, matchOf, newestCursor, type Reach, recentPage } from './recent-page.ts'
import { run } from './run-statement.ts'
import { readCursor, writeCursor } from './search-cursor.ts'

const LIST = 'best'
const PLACE = ['number', 'number', 'text'] as const
/** Whether candidates were walked to, the newest and the oldest of them, and the rank and place of the page's last. */
const KEY = ['number', ...PLACE, ...PLACE, 'fraction', ...PLACE] as const

const valuesOf = ({ micros, articleId, topic }: Place) => [micros, articleId, topic]
const placeAt = (key: readonly (string | number)[], at: number): Place => ({
  micros: Number(key[at]),
  articleId: Number(key[at + 1]),
  topic: String(key[at + 2]),
})

interface Earlier {
  walked: boolean
  span: Required<Pick<Bounds, 'newest' | 'oldest'>>
  after: Place & { rank: number }
}

function earlierOf(cursor: string): Earlier {
  const key = readCursor(LIST, KEY, cursor)
  return {
    walked: key[0] === 1,
    span: { newest: placeAt(key, 1), oldest: placeAt(key, 4) },
    after: { rank: Number(key[7]), ...placeAt(key, 8) },
  }
}

/**
 * Matches by how well the words fit. Ranked are the newest `reach.ranked` that have the words, since ranking reads each
 * text; a cursor holds later pages to what the first one ranked. After them come the rest, newest first.
 */
export async function relevantPage(db: Db, ask: MatchAsk, reach: Reach): Promise<Page<FoundMatch>> {
  const earlier = ask.cursor === undefined ? undefined : earlierOf(ask.cursor)
  const isWalk = earlier ? earlier.walked : await isCommon(db, ask, reach)
  const few = isWalk ? null : await fewOf(db, ask, reach.few)
  const limits = earlier ? { most: EVERYTHING, reach: EVERYTHING } : { most: reach.ranked, reach: reach.rankedWalk }
  const how = { after: earlier?.after, needed: ask.limit + 1, few, ...limits }
  const found = await run<Ranked>(db, rankedPage(ask, earlier?.span ?? {}, how))
  const { newest = null, oldest = null } = earlier?.span ?? found
  const { rows, next } = pageOf(found.rows, ask.limit, ({ rank = 0, ...place }) => {
    const span = newest && oldest ? [...valuesOf(newest), ...valuesOf(oldest)] : []
    return writeCursor(LIST, [few === null ? 1 : 0, ...span, rank, ...valuesOf(place)])
  })
  const isAll = few === null ? !earlier && found.looked < reach.rankedWalk : found.ranked < reach.ranked
  const page = { rows: rows.map(matchOf), next }
  return next !== null || isAll ? page : withRest(db, ask, { page, oldest, reach })
}

/** Whether a short walk finds the words often enough that a longer one is less work than the inverted index. */
async function isCommon(db: Db, ask: MatchAsk, { walk, promising }: Reach): Promise<boolean> {
  const near = await run<Walked>(db, walkedPage(ask, {}, { needed: promising, reach: walk }))
  return near.rows.length >= promising || near.looked < walk
}

/** The last page of a ranking, filled up by what follows the last ranked match. */
async function withRest(
  db: Db,
  { cursor: _, ...ask }: MatchAsk,
  { page, oldest, reach }: { page: Page<FoundMatch>; oldest: Place | null; reach: Reach },
): Promise<Page<FoundMatch>> {
  const room = ask.limit - page.rows.length
  const cursor = oldest && newestCursor(oldest)
  const rest = await recentPage(db, { ...ask, limit: Math.max(1, room), ...(cursor && { cursor }) }, reach)
  if (room > 0) return { rows: [...page.rows, ...rest.rows], next: rest.next }
  return { rows: page.rows, next: rest.rows.length > 0 ? cursor : null }
}
