import { and, eq, inArray, sql } from 'drizzle-orm'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { messages } from './schema.ts'

export interface AlertToEdit {
  /** The alert's row. */
  id: number
  chat: number
  lang: 'ar' | 'en'
  zone: string
  settings: Record<string, unknown>
  /** It told that the story was raised to core. */
  raised: boolean
  /** When the reader last saw it change: sent, or edited. */
  changedAt: Date
  /** What it says by now. */
  text: string
}

/** The newest alert on a story in each active chat of a bot that was sent, or is about to be, within `withinMs`. */
export async function alertsToEdit(
  tx: Db,
  ask: { botId: number; storyId: number; withinMs: number },
): Promise<AlertToEdit[]> {
  const rows = await tx.execute(sql`
    select distinct on (m.chat) m.id, m.chat, c.lang, c.zone, c.settings, e.reason = 'raised' as raised,
           greatest(m.sent_at, m.created_at,
             (select max(d.sent_at) from messages d where d.chat = m.chat and d.kind = 'edit'
                and (d.draft ->> 'edits')::bigint = m.id)) as changed_at,
           coalesce((select d.draft ->> 'text' from messages d where d.chat = m.chat and d.kind = 'edit'
                and (d.draft ->> 'edits')::bigint = m.id and d.state not in ('owed', 'dead')
              order by d.id desc limit 1), m.draft ->> 'text') as text
      from message_stories t
      join messages m on m.id = t.message_id
      join chats c on c.id = m.chat
      join story_editions e on e.story_id = t.story_id and e.n = t.edition
     where t.story_id = ${ask.storyId} and m.kind = 'alert' and m.state <> 'dead'
       and c.bot_id = ${ask.botId} and c.state = 'active' and m.created_at > ${fromNow(-ask.withinMs)}
     order by m.chat, m.id desc`)
  return rows.map((row) => ({
    id: Number(row.id),
    chat: Number(row.chat),
    lang: row.lang as 'ar' | 'en',
    zone: String(row.zone),
    settings: (row.settings ?? {}) as Record<string, unknown>,
    raised: row.raised === true,
    changedAt: new Date(String(row.changed_at)),
    text: String(row.text),
  }))
}

/** Edits of these alerts that nobody has seen yet are overtaken by a newer one. */
export async function dropOwedEdits(tx: Db, alerts: readonly number[]): Promise<void> {
  if (alerts.length === 0) return
  await tx
    .update(messages)
    .set({ state: 'dead', note: 'overtaken by a newer edit' })
    .where(
      and(
        eq(messages.kind, 'edit'),
        eq(messages.state, 'owed'),
        inArray(sql`(${messages.draft} ->> 'edits')::bigint`, [...alerts]),
      ),
    )
}
