import type { AskedTerm } from '@rasid/core'
import { type Page, pageOf } from './keyset.ts'
import { EVERYTHING } from './match-sql.ts'
import type { Db } from './open-store.ts'
import { fewOf } from './recent-page.ts'
import { fetchedRows, run } from './run-statement.ts'
import { readCursor, writeCursor } from './search-cursor.ts'
import type { Story } from './stories.ts'
import { type RawStory, type StoryPlace, storiesAmong, type WalkedStories, walkedStories } from './story-sql.ts'

export interface StoryPageAsk {
  /** Only stories of this tier. */
  tier?: Story['tier']
  topic?: string
  origins?: readonly Story['origin'][]
  /** By the time of the story's newest article: from included, to excluded. */
  from?: Date
  to?: Date
  /** What one article of the story must be: of this outlet, about these entities, saying these words. */
  outlet?: string
  entities?: readonly string[]
  terms?: readonly AskedTerm[]
  limit: number
  /** `next` of the page before. */
  cursor?: string
}

/** How far the ways of finding a page go, as in `matchPage`; a story has a few articles, each of which is looked at. */
export interface StoryReach {
  walk: number
  promising: number
  longWalk: number
  few: number
}
const REACH: StoryReach = { walk: 200, promising: 4, longWalk: 1000, few: 2000 }

const LIST = 'stories'

/**
 * Stories, the one with the newest article first, a page at a time by keyset. A story that grows while somebody turns
 * pages moves to the top of the first one. `storiesToTell` reads their articles. @throws BadCursor
 */
export async function storyPage(db: Db, ask: StoryPageAsk, reach: StoryReach = REACH): Promise<Page<Story>> {
  const key = ask.cursor === undefined ? undefined : readCursor(LIST, ['number', 'number'], ask.cursor)
  const after = key && { micros: Number(key[0]), id: Number(key[1]) }
  const found = await rowsOf(db, ask, { after, needed: ask.limit + 1, reach })
  const { rows, next } = pageOf(found, ask.limit, ({ micros, id }) => writeCursor(LIST, [micros, id]))
  return { rows: rows.map(storyOf), next }
}

async function rowsOf(
  db: Db,
  ask: StoryPageAsk,
  { after, needed, reach }: { after: StoryPlace | undefined; needed: number; reach: StoryReach },
): Promise<RawStory[]> {
  let rows: RawStory[] = []
  let from = after
  /** Goes on where the walk before ended. @returns whether the page is whole */
  const walk = async (length: number): Promise<boolean> => {
    const how = { needed: needed - rows.length, reach: length }
    const walked = await run<WalkedStories>(db, walkedStories(ask, from, how))
    rows = [...rows, ...walked.rows]
    from = walked.end ?? from
    return rows.length >= needed || walked.looked < length
  }
  // Without a question about its articles a page is as long as the walk.
  if (await walk(asksOfArticles(ask) ? reach.walk : fetchedRows(needed))) return rows
  if (rows.length >= reach.promising && (await walk(reach.longWalk))) return rows
  const { outlet, entities = [], terms = [] } = ask
  const few = await fewOf(db, { entities, terms, ...(outlet !== undefined && { outlet }), limit: ask.limit }, reach.few)
  if (few !== null) return (await run<{ rows: RawStory[] }>(db, storiesAmong(ask, few, { after, needed }))).rows
  await walk(EVERYTHING)
  return rows
}

const asksOfArticles = ({ outlet, entities = [], terms = [] }: StoryPageAsk) =>
  outlet !== undefined || entities.length > 0 || terms.length > 0

function storyOf({ micros, firstMicros, ...story }: RawStory): Story {
  return { ...story, firstAt: new Date(Math.floor(firstMicros / 1000)), lastAt: new Date(Math.floor(micros / 1000)) }
}
