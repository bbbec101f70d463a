import { and, eq, like, lt, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { facts } from './schema.ts'

/** A small fact about this installation; undefined when it was never said. The caller names its shape. */
export async function readFact<T>(db: Db, name: string): Promise<T | undefined> {
  const [row] = await db.select({ value: facts.value }).from(facts).where(eq(facts.name, name))
  return row?.value as T | undefined
}

/** How long ago a fact was said last, by the database's clock; undefined when it never was. */
export async function factAgeMs(db: Db, name: string): Promise<number | undefined> {
  const [row] = await db
    .select({ ms: sql<number>`extract(epoch from clock_timestamp() - ${facts.at})::float8 * 1000` })
    .from(facts)
    .where(eq(facts.name, name))
  return row?.ms
}

export async function writeFact(db: Db, name: string, value: unknown): Promise<void> {
  await db
    .insert(facts)
    .values({ name, value })
    .onConflictDoUpdate({ target: facts.name, set: { value, at: sql`now()` } })
}

/** Says a fact only if it was not said before; whether it was new. */
export async function claimFact(db: Db, name: string, value: unknown): Promise<boolean> {
  const rows = await db.insert(facts).values({ name, value }).onConflictDoNothing().returning({ name: facts.name })
  return rows.length === 1
}

/** Reads a fact and forgets it in one step: of two that take it, one gets it. */
export async function takeFact<T>(db: Db, name: string): Promise<{ value: T; at: Date } | undefined> {
  const [row] = await db.delete(facts).where(eq(facts.name, name)).returning()
  return row && { value: row.value as T, at: row.at }
}

/** Reads a fact and holds its row until the transaction ends. */
export async function lockFact<T>(tx: Db, name: string): Promise<T | undefined> {
  const [row] = await tx.select({ value: facts.value }).from(facts).where(eq(facts.name, name)).for('update')
  return row?.value as T | undefined
}

/** Forgets facts by the beginning of their names that are older than `olderThanMs`. */
export async function forgetFacts(db: Db, prefix: string, olderThanMs: number): Promise<void> {
  await db
    .delete(facts)
    .where(
      and(
        like(facts.name, `${prefix.replaceAll(/[\\%_]/g, '\\$&')}%`),
        lt(facts.at, sql`now() - ${Math.round(olderThanMs)}::bigint * interval '1 millisecond'`),
      ),
    )
}
