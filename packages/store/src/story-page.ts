import type { AskedTerm } from '@rasid/core'
import { and, arrayContains, desc, eq, exists, gte, inArray, lt, type SQL, sql } from 'drizzle-orm'
import { atMicros, micros, type Page, pageOf } from './keyset.ts'
import type { Db } from './open-store.ts'
import { articles, matches, stories } from './schema.ts'
import { readCursor, writeCursor } from './search-cursor.ts'
import { queryText } from './search-vector.ts'
import type { Story } from './stories.ts'

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

const LIST = 'stories'

/**
 * Stories, the one with the newest article first, a page at a time by keyset. A story that grows while somebody turns
 * pages moves to the top of the first one. `storiesToTell` reads their articles. @throws BadCursor
 */
export async function storyPage(db: Db, ask: StoryPageAsk): Promise<Page<Story>> {
  const key = ask.cursor === undefined ? undefined : readCursor(LIST, ['number', 'number'], ask.cursor)
  const article = articleConditions(ask)
  const few = article === undefined ? null : await fewStories(db, article, (ask.terms ?? []).length > 0)
  if (few?.length === 0) return { rows: [], next: null }
  const found = await db
    .select({ story: stories, micros: micros(stories.lastAt) })
    .from(stories)
    .where(
      and(
        sql`${stories.articles} > 0`,
        key && sql`(${stories.lastAt}, ${stories.id}) < (${atMicros(key[0])}, ${key[1]}::bigint)`,
        ask.tier && eq(stories.tier, ask.tier),
        ask.topic === undefined ? undefined : eq(stories.topic, ask.topic),
        ask.origins && inArray(stories.origin, [...ask.origins]),
        ask.from && gte(stories.lastAt, ask.from),
        ask.to && lt(stories.lastAt, ask.to),
        few === null ? article && hasArticle(db, article) : inArray(stories.id, few),
      ),
    )
    .orderBy(desc(stories.lastAt), desc(stories.id))
    .limit(ask.limit + 1)
  const { rows, next } = pageOf(found, ask.limit, (row) => writeCursor(LIST, [Number(row.micros), row.story.id]))
  return { rows: rows.map(({ story }) => story), next }
}

/** What one article of a story must be; undefined when nothing was asked of it. */
function articleConditions({ outlet, entities = [], terms = [] }: StoryPageAsk): SQL | undefined {
  return and(
    outlet === undefined ? undefined : eq(matches.outlet, outlet),
    entities.length === 0 ? undefined : arrayContains(matches.entities, [...entities]),
    terms.length === 0 ? undefined : sql`${articles.search} @@ ${queryText(terms)}::tsquery`,
  )
}

/** So many articles are looked up sooner than stories are walked until a page is full (as in `matchPage`). */
const FEW = 2000

/** The stories of the articles that are so, when they are few; else null. */
async function fewStories(db: Db, isIt: SQL, hasWords: boolean): Promise<number[] | null> {
  const found = db.select({ id: matches.storyId }).from(matches).$dynamic()
  // The text alone stands with the article; the rest is beside the match.
  const rows = await (hasWords ? found.innerJoin(articles, eq(articles.id, matches.articleId)) : found)
    .where(isIt)
    .limit(FEW + 1)
  return rows.length > FEW ? null : [...new Set(rows.flatMap(({ id }) => id ?? []))]
}

function hasArticle(db: Db, isIt: SQL): SQL {
  const ofStory = db.select({ one: sql`1` }).from(matches).innerJoin(articles, eq(articles.id, matches.articleId))
  return exists(ofStory.where(and(eq(matches.storyId, stories.id), isIt)))
}
