import type { StorySignature } from '@rasid/core'
import { sql } from 'drizzle-orm'
import { fromNow, heardAt } from './messages.ts'
import type { Db } from './open-store.ts'

/** An article of a story as developments are judged by it. */
export interface SignedArticle {
  id: number
  title: string
  url: string | null
  outlet: string
  firstSeenAt: Date
  signature: StorySignature
}

/** Live stories with an alert of this bot within `withinMs` that an article joined within `sinceMs`, with all their articles as they came. */
export async function developingStories(
  db: Db,
  ask: { botId: number; withinMs: number; sinceMs: number },
): Promise<Map<number, SignedArticle[]>> {
  const rows = await db.execute(sql`
    with alerted as (
      select distinct t.story_id from message_stories t
        join messages m on m.id = t.message_id join chats c on c.id = m.chat
       where c.bot_id = ${ask.botId} and m.kind = 'alert' and m.created_at > ${fromNow(-ask.withinMs)})
    select m.story_id, a.id, a.title, a.url, a.outlet, a.first_seen_at, m.signature
      from matches m join articles a on a.id = m.article_id join alerted on alerted.story_id = m.story_id
     where m.final and exists (select 1 from matches n join articles b on b.id = n.article_id
                    where n.story_id = m.story_id and n.final and b.origin = 'live' and n.matched_at > ${fromNow(-ask.sinceMs)})
     order by m.story_id, a.first_seen_at, a.id`)
  const stories = new Map<number, SignedArticle[]>()
  for (const row of rows) {
    const articles = stories.get(Number(row.story_id)) ?? []
    stories.set(Number(row.story_id), articles)
    const signature = typeof row.signature === 'string' ? JSON.parse(row.signature) : row.signature
    articles.push({
      ...{ id: Number(row.id), title: String(row.title), outlet: String(row.outlet), signature },
      ...{ url: row.url === null ? null : String(row.url), firstSeenAt: new Date(String(row.first_seen_at)) },
    })
  }
  return stories
}

/** The alert to which a chat's developments of a story reply. */
export interface FirstAlert {
  /** The alert's row. */
  id: number
  chat: number
  lang: 'ar' | 'en'
  zone: string
  settings: Record<string, unknown>
  createdAt: Date
  /** When the alerts of the last hour came, and those come that are held: newest first. */
  recent: Date[]
}

/** The first alert on a story in each active chat that wants alerts still; of a digest or a sample nobody gets replies. */
export async function firstAlerts(
  db: Db,
  ask: { botId: number; storyId: number; withinMs: number },
): Promise<FirstAlert[]> {
  const rows = await db.execute(sql`
    select distinct on (m.chat) m.id, m.chat, c.lang, c.zone, c.settings, m.created_at, recent.at as recent
      from message_stories t join messages m on m.id = t.message_id join chats c on c.id = m.chat
      cross join lateral (
        select array(select extract(epoch from ${heardAt})::float8
                       from messages a where a.chat = m.chat and a.kind = 'alert' and a.state <> 'dead'
                        and ${heardAt} > now() - interval '1 hour'
                      order by 1 desc) as at) recent
     where t.story_id = ${ask.storyId} and m.kind = 'alert' and m.state <> 'dead' and c.bot_id = ${ask.botId}
       and c.state = 'active' and c.alerts and m.created_at > ${fromNow(-ask.withinMs)}
     order by m.chat, m.id`)
  return rows.map((row) => ({
    ...{ id: Number(row.id), chat: Number(row.chat), lang: row.lang as 'ar' | 'en', zone: String(row.zone) },
    settings: (row.settings ?? {}) as Record<string, unknown>,
    createdAt: new Date(String(row.created_at)),
    recent: (row.recent as number[]).map((seconds) => new Date(seconds * 1000)),
  }))
}
