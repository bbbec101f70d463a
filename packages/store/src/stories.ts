import { countOutlets, type StorySignature } from '@rasid/core'
import { and, asc, eq, gte, inArray, isNull, lte, sql } from 'drizzle-orm'
import { editionAfter } from './editions.ts'
import type { Edition } from './editions-to-tell.ts'
import type { Db } from './open-store.ts'
import { articles, matches, stories, storyEditions } from './schema.ts'

export type Story = typeof stories.$inferSelect

/** A story as the assignment of a new article sees it: its members with their stored signatures. */
export interface RecentStory {
  id: number
  tier: Story['tier']
  firstAt: Date
  lastAt: Date
  articles: StoryMember[]
}

export interface StoryMember {
  articleId: number
  outlet: string
  title: string
  /** When it was published, else first seen. */
  at: Date
  signature: unknown
}

/** The time of an article for ordering: the publisher's when believable, else ours (invariant 5). */
export const articleTime = sql<Date>`coalesce(${articles.publishedAt}, ${articles.firstSeenAt})`

/**
 * Stories of a topic are assigned one at a time until the transaction ends, or two workers would open twin stories
 * for one event (DESIGN.md, step 7).
 */
export async function lockStories(tx: Db, topic: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rasid stories ${topic}`}, 0))`)
}

/** The stories that new articles of one transaction may join, kept up to date as they do. */
export interface StoryWindow {
  recent: RecentStory[]
  /** Hears that an article was stored in a story, which may be new. */
  joined(storyId: number, member: StoryMember & { tier: Story['tier'] }): void
}

// Core compares articles up to 72 h apart; beyond that nothing can join.
const STORY_REACH_MS = 72 * 3_600_000
const MAX_RECENT_STORIES = 400

/** Reads the stories of a topic that articles between the two instants may join, most recent first. */
export async function openStoryWindow(tx: Db, ask: { topic: string; from: Date; until: Date }): Promise<StoryWindow> {
  const found = await tx
    .select({ id: stories.id, tier: stories.tier, firstAt: stories.firstAt, lastAt: stories.lastAt })
    .from(stories)
    .where(
      and(
        eq(stories.topic, ask.topic),
        gte(stories.lastAt, new Date(ask.from.getTime() - STORY_REACH_MS)),
        lte(stories.firstAt, new Date(ask.until.getTime() + STORY_REACH_MS)),
      ),
    )
    .orderBy(sql`${stories.lastAt} desc`, sql`${stories.id} desc`)
    .limit(MAX_RECENT_STORIES)
  const members = await storyMembers(
    tx,
    found.map(({ id }) => id),
  )
  const recent = found.map((story) => ({ ...story, articles: members.get(story.id) ?? [] }))
  return {
    recent,
    joined: (storyId, { tier, ...member }) => {
      const story = recent.find(({ id }) => id === storyId)
      if (story === undefined)
        recent.push({ id: storyId, tier, firstAt: member.at, lastAt: member.at, articles: [member] })
      else story.articles = [...story.articles.filter(({ articleId }) => articleId !== member.articleId), member]
    },
  }
}

async function storyMembers(db: Db, storyIds: number[]): Promise<Map<number, StoryMember[]>> {
  if (storyIds.length === 0) return new Map()
  const rows = await db
    .select({
      storyId: matches.storyId,
      articleId: articles.id,
      outlet: articles.outlet,
      title: articles.title,
      publishedAt: articles.publishedAt,
      firstSeenAt: articles.firstSeenAt,
      signature: matches.signature,
    })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(inArray(matches.storyId, storyIds))
    .orderBy(asc(articleTime), asc(articles.id))
  const members = new Map<number, StoryMember[]>()
  for (const { storyId, publishedAt, firstSeenAt, ...row } of rows) {
    if (storyId === null) continue
    const list = members.get(storyId) ?? []
    members.set(storyId, list)
    list.push({ ...row, at: publishedAt ?? firstSeenAt })
  }
  return members
}

/** Opens a story named by its first article; its figures are counted by `recountStory` once the match is stored. */
export async function openStory(
  tx: Db,
  story: { topic: string; title: string; tier: Story['tier']; origin: Story['origin']; at: Date },
): Promise<number> {
  const { at, ...values } = story
  const [row] = await tx
    .insert(stories)
    .values({ ...values, firstAt: at, lastAt: at })
    .returning({ id: stories.id })
  if (row === undefined) throw new Error('Postgres returned no id for a new story')
  return row.id
}

