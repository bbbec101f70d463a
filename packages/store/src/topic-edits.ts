import { and, asc, eq, isNull } from 'drizzle-orm'
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
