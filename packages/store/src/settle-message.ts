import type { SettledMessage } from '@rasid/core'
import { and, eq, inArray, sql } from 'drizzle-orm'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { chats, messageStories, messages } from './schema.ts'

/**
 * Writes what became of a request. `waitMs`: how long from now it must wait, when it is owed again. false when the
 * message has moved on since (another sender settled it), and nothing was written.
 */
export async function settleMessage(
  db: Db,
  message: { id: number; owner: string },
  settled: SettledMessage & { waitMs: number },
): Promise<boolean> {
  const rows = await db
    .update(messages)
    .set({
      state: settled.state,
      attempts: settled.attempts,
      plain: settled.plain,
      maybeTwice: sql`${messages.maybeTwice} or ${settled.marked}`,
      note: settled.note,
      claimOwner: null,
      claimUntil: null,
      notBefore: settled.state === 'owed' ? fromNow(settled.waitMs) : undefined,
      ...(settled.bare && { draft: sql`${messages.draft} || '{"buttons": []}'::jsonb` }),
      ...(settled.state === 'sent' && { sentAt: sql`now()`, telegramMessageId: settled.messageId }),
    })
    .where(
      and(
        eq(messages.id, message.id),
        inArray(messages.state, ['claimed', 'sending']),
        eq(messages.claimOwner, message.owner),
      ),
    )
    .returning({ chat: messages.chat })
  const chat = rows[0]?.chat
  if (chat !== undefined && settled.state === 'owed') await holdChat(db, chat, settled.waitMs)
  if (chat !== undefined && settled.state !== 'owed' && settled.state !== 'sent') await untell(db, message.id)
  return chat !== undefined
}

/** A message that is given up may never have been read: its stories count as untold, so that the chat's next digest brings them. */
async function untell(db: Db, message: number): Promise<void> {
  await db.delete(messageStories).where(eq(messageStories.messageId, message))
}

/** Nothing leaves for this chat before `waitMs` have passed: later messages must not overtake the one that waits. */
export async function holdChat(db: Db, chat: number, waitMs: number): Promise<void> {
  if (waitMs <= 0) return
  await db
    .update(messages)
    .set({ notBefore: sql`greatest(${messages.notBefore}, ${fromNow(waitMs)})` })
    .where(and(eq(messages.chat, chat), eq(messages.state, 'owed')))
}

/** A message reached the chat: earlier refusals are no proof any more. */
export async function forgetDeadProofs(db: Db, chat: number): Promise<void> {
  await db
    .update(chats)
    .set({ deadProofs: 0 })
    .where(and(eq(chats.id, chat), sql`${chats.deadProofs} > 0`))
}
