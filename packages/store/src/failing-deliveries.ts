import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/** A chat that messages of the last day did not reach, for a reason that operators can do something about. */
export interface FailingChat {
  chat: number
  chatId: number
  title: string
  /** What Telegram said of the last one. */
  note: string
  messages: number
}

// What a reader did, or Rasid itself on purpose, is no failure: blocked, left, stopped, moved, overtaken by something newer.
const NOT_A_FAILURE =
  'bot was blocked|^blocked$|deactivated|initiate conversation|never-started|is-a-bot|messages to (the )?bots?$|kicked|not a member|' +
  'not-a-member|chat was deleted|^deleted$|^left$|^asked by|^moved to|topic is gone$|^overtaken by'

/** Whether message `m` died undelivered in a way that operators should hear of. Edits never are: the message itself is there. */
export const isUndelivered: SQL = sql`m.state = 'dead' and m.kind <> 'edit' and coalesce(m.note, '') !~* ${NOT_A_FAILURE}`

/** The chats that messages of the last day did not reach, those with the most first. */
export async function failingDeliveries(db: Db, botId: number, limit: number): Promise<FailingChat[]> {
  const rows = await db.execute(sql`
    select c.id, c.chat_id, c.title, count(*)::int as messages, (array_agg(coalesce(m.note, '') order by m.id desc))[1] as note
      from messages m join chats c on c.id = m.chat
     where c.bot_id = ${botId} and ${isUndelivered} and m.created_at > now() - interval '1 day'
     group by c.id order by count(*) desc, c.id limit ${limit}`)
  return rows.map((row) => ({
    ...{ chat: Number(row.id), chatId: Number(row.chat_id), title: String(row.title) },
    ...{ note: String(row.note), messages: Number(row.messages) },
  }))
}
