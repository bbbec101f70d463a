import { and, eq, sql } from 'drizzle-orm'
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
