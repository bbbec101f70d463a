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

export interface NamedPrecision {
  name: string
  wanted: number
  votes: number
}

const byName = (name: 'outlet' | 'rule_version', limit: number) => sql`
  with votes as (
    select f.user_id, f.bot_id, f.story_id, f.vote, first.outlet, first.rule_version
      from feedback f join lateral (
        select a.outlet, m.rule_version from matches m join articles a on a.id = m.article_id
         where m.story_id = f.story_id order by coalesce(a.published_at, a.first_seen_at), a.id limit 1) first on true)
  select ${sql.raw(name)} as name, count(*) filter (where vote = 1) as wanted, count(*) as votes
    from votes group by 1 order by votes desc, name limit ${limit}`

/** Votes by the outlet that named the story, or by the version of the rules that matched it; the most voted first. */
export async function precisionBy(db: Db, what: 'outlet' | 'rule', limit: number): Promise<NamedPrecision[]> {
  const rows = await db.execute(byName(what === 'outlet' ? 'outlet' : 'rule_version', limit))
  return rows.map(({ name, wanted, votes }) => ({ name: String(name), wanted: Number(wanted), votes: Number(votes) }))
}

/** Forgets all votes of a person. */
export async function deleteVotes(db: Db, person: { botId: number; userId: number }): Promise<void> {
  await db.delete(feedback).where(and(eq(feedback.botId, person.botId), eq(feedback.userId, person.userId)))
}
