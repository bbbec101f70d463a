import { sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'

/** What visits of one outcome add up to, since the installation began. */
export interface VisitSums {
  visits: number
  items: number
  added: number
  edited: number
  matched: number
  bytes: number
}

/** Sums by outcome, and up to which visit they are settled: the next look reads only what came after. */
export interface VisitTotals {
  sums: ReadonlyMap<string, VisitSums>
  settled: ReadonlyMap<string, VisitSums>
  /** The last settled visit. */
  upTo: number
}

// A visit's number is taken before its transaction ends: of two, the later number may be seen first. After this long
// no transaction of a visit is open any more.
const SETTLED_AFTER = sql`interval '5 minutes'`

/**
 * Sums over every visit there was, those that are no longer kept included. The first look reads all kept visits, the
 * others, given what the one before returned, only the last minutes' worth: cost does not grow with history. Never falls.
 */
export async function visitTotals(db: Db, before?: VisitTotals): Promise<VisitTotals> {
  const upTo = before?.upTo ?? 0
  const rows = await db.execute(sql`
    with unsettled as (
      select coalesce(min(id), 9223372036854775807) as first from fetches
       where id > ${upTo} and at > now() - ${SETTLED_AFTER})
    select outcome, id < first as settled, max(id) as last, count(*) as visits, sum(items) as items,
           sum(added) as added, sum(edited) as edited, sum(matched) as matched, sum(bytes) as bytes
      from fetches, unsettled where id > ${upTo} group by 1, 2
    union all
    select outcome, true, 0, visits, items, added, edited, matched, bytes from forgotten_visits
     where ${before === undefined}`)
  const settledRows = rows.filter((row) => row.settled === true)
  const settled = added(before?.settled ?? new Map(), settledRows)
  const sums = added(
    settled,
    rows.filter((row) => row.settled !== true),
  )
  return {
    settled,
    // A feed that is removed takes its last minutes along before they were settled.
    sums: before === undefined ? sums : neverLess(before.sums, sums),
    upTo: Math.max(upTo, ...settledRows.map((row) => Number(row.last))),
  }
}

const FIELDS = ['visits', 'items', 'added', 'edited', 'matched', 'bytes'] as const
const NOTHING: VisitSums = { visits: 0, items: 0, added: 0, edited: 0, matched: 0, bytes: 0 }

function added(to: ReadonlyMap<string, VisitSums>, rows: readonly Record<string, unknown>[]): Map<string, VisitSums> {
  const sums = new Map(to)
  for (const row of rows) {
    const known = sums.get(String(row.outcome)) ?? NOTHING
    sums.set(
      String(row.outcome),
      perField((field) => known[field] + Number(row[field] ?? 0)),
    )
  }
  return sums
}

function neverLess(
  before: ReadonlyMap<string, VisitSums>,
  now: ReadonlyMap<string, VisitSums>,
): Map<string, VisitSums> {
  const outcomes = [...new Set([...before.keys(), ...now.keys()])]
  return new Map(
    outcomes.map((outcome) => [
      outcome,
      perField((field) => Math.max(before.get(outcome)?.[field] ?? 0, now.get(outcome)?.[field] ?? 0)),
    ]),
  )
}

const perField = (value: (field: (typeof FIELDS)[number]) => number): VisitSums =>
  Object.fromEntries(FIELDS.map((field) => [field, value(field)])) as Record<(typeof FIELDS)[number], number>
