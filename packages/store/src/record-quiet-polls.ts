import { type Column, getTableColumns, SQL, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import type { PollRecord } from './record-poll.ts'
import { feeds } from './schema.ts'

/** A visit that changes nothing but its feed's own row: nothing new, edited, renamed or moved, and nothing to tell. */
export function isQuiet(poll: PollRecord): boolean {
  const brought = poll.fresh.length + poll.edited.length + poll.keys.length + (poll.notices?.length ?? 0)
  return brought === 0 && poll.movedTo === undefined && !Object.values(poll.feed).some((value) => value instanceof SQL)
}

interface Waiting {
  poll: PollRecord
  resolve: (held: boolean) => void
  reject: (error: unknown) => void
}

// Well within a statement's size and time; more never wait where visits end one by one.
const MOST_AT_ONCE = 200
const queues = new WeakMap<Db, { waiting: Waiting[]; isBusy: boolean }>()

/**
 * Records a quiet visit. Those that end while a statement is under way go together in the next one: most visits bring
 * nothing, and a transaction each would cost more than the visit. False: another worker holds the feed by now.
 */
export function recordQuietPoll(db: Db, poll: PollRecord): Promise<boolean> {
  const queue = queues.get(db) ?? { waiting: [], isBusy: false }
  queues.set(db, queue)
  const recorded = new Promise<boolean>((resolve, reject) => queue.waiting.push({ poll, resolve, reject }))
  if (!queue.isBusy) void drain(db, queue)
  return recorded
}

async function drain(db: Db, queue: { waiting: Waiting[]; isBusy: boolean }): Promise<void> {
  queue.isBusy = true
  // Whoever ends in the same turn of the event loop comes along.
  await new Promise((resolve) => setImmediate(resolve))
  while (queue.waiting.length > 0) await settleTogether(db, queue.waiting.splice(0, MOST_AT_ONCE))
  queue.isBusy = false
}

/** All at once, as it nearly always goes; each by itself when Postgres refused, so that each hears of its own trouble only. */
async function settleTogether(db: Db, batch: readonly Waiting[]): Promise<void> {
  try {
    const held = await storeQuiet(
      db,
      batch.map(({ poll }) => poll),
    )
    for (const { poll, resolve } of batch) resolve(held.has(poll.feedId))
  } catch (error) {
    if (batch.length === 1) batch[0]?.reject(error)
    else await Promise.all(batch.map((one) => settleTogether(db, [one])))
  }
}

const COLUMNS: Readonly<Record<string, Column>> = getTableColumns(feeds)

/** One statement for feeds and visits; the lease decides feed by feed, as in a transaction of its own. */
async function storeQuiet(db: Db, polls: readonly PollRecord[]): Promise<Set<number>> {
  const rows = polls.map(({ feedId, owner, nextCheckMs, feed, fetch }) => ({
    ...{ feed_id: feedId, owner, next_check_ms: nextCheckMs, patch: feed, outcome: fetch.outcome, note: fetch.note },
    ...{
      duration_ms: fetch.durationMs,
      status: fetch.status ?? null,
      bytes: fetch.bytes ?? 0,
      items: fetch.items ?? 0,
    },
    ...{ gap: fetch.gap ?? false, matched: fetch.matched ?? 0 },
  }))
  const names = new Set(polls.flatMap(({ feed }) => Object.keys(feed)))
  const changes = [
    ...[...names].flatMap((name) => changeOf(name) ?? []),
    sql`last_visit_at = now(), next_check_at = now() + visit.next_check_ms * interval '1 millisecond'`,
    sql`lease_owner = null, lease_until = null`,
  ]
  const held = await db.execute<{ id: string }>(sql`
    with visit as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as v(
        feed_id bigint, owner uuid, next_check_ms float8, patch jsonb, outcome text, note text, duration_ms int,
        status int, bytes int, items int, gap boolean, matched int)),
    held as (
      update feeds set ${sql.join(changes, sql`, `)}
        from visit where feeds.id = visit.feed_id and feeds.lease_owner = visit.owner returning feeds.id),
    told as (
      insert into fetches (feed_id, outcome, note, duration_ms, status, bytes, items, gap, matched)
      select feed_id, outcome, note, duration_ms, status, bytes, items, gap, matched
        from visit join held on held.id = visit.feed_id)
    select id from held`)
  return new Set(held.map(({ id }) => Number(id)))
}

/** `column = its new value where the visit has one, else its own`; visits of one statement may change different columns. */
function changeOf(name: string): SQL | null {
  const column = COLUMNS[name]
  if (column === undefined) return null
  const [type, key] = [column.getSQLType(), `'${name}'`]
  const value = type === 'jsonb' ? `nullif(visit.patch->${key}, 'null')` : `(visit.patch->>${key})::${type}`
  return sql.raw(`"${column.name}" = case when visit.patch ? ${key} then ${value} else feeds."${column.name}" end`)
}
