import { type SQL, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/** What an installation looks like at one moment, for `/metrics`. Every count is of rows in the database, so it is the same whoever asks. */
export interface SystemFigures {
  /** Processes that said within the last minute that they keep a role: worker, bot or web. */
  processes: { role: string; n: number }[]
  /** By health, as in `feeds_v1`. */
  feeds: { health: string; n: number }[]
  /** Failing feeds by the class of their last failure: hard, soft, temporary. */
  failingFeeds: { class: string; n: number }[]
  silentFeeds: number
  /** Since the last good visit to any feed; null before the first. */
  secondsSinceSuccess: number | null
  /** How long the longest overdue feed has been due and claimed by no worker; 0 when none is. */
  overdueSeconds: number
  pagesWanted: number
  matches: { tier: string; n: number }[]
  stories: { tier: string; n: number }[]
  chats: { state: string; n: number }[]
  messages: { kind: string; state: string; n: number }[]
  /** Age of the oldest message that is due and not sent; 0 when none is. */
  oldestOwedSeconds: number
  deadMessagesLastDay: number
  /** Bots whose token Telegram refuses. */
  deliveryHolds: number
  /** Whether no publisher answers. */
  outage: boolean
  /** Whether polling pauses because the disk is nearly full. */
  lowDisk: boolean
  databaseBytes: number
}

/** One statement, so that all figures are of one instant. Cost grows with the messages and matches that are kept. */
export async function systemFigures(db: Db): Promise<SystemFigures> {
  const [row] = await db.execute<{ figures: SystemFigures }>(sql`
    select json_build_object(
      'processes', ${rowsOf(sql`select split_part(name, ':', 2) as role, count(*) as n from facts
        where starts_with(name, 'alive:') and at > now() - interval '1 minute' group by 1`)},
      'feeds', ${rowsOf(sql`select health, count(*) as n from feeds_v1 group by 1`)},
      'failingFeeds', ${rowsOf(sql`select last_failure_class as class, count(*) as n from feeds_v1
        where health = 'failing' and last_failure_class is not null group by 1`)},
      'silentFeeds', (select count(*) from feeds where status = 'active' and silent_since is not null),
      'secondsSinceSuccess', (select extract(epoch from now() - max(last_success_at)) from feeds),
      'overdueSeconds', (select coalesce(extract(epoch from now() - min(next_check_at)), 0) from feeds
        where status = 'active' and next_check_at <= now() and (lease_until is null or lease_until <= now())),
      'pagesWanted', (select count(*) from articles where page = 'wanted'),
      'matches', ${rowsOf(sql`select tier, count(*) as n from matches group by 1`)},
      'stories', ${rowsOf(sql`select tier, count(*) as n from stories where articles > 0 group by 1`)},
      'chats', ${rowsOf(sql`select state, count(*) as n from chats group by 1`)},
      'messages', ${rowsOf(sql`select kind, state, count(*) as n from messages group by 1, 2`)},
      'oldestOwedSeconds', (select coalesce(extract(epoch from now() - min(not_before)), 0) from messages
        where state in ('owed', 'claimed') and not_before <= now()),
      'deadMessagesLastDay', (select count(*) from messages
        where state = 'dead' and created_at > now() - interval '1 day'),
      'deliveryHolds', (select count(*) from facts where starts_with(name, 'delivery-hold:')),
      'outage', exists (select 1 from facts where name = 'outage'),
      'lowDisk', exists (select 1 from facts where name = 'low-disk'),
      'databaseBytes', pg_database_size(current_database())) as figures`)
  if (row === undefined) throw new Error('Postgres returned no figures')
  return typeof row.figures === 'string' ? JSON.parse(row.figures) : row.figures
}

const rowsOf = (query: SQL) => sql`(select coalesce(json_agg(one), '[]') from (${query}) one)`

/** What must be mended before messages reach people, for `/healthz`: cheap, and without a word that is anybody's secret. */
export interface DeliveryHealth {
  /** Whether Telegram refuses a token: nothing is sent until it works again. */
  held: boolean
  failedLastDay: number
  oldestOwedSeconds: number
}

/** Why no feed is visited: the disk is low, or nobody answers; null while polling goes on. For `/healthz`. */
export async function pollingPause(db: Db): Promise<'low-disk' | 'outage' | null> {
  const rows = await db.execute<{ name: 'low-disk' | 'outage' }>(
    sql`select name from facts where name in ('low-disk', 'outage') order by name limit 1`,
  )
  return rows[0]?.name ?? null
}

export async function deliveryHealth(db: Db): Promise<DeliveryHealth> {
  const [row] = await db.execute<{ held: boolean; failed: number; oldest: number }>(sql`
    select exists (select 1 from facts where starts_with(name, 'delivery-hold:')) as held,
      (select count(*)::int from messages where state = 'dead' and created_at > now() - interval '1 day') as failed,
      (select coalesce(extract(epoch from now() - min(not_before)), 0)::float8 from messages
        where state in ('owed', 'claimed') and not_before <= now()) as oldest`)
  return {
    held: row?.held ?? false,
    failedLastDay: row?.failed ?? 0,
    oldestOwedSeconds: Math.round(row?.oldest ?? 0),
  }
}