/**
 * Counts a story anew from its matches: the earliest article names it, outlets are counted by publisher, and texts
 * by core's likeness. A story that lost its last article stays when it was told, empty; else it goes.
 */
export async function recountStory(tx: Db, storyId: number): Promise<void> {
  const rows = await tx.execute(sql`
    update stories s
       set title = c.title, tier = c.tier, origin = c.origin, first_at = c.first_at, last_at = c.last_at,
           outlets = c.outlets, articles = c.articles
      from (select count(*)::int as articles, count(distinct a.outlet)::int as outlets,
                   min(${articleTimeOf('a')}) as first_at, max(${articleTimeOf('a')}) as last_at,
                   (array_agg(a.title order by ${articleTimeOf('a')}, a.id))[1] as title,
                   case when bool_or(m.tier = 'core') then 'core' else 'related' end as tier,
                   case when bool_or(a.origin = 'live') then 'live' when bool_or(a.origin = 'baseline') then 'baseline'
                        else 'archive' end as origin
              from matches m join articles a on a.id = m.article_id where m.story_id = ${storyId}) c
     where s.id = ${storyId} and c.articles > 0 returning s.articles`)
  const [row] = rows
  if (row === undefined) await emptyStory(tx, storyId)
  else if (Number(row.articles) <= MAX_COMPARED) await recountTexts(tx, storyId)
}

// Every pair of texts is compared; of a story with more articles than this nobody asks for the exact number.
const MAX_COMPARED = 60

async function recountTexts(tx: Db, storyId: number): Promise<void> {
  const members = (await storyMembers(tx, [storyId])).get(storyId) ?? []
  const { independentTexts } = countOutlets(
    members.map(({ outlet, at, signature }) => ({ publisher: outlet, at, signature: signature as StorySignature })),
  )
  await tx.update(stories).set({ texts: independentTexts }).where(eq(stories.id, storyId))
}

async function emptyStory(tx: Db, storyId: number): Promise<void> {
  await tx
    .update(storyEditions)
    .set({ tellable: false })
    .where(and(eq(storyEditions.storyId, storyId), isNull(storyEditions.toldAt)))
  const told = await tx
    .select({ n: storyEditions.n })
    .from(storyEditions)
    .where(and(eq(storyEditions.storyId, storyId), eq(storyEditions.tellable, true)))
  if (told.length === 0) await tx.delete(stories).where(eq(stories.id, storyId))
  else await tx.update(stories).set({ articles: 0, outlets: 0, texts: 0 }).where(eq(stories.id, storyId))
}

const articleTimeOf = (alias: 'a') => sql.raw(`coalesce(${alias}.published_at, ${alias}.first_seen_at)`)

/** Writes the edition that a story owes after an article of `origin` reached it, if any; only final matches count. */
export async function recordEdition(tx: Db, storyId: number, origin: Story['origin']): Promise<Edition | null> {
  const [state] = await tx
    .select({
      core: sql<boolean | null>`bool_or(${matches.tier} = 'core')`,
      outlets: sql<number>`count(distinct ${articles.outlet})::int`,
    })
    .from(matches)
    .innerJoin(articles, eq(articles.id, matches.articleId))
    .where(and(eq(matches.storyId, storyId), eq(matches.final, true)))
  if (state === undefined || state.outlets === 0) return null
  const told = await tx.select().from(storyEditions).where(eq(storyEditions.storyId, storyId))
  const owed = editionAfter(
    {
      last:
        told.length === 0
          ? null
          : {
              tier: told.some(({ tier }) => tier === 'core') ? 'core' : 'related',
              outlets: Math.max(...told.map(({ outlets }) => outlets)),
            },
      tellable: told.some(({ tellable }) => tellable),
    },
    { tier: state.core ? 'core' : 'related', outlets: state.outlets },
    origin,
  )
  if (owed === null) return null
  const n = Math.max(0, ...told.map((edition) => edition.n)) + 1
  const [row] = await tx
    .insert(storyEditions)
    .values({ storyId, n, ...owed })
    .returning()
  return row ?? null
}

/** The channel on which a new tellable edition is announced; a hint only, the table is the truth. */
export const EDITIONS_CHANNEL = 'rasid_editions'

/** Wakes the bot when the transaction commits. */
export async function announceEdition(tx: Db, edition: Edition): Promise<void> {
  if (edition.tellable)
    await tx.execute(sql`select pg_notify(${EDITIONS_CHANNEL}, ${`${edition.storyId}:${edition.n}`})`)
}
