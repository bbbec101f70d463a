import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { chats, messages } from './schema.ts'

const slotsOf = (storyId: number): string => `story:${storyId}:`

/** What each chat of a bot was told of a story beyond its alert, or is about to be: `denial`, `claim`, `toll-145` … by chat. */
export async function toldDevelopments(
  db: Db,
  ask: { botId: number; storyId: number },
): Promise<Map<number, string[]>> {
  const prefix = slotsOf(ask.storyId)
  const rows = await db
    .select({ chat: messages.chat, slot: messages.slot })
    .from(messages)
    .innerJoin(chats, eq(chats.id, messages.chat))
    .where(
      and(eq(chats.botId, ask.botId), eq(messages.kind, 'alert'), sql`starts_with(${messages.slot}, ${prefix}::text)`),
    )
  const told = new Map<number, string[]>()
  for (const { chat, slot } of rows) told.set(chat, [...(told.get(chat) ?? []), slot.slice(prefix.length)])
  return told
}

/** A toll that still waits for its hour gives way to a higher one. Returns when each of them would have come. */
export async function dropOwedTolls(db: Db, ask: { chat: number; storyId: number }): Promise<Date[]> {
  const prefix = `${slotsOf(ask.storyId)}toll-`
  const rows = await db
    .update(messages)
    .set({ state: 'dead', note: 'overtaken by a higher toll' })
    .where(
      and(
        ...[eq(messages.chat, ask.chat), eq(messages.kind, 'alert'), eq(messages.state, 'owed')],
        sql`starts_with(${messages.slot}, ${prefix}::text)`,
      ),
    )
    .returning({ createdAt: messages.createdAt, notBefore: messages.notBefore })
  return rows.map(({ createdAt, notBefore }) => new Date(Math.max(createdAt.getTime(), notBefore.getTime())))
}
