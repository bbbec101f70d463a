import { and, count, eq, gte, inArray, type SQL, sql } from 'drizzle-orm'
import { isUndelivered } from './failing-deliveries.ts'
import type { Db } from './open-store.ts'
import { chats, messageStories, messages, storyEditions } from './schema.ts'

export type Message = typeof messages.$inferSelect
export type MessageKind = Message['kind']

/** Lower goes first. People who wait for an answer come before alerts; edits come after all new messages. */
export const PRIORITY: Readonly<Record<MessageKind, number>> = { reply: 0, alert: 1, digest: 2, edit: 3 }

export interface NewMessage {
  /** `chats.id`, not Telegram's. */
  chat: number
  kind: MessageKind
  slot: string
  part?: number
  draft: unknown
  notBefore?: Date
}

/**
 * Writes messages that are owed. A message that exists already (same chat, kind, slot and part) is left alone:
 * that is what makes every caller safe to run twice. Returns only the new ones.
 */
export async function oweMessages(db: Db, owed: readonly NewMessage[]): Promise<Message[]> {
  const rows = owed.map((message) => ({ ...message, priority: PRIORITY[message.kind] }))
  const added: Message[] = []
  // Postgres takes 65,535 parameters a statement.
  for (let from = 0; from < rows.length; from += 1000) {
    const batch = rows.slice(from, from + 1000)
    added.push(...(await db.insert(messages).values(batch).onConflictDoNothing().returning()))
  }
  return added
}

export interface Told {
  messageId: number
  chat: number
  storyId: number
  edition: number
}

/** Notes which editions a message tells. An edition that the chat has already stays with the message that told it. */
export async function recordTold(db: Db, told: readonly Told[]): Promise<void> {
  for (let from = 0; from < told.length; from += 1000) {
    await db
      .insert(messageStories)
      .values(told.slice(from, from + 1000))
      .onConflictDoNothing()
  }
}

/** Every edition so far of these stories counts as told to the chat by this message. */
export async function recordStoriesTold(
  db: Db,
  message: Pick<Message, 'id' | 'chat'>,
  storyIds: readonly number[],
): Promise<void> {
  if (storyIds.length === 0) return
  await db.execute(sql`
    insert into message_stories (message_id, chat, story_id, edition)
    select ${message.id}::bigint, ${message.chat}::bigint, ${storyEditions.storyId}, ${storyEditions.n}
      from ${storyEditions} where ${inArray(storyEditions.storyId, [...storyIds])}
    on conflict do nothing`)
}

/** `12 → "now() + 12 ms"`, by the database's clock (invariant 4). */
export const fromNow = (ms: number): SQL => sql`now() + ${Math.round(ms)}::bigint * interval '1 millisecond'`

/** When the chat of message `a` heard of it, or will: what was held over the night counts from the morning. */
export const heardAt: SQL = sql`greatest(a.created_at, a.sent_at, case when a.state = 'owed' then a.not_before end)`

export interface MessageCounts {
  owed: number
  sending: number
  /** Of the last day: sent twice without an answer, given up. */
  unknown: number
  sentLastDay: number
  markedLastDay: number
  /** Not delivered, for reasons that are not the reader's own. */
  deadLastDay: number
  /** Age in seconds of the oldest message that is due and not sent; null when none is. */
  oldestDueSeconds: number | null
}

/** The state of deliveries of one bot, for the page, `/health` and `rasid doctor`. */
export async function countMessages(db: Db, botId: number): Promise<MessageCounts> {
  const rows = await db.execute(sql`
    select count(*) filter (where m.state in ('owed', 'claimed')) as owed,
           count(*) filter (where m.state = 'sending') as sending,
           count(*) filter (where m.state = 'unknown' and m.created_at > now() - interval '1 day') as unknown,
           count(*) filter (where m.state = 'sent' and m.sent_at > now() - interval '1 day') as sent,
           count(*) filter (where m.state = 'sent' and m.maybe_twice and m.sent_at > now() - interval '1 day') as marked,
           count(*) filter (where ${isUndelivered} and m.created_at > now() - interval '1 day') as dead,
           extract(epoch from now() - min(m.not_before)
             filter (where m.state in ('owed', 'claimed') and m.not_before <= now())) as oldest
      from messages m join chats c on c.id = m.chat
     where c.bot_id = ${botId}
       and (m.state in ('owed', 'claimed', 'sending', 'unknown') or m.created_at > now() - interval '2 days')`)
  const row = rows[0] ?? {}
  const number = (name: string) => Number(row[name] ?? 0)
  return {
    owed: number('owed'),
    sending: number('sending'),
    unknown: number('unknown'),
    sentLastDay: number('sent'),
    markedLastDay: number('marked'),
    deadLastDay: number('dead'),
    oldestDueSeconds: row.oldest == null ? null : Number(row.oldest),
  }
}

/** The message that Telegram numbers `number` in a chat, as its reader sees it: with its last edit. */
export async function shownMessage(
  db: Db,
  shown: { chat: number; number: number },
): Promise<{ kind: MessageKind; slot: string; draft: unknown } | undefined> {
  const rows = await db.execute(sql`
    select m.kind, m.slot, coalesce(
             (select e.draft from messages e where e.chat = m.chat and e.kind = 'edit' and e.state = 'sent'
                and (e.draft ->> 'edits')::bigint = m.id order by e.id desc limit 1), m.draft) as draft
      from messages m
     where m.chat = ${shown.chat} and m.telegram_message_id = ${shown.number} and m.kind <> 'edit'
     order by m.id desc limit 1`)
  const row = rows[0]
  if (!row) return undefined
  const draft: unknown = typeof row.draft === 'string' ? JSON.parse(row.draft) : row.draft
  return { kind: row.kind as MessageKind, slot: String(row.slot), draft }
}

/** Messages of a bot that were sent since an instant, by kind; the first part stands for the whole. */
export async function sentByKind(db: Db, botId: number, since: Date): Promise<Record<MessageKind, number>> {
  const rows = await db
    .select({ kind: messages.kind, n: count() })
    .from(messages)
    .innerJoin(chats, eq(chats.id, messages.chat))
    .where(and(eq(chats.botId, botId), eq(messages.state, 'sent'), eq(messages.part, 1), gte(messages.sentAt, since)))
    .groupBy(messages.kind)
  return { alert: 0, digest: 0, edit: 0, reply: 0, ...Object.fromEntries(rows.map(({ kind, n }) => [kind, n])) }
}
