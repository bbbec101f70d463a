import { and, eq, sql } from 'drizzle-orm'
import postgres from 'postgres'
import type { Db } from './open-store.ts'
import { leases } from './schema.ts'

// The database's clock at this moment: now() stands still inside a transaction, and a process's own clock may be wrong.
const now = sql`clock_timestamp()`
const after = (ttlMs: number) => sql`clock_timestamp() + ${ttlMs} * interval '1 millisecond'`

/**
 * Takes the claim `name` for `ttlMs` when it is free, expired or already the owner's. `owner` is a random uuid per process.
 * True: it is ours until then. Call it outside a transaction: an open one makes the others wait instead of hearing "no".
 */
export async function claimLease(db: Db, name: string, owner: string, ttlMs: number): Promise<boolean> {
  const rows = await db
    .insert(leases)
    .values({ name, owner, until: after(ttlMs) })
    .onConflictDoUpdate({
      target: leases.name,
      set: { owner: sql`excluded.owner`, until: after(ttlMs) },
      setWhere: sql`${leases.until} <= ${now} or ${leases.owner} = excluded.owner`,
    })
    .returning({ name: leases.name })
  return rows.length > 0
}

/** Prolongs a claim that is still ours. False: it expired or was taken, so whatever it guarded must stop now. */
export async function renewLease(db: Db, name: string, owner: string, ttlMs: number): Promise<boolean> {
  const rows = await db
    .update(leases)
    .set({ until: after(ttlMs) })
    .where(and(eq(leases.name, name), eq(leases.owner, owner), sql`${leases.until} > ${now}`))
    .returning({ name: leases.name })
  return rows.length > 0
}

/** Gives a claim back, so that the next owner need not wait for its expiry. Another owner's claim is left alone. */
export async function releaseLease(db: Db, name: string, owner: string): Promise<void> {
  await db.delete(leases).where(and(eq(leases.name, name), eq(leases.owner, owner)))
}

/** A place that is held as long as its process lives, however that ends. */
export interface Place {
  /** From 0. */
  n: number
  leave(): Promise<void>
}

/**
 * Takes the first free one of `places` numbered places of a kind; null when all are taken. For what must be found again
 * at once after kill -9, where a lease would still look alive: the lock ends with its connection.
 */
export async function holdPlace(databaseUrl: string, kind: string, places: number): Promise<Place | null> {
  // Never recycled: the lock is the connection's own.
  const own = postgres(databaseUrl, {
    max: 1,
    max_lifetime: null,
    idle_timeout: 0,
    connect_timeout: 10,
    onnotice: () => {},
  })
  for (let n = 0; n < places; n++) {
    const [row] = await own<{ taken: boolean }[]>`
      select pg_try_advisory_lock(hashtextextended(${`rasid place ${kind} ${n}`}, 0)) as taken`
    if (row?.taken) return { n, leave: () => own.end({ timeout: 2 }) }
  }
  await own.end({ timeout: 2 })
  return null
}
