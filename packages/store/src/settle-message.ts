import { and, eq, inArray, sql } from 'drizzle-orm'
import type { PgUpdateSetSource } from 'drizzle-orm/pg-core'
import { fromNow } from './messages.ts'
import type { Db } from './open-store.ts'
import { chats, messages } from './schema.ts'

/** The next state of a message after one request. */
export type Settlement =
  | { kind: 'sent'; telegramMessageId: number | null }
  /** Certainly not sent: owed again after `waitMs`. `plain`: as plain text then. `draft`: changed before the next try. */
  | { kind: 'again'; waitMs: number; note: string; plain?: boolean; draft?: unknown }
  /** May have arrived. Sent once more after `waitMs`, marked; a second unknown outcome stays unknown. */
  | { kind: 'unknown'; waitMs: number; note: string }
  | { kind: 'dead'; note: string }

/** Writes what became of a request. The row must still be `sending` by this owner: false when it is not. */
export async function settleMessage(db: Db, id: number, owner: string, settlement: Settlement): Promise<boolean> {
  const rows = await db
    .update(messages)
    .set({ ...columnsOf(settlement), claimOwner: null, claimUntil: null })
    .where(
      and(
        eq(messages.id, id),
        inArray(messages.state, ['sending', 'claimed', 'unknown']),
        // A sender that outlived its claim still knows best, as long as nobody has taken the message since.
        sql`(${messages.claimOwner} = ${owner}::uuid or (${messages.state} = 'unknown' and ${messages.claimOwner} is null))`,
      ),
    )
    .returning({ chat: messages.chat })
  const chat = rows[0]?.chat
  if (chat === undefined) return false
  if (settlement.kind === 'sent') await forgetProofs(db, chat)
  if (settlement.kind === 'again' || settlement.kind === 'unknown') await holdChat(db, chat, settlement.waitMs)
  return true
}

function columnsOf(settlement: Settlement): PgUpdateSetSource<typeof messages> {
  switch (settlement.kind) {
    case 'sent':
      return { state: 'sent', sentAt: sql`now()`, telegramMessageId: settlement.telegramMessageId, note: null }
    case 'again':
      return {
        state: 'owed',
        notBefore: fromNow(settlement.waitMs),
        note: settlement.note,
        ...(settlement.plain !== undefined && { plain: settlement.plain }),
        ...(settlement.draft !== undefined && { draft: settlement.draft }),
      }
    case 'unknown':
      return { state: 'unknown', notBefore: fromNow(settlement.waitMs), note: settlement.note }
    case 'dead':
      return { state: 'dead', note: settlement.note }
    default:
      return settlement satisfies never
  }
}

/** Nothing leaves for this chat before `waitMs` have passed: later messages must not overtake the one that waits. */
export async function holdChat(db: Db, chat: number, waitMs: number): Promise<void> {
  if (waitMs <= 0) return
  await db
    .update(messages)
    .set({ notBefore: sql`greatest(${messages.notBefore}, ${fromNow(waitMs)})` })
    .where(and(eq(messages.chat, chat), inArray(messages.state, ['owed', 'unknown'])))
}

async function forgetProofs(db: Db, chat: number): Promise<void> {
  await db
    .update(chats)
    .set({ deadProofs: 0 })
    .where(and(eq(chats.id, chat), sql`${chats.deadProofs} > 0`))
}
