import { and, eq, inArray, ne, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { chats, messages } from './schema.ts'

export type Chat = typeof chats.$inferSelect
export type ChatIdentity = Pick<Chat, 'botId' | 'chatId' | 'threadId'>
export type ChatSettings = Partial<
  Pick<Chat, 'lang' | 'zone' | 'tier' | 'alerts' | 'digestTimes' | 'settings' | 'isOperators'>
>

const isChat = (chat: ChatIdentity) =>
  and(eq(chats.botId, chat.botId), eq(chats.chatId, chat.chatId), eq(chats.threadId, chat.threadId))

/** The row of a chat, made when it is new. Kind and title follow Telegram; settings and state stay as they are. */
export async function rememberChat(db: Db, chat: ChatIdentity & Pick<Chat, 'kind' | 'title'>): Promise<Chat> {
  const known = await findChat(db, chat)
  if (known && known.kind === chat.kind && known.title === chat.title && known.state !== 'dead') return known
  const [row] = await db
    .insert(chats)
    .values(chat)
    .onConflictDoUpdate({
      target: [chats.botId, chats.chatId, chats.threadId],
      // A chat that writes to us can be answered again; only /start subscribes it again.
      set: {
        kind: chat.kind,
        title: chat.title,
        state: sql`case when ${chats.state} = 'dead' then 'known' else ${chats.state} end`,
      },
    })
    .returning()
  return row as Chat
}

export async function findChat(db: Db, chat: ChatIdentity): Promise<Chat | undefined> {
  const [row] = await db.select().from(chats).where(isChat(chat))
  return row
}

export async function chatById(db: Db, id: number): Promise<Chat | undefined> {
  const [row] = await db.select().from(chats).where(eq(chats.id, id))
  return row
}

/** The chats of one bot that want to be told. A rehearsal's chats carry another bot id and are never among them. */
export function activeChats(db: Db, botId: number): Promise<Chat[]> {
  return db
    .select()
    .from(chats)
    .where(and(eq(chats.botId, botId), eq(chats.state, 'active')))
    .orderBy(chats.id)
}

/**
 * Starts (or starts again) a subscription. What happened before this instant is no backlog for the chat.
 * `fresh` is false when it was subscribed already: then nothing changes.
 */
export async function subscribeChat(db: Db, id: number): Promise<{ chat: Chat; fresh: boolean }> {
  const [row] = await db
    .update(chats)
    .set({ state: 'active', subscribedAt: sql`now()`, toldUntil: sql`now()`, deadProofs: 0 })
    .where(and(eq(chats.id, id), ne(chats.state, 'active')))
    .returning()
  return { chat: row ?? ((await chatById(db, id)) as Chat), fresh: row !== undefined }
}

/** Ends a subscription: alerts and digests still owed to the chat are never sent. */
export async function stopChat(db: Db, id: number, state: 'stopped' | 'dead', note: string): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(chats).set({ state }).where(eq(chats.id, id))
    await tx
      .update(messages)
      .set({ state: 'dead', note })
      .where(
        and(
          eq(messages.chat, id),
          inArray(messages.state, ['owed', 'claimed', 'unknown']),
          state === 'dead' ? undefined : ne(messages.kind, 'reply'),
        ),
      )
  })
}

export async function saveChatSettings(db: Db, id: number, settings: ChatSettings): Promise<Chat> {
  const [row] = await db.update(chats).set(settings).where(eq(chats.id, id)).returning()
  if (!row) throw new Error(`chat ${id} does not exist`)
  return row
}

/** A refusal that may pass ("bot can't send messages to the user"): how many in a row by now. A sent message clears them. */
export async function noteDeadProof(db: Db, id: number): Promise<number> {
  const [row] = await db
    .update(chats)
    .set({ deadProofs: sql`${chats.deadProofs} + 1` })
    .where(eq(chats.id, id))
    .returning({ proofs: chats.deadProofs })
  return row?.proofs ?? 0
}

/**
 * A group became a supergroup: its rows (one for each forum topic) get the new id. Where the new id is known
 * already, that row stays and the old one stops, so that nobody is told twice.
 */
export async function migrateChat(db: Db, botId: number, from: number, to: number): Promise<void> {
  await db.transaction(async (tx) => {
    const rows = await tx
      .select()
      .from(chats)
      .where(and(eq(chats.botId, botId), eq(chats.chatId, from)))
    for (const row of rows) {
      if (await findChat(tx, { ...row, chatId: to })) await stopChat(tx, row.id, 'stopped', `moved to ${to}`)
      else await tx.update(chats).set({ chatId: to, kind: 'supergroup' }).where(eq(chats.id, row.id))
    }
  })
}

/** The forum topic is gone: the subscription goes on in the chat's root, unless that is subscribed by itself. */
export async function leaveTopic(db: Db, chat: Chat): Promise<void> {
  if (await findChat(db, { ...chat, threadId: 0 })) return stopChat(db, chat.id, 'stopped', 'its topic is gone')
  await db.update(chats).set({ threadId: 0 }).where(eq(chats.id, chat.id))
}

/** Makes a chat the operators' chat of its bot; there is one at a time. */
export async function setOperatorsChat(db: Db, chat: Chat): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.update(chats).set({ isOperators: false }).where(eq(chats.botId, chat.botId))
    await tx.update(chats).set({ isOperators: true }).where(eq(chats.id, chat.id))
  })
}

export async function operatorsChat(db: Db, botId: number): Promise<Chat | undefined> {
  const [row] = await db
    .select()
    .from(chats)
    .where(and(eq(chats.botId, botId), eq(chats.isOperators, true), ne(chats.state, 'dead')))
  return row
}

/** Digests of the chat cover what comes after this instant. Never moved back. */
export async function setToldUntil(db: Db, id: number, until: Date): Promise<void> {
  await db
    .update(chats)
    .set({ toldUntil: sql`greatest(${chats.toldUntil}, ${until.toISOString()}::timestamptz)` })
    .where(eq(chats.id, id))
}

/** The bot can no longer write to a chat: all its topics' subscriptions end. */
export async function stopChatEverywhere(db: Db, chat: Pick<Chat, 'botId' | 'chatId'>, note: string): Promise<void> {
  const rows = await db
    .select({ id: chats.id })
    .from(chats)
    .where(and(eq(chats.botId, chat.botId), eq(chats.chatId, chat.chatId)))
  for (const { id } of rows) await stopChat(db, id, 'dead', note)
}

/** Forgets a chat: its messages and what they told go with its row. */
export async function deleteChat(db: Db, chat: Pick<Chat, 'id'>): Promise<void> {
  await db.delete(chats).where(eq(chats.id, chat.id))
}

/** How many chats of a bot are subscribed, and how many were. */
export async function countChats(db: Db, botId: number): Promise<{ active: number; ended: number }> {
  const n = (states: Chat['state'][]) => sql<number>`count(*) filter (where ${inArray(chats.state, states)})::int`
  const [row] = await db
    .select({ active: n(['active']), ended: n(['stopped', 'dead']) })
    .from(chats)
    .where(eq(chats.botId, botId))
  return row ?? { active: 0, ended: 0 }
}
