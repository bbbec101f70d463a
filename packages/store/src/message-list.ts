import { and, desc, eq, inArray, like, lt, sql } from 'drizzle-orm'
import type { Message } from './messages.ts'
import type { Db } from './open-store.ts'
import { chats, facts, messages } from './schema.ts'

/** A message as a list of them shows it. */
export interface ListedMessage
  extends Pick<
    Message,
    | 'id'
    | 'kind'
    | 'slot'
    | 'part'
    | 'state'
    | 'attempts'
    | 'maybeTwice'
    | 'note'
    | 'notBefore'
    | 'createdAt'
    | 'sentAt'
  > {
  chat: { id: number; title: string; kind: string; state: string }
}

/** Messages of every bot, the newest first, below `before` (an id); `states`: only those in one of them; `chat`: its row's id. */
export function messageList(
  db: Db,
  ask: { states?: readonly Message['state'][]; chat?: number; before?: number; limit: number },
): Promise<ListedMessage[]> {
  return db
    .select({
      ...{ id: messages.id, kind: messages.kind, slot: messages.slot, part: messages.part, state: messages.state },
      ...{ attempts: messages.attempts, maybeTwice: messages.maybeTwice, note: messages.note },
      ...{ notBefore: messages.notBefore, createdAt: messages.createdAt, sentAt: messages.sentAt },
      chat: { id: chats.id, title: chats.title, kind: chats.kind, state: chats.state },
    })
    .from(messages)
    .innerJoin(chats, eq(chats.id, messages.chat))
    .where(
      and(
        ask.states && inArray(messages.state, [...ask.states]),
        ask.chat === undefined ? undefined : eq(messages.chat, ask.chat),
        ask.before === undefined ? undefined : lt(messages.id, ask.before),
      ),
    )
    .orderBy(desc(messages.id))
    .limit(ask.limit)
}

/** Messages of every bot by state; those that are over (sent, dead) of the last day only. */
export interface MessageSums extends Record<'owed' | 'sending' | 'unknown' | 'sent' | 'markedTwice' | 'dead', number> {}

export async function messageSums(db: Db): Promise<MessageSums> {
  const rows = await db.execute(sql`
    select count(*) filter (where state in ('owed', 'claimed')) as owed,
           count(*) filter (where state = 'sending') as sending,
           count(*) filter (where state = 'unknown') as unknown,
           count(*) filter (where state = 'sent' and sent_at > now() - interval '1 day') as sent,
           count(*) filter (where state = 'sent' and maybe_twice and sent_at > now() - interval '1 day') as twice,
           count(*) filter (where state = 'dead' and created_at > now() - interval '1 day') as dead
      from messages
     where state in ('owed', 'claimed', 'sending', 'unknown') or created_at > now() - interval '2 days'`)
  const number = (name: string) => Number(rows[0]?.[name] ?? 0)
  return {
    ...{ owed: number('owed'), sending: number('sending'), unknown: number('unknown') },
    ...{ sent: number('sent'), markedTwice: number('twice'), dead: number('dead') },
  }
}

/** Facts whose names begin so: what is held of every bot. */
export async function factsNamed<T>(db: Db, prefix: string): Promise<T[]> {
  const rows = await db
    .select({ value: facts.value })
    .from(facts)
    .where(like(facts.name, `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`))
  return rows.map(({ value }) => value as T)
}
