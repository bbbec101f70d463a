import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { topicEdits } from './schema.ts'

export type TopicEditRow = typeof topicEdits.$inferSelect

/** The operators' edits that are in force, in the order in which they were made. */
export function topicEditsInForce(db: Db): Promise<TopicEditRow[]> {
  return db
    .select()
    .from(topicEdits)
    .where(and(isNull(topicEdits.undoneAt), isNull(topicEdits.setAside)))
    .orderBy(asc(topicEdits.id))
}

/** Sets an edit aside that a new topic file no longer takes, with the reason that operators are told. */
export async function setEditAside(db: Db, id: number, reason: string): Promise<void> {
  await db
    .update(topicEdits)
    .set({ setAside: reason })
    .where(and(eq(topicEdits.id, id), isNull(topicEdits.setAside)))
}

/** Edits of one topic are made and undone one at a time until the transaction ends: each is checked against the others. */
export async function lockTopicEdits(tx: Db, topic: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rasid topic ${topic}`}, 0))`)
}

/** Adds edits behind those that are there; their ids in order. */
export async function insertTopicEdits(
  tx: Db,
  edits: readonly { topic: string; op: object; author: string }[],
): Promise<number[]> {
  const ids: number[] = []
  // One by one: their order is their meaning, and a statement with many rows does not promise one.
  for (const edit of edits) {
    const [row] = await tx.insert(topicEdits).values(edit).returning({ id: topicEdits.id })
    if (row !== undefined) ids.push(row.id)
  }
  return ids
}

/** Every edit that was ever made, undone and set-aside ones too, newest first. */
export function topicEditHistory(db: Db, ask: { topic?: string; limit: number }): Promise<TopicEditRow[]> {
  return db
    .select()
    .from(topicEdits)
    .where(ask.topic === undefined ? undefined : eq(topicEdits.topic, ask.topic))
    .orderBy(desc(topicEdits.id))
    .limit(ask.limit)
}

export async function topicEditById(db: Db, id: number): Promise<TopicEditRow | undefined> {
  const [row] = await db.select().from(topicEdits).where(eq(topicEdits.id, id))
  return row
}

/** Takes an edit out of force, by its author or another. False: it was out of force already. */
export async function undoTopicEditRow(tx: Db, id: number, by: string): Promise<boolean> {
  const rows = await tx
    .update(topicEdits)
    .set({ undoneAt: sql`now()`, undoneBy: by })
    .where(and(eq(topicEdits.id, id), isNull(topicEdits.undoneAt), isNull(topicEdits.setAside)))
    .returning({ id: topicEdits.id })
  return rows.length === 1
}
