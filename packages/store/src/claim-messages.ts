import { and, eq, inArray, isNull, lt, or, type SQL, sql } from 'drizzle-orm'
import { fromNow, type Message } from './messages.ts'
import type { Db } from './open-store.ts'
import { chats, messages } from './schema.ts'

/** A message with what the sender needs to address it. */
export interface ClaimedMessage extends Message {
  to: Pick<typeof chats.$inferSelect, 'chatId' | 'threadId' | 'kind' | 'lang'>
}

export interface ClaimAsk {
  botId: number
  /** A random id of the sending process. */
  owner: string
  limit: number
  /** How long the claim holds without a further word from its owner. */
  leaseMs: number
  /** Rows of `chats` that must not be sent to now (their pace or a flood wait). */
  skipChats: readonly number[]
}

// A message whose claim ran out before `sending` was committed never left: it may simply be claimed again. One whose
// outcome is unknown is taken once more, and only once: taking it sets `maybe_twice`.
const IS_OPEN = sql`(m.state = 'owed' or (m.state = 'claimed' and m.claim_until < now())
  or (m.state = 'unknown' and not m.maybe_twice))`

/**
 * Claims at most one due message a chat, the most urgent first, so that a chat's messages leave in their order.
 * Stopped chats get answers only, dead ones nothing.
 */
export async function claimMessages(db: Db, ask: ClaimAsk): Promise<ClaimedMessage[]> {
  const claimed = await db.execute(sql`
    with first as (
      select distinct on (m.chat) m.id
        from messages m join chats c on c.id = m.chat
       where c.bot_id = ${ask.botId} and c.state <> 'dead' and (m.kind = 'reply' or c.state = 'active')
         and ${IS_OPEN} and m.not_before <= now() and m.chat <> all(${bigints(ask.skipChats)})
         and not exists (select 1 from messages other where other.chat = m.chat
                          and other.state in ('claimed', 'sending') and other.claim_until >= now())
       order by m.chat, m.priority, m.id),
    due as (
      select m.id from messages m join first on first.id = m.id where ${IS_OPEN}
       order by m.priority, m.not_before, m.id limit ${ask.limit} for update of m skip locked)
    update messages m
       set state = 'claimed', claim_owner = ${ask.owner}::uuid, claim_until = ${fromNow(ask.leaseMs)},
           maybe_twice = m.maybe_twice or m.state = 'unknown'
      from due where due.id = m.id returning m.id`)
  const ids = claimed.map((row) => Number(row.id))
  if (ids.length === 0) return []
  const rows = await db
    .select()
    .from(messages)
    .innerJoin(chats, eq(chats.id, messages.chat))
    .where(inArray(messages.id, ids))
    .orderBy(messages.priority, messages.notBefore, messages.id)
  return rows.map((row) => ({ ...row.messages, to: row.chats }))
}

const bigints = (ids: readonly number[]): SQL => sql`${`{${ids.join(',')}}`}::bigint[]`

/**
 * Committed just before the request leaves, so that after a crash exactly the requests in flight are unknown.
 * false: the claim is no longer ours, and the message must not be sent.
 */
export async function beginSending(db: Db, id: number, owner: string, leaseMs: number): Promise<boolean> {
  const rows = await db
    .update(messages)
    .set({ state: 'sending', attempts: sql`${messages.attempts} + 1`, claimUntil: fromNow(leaseMs) })
    .where(
      and(
        eq(messages.id, id),
        eq(messages.state, 'claimed'),
        eq(messages.claimOwner, owner),
        sql`${messages.claimUntil} > now()`,
      ),
    )
    .returning({ id: messages.id })
  return rows.length === 1
}

/** Gives back claims that were not begun, at the end of a sender's work. */
export async function releaseMessages(db: Db, owner: string): Promise<void> {
  await db
    .update(messages)
    .set({ state: 'owed', claimOwner: null, claimUntil: null })
    .where(and(eq(messages.state, 'claimed'), eq(messages.claimOwner, owner)))
}

/** Requests whose sender died before it could settle them: unknown, to be sent once more and marked. Returns how many. */
export async function recoverMessages(db: Db): Promise<number> {
  const rows = await db
    .update(messages)
    .set({ state: 'unknown', claimOwner: null, claimUntil: null, note: 'the sender ended before the answer' })
    .where(and(eq(messages.state, 'sending'), or(isNull(messages.claimUntil), lt(messages.claimUntil, sql`now()`))))
    .returning({ id: messages.id })
  return rows.length
}
