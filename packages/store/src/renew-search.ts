import { eq, sql } from 'drizzle-orm'
import type { Db } from './open-store.ts'
import { articles } from './schema.ts'
import { isOldVector, searchVector } from './search-vector.ts'

const BATCH = 200

export interface RenewOptions {
  /** Stops after the batch under way. */
  signal?: AbortSignal
  onProgress?: (progress: { renewed: number }) => void
}

/**
 * Indexes matched articles anew whose words were made by an earlier version, or just now by a worker of one: a batch a
 * transaction, the newest first, beside everything else that goes on. A run that is killed goes on where it was; of two
 * that run at once each takes other articles. @returns how many were renewed
 */
export async function renewSearch(db: Db, { signal, onProgress }: RenewOptions = {}): Promise<number> {
  let renewed = 0
  while (signal?.aborted !== true) {
    const done = await db.transaction(renewBatch)
    renewed += done
    if (done > 0) onProgress?.({ renewed })
    if (done < BATCH) break
  }
  return renewed
}

async function renewBatch(tx: Db): Promise<number> {
  const rows = await tx
    .select({ id: articles.id, title: articles.title, summary: articles.summary, body: articles.body })
    .from(articles)
    .where(isOldVector)
    .orderBy(sql`${articles.id} desc`)
    .limit(BATCH)
    .for('update', { skipLocked: true })
  for (const { id, title, summary, body } of rows)
    await tx
      .update(articles)
      .set({ search: searchVector(title, summary, body) })
      .where(eq(articles.id, id))
  return rows.length
}

/** How many articles wait for `renewSearch`. */
export async function countOldSearch(db: Db): Promise<number> {
  const [row] = await db.select({ n: sql<number>`count(*)::int` }).from(articles).where(isOldVector)
  return row?.n ?? 0
}
