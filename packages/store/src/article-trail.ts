import { and, asc, eq, gte, sql } from 'drizzle-orm'
import { articleHistory } from './articles.ts'
import type { Db } from './open-store.ts'
import {
  articleKeys,
  articles,
  feeds,
  fetches,
  matches,
  messageStories,
  messages,
  stories,
  storyEditions,
} from './schema.ts'

/** An article at every station of the data path, as far as it is stored. */
export interface ArticleTrail {
  article: Omit<typeof articles.$inferSelect, 'search'>
  feed: { id: number; url: string; title: string | null; outlet: string; status: string } | null
  /** The visit that brought it; visits are pruned before articles are. */
  visit: { at: Date; outcome: string; note: string; items: number; added: number } | null
  /** By which it is known: the feed's own guid, its address. */
  keys: string[]
  versions: Awaited<ReturnType<typeof articleHistory>>
  matches: (typeof matches.$inferSelect)[]
  stories: StoryTrail[]
}

/** What became of a story that the article belongs to. */
export interface StoryTrail {
  story: typeof stories.$inferSelect
  editions: (typeof storyEditions.$inferSelect)[]
  /** Messages that told of it, by kind and state, with the number of chats. */
  messages: { kind: string; state: string; chats: number }[]
}

/** Everything that is stored about an article; undefined when it is not there. */
export async function articleTrail(db: Db, id: number): Promise<ArticleTrail | undefined> {
  const [row] = await db.select().from(articles).where(eq(articles.id, id))
  if (row === undefined) return undefined
  const { search: _, ...article } = row
  const matched = await db.select().from(matches).where(eq(matches.articleId, id)).orderBy(asc(matches.topic))
  const storyIds = [...new Set(matched.flatMap(({ storyId }) => storyId ?? []))]
  return {
    article,
    ...(await feedTrail(db, article)),
    keys: await keysOf(db, id),
    versions: await articleHistory(db, id),
    matches: matched,
    stories: await Promise.all(storyIds.map((storyId) => storyTrail(db, storyId))),
  }
}

async function keysOf(db: Db, id: number): Promise<string[]> {
  const rows = await db
    .select({ key: articleKeys.key })
    .from(articleKeys)
    .where(eq(articleKeys.articleId, id))
    .orderBy(asc(articleKeys.key))
  return rows.map(({ key }) => key)
}

async function feedTrail(
  db: Db,
  article: Pick<ArticleTrail['article'], 'feedId' | 'firstSeenAt'>,
): Promise<Pick<ArticleTrail, 'feed' | 'visit'>> {
  if (article.feedId === null) return { feed: null, visit: null }
  const [feed] = await db
    .select({ id: feeds.id, url: feeds.url, title: feeds.title, outlet: feeds.outlet, status: feeds.status })
    .from(feeds)
    .where(eq(feeds.id, article.feedId))
  // A visit and its articles are one transaction, so they share its instant.
  const [visit] = await db
    .select({
      at: fetches.at,
      outcome: fetches.outcome,
      note: fetches.note,
      items: fetches.items,
      added: fetches.added,
    })
    .from(fetches)
    .where(and(eq(fetches.feedId, article.feedId), gte(fetches.at, article.firstSeenAt)))
    .orderBy(asc(fetches.at))
    .limit(1)
  return { feed: feed ?? null, visit: visit ?? null }
}

/** What became of one story. */
export async function storyTrail(db: Db, storyId: number): Promise<StoryTrail> {
  const [story] = await db.select().from(stories).where(eq(stories.id, storyId))
  if (story === undefined) throw new Error(`match of story ${storyId}, which is not there`)
  const told = await db
    .select({ kind: messages.kind, state: messages.state, chats: sql<number>`count(distinct ${messages.chat})::int` })
    .from(messageStories)
    .innerJoin(messages, eq(messages.id, messageStories.messageId))
    .where(eq(messageStories.storyId, storyId))
    .groupBy(messages.kind, messages.state)
    .orderBy(messages.kind, messages.state)
  const editions = await db
    .select()
    .from(storyEditions)
    .where(eq(storyEditions.storyId, storyId))
    .orderBy(asc(storyEditions.n))
  return { story, editions, messages: told }
}

/** The article that a key stands for; keys outlive articles, so its row may be gone (invariant 3). */
export async function articleOfKey(db: Db, key: string): Promise<{ articleId: number; seenAt: Date } | undefined> {
  const [row] = await db
    .select({ articleId: articleKeys.articleId, seenAt: articleKeys.seenAt })
    .from(articleKeys)
    .where(eq(articleKeys.key, key))
  return row
}
