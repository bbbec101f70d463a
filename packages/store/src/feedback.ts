import { and, eq, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { feedback, stories } from './schema.ts'

/** A person's one vote on a story: 1 wanted, -1 not. A later vote replaces the earlier one. */
export async function saveVote(
  db: Db,
  vote: { botId: number; userId: number; storyId: number; vote: 1 | -1 },
): Promise<void> {
  await db
    .insert(feedback)
    .values(vote)
    .onConflictDoUpdate({
      target: [feedback.botId, feedback.userId, feedback.storyId],
      set: { vote: vote.vote, at: sql`now()` },
    })
}

export interface Precision {
  tier: 'core' | 'related'
  wanted: number
  votes: number
}

/** Votes a tier: "7 of 9" is `wanted` of `votes`. A story counts once for each person who voted. */
export async function precisionByTier(db: Db): Promise<Precision[]> {
  const rows = await db
    .select({
      tier: stories.tier,
      wanted: sql<number>`count(*) filter (where ${feedback.vote} = 1)`.mapWith(Number),
      votes: sql<number>`count(*)`.mapWith(Number),
    })
    .from(feedback)
    .innerJoin(stories, eq(stories.id, feedback.storyId))
    .groupBy(stories.tier)
    .orderBy(stories.tier)
  return rows
}

/** Forgets all votes of a person. */
export async function deleteVotes(db: Db, person: { botId: number; userId: number }): Promise<void> {
  await db.delete(feedback).where(and(eq(feedback.botId, person.botId), eq(feedback.userId, person.userId)))
}
