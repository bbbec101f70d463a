import { asc, eq } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { savedQueries } from './schema.ts'

export type SavedQuery = typeof savedQueries.$inferSelect

/** Names a search; false when the name is taken. */
export async function insertSavedQuery(db: Db, query: Omit<SavedQuery, 'at'>): Promise<boolean> {
  const rows = await db.insert(savedQueries).values(query).onConflictDoNothing().returning({ name: savedQueries.name })
  return rows.length === 1
}

/** Every named search, by name. */
export function listSavedQueries(db: Db): Promise<SavedQuery[]> {
  return db.select().from(savedQueries).orderBy(asc(savedQueries.name))
}

export async function savedQuery(db: Db, name: string): Promise<SavedQuery | undefined> {
  const [row] = await db.select().from(savedQueries).where(eq(savedQueries.name, name))
  return row
}

/** Forgets a name; false when there is none. */
export async function deleteSavedQuery(db: Db, name: string): Promise<boolean> {
  const rows = await db.delete(savedQueries).where(eq(savedQueries.name, name)).returning({ name: savedQueries.name })
  return rows.length === 1
}
