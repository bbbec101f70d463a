import { and, eq, inArray, isNull, lt, or, sql } from 'drizzle-orm'
import { fromNow, type Message } from './messages.ts'
import type { Db } from './open-store.ts'
import { chats, messages } from './schema.ts'
import { holdChat } from './settle-message.ts'

/** A message with what the sender needs to address it. */
export interface ClaimedMessage extends Message {
  to: typeof chats.$inferSelect
}

export interface ClaimAsk {
  botId: number
  /** A random id of the sending process. */
  owner: string
  limit: number
  /** How long the claim holds without a further word from its owner. */
  leaseMs: number
}

// A message whose claim ran out before `sending` was committed never left: it may simply be claimed again.
const IS_OPEN = sql`(m.state = 'owed' or (m.state = 'claimed' and m.claim_until < now()))`

/**
 * Claims at most one due message a chat, the most urgent first, so that a chat's messages leave in their order.
 * Stopped chats get answers only, dead ones nothing; the operators' chat has its status edited, subscribed or not.
 */
export async function claimMessages(db: Db, ask: ClaimAsk): Promise<ClaimedMessage[]> {
  return db.transaction(async (tx) => {
    // Of thousands of messages that were owed a moment ago the planner knows nothing yet, takes them for three, and joins
    // row by row: over a second a claim instead of some milliseconds.
    await tx.execute(sql`set local enable_nestloop = off`)
    const claimed = await tx.execute(claim(ask))
    return addressed(
      tx,
      claimed.map((row) => Number(row.id)),
    )
  })
}

const claim = (ask: ClaimAsk) => sql`
  with busy as materialized (
    select chat from messages where state in ('claimed', 'sending') and claim_until >= now()),
  first as (
    select distinct on (m.chat) m.id, m.priority, m.not_before
      from messages m join chats c on c.id = m.chat
     where c.bot_id = ${ask.botId} and c.state <> 'dead'
       and (m.kind = 'reply' or c.state = 'active' or (m.kind = 'edit' and c.is_operators))
       and ${IS_OPEN} and m.not_before <= now() and m.chat not in (select chat from busy)
     order by m.chat, m.priority, m.id),
  urgent as materialized (select id from first order by priority, not_before, id limit ${ask.limit}),
  due as (
    select m.id from messages m where m.id = any(array(select id from urgent)) and ${IS_OPEN}
       for update of m skip locked)
  update messages m
     set state = 'claimed', claim_owner = ${ask.owner}::uuid, claim_until = ${fromNow(ask.leaseMs)}
   where m.id = any(array(select id from due)) returning m.id`

async function addressed(db: Db, ids: readonly number[]): Promise<ClaimedMessage[]> {
  if (ids.length === 0) return []
  const rows = await db
    .select()
    .from(messages)
    .innerJoin(chats, eq(chats.id, messages.chat))
    .where(inArray(messages.id, [...ids]))
    .orderBy(messages.priority, messages.notBefore, messages.id)
  return rows.map((row) => ({ ...row.messages, to: row.chats }))
}

/**
 * Committed just before the requests leave, so that after a crash exactly those in flight are unknown. One statement for
 * all that leave together: a commit each would cost a twentieth of the sending rate. Returns the ids that may be sent; the
 * claims on the others are no longer ours.
 */
export async function beginSending(
  db: Db,
  ids: readonly number[],
  owner: string,
  leaseMs: number,
): Promise<ReadonlySet<number>> {
  if (ids.length === 0) return new Set()
  const rows = await db
    .update(messages)
    .set({ state: 'sending', claimUntil: fromNow(leaseMs) })
    .where(
      and(
        inArray(messages.id, [...ids]),
        eq(messages.state, 'claimed'),
        eq(messages.claimOwner, owner),
        sql`${messages.claimUntil} > now()`,
      ),
    )
    .returning({ id: messages.id })
  return new Set(rows.map(({ id }) => id))
}

/** Gives back claims that were not begun, at the end of a sender's work. */
export async function releaseMessages(db: Db, owner: string): Promise<void> {
  await db
    .update(messages)
    .set({ state: 'owed', claimOwner: null, claimUntil: null })
    .where(and(eq(messages.state, 'claimed'), eq(messages.claimOwner, owner)))
}

/**
 * Requests whose sender died before it could settle them, now claimed by `owner`: whether they arrived is unknown, and
 * the caller must settle them so.
 */
export async function claimLostMessages(db: Db, owner: string, leaseMs: number): Promise<ClaimedMessage[]> {
  const rows = await db
    .update(messages)
    .set({ claimOwner: owner, claimUntil: fromNow(leaseMs) })
    .where(and(eq(messages.state, 'sending'), or(isNull(messages.claimUntil), lt(messages.claimUntil, sql`now()`))))
    .returning({ id: messages.id })
  return addressed(
    db,
    rows.map((row) => row.id),
  )
}

/** Gives a claimed message back unsent, and lets its chat wait. */
export async function postponeMessage(db: Db, message: Pick<Message, 'id' | 'chat'>, waitMs: number): Promise<void> {
  await db
    .update(messages)
    .set({ state: 'owed', claimOwner: null, claimUntil: null, notBefore: fromNow(waitMs) })
    .where(and(eq(messages.id, message.id), eq(messages.state, 'claimed')))
  await holdChat(db, message.chat, waitMs)
}

/** Telegram's numbers of sent messages; those that were never sent are left out. */
export async function messageNumbers(db: Db, ids: readonly number[]): Promise<ReadonlyMap<number, number>> {
  if (ids.length === 0) return new Map()
  const rows = await db
    .select({ id: messages.id, number: messages.telegramMessageId })
    .from(messages)
    .where(inArray(messages.id, [...ids]))
  return new Map(rows.flatMap(({ id, number }) => (number === null ? [] : [[id, number] as const])))
}
