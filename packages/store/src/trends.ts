import { sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/** Whole local days, the last of them the one that holds `until`; `zone` is an IANA name. */
export interface DaysAsked {
  until: Date
  days: number
  zone: string
}

export interface MatchesAsked extends DaysAsked {
  /** One topic's; all of them by default. */
  topic?: string
  /** A first poll brings days of news at once: with it, those stand on the day they were published. Seeds never count. */
  withBaseline?: boolean
}

export interface DayOfMatches {
  /** A local date, "2026-11-22". */
  day: string
  core: number
  related: number
}

// All days of the period, so that one without anything is shown as one.
const daysOf = ({ until, days, zone }: DaysAsked) => sql`
  select day::date as day from generate_series(
    (${until.toISOString()}::timestamptz at time zone ${zone})::date - ${days - 1}::int,
    (${until.toISOString()}::timestamptz at time zone ${zone})::date, interval '1 day') day`

const startOf = ({ until, days, zone }: DaysAsked) =>
  sql`(((${until.toISOString()}::timestamptz at time zone ${zone})::date - ${days - 1}::int)::timestamp at time zone ${zone})`

const endOf = ({ until, zone }: DaysAsked) =>
  sql`(((${until.toISOString()}::timestamptz at time zone ${zone})::date + 1)::timestamp at time zone ${zone})`

// Invariant 5 leaves a publisher's date the display: live matches stand on the day we saw them, whatever it says.
const matchesOf = (ask: MatchesAsked) => sql`
  select a.id, a.outlet, m.tier, m.result, at.at
    from matches m join articles a on a.id = m.article_id
    cross join lateral (select case a.origin when 'live' then a.first_seen_at
                                else coalesce(a.published_at, a.first_seen_at) end as at) at
   where a.origin in ('live', ${ask.withBaseline ? 'baseline' : 'live'})
     -- A date counts only until a day after it was seen: this lets the index of first sights find the rows.
     and a.first_seen_at >= ${startOf(ask)} - interval '1 day'
     and at.at >= ${startOf(ask)} and at.at < ${endOf(ask)}
     and (${ask.topic ?? null}::text is null or m.topic = ${ask.topic ?? null})`

/** Matches a day by tier, oldest day first, every day of the period. An article counts once, by its highest tier. */
export async function matchesByDay(db: Db, ask: MatchesAsked): Promise<DayOfMatches[]> {
  const rows = await db.execute(sql`
    with matched as (
      select id, min(tier) as tier, (min(at) at time zone ${ask.zone})::date as day from (${matchesOf(ask)}) m group by id)
    select d.day::text as day, count(*) filter (where m.tier = 'core') as core,
           count(*) filter (where m.tier = 'related') as related
      from (${daysOf(ask)}) d left join matched m on m.day = d.day group by d.day order by d.day`)
  return rows.map(({ day, core, related }) => ({ day: String(day), core: Number(core), related: Number(related) }))
}

export interface OutletMatches {
  outlet: string
  core: number
  related: number
}

/** The outlets with the most matches of the period, the first `limit`. */
export async function topOutlets(db: Db, ask: MatchesAsked & { limit: number }): Promise<OutletMatches[]> {
  const rows = await db.execute(sql`
    with matched as (select id, outlet, min(tier) as tier from (${matchesOf(ask)}) m group by id, outlet)
    select outlet, count(*) filter (where tier = 'core') as core, count(*) filter (where tier = 'related') as related
      from matched group by outlet order by count(*) desc, 2 desc, outlet limit ${ask.limit}`)
  return rows.map(({ outlet, core, related }) => ({
    outlet: String(outlet),
    core: Number(core),
    related: Number(related),
  }))
}

/** How many outlets have matches in the period. */
export async function countOutlets(db: Db, ask: MatchesAsked): Promise<number> {
  const rows = await db.execute(sql`select count(distinct outlet) as n from (${matchesOf(ask)}) m`)
  return Number(rows[0]?.n ?? 0)
}

export interface DayOfEntity {
  day: string
  entity: string
  matches: number
}

/** How many matches bear each entity, by day; pairs without any are left out. */
export async function entitiesByDay(db: Db, ask: MatchesAsked): Promise<DayOfEntity[]> {
  const rows = await db.execute(sql`
    select (m.at at time zone ${ask.zone})::date::text as day, e.entity, count(distinct m.id) as matches
      from (${matchesOf(ask)}) m
      cross join lateral (select distinct jsonb_array_elements(m.result -> 'evidence') ->> 'entity' as entity) e
     where e.entity is not null group by 1, 2 order by 1, 3 desc, 2`)
  return rows.map(({ day, entity, matches }) => ({
    day: String(day),
    entity: String(entity),
    matches: Number(matches),
  }))
}

export interface DayOfVisits {
  day: string
  answered: number
  slowed: number
  failed: number
}

/** Visits to feeds a day by what came of them, every day of the period. */
export async function visitsByDay(db: Db, ask: DaysAsked): Promise<DayOfVisits[]> {
  const rows = await db.execute(sql`
    with visits as (
      select (at at time zone ${ask.zone})::date as day, outcome from fetches
       where at >= ${startOf(ask)} and at < ${endOf(ask)})
    select d.day::text as day, count(*) filter (where v.outcome in ('fetched', 'unchanged')) as answered,
           count(*) filter (where v.outcome = 'slow-down') as slowed,
           count(*) filter (where v.outcome in ('failed', 'not-a-feed')) as failed
      from (${daysOf(ask)}) d left join visits v on v.day = d.day group by d.day order by d.day`)
  return rows.map(({ day, answered, slowed, failed }) => ({
    ...{ day: String(day), answered: Number(answered), slowed: Number(slowed), failed: Number(failed) },
  }))
}
