import { and, eq, isNull, type SQL, sql } from 'drizzle-orm'
import { heardAt } from './messages.ts'
import type { Db } from './open-store.ts'
import { matches, stories, storyEditions } from './schema.ts'

export type Edition = typeof storyEditions.$inferSelect
export type EditionKey = Pick<Edition, 'storyId' | 'n'>

/** Editions that no chat was told of yet, oldest first. Archive and baseline ones are never among them (invariant 9). */
export function untoldEditions(db: Db, limit: number): Promise<EditionKey[]> {
  return db
    .select({ storyId: storyEditions.storyId, n: storyEditions.n })
    .from(storyEditions)
    .where(and(eq(storyEditions.tellable, true), isNull(storyEditions.toldAt)))
    .orderBy(storyEditions.at, storyEditions.storyId, storyEditions.n)
    .limit(limit)
}

/** Holds an untold edition until the transaction ends; undefined when another teller has it or had it. */
export async function lockUntoldEdition(tx: Db, key: EditionKey): Promise<Edition | undefined> {
  const [row] = await tx
    .select()
    .from(storyEditions)
    .where(
      and(
        eq(storyEditions.storyId, key.storyId),
        eq(storyEditions.n, key.n),
        eq(storyEditions.tellable, true),
        isNull(storyEditions.toldAt),
      ),
    )
    .for('update', { skipLocked: true })
  return row
}

export async function markEditionTold(tx: Db, key: EditionKey): Promise<void> {
  await tx
    .update(storyEditions)
    .set({ toldAt: sql`now()` })
    .where(and(eq(storyEditions.storyId, key.storyId), eq(storyEditions.n, key.n)))
}

/** Alerts and digests of one bot are decided one at a time: each must see what the other has just told. */
export async function lockTelling(tx: Db, botId: number): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`rasid tell ${botId}`}, 0))`)
}

export interface AlertAsk {
  botId: number
  edition: Edition
  /** Alerts an hour for a chat whose settings do not say (`alertsPerHour`). */
  alertsPerHour: number
}

export interface AlertChat {
  id: number
  lang: 'ar' | 'en'
  zone: string
  settings: Record<string, unknown>
  /** The chat was told of this story before, as related. */
  toldBefore: boolean
}

/**
 * The active chats of one bot that an alert on this edition is for: their tier or an entity that they follow, alerts
 * on, subscribed before it, below their hourly number, and not told of this story already (unless it was raised to core since). Tellers wait
 * for one another until the transaction ends, or two of them could both find room for a fourth alert. Alerts that are
 * held over quiet hours count as if they came now: nobody is to wake up to a night's worth of them.
 */
export async function chatsToAlert(tx: Db, ask: AlertAsk): Promise<AlertChat[]> {
  await lockTelling(tx, ask.botId)
  const rows = await tx.execute(sql`
    select c.id, c.lang, c.zone, c.settings,
           exists (select 1 from message_stories t where t.chat = c.id and t.story_id = ${ask.edition.storyId}) as before
      from chats c
     where c.bot_id = ${ask.botId} and c.state = 'active' and c.alerts
       and (c.tier = 'related' or ${ask.edition.tier} = 'core'
            or c.settings -> 'followed' ?| ${entitiesOf(sql`${ask.edition.storyId}::bigint`)})
       and c.subscribed_at <= ${ask.edition.at.toISOString()}::timestamptz
       and not exists (select 1 from message_stories t where t.chat = c.id and t.story_id = ${ask.edition.storyId}
                        and (${ask.edition.reason} <> 'raised' or t.edition >= ${ask.edition.n}))
       and (select count(*) from messages a where a.chat = c.id and a.kind = 'alert' and a.state <> 'dead'
              and ${heardAt} > now() - interval '1 hour')
           < coalesce((c.settings ->> 'alertsPerHour')::int, ${ask.alertsPerHour})
     order by c.id`)
  return rows.map((row) => ({
    id: Number(row.id),
    lang: row.lang as 'ar' | 'en',
    zone: String(row.zone),
    settings: (row.settings ?? {}) as Record<string, unknown>,
    toldBefore: row.before === true,
  }))
}

// Everybody whom a story's matches name.
const entitiesOf = (storyId: SQL) => sql`
  array(select unnest(m.entities) from ${matches} m where m.story_id = ${storyId} and m.final)`

export interface DigestAsk {
  chat: number
  tier: 'core' | 'related'
  /** Entities of which a story comes whatever its tier. */
  followed?: readonly string[]
  /** Editions after this instant … */
  since: Date
  /** … up to this one. */
  until: Date
  limit: number
}

export interface DigestEdition {
  storyId: number
  /** The newest edition the chat does not have. */
  n: number
  reason: Edition['reason']
  tier: Edition['tier']
  /** The chat was told of this story before, by an alert or a digest. */
  toldBefore: boolean
}

/**
 * The stories a digest owes a chat: live editions of its tier that it has from no message. A story that only grew
 * since the chat was told is no news. Core first, then the most outlets.
 */
export async function editionsForDigest(db: Db, ask: DigestAsk): Promise<DigestEdition[]> {
  const rows = await db.execute(sql`
    select e.story_id, max(e.n) as n, s.tier, bool_or(e.reason = 'raised') as raised, bool_or(told.n is not null) as before
      from ${storyEditions} e join ${stories} s on s.id = e.story_id
      left join lateral (select max(t.edition) as n from message_stories t
                          where t.chat = ${ask.chat} and t.story_id = e.story_id) told on true
     where e.tellable and e.at > ${ask.since.toISOString()}::timestamptz and e.at <= ${ask.until.toISOString()}::timestamptz
       and (${ask.tier} = 'related' or e.tier = 'core'
            or ${(ask.followed ?? []).join(' ')} <> '' and string_to_array(${(ask.followed ?? []).join(' ')}, ' ') && ${entitiesOf(sql`e.story_id`)})
       and e.n > coalesce(told.n, 0) and (told.n is null or e.reason = 'raised')
     group by e.story_id, s.tier, s.outlets, s.first_at
     order by s.tier, s.outlets desc, s.first_at, e.story_id
     limit ${ask.limit}`)
  return rows.map((row) => ({
    storyId: Number(row.story_id),
    n: Number(row.n),
    reason: row.raised === true ? 'raised' : 'new',
    tier: row.tier as 'core' | 'related',
    toldBefore: row.before === true,
  }))
}
